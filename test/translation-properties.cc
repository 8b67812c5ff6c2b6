// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/hostile.h"
#include "test/support/siit-bed.h"

#include <random>

namespace ns3::v6lab::test
{

namespace
{

constexpr int ROUNDS = 10000;

/** Seeded valid packets of both families, all transports, sizes and fields. */
class Generator
{
  public:
    explicit Generator(uint32_t seed)
        : m_random(seed)
    {
    }

    Maker Next(bool four)
    {
        Maker maker = four ? Maker::V4() : Maker::V6();
        maker.Class(Byte()).Ttl(static_cast<uint8_t>(3 + m_random() % 250)).Id(m_random());
        if (four)
        {
            maker.Options(Bytes(4 * (m_random() % 11), 1));
        }
        const Bytes payload = Random(m_random() % 1100);
        switch (m_random() % 5)
        {
        case 0:
            return Fragment(maker, payload, four);
        case 1:
            return maker.Upper(four ? 1 : 58, Icmp(four ? 8 : 128, 0, m_random(), payload));
        case 2:
            return maker.Upper(6, With(Tcp(Port(), Port()), payload));
        case 3:
            return maker.Raw(static_cast<uint8_t>(200 + m_random() % 20), payload);
        default:
            return maker.Upper(17, With(Udp(Port(), Port(), 0), payload));
        }
    }

  private:
    Maker Fragment(Maker& maker, Bytes payload, bool four)
    {
        payload.resize(24 + payload.size() / 8 * 8);
        const bool first = m_random() % 2 == 0;
        maker.Piece(first ? 0 : 8 * (1 + m_random() % 1000), first || m_random() % 2 == 0);
        maker.Id(four ? m_random() : m_random() & 0xffff); // IPv4 has no more bits
        return maker.Raw(6, payload);
    }

    uint8_t Byte()
    {
        return static_cast<uint8_t>(m_random());
    }

    uint16_t Port()
    {
        return static_cast<uint16_t>(m_random());
    }

    Bytes Random(size_t size)
    {
        Bytes bytes(size);
        for (auto& byte : bytes)
        {
            byte = Byte();
        }
        return bytes;
    }

    static Bytes With(Bytes header, const Bytes& payload)
    {
        header.insert(header.end(), payload.begin(), payload.end());
        return header;
    }

    std::mt19937 m_random;
};

/** "" if the packet came back with all that both families can say. */
std::string
Lost(const Seen& before, const Seen& after)
{
    std::string lost = after.Faults();
    lost += before.From() == after.From() ? "" : "source ";
    lost += before.To() == after.To() ? "" : "destination ";
    lost += before.Class() == after.Class() ? "" : "class ";
    lost += before.Ttl() - 2 == after.Ttl() ? "" : "hop limit ";
    lost += before.Protocol() == after.Protocol() ? "" : "protocol ";
    lost += before.Offset() == after.Offset() ? "" : "offset ";
    lost += before.More() == after.More() ? "" : "more fragments ";
    const bool fragment = before.More() || before.Offset() != 0;
    lost += !fragment || before.Id() == after.Id() ? "" : "identification ";
    lost += before.Upper() == after.Upper() ? "" : "upper layer ";
    return lost;
}

Row
RoundTrip(bool four)
{
    return {four ? "from IPv4 to IPv6 and back 10,000 packets keep what they must"
                 : "from IPv6 to IPv4 and back 10,000 packets keep what they must",
            "RFC 7915 4, 5, 7915-001, 7915-090, 7915-162",
            [=](Verdict& v) {
                SiitBed bed;
                Generator generator(four ? 4 : 6);
                std::string lost;
                for (int i = 0; i < ROUNDS; ++i)
                {
                    const Seen before(generator.Next(four).Build());
                    const Seen there = bed.Send(before.bytes).Only();
                    lost += there.Faults() + Lost(before, bed.Send(there.bytes).Only());
                }
                v.Equal(lost.substr(0, 200), "", "lost");
            }};
}

/** What must hold of any packet that leaves, whatever came in. */
std::string
Unsound(const Seen& seen, bool own)
{
    const size_t length = seen.IsV4() ? Word(seen.bytes, 2) : 40u + Word(seen.bytes, 4);
    std::string faults = length == seen.Size() ? "" : "length ";
    faults += seen.Size() <= (seen.IsV4() ? 65535u : 65575u) ? "" : "overflow ";
    faults += seen.IsV4() && Folded(Sum(seen.bytes, 0, 20)) != 0xffff ? "header checksum " : "";
    return faults + (own ? seen.Faults() : "");
}

Row
Hostile(Profile profile)
{
    const std::string name = profile == Profile::Rfc ? "rfc" : "jool";
    return {
        "100,000 broken packets neither crash nor lead out of bounds, profile " + name,
        "RFC 8200 4, RFC 791 3.1, 7915-117",
        [=](Verdict& v) {
            SiitBed bed(profile);
            bed.Map("192.0.2.64/26", "2001:db8:2::/122");
            bed.settings.translation.zeroChecksum = ZeroChecksum::Compute;
            bed.settings.translation.interfaceInfo = true;
            HostilePackets four(Family::V4, {{HOST4, ROUTER4}, {HOST6_IN4, "192.0.2.66"}}, 7915);
            HostilePackets six(
                Family::V6,
                {{HOST6, ROUTER6, "2001:db8:2::3"}, {HOST4_IN6, "2001:db8:1c0:2:42::"}},
                7915);
            std::string faults;
            size_t translated = 0;
            for (int i = 0; i < 50000; ++i)
            {
                for (HostilePackets* source : {&four, &six})
                {
                    const Bytes packet = source->Next();
                    const Answer answer = bed.Send(packet, i * 100000000LL);
                    for (const Seen& seen : answer.packets)
                    {
                        faults += Unsound(seen, false);
                    }
                    for (const Seen& seen : answer.errors)
                    {
                        faults += Unsound(seen, true);
                    }
                    translated += answer.packets.size();
                    const auto part = static_cast<uint32_t>(packet.size() * (i % 97) / 97);
                    bed.SendPart(packet, part);
                }
            }
            v.Equal(faults.substr(0, 200), "", "faults");
            v.True(translated > 10000, "hardly anything came through");
        }};
}

const std::vector<Row> ROWS{
    RoundTrip(true),
    RoundTrip(false),
    Hostile(Profile::Rfc),
    Hostile(Profile::Jool),
    {"asked again with as many bytes as it wants, it does what it does with all of them",
     "RFC 7915 4, 7915-083",
     [](Verdict& v) {
         Generator generator(8);
         for (int i = 0; i < 2000; ++i)
         {
             const bool four = i % 2 == 0;
             const Bytes packet = generator.Next(four).Build();
             SiitBed bed;
             Answer answer = bed.SendPart(packet, 0);
             uint32_t had = 0;
             while (answer.fate == Fate::NeedsMore && answer.needed > had)
             {
                 had = answer.needed;
                 answer = bed.SendPart(packet, had);
             }
             v.True(answer.fate == SiitBed().Send(packet).fate, "other verdict");
             v.True(had <= 120, "wants more than the headers of an ordinary packet");
         }
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-properties", ROWS);

} // namespace ns3::v6lab::test
