// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/diagnosis.h"
#include "scenarios/cli/azure-question.h"
#include "scenarios/cli/recorded-routes.h"
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

/** By what the run recorded, where one is asked; `basis` says which routes these are. */
azure::NextHopAnswer
AnswerOf(const AzureQuestion& question,
         azure::Index subnet,
         const IpAddress& destination,
         std::string& basis)
{
    const auto& estate = question.plan.estate;
    const auto time = TimeAsked(question);
    if (!question.recorded)
    {
        if (time)
        {
            throw UsageError("--at: only a run database has routes of other times");
        }
        return azure::NextHop(estate, subnet, destination);
    }
    const RecordedRun& recorded = *question.recorded;
    if (const auto routes = RecordedRoutes(question, subnet, time))
    {
        basis = time ? fmt::format("run {} at {}", recorded.handle.id, SecondsText(*time))
                     : fmt::format("run {} at its end", recorded.handle.id);
        return azure::NextHop(estate, subnet, *routes, destination);
    }
    basis = fmt::format("the design of run {}, which recorded no routes of that subnet",
                        recorded.handle.id);
    return azure::NextHop(estate, subnet, destination);
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
        ("dest-ip", text("ADDR"), "where the packet is to go")                            //
        ("at", text("TIME"), "the simulated time that a run is asked about; its end if not given");
    const auto question = AskAzure("next-hop", own, words);
    if (!question)
    {
        return GOOD;
    }
    const IpAddress destination = NeedAddress(*question, "dest-ip");
    const azure::Index subnet = ChooseSubnet(*question);
    std::string basis;
    const auto hop = AnswerOf(*question, subnet, destination, basis);
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
    if (!basis.empty())
    {
        answer.emplace_back("answersFor", basis);
    }
    Print(*question, answer);
    return GOOD;
}

} // namespace ns3::v6lab::cli
