// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LINK_LAYER_H
#define V6LAB_LINK_LAYER_H

#include <cstddef>
#include <cstdint>

namespace ns3::v6lab
{

/** Where the IP packet of a frame is; `length` 0: it has none. */
struct FrameView
{
    size_t start{0};
    size_t length{0}; //!< without the link's padding
    bool cut{false};  //!< not all of the packet is there, or not even its header
};

/** Link types are libpcap's DLT_ numbers. */
bool IsKnownLink(int link);
/** `size` bytes are there of a frame that had `whole`. */
FrameView FindIpPacket(int link, const uint8_t* frame, size_t size, size_t whole);

} // namespace ns3::v6lab

#endif // V6LAB_LINK_LAYER_H
