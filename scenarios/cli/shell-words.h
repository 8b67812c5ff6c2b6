// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SHELL_WORDS_H
#define V6LAB_SHELL_WORDS_H

#include "scenarios/cli/command-line.h"

namespace ns3::v6lab::cli
{

/** One line that any POSIX shell (XCU 2.2) reads as these words. */
std::string ShellLine(const Words& words);

} // namespace ns3::v6lab::cli

#endif // V6LAB_SHELL_WORDS_H
