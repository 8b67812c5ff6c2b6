// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTAGE_FIELDS_H
#define V6LAB_OUTAGE_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/outage-config.h"

/** The declaration of what outage-config.h holds; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(LinkOutage, "outage of a link")

template <class V>
void
Fields(V& v, Of<LinkOutage>)
{
    using T = LinkOutage;
    v(Field("from", "when it begins, such as \"10s\"").Required(), &T::from);
    v(Field("to", "when it ends; empty: never"), &T::to);
    v(Field("silent", "false: both ends notice at once that the link is dead"), &T::silent);
}

} // namespace ns3::v6lab

#endif // V6LAB_OUTAGE_FIELDS_H
