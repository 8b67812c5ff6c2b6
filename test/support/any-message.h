// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_ANY_MESSAGE_H
#define V6LAB_TEST_ANY_MESSAGE_H

#include "model/core/dns/dns-message.h"

#include <random>

namespace ns3::v6lab::test
{

/** A right message with all that ours may have: flags, codes, types, OPT, names that compress. */
DnsMessage AnyMessage(std::mt19937& random);

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_ANY_MESSAGE_H
