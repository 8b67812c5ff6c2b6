// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DESIGN_WORDS_H
#define V6LAB_DESIGN_WORDS_H

#include "scenarios/cli/command-line.h"
#include "scenarios/run/design.h"

#include <map>
#include <optional>
#include <string>

namespace ns3::v6lab::cli
{

/** What a command line says of the design: which one, and with which options. */
struct DesignWords
{
    std::string design; //!< a scenario's name or a file
    std::map<std::string, std::string> options;
    std::map<std::string, std::string> ns3Attributes; //!< --ns3::Class::Attribute=value
};

/**
 * Parses the words of a verb that takes a design: the verb's own options, the options of the
 * scenario that is named, and ns-3's attributes. Nothing is returned if --help was asked for.
 */
std::optional<DesignWords> ParseDesignWords(const char* verb,
                                            const boost::program_options::options_description& own,
                                            const Words& words,
                                            boost::program_options::variables_map& map);

/** The design that was named; --parameters is read from the map. */
Design Load(const DesignWords& words, const boost::program_options::variables_map& map);

} // namespace ns3::v6lab::cli

#endif // V6LAB_DESIGN_WORDS_H
