// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/flow-packets.h"
#include "test/support/nat64-effects.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/string.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::StringValue;
using namespace ns3::v6lab::test::effects;

namespace
{

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

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const auto* part : {&TIMERS, &LIMITS, &POLICY})
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

} // namespace

V6LAB_SUITE("v6lab-translation-nat64-attributes", Rows());
