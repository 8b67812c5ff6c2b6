// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_HANDLE_H
#define V6LAB_PACKET_HANDLE_H

#include <cstdint>

/** What a core knows a packet by (PacketIn::handle): its number, and the interface it came in by.
 */
namespace ns3::v6lab
{

constexpr unsigned INTERFACE_BITS = 20;

/** `onInterface` as in Arrived: -1 if no link brought the packet. */
constexpr uint64_t
MakeHandle(uint64_t number, int32_t onInterface)
{
    return number << INTERFACE_BITS |
           (static_cast<uint64_t>(onInterface + 1) & ((uint64_t{1} << INTERFACE_BITS) - 1));
}

constexpr int32_t
InterfaceOf(uint64_t handle)
{
    return static_cast<int32_t>(handle & ((uint64_t{1} << INTERFACE_BITS) - 1)) - 1;
}

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_HANDLE_H
