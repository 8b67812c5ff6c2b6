// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DIFFERENCES_H
#define V6LAB_TEST_DIFFERENCES_H

#include "model/core/reason.h"
#include "test/tayga/packet-plan.h"

namespace ns3::v6lab::test
{

/** One packet and what the two translators made of it. */
struct Comparison
{
    PacketPlan plan;
    Bytes input;
    std::vector<Bytes> ours;
    std::vector<Bytes> theirs; //!< TAYGA's; a difference that is understood is taken out of it
    Reason reason{Reason::None};
    bool strangeSource{false};      //!< none of a host that can be translated
    bool strangeDestination{false}; //!< the same
};

/** A way in which TAYGA 0.9.2 differs from the RFCs or from a choice of ours. */
struct Difference
{
    const char* sentence;
    const char* clause;
    /** True if it was so: `theirs` is then what it would be without the difference. */
    bool (*explain)(Comparison& comparison);
};

/** In the order in which they are tried; several may hold for one packet. */
const std::vector<Difference>& KnownDifferences();

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DIFFERENCES_H
