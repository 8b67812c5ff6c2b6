// SPDX-License-Identifier: GPL-2.0-only
// What each attribute of a CLAT changes.
#include "helper/stack-helper.h"
#include "test/support/attribute-effect.h"
#include "test/support/flow-packets.h"
#include "test/support/translator-net.h"

#include "ns3/ipv4.h"
#include "ns3/string.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::StringValue;

namespace
{

const std::string SHARED = "2001:db8:cafe::1";
const std::string REMOTE = "198.18.0.1";
const flow::End SERVER{REMOTE, 9};
const flow::End SERVER_IN6{"64:ff9b::198.18.0.1", 9};
const flow::End HOST{"192.0.2.4", 5000}; //!< on n4's link, which is what is behind the CLAT
const flow::End OTHER{"192.0.2.5", 5000};

bool
Has(const Attributes& attributes, const std::string& name)
{
    return std::any_of(attributes.begin(), attributes.end(), [&name](const auto& attribute) {
        return attribute.first == name;
    });
}

/** A CLAT with the IPv4 network behind r4; unless told otherwise its hosts share an address. */
class Bench : public TranslatorNet
{
  public:
    explicit Bench(const Attributes& attributes)
    {
        Route("x", "::/0", "2001:db8:60::1", "v6");
        StackHelper::RemoveRoute(At("x"), // native IPv4 would come first
                                 *Prefix::Parse("0.0.0.0/0"),
                                 IpAddress::Parse("198.51.100.2"),
                                 Device("x", "v4"));
        ClatHelper helper;
        helper.SetAttribute("PlatPrefix", StringValue("64:ff9b::/96"));
        const bool own = Has(attributes, "DedicatedPrefix") || Has(attributes, "SharedAddress");
        helper.SetAttribute("SharedAddress", StringValue(own ? "" : SHARED));
        for (const auto& [name, value] : attributes)
        {
            helper.SetAttribute(name, StringValue(value));
        }
        if (!Has(attributes, "HostAddress"))
        {
            helper.AddNetwork("192.0.2.0/24");
        }
        clat = helper.Install(At("x"));
        Observe(clat);
    }

    Bench& Put(const flow::Bytes& packet, double second)
    {
        Inject("x", packet[0] >> 4 == 6 ? "v6" : "v4", packet, 1000 * second + 1);
        m_last = std::max(m_last, second);
        return *this;
    }

    std::string Drops()
    {
        Run(m_last + 1);
        return drops;
    }

    /** Mappings when all packets have come. */
    std::string Mappings(BibKind kind)
    {
        Run(m_last + 1);
        return std::to_string(clat->GetMappings(kind));
    }

    /** The first UDP packet that left for the PLAT. */
    PacketFacts First()
    {
        Run(m_last + 1);
        const auto frames = Frames("v6", protocol::UDP);
        return frames.empty() ? PacketFacts()
                              : *ReadFacts(frames[0].bytes.data(), frames[0].bytes.size());
    }

    Ptr<Clat> clat;

  private:
    double m_last{0};
};

flow::Bytes
Out(const flow::End& from = HOST)
{
    return flow::Udp(from, SERVER);
}

std::string
Source(Bench& bench)
{
    return bench.Put(Out(), 0).First().source.ToString();
}

/** Mappings of that kind after a packet of one host, and after a silence one of another. */
std::function<std::string(Bench&)>
AfterSilence(BibKind kind, double seconds, flow::Bytes (*packet)(const flow::End& from))
{
    return [=](Bench& bench) {
        bench.Put(packet(HOST), 0).Put(packet(OTHER), seconds);
        return bench.Mappings(kind);
    };
}

flow::Bytes
Syn(const flow::End& from)
{
    return flow::Tcp(from, SERVER, flow::tcp::SYN);
}

flow::Bytes
Query(const flow::End& from)
{
    return flow::Echo(from.address, REMOTE, 8, 7);
}

std::string
Established(Bench& bench)
{
    bench.Put(Syn(HOST), 0);
    bench.Put(flow::Tcp(SERVER_IN6, {SHARED, HOST.port}, flow::tcp::SYN | flow::tcp::ACK), 1);
    bench.Put(flow::Tcp(HOST, SERVER, flow::tcp::ACK), 2);
    return bench.Put(Syn(OTHER), 8000).Mappings(BibKind::Tcp);
}

flow::Bytes
Piece(size_t number, uint32_t id)
{
    return flow::Cut(flow::Udp(HOST, SERVER, flow::Bytes(150, 1)), {64, 64}, id).at(number);
}

using Effect = AttributeEffect<Bench>;

const std::vector<Effect> EFFECTS{
    {"PlatPrefix",
     "2001:db8:64::/96",
     "RFC 6877 6.3",
     "64:ff9b::c612:1",
     "2001:db8:64::c612:1",
     [](Bench& b) { return b.Put(Out(), 0).First().destination.ToString(); }},
    {"DedicatedPrefix",
     "2001:db8:46::/96",
     "RFC 6877 6.3",
     SHARED,
     "2001:db8:46::c000:204",
     Source},
    {"SharedAddress", "2001:db8:cafe::2", "RFC 6877 6.3", SHARED, "2001:db8:cafe::2", Source},
    {"HostAddress",
     "192.0.0.5",
     "RFC 7335 4",
     "no",
     "yes",
     [](Bench& b) {
         const auto ipv4 = b.At("x")->GetObject<ns3::Ipv4>();
         return ipv4->GetInterfaceForAddress("192.0.0.5") >= 0 ? "yes" : "no";
     }},
    {"WellKnownDeny",
     "off",
     "RFC 6052 3.1, 6052-09",
     "well-known-prefix-non-global; ",
     "",
     [](Bench& b) {
         return b.Put(flow::Udp(HOST, {"10.0.0.1", 9}), 0).Drops();
     }},
    {"WellKnownDeny",
     "strict",
     "RFC 6052 3.1, 6052-09",
     "",
     "well-known-prefix-non-global; ",
     [](Bench& b) { return b.Put(Out(), 0).Drops(); }},
    {"FirstPort",
     "49151",
     "RFC 6877 6.3",
     "5000",
     "49151",
     [](Bench& b) { return std::to_string(b.Put(Out(), 0).First().sourcePort); }},
    {"LastPort",
     "1024",
     "RFC 6877 6.3",
     "5000",
     "1024",
     [](Bench& b) { return std::to_string(b.Put(Out(), 0).First().sourcePort); }},
    {"MaxMappings",
     "1",
     "RFC 6888 REQ-11",
     "",
     "binding-limit; ",
     [](Bench& b) { return b.Put(Out(), 0).Put(Out(OTHER), 0).Drops(); }},
    {"MaxFragmentedDatagrams",
     "1",
     "RFC 4787 REQ-14",
     "",
     "fragment-limit; no-first-fragment; ",
     [](Bench& b) {
         b.Put(Piece(0, 1), 0).Put(Piece(0, 2), 0.1).Put(Piece(1, 1), 0.2).Put(Piece(1, 2), 0.3);
         return b.Drops();
     }},
    {"UdpTimeout",
     "400s",
     "RFC 4787 REQ-5",
     "1",
     "2",
     AfterSilence(BibKind::Udp, 350, [](const flow::End& from) { return Out(from); })},
    {"TcpEstablishedTimeout", "3h", "RFC 5382 REQ-5", "1", "2", Established},
    {"TcpTransitoryTimeout",
     "10min",
     "RFC 5382 REQ-5",
     "1",
     "2",
     AfterSilence(BibKind::Tcp, 300, Syn)},
    {"IcmpTimeout", "90s", "RFC 5508 REQ-2", "1", "2", AfterSilence(BibKind::Icmp, 75, Query)},
    {"FragmentTimeout",
     "5s",
     "RFC 4787 REQ-14, RFC 6146 4",
     "no-first-fragment; ",
     "",
     [](Bench& b) { return b.Put(Piece(0, 1), 0).Put(Piece(1, 1), 3).Drops(); }},
};

const std::vector<AttributeRefusal> REFUSALS{
    {"PlatPrefix", "nat64", {"PlatPrefix", "\"nat64\"", "IPv6 prefix"}},
    {"DedicatedPrefix", "192.0.2.0/24", {"DedicatedPrefix", "IPv6 prefix"}},
    {"DedicatedPrefix", "2001:db8::/63", {"DedicatedPrefix: 2001:db8::/63", "/64 or /96"}},
    {"DedicatedPrefix", "2001:db8::1/64", {"DedicatedPrefix: ", "bits set behind its length"}},
    {"SharedAddress", "phone", {"SharedAddress", "\"phone\"", "IPv6 address"}},
    {"HostAddress", "2001:db8::1", {"HostAddress", "IPv4 address"}},
    {"WellKnownDeny", "all", {"WellKnownDeny", "default, strict, off"}},
    {"LastPort", "1000", {"FirstPort and LastPort: ", "the first not above the last"}},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const Effect& effect : EFFECTS)
    {
        rows.push_back(Shown(effect));
    }
    for (const auto& refusal : REFUSALS)
    {
        rows.push_back(Refuses<Bench>(refusal));
    }
    return rows;
}

V6LAB_SUITE("v6lab-translation-clat-attributes", Rows());

} // namespace
