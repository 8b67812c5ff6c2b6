// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RECORD_ROWS_H
#define V6LAB_RECORD_ROWS_H

#include "model/core/reason.h"
#include "model/trace/packet-event.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** One effective route of one network interface, in Azure's words (`v_effective_route`). */
struct EffectiveRouteRow
{
    std::string nic;
    std::string source;
    std::string state;
    std::string addressPrefix;
    std::string nextHopType;
    std::string nextHopIp;
};

/** One rule that applies to a network interface, in Azure's words (`v_effective_security_rule`). */
struct EffectiveSecurityRuleRow
{
    std::string nic;
    std::string group;     //!< the network security group, or collection of security admin rules
    std::string appliesTo; //!< "virtual network", "subnet" or "network interface"
    std::string name;      //!< "securityRules/web", "defaultSecurityRules/DenyAllInBound"
    std::string direction;
    uint32_t priority{0};
    std::string access;
    std::string protocol; //!< "All", "Tcp", ...
    std::string sourceAddressPrefix;
    std::string sourcePortRange;
    std::string destinationAddressPrefix;
    std::string destinationPortRange;
    std::string expandedSourceAddressPrefix; //!< what a service tag or group stands for here
    std::string expandedDestinationAddressPrefix;
};

/** Something that an imported template holds and the run does not simulate (`v_left_out`). */
struct LeftOutRow
{
    std::string name;
    std::string type;
    std::string what;
};

/** A row of the table hop, waiting to be written. */
struct HopRow
{
    int64_t key;
    int64_t timeNs;
    uint32_t flow;
    uint32_t node;
    uint32_t near;
    uint32_t header;
    uint32_t headerAfter; //!< 0: not passed on
    uint32_t length;
    uint32_t lengthAfter;
    uint8_t ttl;
    uint8_t ttlAfter;
    Action action;
    Reason reason;
    const char* translator; //!< of a translation, a word that is never freed; null: none
    const char* rule; //!< the security rule that dropped it; the recorder keeps it; null: none
};

/** A row of the table dropped. */
struct DropRow
{
    int64_t timeNs;
    uint32_t flow;
    uint32_t packet;
    uint32_t node;
    uint32_t near;
    uint32_t header;
    uint32_t length;
    uint64_t count;
    uint8_t ttl;
    Reason reason;
    const char* rule; //!< the security rule behind it; the recorder keeps it; null: none
};

/** Which way a packet goes, seen from the flow. */
enum class Direction : uint8_t
{
    Request,
    Answer,
    Error,   //!< an ICMP error about the flow
    Relayed, //!< of a connection that somebody else opens for it, both ways: a Bastion's to the VM
};

/** "request", "answer", "error" or "relayed". */
const char* ToWord(Direction direction);

/** The first packet of a connection that was delivered, as it looked there. */
struct FirstOfConnection
{
    IpAddress source;
    IpAddress destination;
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint32_t packet{0};
    uint32_t translations{0};
    bool translated{false};
};

/** The packets worth telling of one flow and direction; ids are 0 where there is none. */
struct WalkRow
{
    uint64_t packets{0};
    uint64_t delivered{0};
    uint64_t dropped{0};
    uint64_t fragmentsDelivered{0};
    uint64_t fragmentsDropped{0};
    uint32_t firstPacket{0};
    uint32_t deliveredPacket{0}; //!< the first; of several attempts to connect, the winner's first
    uint32_t droppedPacket{0};
    uint32_t dataPacket{0};                       //!< the first TCP packet with data
    uint32_t translations{0};                     //!< changes of IP version of the delivered packet
    bool translated{false};                       //!< a translator rewrote the delivered packet
    uint32_t kept{0};                             //!< packets whose hops are recorded
    std::vector<FirstOfConnection> connections{}; //!< of TCP, until its data tells which one won
};

using FlowWalks = std::array<WalkRow, 4>;

} // namespace ns3::v6lab

#endif // V6LAB_RECORD_ROWS_H
