// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_CHECK_H
#define V6LAB_ZONE_CHECK_H

#include "model/core/dns/zone.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What is wrong with a zone, and with which record of it. */
struct ZoneFault
{
    DnsName name;
    uint16_t type{0};
    std::string sentence;
    bool warning{false}; //!< it can be served, but hardly as it was meant
    bool missing{false}; //!< a record that is not there is at fault
};

/** All that is wrong with the zone as a whole; loops of CNAMEs are nobody's fault here. */
std::vector<ZoneFault> CheckZone(const Zone& zone);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_CHECK_H
