// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/judge.h"
#include "test/fuzz/packets.h"
#include "test/fuzz/targets.h"
#include "test/support/hostile.h"

#include <fmt/format.h>

namespace ns3::v6lab::fuzz
{

namespace
{

VirtualIp6Settings
ReadSettings(Input& input)
{
    VirtualIp6Settings settings;
    const uint8_t flags = input.Byte();
    settings.translation.profile = flags & 1 ? Profile::Jool : Profile::Rfc;
    settings.translation.errors = ErrorSending::On;
    settings.perHost = flags & 2;
    settings.bindRouters = flags & 4;
    settings.inbound = !(flags & 8);
    if (flags & 16)
    {
        settings.networks = {*Prefix::Parse("10.0.0.0/29")};
    }
    if (flags & 32)
    {
        settings.translation.rfc6791Pool = {*Prefix::Parse("192.0.0.8/32")};
    }
    if (flags & 64)
    {
        settings.eams.Add(Eam::Parse("10.0.0.1", "2001:db8:e::1"));
    }
    if ((flags & 128) && settings.inbound)
    {
        settings.inboundPeers = {*Prefix::Parse("2001:db8:ffff::/127")};
    }
    settings.prefix = Pref64(*Prefix::Parse("2001:db8:64::/96"));
    settings.pool = {*Prefix::Parse(input.Flag() ? "10.64.0.0/30" : "10.64.0.0/29")};
    settings.peers = {{Address("2001:db8:ffff::7"), Address("10.64.0.2")}};
    settings.timeouts.hold = (1 + input.Byte() % 8) * 1000 * MILLISECOND;
    settings.timeouts.guard = input.Byte() % 8 * 1000 * MILLISECOND;
    settings.timeouts.quarantine = input.Byte() % 8 * 1000 * MILLISECOND;
    settings.limits.bindings = 1 + input.Byte() % 8;
    settings.limits.sessions = 1 + input.Byte() % 16;
    return settings;
}

/** Few hosts, peers and ports, so that packets meet the state of earlier ones. */
std::vector<uint8_t>
PlainPacket(Input& input)
{
    const Pref64 prefix(*Prefix::Parse("2001:db8:64::/96"));
    const bool v6 = input.Flag();
    const uint8_t who = input.Byte();
    const uint8_t kind = input.Byte();
    const auto host = Address(fmt::format("10.0.0.{}", who % 4));
    const auto peer = Address(fmt::format("2001:db8:ffff::{}", who >> 2 & 7));
    const auto stand = Address(fmt::format("10.64.0.{}", who >> 2 & 7));
    const auto port = static_cast<uint16_t>(1000 + (who >> 5));
    const uint8_t icmp = v6 ? 58 : 1;
    const uint8_t protocols[]{17, 6, icmp, 132};
    const uint8_t protocol = protocols[kind % 4];
    test::Bytes upper = v6 ? test::Udp(port, 80) : test::Udp(80, port);
    if (protocol == 6)
    {
        upper = v6 ? test::Tcp(port, 80) : test::Tcp(80, port);
        upper[13] = input.Byte() & 0x17; // FIN, SYN, RST, ACK
    }
    else if (protocol == icmp)
    {
        upper[0] = v6 ? (kind & 16 ? 128 : 129) : (kind & 16 ? 8 : 0);
        upper[1] = 0;
        test::SetWord(upper, 4, port);
    }
    return v6 ? test::MakePacket(peer, prefix.Embed(host), protocol, upper)
              : test::MakePacket(host, stand, protocol, upper);
}

/** Perhaps an ICMP error about a plain packet, from its receiver or from a router. */
std::vector<uint8_t>
Drawn(Input& input)
{
    const auto packet = PlainPacket(input);
    const uint8_t how = input.Byte();
    if (how % 4 != 1)
    {
        return packet;
    }
    const auto router = Address(packet[0] >> 4 == 4 ? "192.0.2.99" : "2001:db8:99::1");
    return ErrorAbout(packet, how, how & 64 ? std::optional(router) : std::nullopt);
}

/** An answer of the DNS proxy: nobody else has the address, and it finds the peer again. */
void
Ask(Input& input, VirtualIp6Core& core, int64_t nowNs)
{
    const uint8_t who = input.Byte();
    const auto host = Address(fmt::format("10.0.0.{}", 1 + who % 4));
    const auto peer = Address(fmt::format("2001:db8:ffff::{}", 1 + (who >> 2 & 7)));
    const auto bound = core.BindForDns(peer, input.Byte() * 10 * MILLISECOND, nowNs, host);
    if (bound)
    {
        Require(core.FindPeer(*bound, host) == peer, "a DNS answer leads to another peer");
    }
}

void
JudgeState(const VirtualIp6Core& core, const VirtualIp6Settings& settings)
{
    Require(core.CheckInvariants().empty(), core.CheckInvariants());
    const VirtualIp6Usage usage = core.GetUsage();
    Require(usage.bindings <= settings.limits.bindings, "too many bindings");
    Require(usage.sessions <= settings.limits.sessions, "too many sessions");
    Require(settings.perHost || usage.bindings + usage.resting <= usage.capacity,
            "more virtual addresses than there are");
}

void
JudgeEnd(PacketTranslator& translator, int64_t nowNs)
{
    translator.Advance(nowNs + DAY);
    const VirtualIp6Usage usage = translator.GetVirtualIp6()->GetUsage();
    Require(usage.sessions == 0, "a session is there after a day");
    Require(usage.bindings == 1, "a binding is there after a day, or the static one is gone");
    Require(usage.resting == 0, "an address rests after a day");
    Require(translator.GetVirtualIp6()->GetNextDeadline() == VirtualIp6Core::NEVER,
            "something waits after a day");
}

} // namespace

void
VirtualIp6(const uint8_t* bytes, size_t size)
{
    Input input(bytes, size);
    const VirtualIp6Settings settings = ReadSettings(input);
    FixedSurroundings around;
    around.address4 = Address("10.0.0.254");
    around.address6 = Address("2001:db8:1::1");
    around.mtu4 = 576 + input.Word() % 1000;
    PacketTranslator translator({settings, around});
    VirtualIp6Core& core = *translator.GetVirtualIp6();
    int64_t nowNs = 0;
    for (uint32_t steps = 0; !input.IsEmpty() && steps < 500; ++steps)
    {
        const uint8_t what = input.Byte();
        if (what % 8 == 0)
        {
            nowNs += input.Word() * 10 * MILLISECOND;
        }
        translator.Advance(nowNs);
        if (what % 8 == 2)
        {
            Ask(input, core, nowNs);
        }
        else if (what == 255)
        {
            core.Restart(nowNs);
        }
        const auto packet = PacketOf(input, what, Drawn);
        if (packet.empty())
        {
            break;
        }
        const Translation translation = translator.Process(packet, nowNs);
        JudgeTranslation(translation, true);
        JudgeChecksums(packet, translation);
        JudgeState(core, settings);
    }
    JudgeEnd(translator, nowNs);
}

} // namespace ns3::v6lab::fuzz
