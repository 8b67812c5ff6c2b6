// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SIIT_SETTINGS_H
#define V6LAB_SIIT_SETTINGS_H

#include "model/core/translation/address-map.h"
#include "model/core/translation/settings.h"

namespace ns3::v6lab
{

/** What to do with packets between two hosts that both have explicit mappings (RFC 7757 4.2). */
enum class HairpinMode : uint8_t
{
    Off,
    Simple,    //!< 4.2.1
    Intrinsic, //!< 4.2.2, the default
};

struct SiitSettings
{
    TranslationSettings translation;
    AddressMapSettings addresses;
    HairpinMode hairpin{HairpinMode::Intrinsic};
    /** IPv4 of the hosts behind a CLAT, explicitly mapped: it translates for nobody else (RFC 6877
     * 2). Empty: no CLAT. */
    std::vector<Prefix> inside;
};

} // namespace ns3::v6lab

#endif // V6LAB_SIIT_SETTINGS_H
