// SPDX-License-Identifier: GPL-2.0-only
#include "test/tayga/packet-plan.h"

#include <algorithm>
#include <sstream>

namespace ns3::v6lab::test
{

namespace
{

constexpr uint8_t FRAGMENT = 44;

void
Put32(Bytes& bytes, uint32_t value)
{
    for (const int shift : {24, 16, 8, 0})
    {
        bytes.push_back(static_cast<uint8_t>(value >> shift));
    }
}

void
PutAddress(Bytes& bytes, const IpAddress& address)
{
    const auto& from = address.GetBytes();
    bytes.insert(bytes.end(), from.begin(), from.begin() + address.GetBits() / 8);
}

/** The sum over addresses, protocol and length that the upper layer's checksum covers. */
uint32_t
PseudoSum(const PacketPlan& plan, size_t length)
{
    if (plan.IsIcmp() && plan.family == Family::V4)
    {
        return 0;
    }
    Bytes pseudo;
    PutAddress(pseudo, plan.source);
    PutAddress(pseudo, plan.destination);
    return Sum(pseudo, 0, pseudo.size()) + plan.protocol + static_cast<uint32_t>(length);
}

void
SetUpperChecksum(const PacketPlan& plan, Bytes& upper)
{
    const size_t at = ChecksumOffset(plan.IsIcmp() ? uint8_t{1} : plan.protocol);
    if (plan.upper == Upper::Other || upper.size() < at + 2)
    {
        return;
    }
    SetWord(upper, at, 0);
    auto sum =
        static_cast<uint16_t>(~Folded(PseudoSum(plan, upper.size()) + Sum(upper, 0, upper.size())));
    if (sum == 0 && plan.upper == Upper::Udp)
    {
        sum = 0xffff;
    }
    if (plan.damage == Damage::UpperChecksum)
    {
        sum = static_cast<uint16_t>(sum ^ 0x5aa5);
    }
    SetWord(upper, at, plan.damage == Damage::NoUdpChecksum ? uint16_t{0} : sum);
}

Bytes
UpperHeader(const PacketPlan& plan)
{
    Bytes header;
    switch (plan.upper)
    {
    case Upper::Tcp:
        header.resize(20);
        header[12] = 0x50;
        header[13] = 0x18;
        break;
    case Upper::Udp:
        header.resize(8);
        SetWord(header, 4, static_cast<uint16_t>(8 + plan.payload.size()));
        break;
    case Upper::Other:
        return header;
    default:
        header = {plan.icmpType, plan.icmpCode, 0, 0};
        Put32(header, plan.icmpRest);
        return header;
    }
    SetWord(header, 0, plan.sourcePort);
    SetWord(header, 2, plan.destinationPort);
    return header;
}

Bytes
UpperLayer(const PacketPlan& plan)
{
    if (plan.fragmentOffset != 0)
    {
        return plan.payload;
    }
    Bytes upper = UpperHeader(plan);
    Bytes rest = plan.payload;
    if (plan.quoted)
    {
        rest = Build(*plan.quoted);
        rest.resize(std::min(rest.size(), plan.quoteLimit));
    }
    upper.insert(upper.end(), rest.begin(), rest.end());
    SetUpperChecksum(plan, upper);
    return upper;
}

size_t
DamagedLength(const PacketPlan& plan, size_t length)
{
    return plan.damage == Damage::LengthTooLarge   ? length + 40
           : plan.damage == Damage::LengthTooSmall ? length - std::min<size_t>(length, 5)
                                                   : length;
}

Bytes
Build4(const PacketPlan& plan)
{
    const Bytes upper = UpperLayer(plan);
    const size_t header = 20 + plan.options.size();
    Bytes packet(8);
    packet[0] = static_cast<uint8_t>(0x40 | (plan.damage == Damage::ShortHeader ? 4 : header / 4));
    packet[1] = plan.trafficClass;
    SetWord(packet, 2, static_cast<uint16_t>(DamagedLength(plan, header + upper.size())));
    SetWord(packet, 4, static_cast<uint16_t>(plan.identification));
    SetWord(packet,
            6,
            static_cast<uint16_t>((plan.dontFragment ? 0x4000 : 0) |
                                  (plan.moreFragments ? 0x2000 : 0) | plan.fragmentOffset));
    packet.insert(packet.end(), {plan.hopLimit, plan.protocol, 0, 0});
    PutAddress(packet, plan.source);
    PutAddress(packet, plan.destination);
    packet.insert(packet.end(), plan.options.begin(), plan.options.end());
    const auto sum = static_cast<uint16_t>(~Folded(Sum(packet, 0, packet.size())));
    SetWord(packet, 10, plan.damage == Damage::HeaderChecksum ? uint16_t(sum + 1) : sum);
    packet.insert(packet.end(), upper.begin(), upper.end());
    return packet;
}

/** All extension headers in order, each with the next one's type. */
std::vector<std::pair<uint8_t, Bytes>>
Chain(const PacketPlan& plan)
{
    auto chain = plan.extensions;
    if (plan.fragmentHeader)
    {
        Bytes fragment(4);
        SetWord(fragment,
                2,
                static_cast<uint16_t>(plan.fragmentOffset << 3 | (plan.moreFragments ? 1 : 0)));
        Put32(fragment, plan.identification);
        chain.emplace_back(FRAGMENT, fragment);
    }
    if (!plan.behindFragment.second.empty())
    {
        chain.push_back(plan.behindFragment);
    }
    return chain;
}

Bytes
Build6(const PacketPlan& plan)
{
    Bytes body;
    const auto chain = Chain(plan);
    for (size_t i = 0; i < chain.size(); ++i)
    {
        Bytes header = chain[i].second;
        header[0] = i + 1 < chain.size() ? chain[i + 1].first : plan.protocol;
        body.insert(body.end(), header.begin(), header.end());
    }
    const Bytes upper = UpperLayer(plan);
    body.insert(body.end(), upper.begin(), upper.end());
    Bytes packet;
    Put32(packet, uint32_t{6} << 28 | uint32_t{plan.trafficClass} << 20 | plan.flowLabel);
    packet.resize(6);
    SetWord(packet, 4, static_cast<uint16_t>(DamagedLength(plan, body.size())));
    packet.push_back(chain.empty() ? plan.protocol : chain[0].first);
    packet.push_back(plan.hopLimit);
    PutAddress(packet, plan.source);
    PutAddress(packet, plan.destination);
    packet.insert(packet.end(), body.begin(), body.end());
    return packet;
}

} // namespace

bool
PacketPlan::Has(uint8_t extension) const
{
    return std::any_of(extensions.begin(), extensions.end(), [extension](const auto& header) {
        return header.first == extension;
    });
}

bool
PacketPlan::HasOption(uint8_t option) const
{
    return !options.empty() && options[0] == option;
}

Bytes
Build(const PacketPlan& plan)
{
    return plan.family == Family::V4 ? Build4(plan) : Build6(plan);
}

std::string
Describe(const PacketPlan& plan)
{
    std::ostringstream text;
    text << ToWord(plan.family) << " " << plan.source.ToString() << " > "
         << plan.destination.ToString() << " protocol " << int{plan.protocol} << " hop limit "
         << int{plan.hopLimit} << " DF " << plan.dontFragment << " fragment header "
         << plan.fragmentHeader << " MF " << plan.moreFragments << " offset " << plan.fragmentOffset
         << " options " << plan.options.size() << " extensions " << plan.extensions.size() << "+"
         << plan.behindFragment.second.size() << " payload " << plan.payload.size() << " damage "
         << static_cast<int>(plan.damage);
    if (plan.IsIcmp())
    {
        text << " ICMP " << int{plan.icmpType} << "/" << int{plan.icmpCode} << " " << std::hex
             << plan.icmpRest << std::dec;
    }
    if (plan.quoted)
    {
        text << " quotes " << plan.quoteLimit << " of {" << Describe(*plan.quoted) << "}";
    }
    return text.str();
}

} // namespace ns3::v6lab::test
