// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/json-data.h"
#include "test/support/nat64-lab.h"

#include <numeric>
#include <random>

using namespace ns3::v6lab;
using test::FromHex;
using test::Row;
namespace data = test::data;
using namespace ns3::v6lab::test::flow;

namespace
{

const End N6{"2001:db8::1", 1500};
const End N4{"192.0.2.1", 80};
const End N4_IN6{"64:ff9b::192.0.2.1", 80};
const End POOL{"203.0.113.1", 1500};
const End POOL_IN6{"64:ff9b::203.0.113.1", 1500};

nlohmann::json
Pair(const std::string& name)
{
    for (const auto& pair : data::RfcExamples().at("derived_packet_pairs"))
    {
        if (pair.at("name") == name)
        {
            return pair;
        }
    }
    throw std::invalid_argument("no packet pair " + name);
}

void
ExpectPair(test::Verdict& v, Nat64Lab& lab, const std::string& name)
{
    const auto pair = Pair(name);
    lab.Expect(v, FromHex(pair.at("input_hex")), {FromHex(pair.at("expect_hex"))}, name);
}

/** Packets of every kind that a NAT64 looks into. */
std::vector<Bytes>
Seeds()
{
    Bytes data(150);
    std::iota(data.begin(), data.end(), uint8_t{1});
    std::vector<Bytes> seeds{
        Udp(N6, N4_IN6, data),
        Udp(N4, POOL, data),
        Udp(N6, POOL_IN6, data),
        Tcp(N6, N4_IN6, tcp::SYN),
        Tcp(N4, POOL, tcp::SYN | tcp::ACK, data),
        Tcp(N6, POOL_IN6, tcp::SYN),
        Echo(N6.address, N4_IN6.address, 128, 1500, data),
        Echo(N4.address, POOL.address, 0, 1500, data),
        IcmpAbout(N6.address, N4_IN6.address, {1, 4, 0}, Udp(N4_IN6, N6, data)),
        IcmpAbout("198.51.100.1", POOL.address, {3, 4, 1300}, Udp(POOL, N4, data)),
        IcmpAbout("198.51.100.1",
                  POOL.address,
                  {11, 0, 0},
                  Echo(POOL.address, N4.address, 8, 1500)),
        IcmpAbout(N6.address, POOL_IN6.address, {3, 0, 0}, Udp(POOL_IN6, N6, data)),
    };
    for (size_t i = 0, whole = seeds.size(); i < whole; ++i)
    {
        const bool cut = seeds[i].size() > 100;
        for (const auto& piece : cut ? Cut(seeds[i], {40}, 7) : std::vector<Bytes>())
        {
            seeds.push_back(piece);
        }
    }
    return seeds;
}

/** Changes a few bytes, perhaps the length; an IPv4 header gets a right checksum most times. */
Bytes
Mutate(Bytes packet, std::mt19937& random)
{
    for (uint32_t n = random() % 4; n > 0; --n)
    {
        const size_t within = random() % 2 ? packet.size() : std::min<size_t>(packet.size(), 64);
        packet[random() % within] = static_cast<uint8_t>(random());
    }
    switch (random() % 8)
    {
    case 0:
        packet.resize(1 + random() % packet.size());
        break;
    case 1:
        packet.resize(packet.size() + random() % 64);
        break;
    default:
        break;
    }
    const bool mend = packet.size() >= 20 && packet[0] >> 4 == 4 &&
                      4u * (packet[0] & 15) <= packet.size() && random() % 8 != 0;
    return mend ? Mended(packet) : packet;
}

/** What every packet that leaves must be. */
std::string
WhatIsWrong(const Bytes& packet)
{
    if (packet.size() < 20)
    {
        return "too short";
    }
    const bool v4 = packet[0] >> 4 == 4;
    if (!v4 && packet[0] >> 4 != 6)
    {
        return "no IP packet";
    }
    const size_t length = v4 ? Read16(packet.data() + 2) : 40u + Read16(packet.data() + 4);
    if (length != packet.size())
    {
        return "wrong length field";
    }
    if (v4 && InternetChecksum().Add(packet.data(), 20).Get() != 0)
    {
        return "wrong header checksum";
    }
    return "";
}

void
Flood(test::Verdict& v, Nat64Settings settings, uint32_t packets)
{
    settings.limits.fragmentBytes = 200000;
    settings.limits.sessions = 3000;
    const std::vector<Bytes> seeds = Seeds();
    Nat64Lab lab(settings);
    std::mt19937 random(64);
    uint32_t translated = 0;
    double second = 0;
    for (uint32_t i = 0; i < packets; ++i)
    {
        second += static_cast<double>(random() % 1000) / 10000;
        lab.atHand = random() % 2 ? 0xffffffff : 1 + random() % 100;
        for (const auto& packet : lab.Send(Mutate(seeds[random() % seeds.size()], random), second))
        {
            v.Equal(WhatIsWrong(packet), "", "packet " + std::to_string(i));
        }
        lab.heard.clear();
        translated += lab.last.fate == Fate::Translated ? 1 : 0;
        if (i % 1000 == 0)
        {
            v.Equal(lab.core.CheckInvariants(), "", "tables");
        }
    }
    v.True(translated > packets / 10, "many are translated");
    lab.Wait(second + 8000);
    lab.Wait(second + 16000);
    const auto usage = lab.core.GetUsage();
    v.Equal(usage.bindings[0] + usage.bindings[1] + usage.bindings[2],
            uint64_t{0},
            "bindings left");
    v.Equal(usage.heldBytes, uint64_t{0}, "held bytes left");
}

const std::vector<Row> ROWS{
    {"the SYN of RFC 6146's walk-through and its answer are translated byte for byte",
     "RFC 6146 1.2.2, 3.7, 6146-40, 6146-50, 6146-14",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Tcp, N6, {"203.0.113.1", 2000})};
         Nat64Lab lab(settings);
         ExpectPair(v, lab, "nat64-tcp-syn-6to4");
         ExpectPair(v, lab, "nat64-tcp-synack-4to6");
         v.Equal(lab.State(), "ESTABLISHED", "state");
     }},
    {"the constants are those of RFC 6146 4",
     "RFC 6146 4, 6146-62",
     [](test::Verdict& v) {
         const auto& seconds = data::RfcExamples().at("rfc6146_constants_s");
         const Nat64Timeouts timeouts;
         const auto is = [&](int64_t value, const char* name) {
             v.Equal(value, seconds.at(name).get<int64_t>() * SECOND, name);
         };
         is(timeouts.udp, "UDP_DEFAULT");
         is(timeouts.tcpEstablished, "TCP_EST");
         is(timeouts.tcpTransitory, "TCP_TRANS");
         is(timeouts.tcpIncomingSyn, "TCP_INCOMING_SYN");
         is(timeouts.fragment, "FRAGMENT_MIN");
         is(timeouts.icmp, "ICMP_DEFAULT");
     }},
    {"the second translation of RFC 6877's example",
     "RFC 6877 A, RFC 6146 3.7, 6146-14",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.prefix = Pref64(*Prefix::Parse("2001:db8:1234::/96"));
         settings.pool.ranges = {Range("192.0.2.1", "192.0.2.100")};
         settings.bindings = {
             Static(BibKind::Udp, {"2001:db8:aaaa::192.168.1.2", 4000}, {"192.0.2.1", 4000})};
         Nat64Lab lab(settings);
         ExpectPair(v, lab, "464xlat-plat");
     }},
    {"70,000 broken packets: no crash, only sound packets leave, the tables stay consistent",
     "RFC 6146 3.1, 5.3, RFC 8200 4, 6146-02, 6146-102",
     [](test::Verdict& v) { Flood(v, PlainNat64(), 70000); }},
    {"30,000 more with address-dependent filtering and in the way of Jool",
     "RFC 6146 3.1, 5.3, 6146-02, 6146-102",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.translation.profile = Profile::Jool;
         settings.addressDependentFiltering = true;
         settings.answerUnbound = true;
         Flood(v, settings, 30000);
     }},
};

V6LAB_SUITE("v6lab-nat64-mutants", ROWS);

} // namespace
