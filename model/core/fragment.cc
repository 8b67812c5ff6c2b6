// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/fragment.h"

namespace ns3::v6lab
{

std::vector<FragmentPiece>
CutPayload(uint32_t payload, uint32_t room, uint32_t offset, bool more)
{
    std::vector<FragmentPiece> pieces;
    const uint32_t step = room & ~uint32_t{7};
    for (uint32_t start = 0; step > 0 && start < payload; start += pieces.back().length)
    {
        const uint32_t left = payload - start;
        const bool last = left <= room;
        pieces.push_back({start, last ? left : step, offset + start, !last || more});
    }
    return pieces;
}

} // namespace ns3::v6lab
