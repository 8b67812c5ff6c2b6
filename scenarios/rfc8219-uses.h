// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SCENARIO_RFC8219_USES_H
#define V6LAB_SCENARIO_RFC8219_USES_H

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** The words of --test, one for each test; functions, because options are declared early. */
const std::vector<std::string>& Rfc8219Tests();
/** The words of --dut. */
const std::vector<std::string>& Rfc8219Devices();

} // namespace ns3::v6lab

#endif // V6LAB_SCENARIO_RFC8219_USES_H
