// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EMISSION_H
#define V6LAB_EMISSION_H

#include "model/core/translation/outcome.h"

namespace ns3::v6lab
{

/** Makes an emission hold all its bytes, because `packet`, where its tail lies, will not last. */
inline void
Own(Emission& emission, const uint8_t* packet)
{
    const uint8_t* tail = packet + emission.tail;
    emission.head.insert(emission.head.end(), tail, tail + emission.tailLength);
    emission.tail = 0;
    emission.tailLength = 0;
}

} // namespace ns3::v6lab

#endif // V6LAB_EMISSION_H
