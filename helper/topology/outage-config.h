// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTAGE_CONFIG_H
#define V6LAB_OUTAGE_CONFIG_H

#include <string>

namespace ns3::v6lab
{

/** A time in which a link carries nothing, in either direction. */
struct LinkOutage
{
    std::string from{};
    std::string to{}; //!< empty: until the end
    /** Its ends do not notice, as across a provider's network; false: they lose the carrier. */
    bool silent{true};
};

} // namespace ns3::v6lab

#endif // V6LAB_OUTAGE_CONFIG_H
