// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ATTRIBUTE_NAMES_H
#define V6LAB_ATTRIBUTE_NAMES_H

#include "model/core/setting-names.h"

namespace ns3::v6lab::attribute
{

/** What the translators' attributes are called that the core complains of. */
const SettingNames& Names();

/** The result of `make`; what it complains of is called as the attribute. */
template <class Make>
auto
Named(Make&& make)
{
    return WithNames(Names(), std::forward<Make>(make));
}

} // namespace ns3::v6lab::attribute

#endif // V6LAB_ATTRIBUTE_NAMES_H
