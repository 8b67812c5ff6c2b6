// SPDX-License-Identifier: GPL-2.0-only
// The scenario's options, and the presets of its service model.
#include "model/core/benchmark/frame-rate.h"
#include "scenarios/benchmark/dns-mix.h"
#include "scenarios/rfc8219-uses.h"
#include "scenarios/rfc8219.h"
#include "scenarios/word-checker.h"

#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Rfc8219);

namespace
{

/** Nanoseconds of a whole device; illustrative: see doc/models-benchmark.md. */
struct Preset
{
    double translate;
    double forward;
    double newState;
};

/** A function, because options are declared before this file's constants are made. */
const std::map<std::string, Preset>&
Presets()
{
    static const std::map<std::string, Preset> presets{
        {"jool-2019", {877, 435, 1754}},         // 1.14 and 2.3 million packets a second
        {"jool-2019-netns", {2252, 1117, 4504}}, // 0.444 million
        {"ip6-forward", {435, 435, 870}},        // 2.3 million, whatever is done
    };
    return presets;
}

std::vector<std::string>
FrameWords()
{
    std::vector<std::string> words;
    for (const uint32_t size : Rfc8219FrameSizes())
    {
        words.push_back(std::to_string(size));
    }
    return words;
}

/** As RFC 9693 calls it, conn is connections, too. */
std::vector<std::string>
TestWords()
{
    auto words = Rfc8219Tests();
    words.insert(std::find(words.begin(), words.end(), "conn") + 1, "connections");
    return words;
}

std::vector<std::string>
PresetWords()
{
    std::vector<std::string> words;
    for (const auto& [word, preset] : Presets())
    {
        words.push_back(word);
    }
    return words;
}

/** The cost of a preset is known, what more there is in a packet's time is for the user to say. */
TypeId
AddModel(TypeId tid,
         const Ptr<const AttributeAccessor>& byteNs,
         const Ptr<const AttributeAccessor>& lookupNs,
         const Ptr<const AttributeAccessor>& missNs,
         const Ptr<const AttributeAccessor>& cached)
{
    return tid
        .AddAttribute("PerByteCost",
                      "Model: ns more for each byte of the IP packet.",
                      DoubleValue(0),
                      byteNs,
                      MakeDoubleChecker<double>(0, 1000))
        .AddAttribute("LookupCost",
                      "Model: ns more for finding a packet's state, where the translator has "
                      "state.",
                      DoubleValue(0),
                      lookupNs,
                      MakeDoubleChecker<double>(0, 100000))
        .AddAttribute("CacheMissCost",
                      "Model: ns more where the cache has no room for the state; with n states in "
                      "1 - cached-states/n of all cases.",
                      DoubleValue(0),
                      missNs,
                      MakeDoubleChecker<double>(0, 100000))
        .AddAttribute("CachedStates",
                      "Model: states that the cache has room for, for --cache-miss-cost.",
                      UintegerValue(16384),
                      cached,
                      MakeUintegerChecker<uint64_t>(0, 100000000));
}

} // namespace

TypeId
Rfc8219::GetTypeId()
{
    static TypeId tid = AddModel(
        TypeId("ns3::v6lab::Rfc8219")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<Rfc8219>()
            .AddAttribute("Test",
                          "What is measured; conn, or connections, are RFC 9693's, dns64 is a "
                          "DNS64 server's rate of queries (RFC 8219 9), with --dut=dns64 or "
                          "without --dut.",
                          StringValue("throughput"),
                          MakeStringAccessor(&Rfc8219::m_test),
                          MakeWordChecker(TestWords()))
            .AddAttribute("Dut",
                          "Device under test; 464xlat are two, router translates nothing, dns64 "
                          "is for --test=dns64.",
                          StringValue("siit"),
                          MakeStringAccessor(&Rfc8219::m_dut),
                          MakeWordChecker(Rfc8219Devices()))
            .AddAttribute("Direction",
                          "Both directions at once (RFC 8219 5: should), or one; forward is from "
                          "IPv6 to IPv4, with 464xlat from the CLAT.",
                          StringValue("bidirectional"),
                          MakeStringAccessor(&Rfc8219::m_direction),
                          MakeWordChecker({"bidirectional", "forward", "reverse"}))
            .AddAttribute("Frame",
                          "Size of the IPv6 frames, FCS included, bytes; IPv4's are 20 shorter.",
                          StringValue("84"),
                          MakeStringAccessor(&Rfc8219::m_frame),
                          MakeWordChecker(FrameWords()))
            .AddAttribute("Flows",
                          "Network flows in each direction: pairs of pseudo-random ports "
                          "(RFC 4814); scale needs 4 at least, conn 100, and 4096 at most.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&Rfc8219::m_flows),
                          MakeUintegerChecker<uint32_t>(1, 60000))
            .AddAttribute("Mix",
                          "Percent of the frames that are translated; the others are native IPv6. "
                          "With router nothing is.",
                          StringValue("100"),
                          MakeStringAccessor(&Rfc8219::m_mix),
                          MakeWordChecker({"100", "90", "50", "10"}))
            .AddAttribute(
                "Trial",
                "How long a trial lasts, s; less than 60 s is quick mode, which is not "
                "RFC 8219 compliant, but for b2b less than 2 s. Latency takes two of them. Five "
                "frames or queries at least must fit in. Not of conn.",
                DoubleValue(60),
                MakeDoubleAccessor(&Rfc8219::m_trial),
                MakeDoubleChecker<double>(0.1, 3600))
            .AddAttribute("Repeat",
                          "Repetitions; fewer than the 20 that RFC 8219 asks for, for b2b 50, are "
                          "quick mode too.",
                          UintegerValue(20),
                          MakeUintegerAccessor(&Rfc8219::m_repeat),
                          MakeUintegerChecker<uint32_t>(1, 1000))
            .AddAttribute("Resolution",
                          "Step that ends a search for a rate, percent of the rate; loss and b2b "
                          "have none.",
                          DoubleValue(0.1),
                          MakeDoubleAccessor(&Rfc8219::m_resolution),
                          MakeDoubleChecker<double>(0.001, 10))
            .AddAttribute("Stagger",
                          "scale: each flow begins so many s after the one before (RFC 8219 "
                          "10.2.2); 0: all at once (10.2.1).",
                          DoubleValue(0),
                          MakeDoubleAccessor(&Rfc8219::m_stagger),
                          MakeDoubleChecker<double>(0, 60))
            .AddAttribute("Load",
                          "Rate of latency, pdv and ipdv, percent of the throughput found before; "
                          "RFC 8219 asks for 100.",
                          DoubleValue(100),
                          MakeDoubleAccessor(&Rfc8219::m_load),
                          MakeDoubleChecker<double>(1, 100))
            .AddAttribute(
                "Scale",
                "How many times slower than its figures the model, the line and the wires "
                "are simulated; 0: 10000, and 100 with dns64.",
                UintegerValue(0),
                MakeUintegerAccessor(&Rfc8219::m_scale),
                MakeUintegerChecker<uint32_t>(0, 1000000))
            .AddAttribute("Line",
                          "Rate of the wires, before --scale.",
                          StringValue("1Gbps"),
                          MakeStringAccessor(&Rfc8219::m_line),
                          MakeWordChecker({"100Mbps", "1Gbps", "10Gbps", "100Gbps"}))
            .AddAttribute("Preset",
                          "Model: cost of a packet, after a published figure; illustrative; dns64 "
                          "has --message-cost.",
                          StringValue("jool-2019"),
                          MakeStringAccessor(&Rfc8219::m_preset),
                          MakeWordChecker(PresetWords()))
            .AddAttribute("Cores",
                          "Model: packets served at once; a flow stays on its core.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&Rfc8219::m_cores),
                          MakeUintegerChecker<uint32_t>(1, 128))
            .AddAttribute("Queue",
                          "Model: packets that may wait for each core.",
                          UintegerValue(16),
                          MakeUintegerAccessor(&Rfc8219::m_queue),
                          MakeUintegerChecker<uint32_t>(1, 100000))
            .AddAttribute("SerialFraction",
                          "Model: part of the work that only one core at once can do (Amdahl).",
                          DoubleValue(0),
                          MakeDoubleAccessor(&Rfc8219::m_serial),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("Jitter",
                          "Model: mean of an exponential time more, percent of the packet's time.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&Rfc8219::m_jitter),
                          MakeDoubleChecker<double>(0, 1000))
            .AddAttribute("Cached",
                          "dns64: percent of the queries whose name is cached; measured after 0, "
                          "which RFC 8219 requires.",
                          StringValue("0"),
                          MakeStringAccessor(&Rfc8219::m_cachedNames),
                          MakeWordChecker(DnsShareWords()))
            .AddAttribute("Aaaa",
                          "dns64: percent of the names that have an AAAA record; measured after "
                          "0, which RFC 8219 requires.",
                          StringValue("0"),
                          MakeStringAccessor(&Rfc8219::m_aaaaNames),
                          MakeWordChecker(DnsShareWords()))
            .AddAttribute("MessageCost",
                          "Model of dns64: ns for a message to the server, a query or an answer "
                          "to one of its own; illustrative.",
                          DoubleValue(100000),
                          MakeDoubleAccessor(&Rfc8219::m_messageNs),
                          MakeDoubleChecker<double>(100, 1e9))
            .AddAttribute("TesterCost",
                          "Model of dns64: ns that the tester's own name server needs for a "
                          "query.",
                          DoubleValue(10000),
                          MakeDoubleAccessor(&Rfc8219::m_testerNs),
                          MakeDoubleChecker<double>(0, 1e9)),
        MakeDoubleAccessor(&Rfc8219::m_byteNs),
        MakeDoubleAccessor(&Rfc8219::m_lookupNs),
        MakeDoubleAccessor(&Rfc8219::m_missNs),
        MakeUintegerAccessor(&Rfc8219::m_cached));
    return tid;
}

ServiceCost
Rfc8219::MakeCost() const
{
    const Preset& preset = Presets().at(m_preset);
    const double scale = GetScale();
    ServiceCost cost;
    cost.forwardNs = preset.forward * scale;
    cost.to4Ns = preset.translate * scale;
    cost.to6Ns = preset.translate * scale;
    cost.localNs = IsDns64() ? m_messageNs * scale : 0;
    cost.newStateNs = preset.newState * scale;
    cost.byteNs = m_byteNs * scale;
    cost.lookupNs = m_lookupNs * scale;
    cost.missNs = m_missNs * scale;
    cost.cachedStates = m_cached;
    cost.serialFraction = m_serial;
    return cost;
}

} // namespace ns3::v6lab
