// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"
#include "test/support/source-folder.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace ns3::v6lab::test
{

namespace
{

using nlohmann::json;

const json&
Examples()
{
    static const json EXAMPLES = [] {
        std::ifstream file(test::SourceFolder() + "/test/data/rfc-examples.json");
        return json::parse(file);
    }();
    return EXAMPLES;
}

/** Settings beyond the bed's own that an example needs. */
void
Prepare(SiitBed& bed, const std::string& name)
{
    if (name == "siit-checksum-neutral-tcp")
    {
        bed.Prefix64("64:ff9b:1:fffe::/96");
    }
    else if (name.rfind("siit-dc-", 0) == 0)
    {
        bed.Prefix64("2001:db8:46::/96").Map("192.0.2.1/32", "2001:db8:12:34::1/128");
    }
    else if (name == "464xlat-clat")
    {
        bed.Prefix64("2001:db8:1234::/96").Map("192.168.1.2/32", "2001:db8:aaaa::c0a8:102/128");
    }
    bed.settings.translation.zeroChecksum = ZeroChecksum::Compute;
}

/** One of the derived pairs, byte for byte but for its mask. */
Row
Pair(const std::string& name, const std::string& sentence, const std::string& clause)
{
    return {sentence + " (" + name + ")", clause, [=](Verdict& v) {
                for (const auto& pair : Examples().at("derived_packet_pairs"))
                {
                    if (pair.at("name") != name)
                    {
                        continue;
                    }
                    SiitBed bed;
                    Prepare(bed, name);
                    const Answer answer = bed.Send(FromHex(pair.at("input_hex")));
                    Bytes expected = FromHex(pair.at("expect_hex"));
                    const auto& from = answer.errors.empty() ? answer.packets : answer.errors;
                    Bytes actual = from.size() == 1 ? from[0].bytes : Bytes();
                    v.Equal(actual.size(), expected.size(), "size");
                    for (const auto& mask : pair.at("mask"))
                    {
                        for (int i = 0; i < mask.at("len") && !actual.empty(); ++i)
                        {
                            const size_t at = mask.at("offset").get<size_t>() + i;
                            actual.at(at) = expected.at(at) = 0;
                        }
                    }
                    v.Equal(ToHex(actual), ToHex(expected), "packet");
                    v.Equal(from.empty() ? "nothing left" : from[0].Faults(), "", "faults");
                    return;
                }
                v.True(false, "no such example");
            }};
}

Row
AppendixA(const std::string& which)
{
    return {"the packets of appendix " + which + " have the published addresses on both sides",
            "RFC 7915 appendix A, 7915-162",
            [=](Verdict& v) {
                const json& steps = Examples().at("rfc7915_appendix_A").at(which);
                SiitBed bed;
                for (size_t i = 0; i < steps.size(); i += 2)
                {
                    const std::string from = steps[i].at("src");
                    const std::string to = steps[i].at("dst");
                    const bool four = from.find('.') != std::string::npos;
                    Maker maker = four ? Maker::V4() : Maker::V6();
                    const Seen seen = bed.Send(maker.From(from).To(to)).Only();
                    v.Equal(seen.From(), steps[i + 1].at("src").get<std::string>(), "source");
                    v.Equal(seen.To(), steps[i + 1].at("dst").get<std::string>(), "destination");
                }
            }};
}

/** The MTU in the translation of an error about a packet's size, between links of these MTUs. */
uint32_t
TranslatedMtu(bool to6, uint32_t mtu, const json& row)
{
    SiitBed bed;
    bed.around.mtu4 = row.at("mtu_v4_nexthop");
    bed.around.mtu6 = row.at("mtu_v6_nexthop");
    const Bytes packet =
        to6 ? Maker::V4().Upper(1, Icmp(3, 4, mtu, Maker::V4().From(HOST6_IN4).To(HOST4).Build()))
            : Maker::V6().Upper(58, Icmp(2, 0, mtu, Maker::V6().From(HOST4_IN6).To(HOST6).Build()));
    return bed.Send(packet).Only().Word();
}

/** Every published row of RFC 7757 figure 7 as destination and, back, as source. */
void
Figure7(Verdict& v)
{
    SiitBed bed;
    bed.Prefix64("64:ff9b::/96");
    for (const auto& row : Examples().at("rfc7757_fig1_eamt").at("rows"))
    {
        bed.Map(row.at("ipv4_prefix"), row.at("ipv6_prefix"));
    }
    bed.settings.hairpin = HairpinMode::Off;
    for (const auto& row : Examples().at("rfc7757_fig7"))
    {
        const auto six = *IpAddress::Parse(row.at("ipv6"));
        const std::string four = row.at("ipv4");
        v.Equal(bed.Send(Maker::V4().To(four)).Only().To(), six.ToString(), "to " + four);
        v.Equal(bed.Send(Maker::V4().From(four)).Only().From(), six.ToString(), "from " + four);
        const Bytes back = Maker::V6().From(six.ToString()).To("64:ff9b::c633:6401");
        v.Equal(bed.Send(back).Only().From(), four, "back from " + four);
    }
}

const std::vector<Row> ROWS{
    Pair("siit-udp-6to4", "UDP to IPv4", "RFC 7915 5.1, 7915-100, 7915-101, 7915-105, 7915-106"),
    Pair("siit-udp-4to6-df1", "UDP to IPv6", "RFC 7915 4.1, 7915-001, 7915-003, 7915-008"),
    Pair("siit-udp-4to6-df0-small", "no atomic fragments", "RFC 7915 4, 7915-030"),
    Pair("siit-udp-4to6-zero-checksum", "a checksum is computed", "RFC 7915 4.5, 7915-092"),
    Pair("siit-echo-request-6to4", "echo to IPv4", "RFC 7915 5.2, 7915-140"),
    Pair("siit-echo-reply-4to6", "echo to IPv6", "RFC 7915 4.2, 7915-050, 7915-067"),
    Pair("siit-fragment-4to6", "a fragment to IPv6", "RFC 7915 4.1, 7915-036, 7915-096"),
    Pair("siit-fragment-6to4",
         "a fragment to IPv4",
         "RFC 7915 5.1.1, 7915-120, 7915-121, 7915-122"),
    Pair("siit-exthdr-skip-6to4", "extension headers go", "RFC 7915 5.1, 7915-103, 7915-110"),
    Pair("siit-ipv4-options-ignored-4to6", "options go", "RFC 7915 4.1, 7915-006, 7915-012"),
    Pair("siit-routing-header-segleft1", "segments left", "RFC 7915 5.1, 7915-111"),
    Pair("siit-fragneeded-to-ptb", "an MTU to IPv6", "RFC 7915 4.2, 4.3, 7915-058, 7915-080"),
    Pair("siit-fragneeded-576-to-ptb-1280", "an MTU of at least 1280", "RFC 7915 4.2, 7915-058"),
    Pair("siit-ptb-to-fragneeded", "an MTU to IPv4", "RFC 7915 5.2, 5.3, 7915-143, 7915-148"),
    Pair("siit-checksum-neutral-tcp", "TCP stays", "RFC 6052 4.1, RFC 8215 6, 7915-095"),
    Pair("siit-dc-fig2-syn", "SIIT-DC figure 2", "RFC 7755 3.1, RFC 7757 3.3, 7755-02, 7757-12"),
    Pair("siit-dc-fig3-synack", "SIIT-DC figure 3", "RFC 7755 3.1, 7755-02, 7755-01"),
    Pair("464xlat-clat", "a CLAT", "RFC 6877 appendix A, 7915-160"),
    AppendixA("a1"),
    AppendixA("a2"),
    {"the MTU of Packet Too Big is the formula's",
     "RFC 7915 4.2, 7915-058",
     [](Verdict& v) {
         for (const auto& row : Examples().at("rfc7915_mtu_arithmetic").at("v4_to_v6"))
         {
             v.Equal(TranslatedMtu(true, row.at("icmpv4_mtu"), row),
                     row.at("icmpv6_mtu").get<uint32_t>(),
                     row.dump());
         }
     }},
    {"the MTU of \"fragmentation needed\" is the formula's",
     "RFC 7915 5.2, 7915-143",
     [](Verdict& v) {
         for (const auto& row : Examples().at("rfc7915_mtu_arithmetic").at("v6_to_v4"))
         {
             v.Equal(TranslatedMtu(false, row.at("icmpv6_mtu"), row),
                     row.at("icmpv4_mtu").get<uint32_t>(),
                     row.dump());
         }
     }},
    {"all addresses of figure 7 map as source and destination and back",
     "RFC 7757 3.3, 7915-009, 7915-161",
     Figure7},
};

} // namespace

V6LAB_SUITE("v6lab-translation-examples", ROWS);

} // namespace ns3::v6lab::test
