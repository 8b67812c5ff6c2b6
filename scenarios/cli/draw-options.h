// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DRAW_OPTIONS_H
#define V6LAB_DRAW_OPTIONS_H

#include <boost/program_options.hpp>

namespace ns3::v6lab::cli
{

/** The options of `topology`, those of its scenario aside. */
boost::program_options::options_description DrawOptions();

} // namespace ns3::v6lab::cli

#endif // V6LAB_DRAW_OPTIONS_H
