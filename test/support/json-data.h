// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_JSON_DATA_H
#define V6LAB_TEST_JSON_DATA_H

#include "model/core/address.h"
#include "test/support/source-folder.h"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::v6lab::test::data
{

/** The RFCs' published examples and what follows from them, by name (test/data). */
inline const nlohmann::json&
RfcExamples()
{
    static const nlohmann::json examples = [] {
        std::ifstream file(SourceFolder() + "/test/data/rfc-examples.json");
        return nlohmann::json::parse(file);
    }();
    return examples;
}

/**
 * One JSON object a line from the vectors that are not part of this repository; says so and
 * returns nothing where they are not there.
 */
inline std::vector<nlohmann::json>
SharedVectors(const std::string& name)
{
    std::vector<nlohmann::json> lines;
    std::ifstream file(SourceFolder() + "/../shared/vectors/" + name);
    for (std::string line; std::getline(file, line);)
    {
        lines.push_back(nlohmann::json::parse(line));
    }
    if (lines.empty())
    {
        std::cerr << "skipped: ../shared/vectors/" << name << " is not here\n";
    }
    return lines;
}

/** The address, or std::invalid_argument with the text. */
inline IpAddress
Addr(const std::string& text)
{
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        throw std::invalid_argument("no address: " + text);
    }
    return *address;
}

inline Prefix
Block(const std::string& text)
{
    const auto prefix = Prefix::Parse(text);
    if (!prefix)
    {
        throw std::invalid_argument("no prefix: " + text);
    }
    return *prefix;
}

/** The message of the std::invalid_argument that `act` throws; empty if it throws none. */
template <typename Act>
std::string
Complaint(Act act)
{
    try
    {
        act();
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

} // namespace ns3::v6lab::test::data

#endif // V6LAB_TEST_JSON_DATA_H
