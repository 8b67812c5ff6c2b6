// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv4-fragments.h"

#include "model/core/fragment.h"

namespace ns3::v6lab
{

std::vector<std::pair<Ptr<Packet>, Ipv4Header>>
CutPacket(const Ptr<const Packet>& payload, const Ipv4Header& header, uint32_t mtu)
{
    std::vector<std::pair<Ptr<Packet>, Ipv4Header>> fragments;
    for (const auto& piece : CutPayload(payload->GetSize(),
                                        mtu - header.GetSerializedSize(),
                                        header.GetFragmentOffset(),
                                        !header.IsLastFragment()))
    {
        Ipv4Header own = header;
        own.SetFragmentOffset(static_cast<uint16_t>(piece.offset));
        own.SetPayloadSize(static_cast<uint16_t>(piece.length));
        if (piece.more)
        {
            own.SetMoreFragments();
        }
        else
        {
            own.SetLastFragment();
        }
        fragments.emplace_back(payload->CreateFragment(piece.start, piece.length), own);
    }
    return fragments;
}

} // namespace ns3::v6lab
