// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MACHINE_OUTAGE_H
#define V6LAB_MACHINE_OUTAGE_H

#include <string>

namespace ns3::v6lab
{

/** A time in which a virtual machine is dead: it neither sends nor receives. */
struct MachineOutage
{
    std::string from{};
    std::string to{}; //!< empty: until the end
};

} // namespace ns3::v6lab

#endif // V6LAB_MACHINE_OUTAGE_H
