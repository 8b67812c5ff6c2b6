// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SWEEP_AXES_H
#define V6LAB_SWEEP_AXES_H

#include "scenarios/sweep/sweep-plan.h"

namespace ns3::v6lab
{

/** Whether an option is one of ns-3's own: "ns3::Class::Attribute". */
bool IsNs3Attribute(const std::string& option);

/**
 * An axis from "OPTION=V1,V2"; a comma within a value is written "\,".
 * Throws std::invalid_argument: no option, no value, an empty one, control characters.
 */
SweepAxis AxisFromWord(const std::string& word);

/** The word that AxisFromWord() reads as this axis. */
std::string ToWord(const SweepAxis& axis);

/**
 * The axes of a request, options spelt as the scenario declares them, every value allowed by
 * itself. Throws InputError with everything that is wrong with them, and with the attributes of
 * ns-3 that are the same in all runs.
 */
std::vector<SweepAxis> CheckedAxes(const SweepRequest& request);

} // namespace ns3::v6lab

#endif // V6LAB_SWEEP_AXES_H
