// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATE_DEFAULTS_H
#define V6LAB_TRANSLATE_DEFAULTS_H

#include "helper/translate/packet-translator.h"

#include <string>

namespace ns3::v6lab
{

/** The kinds of translator on the command line; a CLAT is a SIIT with other options. */
enum class TranslatorMode : uint8_t
{
    Siit,
    Nat64,
};

/** "siit" or "nat64". */
const char* ToWord(TranslatorMode mode);
/** "rfc" or "jool"; throws std::invalid_argument for another word. */
Profile ProfileFromWord(const std::string& word);

/** A stateless translator that knows no address yet, with what the profile chooses. */
SiitSettings DefaultSiit(Profile profile);
/** A stateful translator with the well-known prefix and an empty pool. */
Nat64Settings DefaultNat64(Profile profile);

/**
 * Own addresses for the errors of a translator that was given none: 192.0.0.8, the dummy address of
 * RFC 7600, and the same address behind the translation prefix.
 */
void GiveOwnAddresses(FixedSurroundings& around, const std::optional<Pref64>& prefix);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATE_DEFAULTS_H
