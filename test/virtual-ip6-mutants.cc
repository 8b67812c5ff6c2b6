// SPDX-License-Identifier: GPL-2.0-only
// Virtual IPv6 under fire: valid packets keep valid checksums, broken ones do no harm.
#include "test/support/hostile.h"
#include "test/support/virtual-ip6-lab.h"

#include <random>

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

constexpr uint32_t ROUNDS = 10000;

/** Seeded valid packets of a few peers and hosts, all transports, and errors about them. */
class Generator
{
  public:
    explicit Generator(uint32_t seed)
        : m_random(seed)
    {
    }

    Bytes Next(bool v6)
    {
        const std::string peer = "2001:db8:ffff::" + std::to_string(Below(6));
        const std::string host = "10.0.0." + std::to_string(1 + Below(4));
        const std::string host6 = "2001:db8:64::" + host;
        const std::string stand = "10.64.0." + std::to_string(1 + Below(6));
        const Bytes data(Below(900), static_cast<uint8_t>(m_random()));
        const End far{v6 ? peer : stand, static_cast<uint16_t>(1 + Below(3))};
        const End near{v6 ? host6 : host, static_cast<uint16_t>(80 + Below(3))};
        const End& from = v6 ? far : near;
        const End& to = v6 ? near : far;
        const auto ttl = static_cast<uint8_t>(2 + Below(250));
        switch (Below(4))
        {
        case 0:
            return Tcp(from, to, static_cast<uint8_t>(Below(0x18)), data, ttl);
        case 1:
            return Echo(from.address,
                        to.address,
                        static_cast<uint8_t>((v6 ? 128 : 0) + (v6 ? Below(2) : 8 * Below(2))),
                        far.port,
                        data,
                        ttl);
        case 2:
            return IcmpAbout(Below(2) ? from.address
                             : v6     ? "2001:db8:99::1"
                                      : "10.0.0.1",
                             to.address,
                             v6 ? ns3::v6lab::IcmpError{3, 0, 0} : ns3::v6lab::IcmpError{11, 0, 0},
                             Udp(to, from, data),
                             ttl);
        default:
            return Udp(from, to, data, ttl);
        }
    }

  private:
    uint32_t Below(uint32_t limit)
    {
        return m_random() % limit;
    }

    std::mt19937 m_random;
};

VirtualIp6Settings
Small(bool perHost = false)
{
    VirtualIp6Settings settings = Site("10.64.0.0/29");
    settings.perHost = perHost;
    settings.bindRouters = perHost;
    settings.limits.sessions = 40;
    settings.timeouts.hold = settings.timeouts.quarantine = 3'000'000'000;
    return settings;
}

void
Flood(test::Verdict& v, const VirtualIp6Settings& settings, uint32_t seed)
{
    VirtualIp6Lab lab(settings);
    const std::vector<std::string> peers{PEER, PEER2, "2001:db8:ffff::1"};
    test::HostilePackets in(Family::V6, {peers, {SERVER6, CLIENT6}}, seed);
    test::HostilePackets out(Family::V4, {{SERVER4, CLIENT4}, {VIRTUAL1, VIRTUAL2}}, seed);
    std::mt19937 random(seed);
    double second = 0;
    uint32_t translated = 0;
    for (uint32_t i = 0; i < ROUNDS; ++i)
    {
        second += static_cast<double>(random() % 1000) / 5000;
        lab.atHand = random() % 2 ? 0xffffffff : 1 + random() % 100;
        if (random() % 8 == 0)
        {
            lab.Dns(peers[random() % 3], random() % 4, second);
        }
        for (const auto& packet : lab.Send(random() % 2 ? in.Next() : out.Next(), second))
        {
            const bool v4 = packet[0] >> 4 == 4;
            const size_t length = v4 ? Read16(&packet[2]) : 40u + Read16(&packet[4]);
            v.Equal(length, packet.size(), "length of packet " + std::to_string(i));
        }
        translated += lab.last.fate == Fate::Translated ? 1 : 0;
        if (i % 100 == 0)
        {
            v.Equal(lab.core.CheckInvariants(), "", "tables");
        }
    }
    v.True(translated > ROUNDS / 50, std::to_string(translated) + " are translated");
    lab.Wait(second + 8000);
    v.Equal(lab.Bindings() + lab.Sessions(), "", "what is left");
    v.True(lab.core.GetNextDeadline() == VirtualIp6Core::NEVER, "nothing waits");
}

const std::vector<Row> ROWS{
    {"valid packets of both directions have valid checksums afterwards: 20,000 seeded ones",
     "RFC 7915 4.5, 5.5; VDC-08, VDC-15",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Small());
         Generator generator(8);
         uint32_t translated[2]{};
         for (uint32_t i = 0; i < 2 * ROUNDS; ++i)
         {
             const bool v6 = i % 2 == 0;
             for (const auto& packet : lab.Send(generator.Next(v6), i / 100.0))
             {
                 v.Equal(test::BadChecksums(packet), "", "packet " + std::to_string(i));
             }
             translated[i % 2] += lab.last.fate == Fate::Translated ? 1 : 0;
         }
         v.True(translated[0] > ROUNDS / 2, std::to_string(translated[0]) + " came in");
         v.True(translated[1] > ROUNDS / 2, std::to_string(translated[1]) + " went out");
         v.Equal(lab.core.CheckInvariants(), "", "tables");
     }},
    {"10,000 broken packets: no crash, sound lengths, consistent tables, nothing left in the end",
     "RFC 8200 4, RFC 6146 5.3; VDC-09",
     [](test::Verdict& v) { Flood(v, Small(), 18); }},
    {"10,000 more with pools per host and bound routers",
     "RFC 8200 4, RFC 6146 5.3; VDC-09",
     [](test::Verdict& v) { Flood(v, Small(true), 28); }},
};

V6LAB_SUITE("v6lab-virtual-ip6-mutants", ROWS);

} // namespace
