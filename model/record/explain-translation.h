// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPLAIN_TRANSLATION_H
#define V6LAB_EXPLAIN_TRANSLATION_H

#include "model/record/explain.h"

namespace ns3::v6lab
{

/**
 * Says of a hop at a translator which binding (RFC 6146, virtual IPv6) or which rules, prefix
 * (RFC 6052) or
 * explicit mapping (RFC 7757), it went by; told from the addresses and ports before and after.
 */
void TellTranslation(HopView& hop);

} // namespace ns3::v6lab

#endif // V6LAB_EXPLAIN_TRANSLATION_H
