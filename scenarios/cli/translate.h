// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CLI_TRANSLATE_H
#define V6LAB_CLI_TRANSLATE_H

#include "helper/translate/packet-translator.h"
#include "scenarios/cli/command-line.h"

namespace ns3::v6lab::cli
{

using Values = boost::program_options::variables_map;

/** The options of `translate`, grouped as help shows them. */
boost::program_options::options_description TranslateOptions();

/** The translator that the options describe; throws std::invalid_argument or UsageError. */
TranslatorSettings TranslatorFromOptions(const Values& values);
/** Of it, what maps addresses: prefix and explicit mappings. */
AddressMapSettings AddressesFromOptions(const Values& values);

/** The examples that end the verb's help. */
extern const char* const TRANSLATE_EXAMPLES;

} // namespace ns3::v6lab::cli

#endif // V6LAB_CLI_TRANSLATE_H
