// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall.h"

#include "test/fuzz/input.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

#include <cstring>

namespace ns3::v6lab::fuzz
{

namespace
{

const char* const INSIDE[]{"10.1.0.4", "10.1.0.5", "fd00:1::4", "fd00:1::5"};
const char* const OUTSIDE[]{"198.51.100.7", "10.0.0.4", "2001:db8:9::7", "fd00::4"};
constexpr uint32_t MOST_FLOWS = 7;

IpAddress
Address(const char* text)
{
    return *IpAddress::Parse(text);
}

FirewallSettings
ReadSettings(Input& input)
{
    const uint8_t flags = input.Byte();
    FirewallSettings settings;
    settings.allowsByDefault = flags & 1;
    settings.takesOwn = flags & 2;
    settings.snatsDnat = flags & 4;
    settings.carriesIpv6 = !(flags & 8);
    if (flags & 16)
    {
        settings.snatAddresses = {Address(OUTSIDE[1]), Address(OUTSIDE[3])};
        settings.privateRanges = DefaultPrivateRanges();
    }
    if (flags & 32)
    {
        FirewallDnatRule rule{"in"};
        rule.match.destinations = {Prefix(Address(OUTSIDE[1]), 32)};
        rule.server = Address(INSIDE[0]);
        rule.serverPort = input.Word();
        settings.dnat = {{"dnat", 1, {rule}}};
    }
    FirewallRule rule{"some"};
    rule.match.destinationPorts = {{0, input.Word()}};
    rule.match.icmpTypes = {input.Byte()};
    settings.collections = {{"net", 1, !(flags & 64), {rule}}};
    settings.firstPort = 2000;
    settings.lastPort = 2003;
    settings.flows = MOST_FLOWS;
    settings.datagrams = 3;
    return settings;
}

/** Writes known addresses at the IP header at `at`: else hardly two packets would meet. */
void
KnownAddresses(std::vector<uint8_t>& packet, size_t at, uint8_t choice)
{
    const bool v4 = packet[at] >> 4 == 4;
    const size_t size = v4 ? 4 : 16;
    const size_t start = at + (v4 ? 12 : 8);
    if (start + 2 * size > packet.size())
    {
        return;
    }
    const char* ends[]{INSIDE[(choice & 1) + (v4 ? 0 : 2)],
                       OUTSIDE[(choice >> 1 & 1) + (v4 ? 0 : 2)]};
    for (size_t i = 0; i < 2; ++i)
    {
        const IpAddress address = Address(ends[(choice >> 2 & 1) ? 1 - i : i]);
        std::memcpy(packet.data() + start + i * size, address.GetBytes().data(), size);
    }
}

std::optional<FirewallPacket>
Read(const std::vector<uint8_t>& bytes)
{
    const auto facts = ReadFacts(bytes.data(), bytes.size());
    if (!facts)
    {
        return std::nullopt;
    }
    FirewallPacket packet{*facts};
    const size_t start = (bytes[0] >> 4 == 4 ? 4u * (bytes[0] & 15) : 40u) + 8;
    if (facts->icmpError && start < bytes.size())
    {
        packet.quoted = ReadFacts(bytes.data() + start, bytes.size() - start);
    }
    packet.own = facts->destination == Address(OUTSIDE[1]);
    return packet;
}

/** The answer to what left must pass, and reach who sent it as the answer to what it sent. */
void
JudgeAnswer(Firewall& firewall, const PacketFacts& sent, const PacketFacts& left, int64_t nowNs)
{
    const bool udp = sent.protocol == protocol::UDP && !sent.fragment && sent.sourcePort != 0;
    if (!udp || left.destination == left.source)
    {
        return;
    }
    FirewallPacket answer;
    answer.facts = left;
    std::swap(answer.facts.source, answer.facts.destination);
    std::swap(answer.facts.sourcePort, answer.facts.destinationPort);
    answer.own = answer.facts.destination == Address(OUTSIDE[1]);
    const auto verdict = firewall.Judge(answer, nowNs);
    Require(verdict.reason == Reason::None, "the answer of a flow does not pass");
    const auto& rewrite = verdict.rewrite;
    Require(rewrite.destination.value_or(answer.facts.destination) == sent.source &&
                rewrite.source.value_or(answer.facts.source) == sent.destination &&
                rewrite.destinationPort.value_or(answer.facts.destinationPort) == sent.sourcePort &&
                rewrite.sourcePort.value_or(answer.facts.sourcePort) == sent.destinationPort,
            "an answer comes back to somebody else");
}

} // namespace

void
FirewallRun(const uint8_t* bytes, size_t size)
{
    Input input(bytes, size);
    Firewall firewall(ReadSettings(input));
    int64_t nowNs = 0;
    while (!input.IsEmpty())
    {
        nowNs += int64_t{input.Byte()} * 2'000'000'000;
        const uint8_t choice = input.Byte();
        auto packet = input.Bytes(input.Byte());
        if (packet.empty())
        {
            continue;
        }
        KnownAddresses(packet, 0, choice);
        const size_t quoted = packet[0] >> 4 == 4 ? 28 : 48;
        if (packet.size() > quoted && choice & 8)
        {
            KnownAddresses(packet, quoted, choice >> 4);
        }
        const auto read = Read(packet);
        if (!read)
        {
            continue;
        }
        const auto verdict = firewall.Judge(*read, nowNs);
        Require(firewall.GetFlowCount() <= MOST_FLOWS, "more flows than allowed");
        const bool mine = read->own && verdict.rewrite.IsEmpty();
        if (verdict.reason == Reason::None && !mine)
        {
            auto out = packet;
            azure::Apply(verdict.rewrite, out.data(), out.size(), true);
            const auto left = ReadFacts(out.data(), out.size());
            Require(left.has_value(), "what left cannot be read");
            JudgeAnswer(firewall, read->facts, *left, nowNs);
        }
    }
}

} // namespace ns3::v6lab::fuzz
