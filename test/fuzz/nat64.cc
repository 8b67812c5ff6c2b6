// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/held-packets.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/packets.h"
#include "test/fuzz/targets.h"
#include "test/support/hostile.h"

#include <fmt/format.h>
#include <memory>
#include <set>
#include <stdexcept>

namespace ns3::v6lab::fuzz
{

namespace
{

Nat64Settings
ReadSettings(Input& input)
{
    Nat64Settings settings;
    const uint8_t flags = input.Byte();
    settings.translation.profile = flags & 1 ? Profile::Jool : Profile::Rfc;
    settings.translation.errors = ErrorSending::On;
    settings.addressDependentFiltering = flags & 2;
    settings.dropExternalTcp = flags & 4;
    settings.dropIcmpQueries = flags & 8;
    settings.inboundRefreshesUdp = !(flags & 16);
    settings.answerUnbound = flags & 32;
    settings.answerFiltered = flags & 64;
    settings.routersOwnErrors = !(flags & 128);
    settings.rstEndsHalfClosed = flags & 128;
    settings.prefix = Pref64(*Prefix::Parse("2001:db8:64::/96"));
    settings.pool.selection = static_cast<PortSelection>(input.Byte() % 8);
    settings.pool.quarantineNs = input.Byte() % 4 * 1000 * MILLISECOND;
    settings.pool.subscriberPorts = input.Byte() % 8;
    settings.pool.blockSize = 4;
    PoolRange range;
    range.first = Address("203.0.113.1");
    range.last = Address("203.0.113.2");
    range.firstPort = 1024;
    range.lastPort = static_cast<uint16_t>(1031 + input.Byte() % 64);
    settings.pool.ranges.push_back(range);
    settings.limits.bindings = 4 + input.Byte() % 64;
    settings.limits.sessions = 4 + input.Byte() % 64;
    settings.limits.storedSyns = input.Byte() % 4;
    settings.limits.fragmentBytes = 4096;
    settings.bindings.push_back(
        {BibKind::Tcp, {Address("2001:db8:1::1"), 80}, {Address("203.0.113.1"), 1025}});
    return settings;
}

/** Few hosts and ports, so that packets meet the state of earlier ones. */
std::vector<uint8_t>
PlainPacket(Input& input)
{
    const bool v6 = input.Flag();
    const uint8_t who = input.Byte();
    const auto remote = Address(fmt::format("198.51.100.{}", who >> 4 & 3));
    const Pref64 prefix(*Prefix::Parse("2001:db8:64::/96"));
    const auto outside = Address(fmt::format("203.0.113.{}", 1 + who % 2));
    const bool hairpin = who >> 6 == 3;
    const auto port6 = static_cast<uint16_t>(2000 + who % 4);
    const auto port4 = static_cast<uint16_t>(80 + (who >> 2) % 4);
    const auto pool = static_cast<uint16_t>(1024 + input.Byte() % 16);
    const uint8_t kind = input.Byte();
    const uint8_t icmp = v6 ? 58 : 1;
    const uint8_t protocol = kind % 3 == 0 ? 17 : kind % 3 == 1 ? 6 : icmp;
    const uint16_t from = v6 ? port6 : port4;
    const uint16_t to = v6 ? (hairpin ? pool : port4) : pool;
    test::Bytes upper = protocol == 17 ? test::Udp(from, to) : test::Tcp(from, to);
    if (protocol == 6)
    {
        upper[13] = input.Byte() & 0x17; // FIN, SYN, RST, ACK
    }
    else if (protocol == icmp)
    {
        const uint8_t types[]{128, 129, 8, 0};
        upper.assign(20, 0x33);
        upper[0] = types[(v6 ? 0 : 2) + kind / 3 % 2];
        upper[1] = 0;
        test::SetWord(upper, 4, v6 ? port6 : pool);
    }
    const auto inside = Address(fmt::format("2001:db8:1::{}", 1 + (who >> 2) % 4));
    return v6 ? test::MakePacket(inside, prefix.Embed(hairpin ? outside : remote), protocol, upper)
              : test::MakePacket(remote, outside, protocol, upper);
}

std::vector<uint8_t>
Drawn(Input& input)
{
    return Varied(input, PlainPacket(input));
}

/** What must hold of the tables at any time. */
void
JudgeState(const Nat64Core& core, const Nat64Settings& settings)
{
    const Nat64Usage usage = core.GetUsage();
    uint64_t bindings[BIB_KINDS]{};
    uint64_t sessions[BIB_KINDS]{};
    std::set<std::string> outside;
    for (const auto& binding : core.GetBindings())
    {
        ++bindings[static_cast<size_t>(binding.kind.value())];
        Require(outside
                    .insert(fmt::format("{} {} {}",
                                        ToWord(binding.kind),
                                        binding.outside.address.ToString(),
                                        binding.outside.port))
                    .second,
                "two bindings have one outside address and port");
    }
    for (const auto& session : core.GetSessions())
    {
        ++sessions[static_cast<size_t>(session.kind)];
        Require(outside.count(fmt::format("{} {} {}",
                                          ToWord(session.kind),
                                          session.outside.address.ToString(),
                                          session.outside.port)) == 1 ||
                    session.inside.address.IsUnspecified(),
                "a session has no binding");
    }
    for (size_t kind = 0; kind < BIB_KINDS; ++kind)
    {
        Require(usage.bindings[kind] == bindings[kind], "bindings are counted wrongly");
        Require(usage.bindings[kind] <= settings.limits.bindings, "too many bindings");
        Require(usage.sessions[kind] <= settings.limits.sessions, "too many sessions");
        Require(usage.poolUsed[kind] <= usage.poolCapacity[kind], "more ports than there are");
    }
    Require(usage.storedSyns <= settings.limits.storedSyns, "too many stored SYNs");
    Require(usage.heldBytes <= settings.limits.fragmentBytes, "too many bytes of fragments");
}

/** A NAT64 and the packets that it holds. */
class Bench
{
  public:
    Bench(const Nat64Settings& settings, const FixedSurroundings& around)
        : m_core(settings),
          m_around(around)
    {
        Nat64Watch watch;
        watch.dropped = [this](uint64_t handle, Reason, int64_t) { m_held.End(handle); };
        watch.joined = [this](uint64_t handle, int64_t) { m_held.End(handle); };
        m_core.SetWatch(std::move(watch));
    }

    void Advance(int64_t nowNs)
    {
        while (m_core.GetNextDeadline() <= nowNs)
        {
            const int64_t due = m_core.GetNextDeadline();
            for (const auto& sent : m_held.Settle(m_core.Advance(m_around, due), due, 0, false))
            {
                JudgePacket(sent, true);
            }
            Require(m_core.GetNextDeadline() > due, "a deadline does not move on");
        }
    }

    void Process(const std::vector<uint8_t>& packet, int64_t nowNs)
    {
        const PacketIn in = m_held.Add(packet);
        const Outcome outcome = m_core.Process(in, m_around, nowNs);
        Translation translation{outcome.fate, outcome.reason, {}};
        translation.sent = m_held.Settle({outcome.emissions.begin(), outcome.emissions.end()},
                                         nowNs,
                                         in.handle,
                                         outcome.fate == Fate::Held);
        JudgeTranslation(translation, true);
        JudgeChecksums(packet, translation);
    }

    void JudgeEnd(int64_t nowNs)
    {
        Advance(nowNs + DAY);
        const Nat64Usage usage = m_core.GetUsage();
        for (size_t kind = 0; kind < BIB_KINDS; ++kind)
        {
            const uint64_t fixed = kind == static_cast<size_t>(BibKind::Tcp) ? 1 : 0;
            Require(usage.sessions[kind] == 0, "a session is there after a day");
            Require(usage.bindings[kind] == fixed, "a binding is there after a day");
            Require(usage.poolUsed[kind] == fixed, "a port is in use after a day");
        }
        Require(usage.storedSyns == 0 && usage.heldFragments == 0 && usage.heldBytes == 0,
                "something is held after a day");
        Require(m_held.IsEmpty(), "a packet that was held neither left nor was told of");
        Require(m_core.GetNextDeadline() == Nat64Core::NEVER, "something waits after a day");
    }

    const Nat64Core& GetCore() const
    {
        return m_core;
    }

  private:
    Nat64Core m_core;
    FixedSurroundings m_around;
    HeldPackets m_held;
};

/** Nothing for settings that are refused, as long as that is done properly. */
std::unique_ptr<Bench>
MakeBench(const Nat64Settings& settings, const FixedSurroundings& around)
{
    try
    {
        return std::make_unique<Bench>(settings, around);
    }
    catch (const std::invalid_argument&)
    {
        return nullptr;
    }
}

} // namespace

void
Nat64(const uint8_t* bytes, size_t size)
{
    Input input(bytes, size);
    const Nat64Settings settings = ReadSettings(input);
    FixedSurroundings around;
    around.address4 = Address("203.0.113.1");
    around.address6 = Address("2001:db8:64::1");
    around.mtu4 = 576 + input.Word() % 1000;
    const auto bench = MakeBench(settings, around);
    if (!bench)
    {
        return;
    }
    int64_t nowNs = 0;
    for (uint32_t steps = 0; !input.IsEmpty() && steps < 500; ++steps)
    {
        const uint8_t what = input.Byte();
        if (what % 8 == 0)
        {
            nowNs += input.Word() * 100 * MILLISECOND;
        }
        bench->Advance(nowNs);
        const auto packet = PacketOf(input, what, Drawn);
        if (packet.empty())
        {
            break;
        }
        bench->Process(packet, nowNs);
        JudgeState(bench->GetCore(), settings);
    }
    bench->JudgeEnd(nowNs);
}

} // namespace ns3::v6lab::fuzz
