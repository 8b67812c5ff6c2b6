// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"
#include "test/support/source-folder.h"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

/** Packets of a real translator's own tests, which stand beside the project, not in it. */
namespace ns3::v6lab::test
{

namespace
{

using nlohmann::json;

const std::string CASES = test::SourceFolder() + "/../shared/vectors/siit_pktgen.jsonl";

std::vector<Prefix>
PoolOf(const json& value)
{
    return value.is_null() ? std::vector<Prefix>() : std::vector{*Prefix::Parse(value)};
}

/** The translator that a case describes. */
SiitBed
BedOf(const json& test)
{
    const json& config = test.at("config");
    SiitBed bed(Profile::Jool);
    TranslationSettings& settings = bed.settings.translation;
    settings.lowestIpv6Mtu = config.at("lowest_ipv6_mtu");
    settings.zeroTrafficClass = config.at("zeroize_traffic_class");
    if (config.at("override_tos").get<bool>())
    {
        settings.tos = config.at("tos");
    }
    settings.zeroChecksum = config.at("amend_udp_checksum_zero").get<bool>() ? ZeroChecksum::Compute
                                                                             : ZeroChecksum::Drop;
    settings.plateaus = config.at("mtu_plateaus").get<std::vector<uint32_t>>();
    settings.randomRfc6791 = config.at("randomize_rfc6791_addresses");
    settings.rfc6791Pool = PoolOf(config.at("rfc6791v4_prefix"));
    settings.rfc6791v6Pool = PoolOf(config.at("rfc6791v6_prefix"));
    bed.Prefix64(config.at("pool6"));
    for (const auto& entry : config.at("eamt"))
    {
        bed.Map(entry.at("v4"), entry.at("v6"));
    }
    const json& env = test.at("env");
    bed.around.mtu4 = env.at("mtu_v4");
    bed.around.mtu6 = env.at("mtu_v6");
    bed.around.address4 = *IpAddress::Parse(env.at("translator_v4_addr"));
    bed.around.address6 = *IpAddress::Parse(env.at("translator_v6_addr"));
    return bed;
}

void
Judge(const json& test, Verdict& v)
{
    SiitBed bed = BedOf(test);
    const Answer answer = bed.Send(FromHex(test.at("inject")));
    std::vector<Seen> all = answer.packets;
    all.insert(all.end(), answer.errors.begin(), answer.errors.end());
    const json& expected = test.at("expect");
    v.Equal(all.size(), expected.size(), "packets");
    for (size_t i = 0; i < std::min(all.size(), expected.size()); ++i)
    {
        Bytes wanted = FromHex(expected[i]);
        Bytes actual = all[i].bytes;
        v.True(!all[i].IsV4() || Folded(Sum(actual, 0, 20)) == 0xffff, "IPv4 header checksum");
        v.Equal(actual.size(), wanted.size(), "size");
        for (const size_t at : test.at("ignore_bytes"))
        {
            actual.at(at) = wanted.at(at) = 0;
        }
        v.Equal(ToHex(actual), ToHex(wanted), "packet");
    }
}

/** What stands between the quotes after "id". */
std::string
IdOf(const std::string& line)
{
    const std::string key = "\"id\": \"";
    const size_t start = line.find(key) + key.size();
    return line.substr(start, line.find('"', start) - start);
}

std::vector<Row>
Rows()
{
    std::ifstream file(CASES);
    if (!file)
    {
        std::cerr << "skipped: no " << CASES << "\n";
        return {{"(skipped: the cases of the real translator are not here)", "", [](Verdict&) {}}};
    }
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);)
    {
        // Parsed when the row runs: every other suite of this program would wait for it otherwise.
        rows.push_back({"byte for byte as the real translator: " + IdOf(line),
                        "profile jool",
                        [line](Verdict& v) { Judge(json::parse(line), v); }});
    }
    return rows;
}

} // namespace

V6LAB_SUITE("v6lab-translation-jool", Rows());

} // namespace ns3::v6lab::test
