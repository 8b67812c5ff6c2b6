// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/diagnosis.h"
#include "scenarios/cli/azure-question.h"
#include "scenarios/cli/verbs.h"

#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

azure::Index
ChooseSubnet(const AzureQuestion& question)
{
    std::optional<IpAddress> source;
    if (question.map.count("source-ip"))
    {
        source = NeedAddress(question, "source-ip");
    }
    if (!question.map.count("subnet"))
    {
        return question.plan.estate.nics[ChooseNic(question, source, "source-ip")].subnet;
    }
    if (question.map.count("vm") || question.map.count("nic") || source)
    {
        throw UsageError("--subnet: goes with neither --vm nor --nic nor --source-ip");
    }
    const std::string name = question.map["subnet"].as<std::string>();
    const auto found = question.plan.subnets.find(name);
    if (found == question.plan.subnets.end())
    {
        std::vector<std::string> names;
        for (const auto& [known, index] : question.plan.subnets)
        {
            names.push_back(known);
        }
        throw UsageError(fmt::format("--subnet={}: there is no such subnet; allowed are {}",
                                     name,
                                     fmt::join(names, ", ")));
    }
    return found->second;
}

} // namespace

int
NextHop(const Words& words)
{
    po::options_description own("options");
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    own.add_options()                                                                     //
        ("subnet", text("NET/SUBNET"), "instead of a machine, such as hub/GatewaySubnet") //
        ("source-ip", text("ADDR"), "an address of the interface")                        //
        ("dest-ip", text("ADDR"), "where the packet is to go");
    const auto question = AskAzure("next-hop", own, words);
    if (!question)
    {
        return GOOD;
    }
    const auto& estate = question->plan.estate;
    const IpAddress destination = NeedAddress(*question, "dest-ip");
    const azure::Index subnet = ChooseSubnet(*question);
    const auto hop = azure::NextHop(estate, subnet, destination);
    Answer answer{
        {"nextHopType", hop.nextHopType},
        {"nextHopIpAddress", hop.nextHopIpAddress ? hop.nextHopIpAddress->ToString() : ""},
        {"routeTableId",
         hop.routeTable == azure::NOTHING ? "System Route"
                                          : question->topology.routeTables[hop.routeTable].name},
        {"addressPrefix", hop.found ? hop.prefix.ToString() : ""}};
    if (hop.issue != Reason::None)
    {
        answer.emplace_back("issue", Describe(hop.issue).word);
    }
    Print(*question, answer);
    return GOOD;
}

} // namespace ns3::v6lab::cli
