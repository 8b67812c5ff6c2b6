// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/ip-header.h"

#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

void
WriteIpv4(uint8_t* at, const IpHeader& header, bool checksum)
{
    at[0] = 0x45;
    at[1] = header.trafficClass;
    Write16(at + 2, static_cast<uint16_t>(header.GetLengthField()));
    Write16(at + 4, static_cast<uint16_t>(header.identification));
    Write16(at + 6,
            static_cast<uint16_t>((header.dontFragment ? 0x4000 : 0) | (header.more ? 0x2000 : 0) |
                                  header.offset / 8));
    at[8] = header.hopLimit;
    at[9] = header.protocol;
    Write16(at + 10, 0);
    std::copy_n(header.source.GetBytes().data(), 4, at + 12);
    std::copy_n(header.destination.GetBytes().data(), 4, at + 16);
    if (checksum)
    {
        Write16(at + 10, InternetChecksum().Add(at, 20).Get());
    }
}

void
WriteIpv6(uint8_t* at, const IpHeader& header)
{
    Write32(at, uint32_t{6} << 28 | uint32_t{header.trafficClass} << 20);
    Write16(at + 4, static_cast<uint16_t>(header.GetLengthField()));
    at[6] = header.fragment ? protocol::FRAGMENT : header.protocol;
    at[7] = header.hopLimit;
    std::copy_n(header.source.GetBytes().data(), 16, at + 8);
    std::copy_n(header.destination.GetBytes().data(), 16, at + 24);
    if (header.fragment)
    {
        at[40] = header.protocol;
        at[41] = 0;
        Write16(at + 42, static_cast<uint16_t>(header.offset | (header.more ? 1 : 0)));
        Write32(at + 44, header.identification);
    }
}

} // namespace

void
WriteIpHeader(uint8_t* at, const IpHeader& header, bool checksum)
{
    if (header.GetFamily() == Family::V4)
    {
        WriteIpv4(at, header, checksum);
    }
    else
    {
        WriteIpv6(at, header);
    }
}

} // namespace ns3::v6lab
