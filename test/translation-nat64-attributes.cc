// SPDX-License-Identifier: GPL-2.0-only
// What each attribute of a NAT64 changes: one packet, session or refusal, without it and with it.
#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/string.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::StringValue;

namespace
{

const flow::End HOST{N6, 5000};
const flow::End OTHER{N6B, 5000};
const std::string NOBODY_IN6 = "64:ff9b::c000:2fa";
const flow::End SERVER{"192.0.2.250", 9}; //!< is not there, and answers nothing
const flow::End SERVER_IN6{NOBODY_IN6, 9};
const flow::End OUTSIDE{POOL, 5000};
const std::string ROUTER4 = "198.51.100.2";

using Attributes = Nat64Net::Attributes;

/** A NAT64 that gets packets by hand, one a millisecond. */
class Bench : public TranslatorNet
{
  public:
    explicit Bench(const Attributes& attributes)
    {
        Nat64Helper helper;
        for (const auto& [name, value] : attributes)
        {
            helper.SetAttribute(name, StringValue(value));
        }
        helper.AddPool(POOL);
        nat64 = helper.Install(At("x"));
        Observe(nat64);
    }

    Bench& Put(const flow::Bytes& packet, double afterMs = 1)
    {
        m_ms += afterMs;
        Inject("x", packet[0] >> 4 == 6 ? "v6" : "v4", packet, m_ms);
        return *this;
    }

    /** How long the only session lasts from its beginning, in whole seconds. */
    std::string Lifetime()
    {
        Run((m_ms + 10) / 1000);
        const auto sessions = nat64->GetSessions();
        return sessions.size() != 1
                   ? std::to_string(sessions.size()) + " sessions"
                   : std::to_string((sessions[0].expiresNs - sessions[0].createdNs + 500'000'000) /
                                    1'000'000'000);
    }

    std::string Drops(double seconds = 1)
    {
        Run(seconds);
        return drops;
    }

    /** "3.13 " for the ICMP messages on that link, those put there by hand as well. */
    std::string Icmp(const std::string& link)
    {
        Run(1);
        const bool v6 = link == "v6";
        std::string text;
        for (const auto& frame : Frames(link, v6 ? protocol::ICMPV6 : protocol::ICMPV4))
        {
            const uint8_t* message = frame.bytes.data() + (v6 ? 40 : 20);
            text += std::to_string(message[0]) + "." + std::to_string(message[1]) + " ";
        }
        return text;
    }

    std::string Port(size_t binding)
    {
        Run((m_ms + 10) / 1000);
        const auto bindings = nat64->GetBindings();
        return bindings.size() <= binding ? "none" : std::to_string(bindings[binding].outside.port);
    }

    Ptr<Nat64> nat64;

  private:
    double m_ms{0};
};

/** Something to look at that `changed` changes, while `both` hold either way. */
struct Effect
{
    std::string attribute;
    std::string value;
    std::string clause;
    std::string plain;
    std::string changed;
    std::function<std::string(Bench&)> look;
    Attributes both{};
};

Row
Shown(const Effect& effect)
{
    return {effect.attribute + " = " + effect.value + " has its effect",
            effect.clause,
            [effect](test::Verdict& v) {
                Attributes attributes = effect.both;
                {
                    Bench bench(attributes);
                    v.Equal(effect.look(bench), effect.plain, "without it");
                }
                attributes.emplace_back(effect.attribute, effect.value);
                Bench bench(attributes);
                v.Equal(effect.look(bench), effect.changed, "with it");
            }};
}

flow::Bytes
Out(const flow::End& from = HOST, uint8_t ttl = 64)
{
    return flow::Udp(from, SERVER_IN6, {1, 2, 3, 4}, ttl);
}

flow::Bytes
Syn()
{
    return flow::Tcp(HOST, SERVER_IN6, flow::tcp::SYN);
}

flow::Bytes
MiddlePiece()
{
    return flow::Cut(flow::Udp(HOST, SERVER_IN6, flow::Bytes(150, 1)), {64, 64}, 7).at(1);
}

std::string
TwoHosts(Bench& bench)
{
    return bench.Put(Out()).Put(Out(OTHER)).Drops();
}

std::string
TwoPorts(Bench& bench)
{
    return bench.Put(Out()).Put(Out({N6, 5001})).Drops();
}

std::string
Established(Bench& bench)
{
    const flow::End silent{"2001:db8:6::66", 5000}; // n6 would answer with a reset
    bench.Put(flow::Tcp(silent, SERVER_IN6, flow::tcp::SYN));
    bench.Put(flow::Tcp(SERVER, OUTSIDE, flow::tcp::SYN | flow::tcp::ACK));
    return bench.Lifetime();
}

std::string
OddPorts(Bench& bench)
{
    for (int i = 0; i < 20; ++i)
    {
        bench.Put(Out({"2001:db8:6::" + std::to_string(100 + i), 5000}));
    }
    bench.Run(1);
    int odd = 0;
    for (const auto& binding : bench.nat64->GetBindings())
    {
        odd += binding.outside.port % 2;
    }
    return odd > 0 ? "some" : "none";
}

std::string
Capacity(Bench& bench)
{
    return std::to_string(bench.nat64->GetUsage().poolCapacity[1]);
}

const std::vector<Effect> TIMERS{
    {"UdpTimeout",
     "200s",
     "RFC 6146 3.5.1, 4",
     "300",
     "200",
     [](Bench& b) { return b.Put(Out()).Lifetime(); }},
    {"TcpEstablishedTimeout", "3h", "RFC 6146 4, 6146-47", "7200", "10800", Established},
    {"TcpTransitoryTimeout",
     "5min",
     "RFC 6146 4",
     "240",
     "300",
     [](Bench& b) { return b.Put(Syn()).Lifetime(); }},
    {"TcpOpeningTimeout",
     "30s",
     "RFC 7857 2.1",
     "240",
     "30",
     [](Bench& b) { return b.Put(Syn()).Lifetime(); }},
    {"TcpIncomingSynTimeout",
     "10s",
     "RFC 6146 4",
     "6",
     "10",
     [](Bench& b) { return b.Put(flow::Tcp(SERVER, OUTSIDE, flow::tcp::SYN)).Lifetime(); }},
    {"IcmpTimeout",
     "90s",
     "RFC 6146 4",
     "60",
     "90",
     [](Bench& b) { return b.Put(flow::Echo(N6, NOBODY_IN6, 128, 7)).Lifetime(); }},
    {"FragmentTimeout",
     "5s",
     "RFC 6146 3.4, 6146-92",
     "fragment-timeout; ",
     "",
     [](Bench& b) { return b.Put(MiddlePiece()).Drops(3); }},
    {"TimerGranularity",
     "1s",
     "",
     "fragment-timeout; ",
     "",
     [](Bench& b) { return b.Put(MiddlePiece(), 500).Drops(2.7); }},
    {"InboundRefreshesUdp",
     "false",
     "RFC 6146 3.5.1",
     "400",
     "300",
     [](Bench& b) {
         return b.Put(Out(), 1000).Put(flow::Udp(SERVER, OUTSIDE), 100000).Lifetime();
     }},
    {"RstEndsHalfClosed",
     "true",
     "RFC 6146 3.5.2.2",
     "7200",
     "240",
     [](Bench& b) {
         using namespace flow::tcp;
         b.Put(Syn()).Put(flow::Tcp(SERVER, OUTSIDE, SYN | ACK));
         b.Put(flow::Tcp(SERVER, OUTSIDE, FIN | ACK)).Put(flow::Tcp(SERVER, OUTSIDE, RST));
         return b.Lifetime();
     }},
    {"PortQuarantine",
     "600s",
     "RFC 6888 REQ-8, 6146-106",
     "5000",
     "other",
     [](Bench& b) {
         b.Put(Out()).Put(Out(OTHER), 301000);
         const std::string port = b.Port(0);
         return port == "5000" ? port : "other";
     }},
};

const std::vector<Effect> LIMITS{
    {"MaxBindings", "1", "6146-102", "", "binding-limit; ", TwoHosts},
    {"MaxSessions", "1", "6146-102", "", "session-limit; ", TwoHosts},
    {"MaxStoredSyns",
     "0",
     "6146-102",
     "",
     "stored-syn-limit; ",
     [](Bench& b) { return b.Put(flow::Tcp(SERVER, OUTSIDE, flow::tcp::SYN)).Drops(); }},
    {"MaxFragmentBytes",
     "0",
     "6146-91, 6146-102",
     "",
     "fragment-limit; ",
     [](Bench& b) { return b.Put(MiddlePiece()).Drops(); }},
    {"SubscriberPorts", "1", "RFC 6888 REQ-4, 6146-103", "", "subscriber-limit; ", TwoPorts},
    {"SubscriberPrefix",
     "64",
     "RFC 6888 REQ-4, 6146-103",
     "",
     "subscriber-limit; ",
     TwoHosts,
     {{"SubscriberPorts", "1"}}},
    {"SubscriberSessions", "1", "RFC 6888 REQ-5", "", "subscriber-sessions; ", TwoPorts},
    {"SubscriberRate", "1", "RFC 6888 REQ-5", "", "subscriber-rate; ", TwoPorts},
    // RFC 7422 2: 64512 ports, of 256 subscribers with 64512 / (256 + D) each, the rest in blocks.
    {"DynamicFactor",
     "10",
     "RFC 7422 2",
     "64500",
     "64452",
     Capacity,
     {{"PortSelection", "deterministic"}, {"Subscribers", "2001:db8:6::/120"}}},
    {"BlockSize", "1000", "RFC 7422 2", "64500", "64000", Capacity, {{"PortSelection", "blocks"}}},
};

const std::vector<Effect> POLICY{
    {"Prefix",
     "2001:db8:64::/96",
     "RFC 6052 2.1",
     "translated",
     "not",
     [](Bench& b) {
         b.Put(Out()).Run(1);
         return b.translations > 0 ? "translated" : "not";
     }},
    {"WellKnownDeny",
     "off",
     "RFC 6052 3.1",
     "well-known-prefix-non-global; ",
     "",
     [](Bench& b) {
         return b.Put(flow::Udp(HOST, {"64:ff9b::a00:1", 9})).Drops();
     }},
    {"WellKnownDeny",
     "strict",
     "RFC 6052 3.1",
     "",
     "well-known-prefix-non-global; ",
     [](Bench& b) { return b.Put(Out()).Drops(); }},
    {"LenientUOctet",
     "true",
     "RFC 6052 2.2, 6052-06",
     "non-zero-u-octet; ",
     "",
     [](Bench& b) {
         return b.Put(flow::Udp(HOST, {"2001:db8:0:64:ffc0:2:400:0", 9})).Drops();
     },
     {{"Prefix", "2001:db8:0:64::/64"}}},
    {"KeepParity", "false", "RFC 6146 3.5.1.1, 6146-24", "none", "some", OddPorts},
    {"AddressDependentFiltering",
     "true",
     "RFC 6146 3.5.1",
     "",
     "address-dependent-filter; ",
     [](Bench& b) {
         return b.Put(Out()).Put(flow::Udp({"192.0.2.77", 9}, OUTSIDE)).Drops();
     }},
    {"DropExternalTcp",
     "true",
     "RFC 6146 3.5.2.2",
     "",
     "external-tcp-refused; ",
     [](Bench& b) { return b.Put(flow::Tcp(SERVER, OUTSIDE, flow::tcp::SYN)).Drops(); }},
    {"DropIcmpQueries",
     "true",
     "RFC 6146 3.5.3",
     "",
     "icmp-query-refused; ",
     [](Bench& b) { return b.Put(flow::Echo(N6, NOBODY_IN6, 128, 7)).Drops(); }},
    {"AnswerUnbound",
     "true",
     "RFC 6146 3.5.1",
     "",
     "3.1 ",
     [](Bench& b) { return b.Put(flow::Udp(SERVER, OUTSIDE)).Icmp("v4"); }},
    {"AnswerFiltered",
     "true",
     "RFC 6146 3.5.1",
     "",
     "3.13 ",
     [](Bench& b) {
         return b.Put(Out()).Put(flow::Udp({"192.0.2.77", 9}, OUTSIDE)).Icmp("v4");
     },
     {{"AddressDependentFiltering", "true"}}},
    {"IcmpErrorSourceBetter",
     "false",
     "RFC 6146 3.5",
     "64:ff9b::c633:6402",
     NOBODY_IN6,
     [](Bench& b) {
         const auto about = flow::Udp(OUTSIDE, SERVER, {1, 2, 3, 4}, 1);
         b.Put(Out()).Put(flow::IcmpAbout(ROUTER4, POOL, {11, 0, 0}, about), 0.5).Run(1);
         const auto frame = b.Frames("v6", protocol::ICMPV6).at(0);
         return ReadFacts(frame.bytes.data(), frame.bytes.size())->source.ToString();
     }},
    {"IcmpErrors",
     "off",
     "RFC 7915 5.4",
     "3.0 ",
     "",
     [](Bench& b) { return b.Put(Out(HOST, 1)).Icmp("v6"); }},
    {"IcmpErrorBurst",
     "1",
     "RFC 7915 5.4",
     "3.0 3.0 ",
     "3.0 ",
     [](Bench& b) { return b.Put(Out(HOST, 1)).Put(Out(HOST, 1)).Icmp("v6"); }},
    {"IcmpErrorRate",
     "1",
     "RFC 7915 5.4",
     "3.0 3.0 ",
     "3.0 ",
     [](Bench& b) { return b.Put(Out(HOST, 1)).Put(Out(HOST, 1), 100).Icmp("v6"); },
     {{"IcmpErrorBurst", "1"}}},
    {"StrictErrorSuppression",
     "true",
     "RFC 7915 5.4",
     "128.0 3.0 ",
     "128.0 ",
     [](Bench& b) {
         return b.Put(flow::Echo(N6, NOBODY_IN6, 128, 7, {1, 2, 3, 4}, 1)).Icmp("v6");
     }},
    {"LowestIpv6Mtu",
     "1400",
     "RFC 7915 4.1, 7915-033",
     "2",
     "1",
     [](Bench& b) {
         b.Put(Out()).Put(flow::Udp(SERVER, OUTSIDE, flow::Bytes(1300, 1))).Run(1);
         size_t large = 0;
         for (const auto& frame : b.Frames("v6"))
         {
             large += frame.bytes.size() > 80 && frame.bytes[0] >> 4 == 6 &&
                      (frame.bytes[6] == protocol::UDP || frame.bytes[6] == protocol::FRAGMENT);
         }
         return std::to_string(large);
     }},
};

std::string
Unbound(Bench& bench)
{
    return bench.Put(flow::Udp(SERVER, OUTSIDE)).Icmp("v4");
}

std::string
Filtered(Bench& bench)
{
    return bench.Put(Out()).Put(flow::Udp({"192.0.2.77", 9}, OUTSIDE)).Icmp("v4");
}

std::string
KeepsPort(Bench& bench)
{
    const std::string port = bench.Put(Out()).Port(0);
    return port == "5000" || port == "none" ? port : "other";
}

std::string
PrivateIpv4(Bench& bench)
{
    return bench.Put(flow::Udp(HOST, {"64:ff9b::a00:1", 9})).Drops();
}

std::string
UOctet(Bench& bench)
{
    return bench.Put(flow::Udp(HOST, {"2001:db8:0:64:ffc0:2:400:0", 9})).Drops();
}

/** Profile sets what nobody set, and nothing else, whichever of the two is set first. */
const std::vector<Effect> PROFILE{
    {"Profile", "jool", "profile jool", "5000", "other", KeepsPort},
    {"Profile", "jool", "profile jool, 6146-24", "none", "some", OddPorts},
    {"Profile", "jool", "profile jool, 6146-29", "", "3.1 ", Unbound},
    {"Profile",
     "jool",
     "profile jool, RFC 6052 3.1",
     "well-known-prefix-non-global; ",
     "",
     PrivateIpv4},
    {"Profile",
     "jool",
     "profile jool, RFC 6052 2.2",
     "non-zero-u-octet; ",
     "",
     UOctet,
     {{"Prefix", "2001:db8:0:64::/64"}}},
    {"PortSelection",
     "preserve",
     "profile jool",
     "other",
     "5000",
     KeepsPort,
     {{"Profile", "jool"}}},
    {"Profile", "jool", "profile jool", "5000", "5000", KeepsPort, {{"PortSelection", "preserve"}}},
    {"KeepParity", "true", "profile jool", "some", "none", OddPorts, {{"Profile", "jool"}}},
    {"Profile", "jool", "profile jool", "none", "none", OddPorts, {{"KeepParity", "true"}}},
    {"AnswerUnbound", "false", "profile jool", "3.1 ", "", Unbound, {{"Profile", "jool"}}},
    {"Profile", "jool", "profile jool", "", "", Unbound, {{"AnswerUnbound", "false"}}},
    {"AnswerUnbound", "profile", "profile jool", "3.1 ", "3.1 ", Unbound, {{"Profile", "jool"}}},
    {"Profile",
     "jool",
     "profile jool, 6146-30",
     "",
     "3.13 ",
     Filtered,
     {{"AddressDependentFiltering", "true"}, {"PortSelection", "preserve"}}},
    {"WellKnownDeny",
     "default",
     "profile jool, RFC 6052 3.1",
     "",
     "well-known-prefix-non-global; ",
     PrivateIpv4,
     {{"Profile", "jool"}}},
    {"LenientUOctet",
     "false",
     "profile jool, RFC 6052 2.2",
     "",
     "non-zero-u-octet; ",
     UOctet,
     {{"Prefix", "2001:db8:0:64::/64"}, {"Profile", "jool"}}},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const auto* part : {&TIMERS, &LIMITS, &POLICY, &PROFILE})
    {
        for (const Effect& effect : *part)
        {
            rows.push_back(Shown(effect));
        }
    }
    rows.push_back({"a second NAT64 on a node is refused, not a crash", "", [](test::Verdict& v) {
                        Bench bench({});
                        Nat64Helper second;
                        second.AddPool("203.0.113.2");
                        std::string said;
                        try
                        {
                            second.Install(bench.At("x"));
                        }
                        catch (const std::invalid_argument& error)
                        {
                            said = error.what();
                        }
                        v.Equal(said, "a node has one nat64 at most", "what is said");
                    }});
    rows.push_back({"addresses that are never translated are refused",
                    "RFC 6888 REQ-6, 6146-105",
                    [](test::Verdict& v) {
                        TranslatorNet net;
                        Nat64Helper helper;
                        helper.AddPool(POOL);
                        helper.AddNeverTranslated("192.0.2.0/24");
                        net.Observe(helper.Install(net.At("x")));
                        net.Inject("x", "v6", Out());
                        net.Run(1);
                        v.Equal(net.drops, "never-translated; ", "drops");
                    }});
    return rows;
}

V6LAB_SUITE("v6lab-translation-nat64-attributes", Rows());

} // namespace
