// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_COMMAND_LINE_H
#define V6LAB_COMMAND_LINE_H

#include <boost/program_options.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::v6lab::cli
{

using Words = std::vector<std::string>;

/** Exit statuses, fixed for scripts. */
enum Status
{
    GOOD = 0,
    FAILED = 1,
    USAGE = 2,
    INTERRUPTED = 130,
};

/** The command line was wrong; the text names the argument and what is allowed. */
class UsageError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/** One verb of the program. */
struct Verb
{
    const char* name;
    const char* usage;   //!< what stands behind the name
    const char* purpose; //!< one line
    int (*run)(const Words& words);
};

/** All verbs, in the order in which help lists them. */
const std::vector<Verb>& Verbs();
const Verb* FindVerb(const std::string& name);

/** The options of a verb, a list of names for its positional words, and its help. */
struct Grammar
{
    const char* verb;
    boost::program_options::options_description options;
    std::vector<std::string> positional; //!< all are required
    std::string rest{}; //!< name for any number of words behind those, at least one; empty: none
};

/**
 * Parses a verb's words; --help prints the grammar and gives no map.
 * Throws UsageError for an unknown option, a missing word or a bad value.
 */
bool Parse(const Grammar& grammar, const Words& words, boost::program_options::variables_map& map);

/** True if the words or the input were wrong, and not what came of them. */
bool IsUsage(const std::exception& error);

} // namespace ns3::v6lab::cli

#endif // V6LAB_COMMAND_LINE_H
