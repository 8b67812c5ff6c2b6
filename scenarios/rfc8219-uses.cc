// SPDX-License-Identifier: GPL-2.0-only
// Which tests and devices there are, and which of them makes use of which option.
#include "scenarios/rfc8219-uses.h"

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

bool
Has(const Words& words, const std::string& word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/** Tests but these. */
Words
AllBut(const Words& others)
{
    Words tests;
    for (const auto& test : Rfc8219Tests())
    {
        if (!Has(others, test))
        {
            tests.push_back(test);
        }
    }
    return tests;
}

/** Tests by option; what is not here all make use of. */
const std::map<std::string, Words>&
TestsOf()
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

/** Of the devices that forward frames those that keep states. */
Words
Stateful()
{
    Words devices;
    for (const auto& device : Rfc8219Devices())
    {
        BenchmarkPlan plan;
        plan.dut = device;
        if (plan.IsStateful())
        {
            devices.push_back(device);
        }
    }
    return devices;
}

/** The same by device, where a test makes use of them. */
const std::map<std::string, Words>&
DevicesOf()
{
    static const std::map<std::string, Words> users{
        {"mix", {"siit", "nat64", "464xlat", "virtual-ipv6"}}, // others translate nothing
        {"lookup-cost", Stateful()},
        {"cache-miss-cost", Stateful()},
        {"cached-states", Stateful()},
    };
    return users;
}

/** Why `used`, the present value of --`decider`, makes no use of an option; empty if it does. */
std::string
WhyNot(const std::map<std::string, Words>& users,
       const std::string& option,
       const std::string& decider,
       const std::string& used)
{
    const auto found = users.find(option);
    if (found == users.end() || Has(found->second, used))
    {
        return "";
    }
    return fmt::format("--{0}={1} makes no use of it; allowed with --{0}={2}",
                       decider,
                       used,
                       fmt::join(found->second, "|"));
}

} // namespace

const Words&
Rfc8219Tests()
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

const Words&
Rfc8219Devices()
{
    static const Words devices{"siit", "nat64", "464xlat", "virtual-ipv6", "router", DNS64};
    return devices;
}

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
    for (const auto& why : {WhyNot(TestsOf(), option, "test", GetTest()),
                            WhyNot(DevicesOf(), option, "dut", GetDut()),
                            WhyIdle(option)})
    {
        if (!why.empty())
        {
            return why;
        }
    }
    return "";
}

/** Of an option that does nothing beside a figure of the model. */
std::string
Rfc8219::WhyIdle(const std::string& option) const
{
    if (option == "serial-fraction" && m_cores == 1)
    {
        return "--cores=1 makes no use of it; allowed with --cores=2 and more";
    }
    if (option == "cached-states" && m_missNs <= 0)
    {
        return "--cache-miss-cost=0 makes no use of it; allowed with a cost";
    }
    return "";
}

std::string
Rfc8219::Spell(const std::string& option, const std::string& value) const
{
    const bool usualScale = option == "scale" && GetScale() == GetUsualScale();
    return option == "test" ? GetTest() : option == "dut" ? GetDut() : usualScale ? "0" : value;
}

} // namespace ns3::v6lab
