// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/packets.h"

#include "model/core/packet-facts.h"
#include "test/support/hostile.h"

namespace ns3::v6lab::fuzz
{

namespace
{

/** Makes a plain packet say that it is a fragment; `offset` in units of 8 bytes. */
void
MarkFragment(std::vector<uint8_t>& packet, uint8_t offset, bool more)
{
    if (packet[0] >> 4 == 4)
    {
        test::SetWord(packet, 2, static_cast<uint16_t>(packet.size()));
        test::SetWord(packet, 4, 1);
        test::SetWord(packet, 6, static_cast<uint16_t>((more ? 0x2000 : 0) | offset));
        test::SetWord(packet, 10, 0);
        test::SetWord(packet, 10, static_cast<uint16_t>(~test::Folded(test::Sum(packet, 0, 20))));
        return;
    }
    const auto low = static_cast<uint8_t>(offset << 3 | (more ? 1 : 0));
    const test::Bytes fragment{packet[6], 0, 0, low, 0, 0, 0, 1};
    packet[6] = 44;
    packet.insert(packet.begin() + 40, fragment.begin(), fragment.end());
    test::SetWord(packet, 4, static_cast<uint16_t>(packet.size() - 40));
}

/** Eight bytes of the upper layer, or all from there on: such pieces make the whole again. */
std::vector<uint8_t>
PieceOf(std::vector<uint8_t> packet, uint8_t offset, bool rest)
{
    const size_t upper = packet[0] >> 4 == 4 ? 20 : 40;
    const size_t start = std::min(packet.size() - 1, upper + 8u * offset);
    const size_t stop = rest ? packet.size() : std::min(packet.size(), start + 8);
    const bool more = stop < packet.size();
    packet.erase(packet.begin() + static_cast<long>(stop), packet.end());
    packet.erase(packet.begin() + static_cast<long>(upper),
                 packet.begin() + static_cast<long>(start));
    MarkFragment(packet, offset, more);
    return packet;
}

} // namespace

IpAddress
Address(const std::string& text)
{
    return *IpAddress::Parse(text);
}

std::vector<uint8_t>
ErrorAbout(const std::vector<uint8_t>& packet, uint8_t how, const std::optional<IpAddress>& router)
{
    const bool v4 = packet[0] >> 4 == 4;
    const auto facts = ReadFacts(packet.data(), packet.size());
    const uint8_t type = v4 ? (how & 16 ? 11 : 3) : (how & 16 ? 3 : 1);
    return test::MakePacket(router.value_or(facts->destination),
                            facts->source,
                            v4 ? 1 : 58,
                            test::IcmpError(type, packet, how & 32 ? 28 : 1000));
}

std::vector<uint8_t>
Varied(Input& input, std::vector<uint8_t> packet)
{
    const uint8_t how = input.Byte();
    switch (how % 8)
    {
    case 1: // what no sender makes: the whole again, at another place
        MarkFragment(packet, how >> 5, how & 16);
        return packet;
    case 2: // the host that the packet was for complains of it
        return ErrorAbout(packet, how);
    case 3:
        return PieceOf(std::move(packet), (how >> 5) & 3, how & 16);
    default:
        return packet;
    }
}

std::vector<uint8_t>
PacketOf(Input& input, uint8_t what, const std::function<std::vector<uint8_t>(Input&)>& draw)
{
    auto packet = what % 8 == 1 ? input.Bytes(1 + input.Byte()) : draw(input);
    if (!packet.empty() && (what & 16))
    {
        test::RepairChecksums(packet);
    }
    return packet;
}

} // namespace ns3::v6lab::fuzz
