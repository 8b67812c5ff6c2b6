// SPDX-License-Identifier: GPL-2.0-only
// What each attribute of a SIIT changes, and those that all translators have.
#include "test/support/attribute-effect.h"
#include "test/support/flow-packets.h"
#include "test/support/translator-net.h"

#include "ns3/string.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::StringValue;

namespace
{

const std::string SERVICE = "203.0.113.6"; //!< n6 as IPv4 sees it
const std::string SECOND = "203.0.113.7";  //!< n6b
const flow::End HOST{N6, 5000};
const flow::End SERVER_IN6{N4_AS_V6, 9};
const flow::End SERVER{N4, 9};
const flow::End SERVICE_END{SERVICE, 5000};

/** A SIIT between two routers that gets packets by hand, one a millisecond. */
class Bench : public TranslatorNet
{
  public:
    explicit Bench(const Attributes& attributes)
        : TranslatorNet(Narrow())
    {
        SiitHelper helper;
        for (const auto& [name, value] : attributes)
        {
            helper.SetAttribute(name, StringValue(value));
        }
        helper.AddMapping(SERVICE, N6);
        helper.AddMapping(SECOND, N6B);
        helper.AddErrorSource("198.51.100.128/25");
        Observe(helper.Install(At("x")));
    }

    Bench& Put(const flow::Bytes& packet)
    {
        Inject("x", packet[0] >> 4 == 6 ? "v6" : "v4", packet, ++m_ms);
        return *this;
    }

    std::string Drops()
    {
        Run(1);
        return drops;
    }

    /** All packets of that protocol on a link, those put there by hand too. */
    std::vector<flow::Bytes> Seen(const std::string& link, uint8_t protocol)
    {
        Run(1);
        std::vector<flow::Bytes> seen;
        for (const auto& frame : Frames(link, protocol))
        {
            seen.push_back(frame.bytes);
        }
        return seen;
    }

  private:
    static Mtus Narrow()
    {
        Mtus mtus;
        mtus.v4 = 1400;
        return mtus;
    }

    double m_ms{0};
};

flow::Bytes
Out(const std::string& to = N4_AS_V6)
{
    return flow::Udp(HOST, {to, 9});
}

/** An ICMPv6 error about what n4 sent, from a router that has no IPv4 address. */
flow::Bytes
RouterError(size_t payload, uint8_t hopLimit = 64)
{
    return flow::IcmpAbout("2001:db8:f::9",
                           N4_AS_V6,
                           {3, 0, 0},
                           flow::Udp(SERVER_IN6, HOST, flow::Bytes(payload)),
                           hopLimit);
}

std::string
SizeOfError(Bench& bench)
{
    const auto seen = bench.Put(RouterError(1100)).Seen("v4", protocol::ICMPV4);
    return seen.empty() ? "none" : std::to_string(seen[0].size());
}

/** TOS or Traffic Class of the UDP on a link. */
std::string
ClassOf(const std::vector<flow::Bytes>& seen)
{
    if (seen.empty())
    {
        return "none";
    }
    const auto& packet = seen[0];
    return std::to_string(packet[0] >> 4 == 4 ? packet[1] : (packet[0] & 15) << 4 | packet[1] >> 4);
}

flow::Bytes
WithTos(flow::Bytes packet, uint8_t tos)
{
    packet[1] = tos;
    return flow::Mended(packet);
}

std::string
MtuTold(Bench& bench)
{
    // A router's "fragmentation needed" that does not say what is needed (RFC 1191 5).
    flow::Bytes about = flow::Udp(SERVICE_END, SERVER, flow::Bytes(1372));
    bench.Put(flow::IcmpAbout("198.51.100.2", SERVICE, {3, 4, 0}, about));
    const auto seen = bench.Seen("v6", protocol::ICMPV6);
    return seen.empty() ? "none" : std::to_string(seen[0][46] << 8 | seen[0][47]);
}

std::string
MssOf(Bench& bench)
{
    flow::Bytes syn(24);
    flow::Put16(syn, 0, HOST.port);
    flow::Put16(syn, 2, 80);
    syn[12] = 0x60;
    syn[13] = flow::tcp::SYN;
    flow::Put32(syn, 20, 0x02040000 | 1440);
    bench.Put(flow::Packet(N6, N4_AS_V6, protocol::TCP, syn, 16, 64));
    const auto seen = bench.Seen("v4", protocol::TCP);
    return seen.empty() ? "none" : std::to_string(seen[0][42] << 8 | seen[0][43]);
}

/** Sources of errors from one router, each once. */
std::string
StandIns(Bench& bench)
{
    for (int i = 0; i < 4; ++i)
    {
        bench.Put(RouterError(10));
    }
    std::vector<flow::Bytes> sources;
    for (const auto& packet : bench.Seen("v4", protocol::ICMPV4))
    {
        sources.emplace_back(packet.begin() + 12, packet.begin() + 16);
    }
    std::sort(sources.begin(), sources.end());
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    return sources.size() == 1 ? "one" : "several";
}

std::string
Identification(const std::string& seed)
{
    Bench bench({{"Seed", seed}});
    const auto seen = bench.Put(Out()).Seen("v4", protocol::UDP);
    return seen.empty() ? "none" : std::to_string(seen[0][4] << 8 | seen[0][5]);
}

std::string
TurnsBack(Bench& bench)
{
    bench.Put(Out("64:ff9b::203.0.113.7"));
    return bench.Seen("v4", protocol::UDP).empty() && bench.translations > 0 ? "at once"
                                                                             : "by IPv4";
}

/** From whom n6b has what n6 sent to its IPv4 address. */
std::string
SourceAtN6b(Bench& bench)
{
    bench.Put(Out("64:ff9b::203.0.113.7"));
    for (const auto& packet : bench.Seen("v6", protocol::UDP))
    {
        const auto facts = *ReadFacts(packet.data(), packet.size());
        if (facts.destination.ToString() == N6B)
        {
            return facts.source.ToString();
        }
    }
    return "nobody";
}

using Effect = AttributeEffect<Bench>;

const std::vector<Effect> COMMON{
    {"Profile", "jool", "RFC 1812 4.3.2.3", "1156", "576", SizeOfError},
    {"LargestIcmpv4Error", "600", "RFC 1812 4.3.2.3", "1156", "600", SizeOfError},
    {"Plateaus", "1300, 1290", "RFC 7915 4.2, RFC 1191 7.1, 7915-059", "1280", "1320", MtuTold},
    {"Tos",
     "32",
     "RFC 7915 5.1, 7915-102",
     "0",
     "32",
     [](Bench& b) { return ClassOf(b.Put(Out()).Seen("v4", protocol::UDP)); }},
    {"ZeroTrafficClass",
     "true",
     "RFC 7915 4.1, 7915-004",
     "184",
     "0",
     [](Bench& b) {
         b.Put(WithTos(flow::Udp(SERVER, SERVICE_END), 0xb8));
         return ClassOf(b.Seen("v6", protocol::UDP));
     }},
    {"ZeroUdpChecksum",
     "compute",
     "RFC 7915 4.5, 7915-092",
     "zero-udp-checksum; ",
     "",
     [](Bench& b) {
         auto packet = flow::Udp(SERVER, SERVICE_END);
         flow::Put16(packet, 26, 0);
         return b.Put(packet).Drops();
     }},
    {"ClampMss", "true", "RFC 7915 1.4, 7915-040", "1440", "1360", MssOf},
    {"InterfaceInfo",
     "true",
     "RFC 6791 4",
     "0",
     "32",
     [](Bench& b) {
         const auto seen = b.Put(RouterError(10)).Seen("v4", protocol::ICMPV4);
         return seen.empty() ? "none" : std::to_string(seen[0][25]); // RFC 4884 4.1: words
     }},
    {"RandomErrorSource", "false", "RFC 6791 3.1, 7915-151", "several", "one", StandIns},
};

const std::vector<Effect> OWN{
    {"Prefix",
     "2001:db8:64::/96",
     "RFC 6052 2.1, 7915-009",
     "some",
     "none",
     [](Bench& b) {
         b.Put(Out()).Run(1);
         return b.translations > 0 ? "some" : "none"; // n4 answers that nobody listens
     }},
    {"Hairpin", "off", "RFC 7757 4.2", "at once", "by IPv4", TurnsBack},
    {"Hairpin",
     "simple",
     "RFC 7757 4.2.1",
     N6,
     "64:ff9b::cb00:7106",
     SourceAtN6b,
     {{"Hairpin", "off"}}},
    {"WellKnownDeny",
     "off",
     "RFC 6052 3.1, 6052-09",
     "well-known-prefix-non-global; ",
     "",
     [](Bench& b) { return b.Put(Out("64:ff9b::10.0.0.1")).Drops(); }},
    {"WellKnownDeny",
     "strict",
     "RFC 6052 3.1, 6052-09",
     "",
     "well-known-prefix-non-global; ",
     [](Bench& b) { return b.Put(Out()).Drops(); }},
    {"EdgeRelay",
     "true",
     "RFC 7756 3",
     "none",
     "some",
     [](Bench& b) {
         b.Put(flow::Udp(SERVER_IN6, HOST));
         return b.Seen("v4", protocol::UDP).empty() ? "none" : "some";
     }},
    {"LenientUOctet",
     "true",
     "RFC 6052 2.2, 6052-06",
     "non-zero-u-octet; ",
     "",
     [](Bench& b) { return b.Put(Out("2001:db8:0:64:ffc0:2:400:0")).Drops(); },
     {{"Prefix", "2001:db8:0:64::/64"}}},
};

const std::vector<AttributeRefusal> REFUSALS{
    {"Profile", "jolly", {"Profile", "\"jolly\"", "rfc, jool"}},
    {"ZeroUdpChecksum", "keep", {"ZeroUdpChecksum", "\"keep\"", "drop, compute"}},
    {"IcmpErrors", "some", {"IcmpErrors", "\"some\"", "on, rate-limited, off"}},
    {"Plateaus", "1492 many", {"Plateaus", "\"many\"", "whole numbers"}},
    {"Plateaus", "296 1492", {"Plateaus must", "descending"}},
    {"Plateaus", "1492 67", {"Plateaus must", "68 to 65535"}},
    {"LargestIcmpv4Error", "67", {"LargestIcmpv4Error must", "68 to 65535"}},
    {"Prefix", "64:ff9b", {"Prefix", "\"64:ff9b\"", "IPv6 prefix"}},
    {"Prefix", "2001:db8::/65", {"Prefix", "96"}},
    {"Prefix", "::/96", {"Prefix: ", "::/96", "unspecified"}},
    {"Prefix", "2001:db8:64::/40", {"Prefix: ", "bits set behind its length", "2001:db8::/40"}},
    {"Hairpin", "twice", {"Hairpin", "\"twice\"", "off, simple, intrinsic"}},
    {"WellKnownDeny", "all", {"WellKnownDeny", "\"all\"", "default, strict, off"}},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const auto* part : {&COMMON, &OWN})
    {
        for (const Effect& effect : *part)
        {
            rows.push_back(Shown(effect));
        }
    }
    for (const auto& refusal : REFUSALS)
    {
        rows.push_back(Refuses<Bench>(refusal));
    }
    rows.push_back({"Seed makes random choices others, and the same ones again",
                    "RFC 7915 5.1, 7915-104",
                    [](test::Verdict& v) {
                        const std::string first = Identification("1");
                        v.Equal(Identification("1"), first, "the same seed");
                        v.True(Identification("2") != first, "another seed");
                    }});
    rows.push_back(
        {"warnings are those of the settings",
         "RFC 6791 3.1, RFC 6052 3.1, 7915-152, 6052-11",
         [](test::Verdict& v) {
             TranslatorNet net;
             SiitHelper helper;
             helper.AddErrorSource("10.0.0.0/29");
             const auto siit = helper.Install(net.At("x"));
             const auto warnings = siit->GetWarnings();
             v.Equal(warnings.size(), size_t{2}, "warnings");
             v.True(!warnings.empty() && warnings[0].find("10.0.0.0/29") != std::string::npos,
                    "of the error source");
             v.True(warnings.size() > 1 && warnings[1].find("64:ff9b::/96") != std::string::npos,
                    "of the prefix");
         }});
    return rows;
}

V6LAB_SUITE("v6lab-translation-siit-attributes", Rows());

} // namespace
