// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/address-map.h"
#include "model/core/translation/clat-core.h"
#include "test/fuzz/held-packets.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/packets.h"
#include "test/fuzz/targets.h"
#include "test/support/hostile.h"

#include <fmt/format.h>
#include <memory>
#include <stdexcept>

namespace ns3::v6lab::fuzz
{

namespace
{

constexpr const char* SHARED = "2001:db8:1::1";

Pref64
Plat(bool other)
{
    return Pref64(*Prefix::Parse(other ? "2001:db8:65::/96" : "2001:db8:64::/96"));
}

ClatSettings
ReadSettings(Input& input)
{
    ClatSettings settings;
    const uint8_t flags = input.Byte();
    settings.translation.profile = flags & 1 ? Profile::Jool : Profile::Rfc;
    settings.translation.errors = ErrorSending::On;
    settings.translation.zeroChecksum = flags & 2 ? ZeroChecksum::Compute : ZeroChecksum::Drop;
    settings.translation.clampMss = flags & 4;
    settings.translation.interfaceInfo = flags & 8;
    settings.networks = {*Prefix::Parse("10.0.0.0/29")};
    settings.shared = Address(SHARED);
    if (!(flags & 16))
    {
        settings.platPrefix = Plat(false);
    }
    if (flags & 32)
    {
        settings.neverTranslate = {*Prefix::Parse("198.51.100.3/32")};
    }
    settings.nat.firstPort = 1024;
    settings.nat.lastPort = static_cast<uint16_t>(1024 + input.Byte() % 16);
    settings.nat.mappings = 1 + input.Byte() % 16;
    settings.nat.datagrams = 1 + input.Byte() % 4;
    return settings;
}

/** Few hosts and ports, so that packets meet the mappings of earlier ones. */
std::vector<uint8_t>
PlainPacket(Input& input)
{
    const bool v6 = input.Flag();
    const uint8_t who = input.Byte();
    const uint8_t kind = input.Byte();
    const auto host = Address(fmt::format("10.0.0.{}", 1 + who % 4));
    const auto remote = Address(fmt::format("198.51.100.{}", 1 + (who >> 2) % 4));
    const auto local = static_cast<uint16_t>(v6 ? 1024 + (who >> 4) : 2000 + (who >> 6));
    const uint8_t icmp = v6 ? 58 : 1;
    const uint8_t protocols[]{17, 6, icmp, 132};
    const uint8_t protocol = protocols[kind % 4];
    const uint16_t from = v6 ? 80 : local;
    const uint16_t to = v6 ? local : 80;
    test::Bytes upper = test::Udp(from, to);
    if (protocol == 6)
    {
        upper = test::Tcp(from, to);
        upper[13] = input.Byte() & 0x17; // FIN, SYN, RST, ACK
    }
    else if (protocol == icmp)
    {
        upper[0] = v6 ? (kind & 16 ? 128 : 129) : (kind & 16 ? 0 : 8);
        upper[1] = 0;
        test::SetWord(upper, 4, local);
    }
    return v6 ? test::MakePacket(Plat(kind & 128).Embed(remote), Address(SHARED), protocol, upper)
              : test::MakePacket(host, remote, protocol, upper);
}

std::vector<uint8_t>
Drawn(Input& input)
{
    return Varied(input, PlainPacket(input));
}

/** UDP or TCP without anything in front of it: where it has its ports. */
bool
HasPorts(const std::vector<uint8_t>& packet)
{
    const bool v4 = packet[0] >> 4 == 4;
    const uint8_t upper = v4 ? packet[9] : packet[6];
    const bool whole = !v4 || (packet[0] == 0x45 && (test::Word(packet, 6) & 0x3fff) == 0);
    return whole && packet.size() >= (v4 ? 40u : 60u) &&
           (upper == protocol::UDP || upper == protocol::TCP);
}

/** A CLAT whose hosts share an address, and what must hold of it. */
class Bench
{
  public:
    Bench(const ClatSettings& settings, const FixedSurroundings& around)
        : m_settings(settings),
          m_around(around),
          m_core(settings)
    {
    }

    Translation Process(const std::vector<uint8_t>& packet, int64_t nowNs)
    {
        const PacketIn in = m_packets.Add(packet);
        const Outcome outcome = m_core.Process(in, m_around, nowNs);
        Require(outcome.fate != Fate::Held, "a CLAT holds nothing");
        Translation translation{outcome.fate, outcome.reason, {}};
        translation.sent = m_packets.Settle({outcome.emissions.begin(), outcome.emissions.end()},
                                            nowNs,
                                            in.handle,
                                            false);
        JudgeTranslation(translation, true);
        JudgeChecksums(packet, translation);
        for (const auto& sent : translation.sent)
        {
            JudgeAddresses(sent);
        }
        JudgeMappings();
        return translation;
    }

    /** What left for the PLAT comes back to the host and port that it was from. */
    void Answer(const std::vector<uint8_t>& packet, const Translation& there, int64_t nowNs)
    {
        if (there.fate != Fate::Translated || there.sent.size() != 1 || packet[0] >> 4 != 4 ||
            !HasPorts(packet) || !HasPorts(there.sent[0].bytes))
        {
            return;
        }
        const auto& out = there.sent[0].bytes;
        const bool tcp = out[6] == protocol::TCP;
        test::Bytes upper = tcp ? test::Tcp(test::Word(out, 42), test::Word(out, 40))
                                : test::Udp(test::Word(out, 42), test::Word(out, 40));
        const auto back =
            test::MakePacket(IpAddress::V6(&out[24]), IpAddress::V6(&out[8]), out[6], upper);
        const Translation here = Process(back, nowNs);
        Require(here.fate == Fate::Translated && here.sent.size() == 1, "an answer is lost");
        const auto& in = here.sent[0].bytes;
        Require(std::equal(&in[16], &in[20], &packet[12]), "an answer comes to another host");
        Require(std::equal(&in[12], &in[16], &packet[16]), "an answer comes from another host");
        Require(test::Word(in, 22) == test::Word(packet, 20), "an answer comes to another port");
    }

    void SetPrefix(uint8_t which)
    {
        m_core.SetPlatPrefix(which == 0 ? std::nullopt : std::optional(Plat(which == 2)));
    }

    /** Mappings end when the next packet comes. */
    void JudgeEnd(int64_t nowNs)
    {
        SetPrefix(1);
        const auto last = test::MakePacket(Address("10.0.0.1"),
                                           Address("198.51.100.1"),
                                           protocol::UDP,
                                           test::Udp(2000, 80));
        const auto sent = Process(last, nowNs + DAY);
        Require(sent.fate == Fate::Translated, "no port is free after a day");
        Require(m_core.GetMappings(BibKind::Udp) == 1 && m_core.GetMappings(BibKind::Tcp) == 0 &&
                    m_core.GetMappings(BibKind::Icmp) == 0,
                "a mapping is there after a day");
    }

  private:
    void JudgeAddresses(const SentPacket& sent) const
    {
        if (sent.kind != EmissionKind::Translated)
        {
            return;
        }
        const auto& packet = sent.bytes;
        if (sent.family == Family::V4)
        {
            Require(m_settings.networks[0].Contains(
                        IpAddress::V4(uint32_t{packet[16]} << 24 | uint32_t{packet[17]} << 16 |
                                      uint32_t{packet[18]} << 8 | packet[19])),
                    "a packet left for no host behind the CLAT");
            return;
        }
        Require(IpAddress::V6(&packet[8]) == *m_settings.shared,
                "a packet left with another source");
        Require(m_core.GetPlatPrefix() &&
                    m_core.GetPlatPrefix()->Contains(IpAddress::V6(&packet[24])),
                "a packet left that is not for the PLAT");
        Require(!HasPorts(packet) || (test::Word(packet, 40) >= m_settings.nat.firstPort &&
                                      test::Word(packet, 40) <= m_settings.nat.lastPort),
                "a packet left with a port that is not the CLAT's");
    }

    void JudgeMappings() const
    {
        const uint32_t ports = m_settings.nat.lastPort - m_settings.nat.firstPort + 1u;
        for (const auto kind : {BibKind::Tcp, BibKind::Udp, BibKind::Icmp})
        {
            Require(m_core.GetMappings(kind) <= std::min(ports, m_settings.nat.mappings),
                    "too many mappings");
        }
    }

    ClatSettings m_settings;
    FixedSurroundings m_around;
    ClatCore m_core;
    HeldPackets m_packets; //!< puts together what leaves
};

} // namespace

void
Clat(const uint8_t* bytes, size_t size)
{
    Input input(bytes, size);
    const ClatSettings settings = ReadSettings(input);
    FixedSurroundings around;
    around.address4 = Address("10.0.0.254");
    around.address6 = Address("2001:db8:1::fe");
    around.mtu6 = 1280 + input.Word() % 300;
    Bench bench(settings, around);
    int64_t nowNs = 0;
    for (uint32_t steps = 0; !input.IsEmpty() && steps < 500; ++steps)
    {
        const uint8_t what = input.Byte();
        if (what % 8 == 0)
        {
            nowNs += input.Word() * 100 * MILLISECOND;
        }
        else if (what % 8 == 2)
        {
            bench.SetPrefix(what >> 5 & 3);
        }
        const auto packet = PacketOf(input, what, Drawn);
        if (packet.empty())
        {
            break;
        }
        const Translation translation = bench.Process(packet, nowNs);
        bench.Answer(packet, translation, nowNs);
    }
    bench.JudgeEnd(nowNs);
}

} // namespace ns3::v6lab::fuzz
