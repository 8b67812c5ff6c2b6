// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VERBS_H
#define V6LAB_VERBS_H

#include "scenarios/cli/command-line.h"

namespace ns3::v6lab::cli
{

// One file each; all return an exit status and throw for a wrong command line or input.
int List(const Words& words);
int Describe(const Words& words);
int Run(const Words& words);
int Sweep(const Words& words);
int Merge(const Words& words);
int DrawTopology(const Words& words);
int Show(const Words& words);
int Explain(const Words& words);
int Check(const Words& words);
int NextHop(const Words& words);
int IpFlowVerify(const Words& words);
int Connectivity(const Words& words);
int Translate(const Words& words);
int Lab(const Words& words);
int Reference(const Words& words);

} // namespace ns3::v6lab::cli

#endif // V6LAB_VERBS_H
