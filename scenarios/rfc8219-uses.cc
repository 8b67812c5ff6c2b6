// SPDX-License-Identifier: GPL-2.0-only
// Which test makes use of which option.
#include "scenarios/rfc8219.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace ns3::v6lab
{

namespace
{

constexpr const char* DNS64 = "dns64";

using Words = std::vector<std::string>;

const Words&
Tests()
{
    static const Words tests{"throughput",
                             "latency",
                             "pdv",
                             "ipdv",
                             "loss",
                             "b2b",
                             "recovery",
                             "scale",
                             "conn",
                             DNS64};
    return tests;
}

Words
AllBut(const Words& others)
{
    Words tests;
    for (const auto& test : Tests())
    {
        if (std::find(others.begin(), others.end(), test) == others.end())
        {
            tests.push_back(test);
        }
    }
    return tests;
}

/** Tests by option; what is not here all make use of. */
const std::map<std::string, Words>&
Users()
{
    static const std::map<std::string, Words> users{
        // Connections are made forward and proven by a frame of each that comes back.
        {"direction", AllBut({"conn", DNS64})},
        {"mix", AllBut({"conn", DNS64})},
        {"trial", AllBut({"conn"})},
        {"frame", AllBut({DNS64})},
        {"preset", AllBut({DNS64})}, // a message costs --message-cost, however long it is
        {"per-byte-cost", AllBut({DNS64})},
        {"lookup-cost", AllBut({DNS64})},
        {"cache-miss-cost", AllBut({DNS64})},
        {"cached-states", AllBut({DNS64})},
        {"resolution", AllBut({"loss", "b2b"})}, // steps of 10 % of the line; whole frames
        {"load", {"latency", "pdv", "ipdv"}},
        {"stagger", {"scale"}},
        {"cached", {DNS64}},
        {"aaaa", {DNS64}},
        {"message-cost", {DNS64}},
        {"tester-cost", {DNS64}},
    };
    return users;
}

} // namespace

bool
Rfc8219::Decides(const std::string& option) const
{
    return option == "test" || option == "dut";
}

std::string
Rfc8219::WhyUnused(const std::string& option) const
{
    // With DNS64 as one of the two, the default of the other means nothing.
    if (option == "test" && m_dut == DNS64 && m_test != DNS64)
    {
        return "--dut=dns64 answers queries and forwards no frames; allowed is dns64";
    }
    if (option == "dut" && m_test == DNS64 && m_dut != DNS64)
    {
        return "--test=dns64 measures a DNS64 server; allowed is dns64";
    }
    const std::string test = GetTest();
    const auto users = Users().find(option);
    if (users == Users().end() ||
        std::find(users->second.begin(), users->second.end(), test) != users->second.end())
    {
        return "";
    }
    return fmt::format("--test={} makes no use of it; allowed with --test={}",
                       test,
                       fmt::join(users->second, "|"));
}

} // namespace ns3::v6lab
