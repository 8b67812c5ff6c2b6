// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_PACKET_PLAN_H
#define V6LAB_TEST_PACKET_PLAN_H

#include "test/support/wire.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/** One thing that is wrong with a packet, or none. */
enum class Damage : uint8_t
{
    None,
    UpperChecksum,
    HeaderChecksum, //!< IPv4
    LengthTooLarge, //!< the header says more bytes than there are
    LengthTooSmall, //!< padding behind the packet
    ShortHeader,    //!< IPv4: a header length below 20
    NoUdpChecksum,  //!< UDP checksum 0
};

/** What stands behind the IP headers. */
enum class Upper : uint8_t
{
    Tcp,
    Udp,
    Echo,      //!< request or reply
    IcmpError, //!< quotes a packet
    IcmpOther, //!< another ICMP message
    Other,     //!< another protocol
};

/** All that a test wants to know of a packet that it made: the packet follows from it. */
struct PacketPlan
{
    Family family{Family::V4};
    IpAddress source;
    IpAddress destination;
    uint8_t trafficClass{0};
    uint32_t flowLabel{0};
    uint8_t hopLimit{64};
    uint32_t identification{0};
    bool dontFragment{false};
    bool fragmentHeader{false}; //!< IPv6
    bool moreFragments{false};
    uint16_t fragmentOffset{0}; //!< in units of 8 bytes
    Bytes options;              //!< IPv4, a multiple of 4 bytes
    /** IPv6 extension headers in front of the fragment header: type and whole header. */
    std::vector<std::pair<uint8_t, Bytes>> extensions;
    std::pair<uint8_t, Bytes> behindFragment; //!< an extension header there; empty: none
    Upper upper{Upper::Udp};
    uint8_t protocol{17};
    uint8_t icmpType{0};
    uint8_t icmpCode{0};
    uint32_t icmpRest{0}; //!< the second word of an ICMP message
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    Bytes payload;
    std::shared_ptr<PacketPlan> quoted;
    size_t quoteLimit{0};
    Damage damage{Damage::None};

    bool IsFragment() const
    {
        return moreFragments || fragmentOffset != 0;
    }

    bool IsIcmp() const
    {
        return upper == Upper::Echo || upper == Upper::IcmpError || upper == Upper::IcmpOther;
    }

    bool Has(uint8_t extension) const;
    bool HasOption(uint8_t option) const;
};

/** The bytes of a planned packet. */
Bytes Build(const PacketPlan& plan);
/** For messages: what matters of a plan, in one line. */
std::string Describe(const PacketPlan& plan);

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_PACKET_PLAN_H
