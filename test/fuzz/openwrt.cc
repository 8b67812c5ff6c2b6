// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/openwrt-text.h"
#include "model/core/translation/pref64.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::v6lab::fuzz
{

namespace
{

/** "line 3: what" of a line that is there. */
void
JudgeComplaint(const std::string& complaint, const std::string& text)
{
    const std::string begin = "line ";
    Require(complaint.compare(0, begin.size(), begin) == 0, "a complaint names no line");
    const size_t line = std::stoul(complaint.substr(begin.size()));
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    Require(line >= 1 && line <= static_cast<size_t>(lines), "it names a line that is not there");
    const size_t colon = complaint.find(": ");
    Require(colon != std::string::npos && colon + 2 < complaint.size(), "it does not say what");
}

void
JudgeRule(const OpenWrtRule& rule)
{
    const auto isZone = [](const std::string& zone) {
        return zone == "lan" || zone == "wan" || zone == "*";
    };
    Require(isZone(rule.src) && (rule.dest.empty() || isZone(rule.dest)), "a zone is unknown");
    Require(!rule.matches.empty(), "no packet can match a rule");
    for (const auto& match : rule.matches)
    {
        Require(!match.protocols.empty() && !match.destinations.empty(), "a match is empty");
        for (const auto& ports : match.destinationPorts)
        {
            Require(ports.first <= ports.last, "a range of ports is empty");
        }
        const Family family = match.destinations.front().GetFamily();
        for (const auto* list : {&match.sources, &match.destinations})
        {
            Require(std::all_of(list->begin(),
                                list->end(),
                                [family](const Prefix& one) { return one.GetFamily() == family; }),
                    "a match has two IP versions");
        }
    }
}

void
Rules(const std::string& text)
{
    try
    {
        for (const auto& rule : ReadOpenWrtRules(text))
        {
            JudgeRule(rule);
        }
    }
    catch (const std::invalid_argument& error)
    {
        JudgeComplaint(error.what(), text);
    }
}

void
Jool(const std::string& text)
{
    try
    {
        const auto instances = ReadJool(text);
        Require(instances.size() <= 1, "a router has two NAT64s");
        for (const auto& instance : instances)
        {
            Require(Pref64(Prefix::Parse(instance.pool6).value(), Pref64::UOctet::Any)
                            .GetPrefix()
                            .ToString() == instance.pool6,
                    "pool6 is no prefix of a NAT64");
        }
    }
    catch (const std::invalid_argument& error)
    {
        JudgeComplaint(error.what(), text);
    }
}

} // namespace

void
OpenWrtLines(const uint8_t* bytes, size_t size)
{
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    Rules(text);
    Jool(text);
}

} // namespace ns3::v6lab::fuzz
