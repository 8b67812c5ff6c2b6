// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CLI_TRANSLATE_H
#define V6LAB_CLI_TRANSLATE_H

#include "helper/translate/packet-translator.h"
#include "scenarios/cli/command-line.h"

#include <memory>
#include <string>

namespace ns3::v6lab::cli
{

using Values = boost::program_options::variables_map;

/** The options of `translate`, grouped as help shows them. */
boost::program_options::options_description TranslateOptions();

/** The translator that the options describe; throws std::invalid_argument or UsageError. */
TranslatorSettings TranslatorFromOptions(const Values& values);
/** Of it, what maps addresses: prefix and explicit mappings. */
AddressMapSettings AddressesFromOptions(const Values& values);

/** The translator of these settings; what is wrong with them is said by the options' names. */
std::unique_ptr<PacketTranslator> TranslatorOf(const TranslatorSettings& settings);

/** What an address becomes. */
struct AddressTranslation
{
    MappedAddress mapped;
    std::string rule;     //!< which entry or prefix it goes by; empty if it is not translated
    std::string sentence; //!< all of it for people
};

/** Of --address, by the options that map addresses; throws UsageError. */
AddressTranslation AddressFromOptions(const Values& values);

/** Reads the words behind `translate`; false if they asked for help, which is then printed. */
bool ParseTranslate(const Words& words, Values& values);

/** The examples that end the verb's help. */
extern const char* const TRANSLATE_EXAMPLES;

} // namespace ns3::v6lab::cli

#endif // V6LAB_CLI_TRANSLATE_H
