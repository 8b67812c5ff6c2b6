// SPDX-License-Identifier: GPL-2.0-only
// What became of a probe, in the words of Network Watcher's connection troubleshoot.
#include "scenarios/cli/probe-words.h"

#include "helper/topology/firewall-machines.h"
#include "model/core/azure/security-gate.h"
#include "model/core/packet-facts.h"
#include "scenarios/cli/rule-analysis.h"

#include <algorithm>
#include <optional>

namespace ns3::v6lab::cli
{

namespace
{

using Json = nlohmann::ordered_json;

template <typename T>
bool
IsOneOf(const std::vector<T>& all, const std::string& name)
{
    return std::any_of(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
}

bool
IsFirewall(const AzureQuestion& question, const std::string& node)
{
    return IsOneOf(question.topology.azureFirewalls, node);
}

bool
IsMachine(const AzureQuestion& question, const std::string& node)
{
    return IsOneOf(question.topology.virtualMachines, node);
}

/** A node that stands in a virtual network; Microsoft's edges stand before it. */
bool
IsInAzure(const AzureQuestion& question, const std::string& node)
{
    return IsMachine(question, node) || IsFirewall(question, node) ||
           IsOneOf(question.topology.bastionHosts, node) ||
           IsOneOf(question.plan.gatewayInstances, node);
}

const char*
TypeOf(const AzureQuestion& question, const ProbeHop& hop, bool last)
{
    if (!IsInAzure(question, hop.node))
    {
        return "Internet";
    }
    const bool called = last && hop.addressed && !IsFirewall(question, hop.node);
    const bool gateway = IsOneOf(question.plan.gatewayInstances, hop.node);
    return called || gateway ? "VnetLocal" : "VirtualAppliance";
}

/** Network Watcher's word for what a drop at a node is about. */
const char*
TypeAtNode(const AzureQuestion& question, const ProbeDrop& drop)
{
    switch (drop.reason)
    {
    case Reason::FirewallDenied:
    case Reason::FirewallNoRule:
    case Reason::FirewallZoneDenied:
    case Reason::FirewallZoneNoRule:
        return IsFirewall(question, drop.at) ? "NetworkSecurityRule" : "GuestFirewall";
    case Reason::FirewallZoneNoConnection:
    case Reason::FirewallNoConnection: // R18: routes lead the two directions different ways
        return IsFirewall(question, drop.at) ? "UserDefinedRoute" : "GuestFirewall";
    case Reason::HopLimitExceeded: // R16: a route of the appliance's own subnet leads back to it
        return IsInAzure(question, drop.at) ? "UserDefinedRoute" : "Platform";
    case Reason::NoDestinationAddress:
    case Reason::NameNotFound:
    case Reason::NoAddressOfFamily:
    case Reason::NameLookupFailed:
    case Reason::NameLookupTimeout:
    case Reason::NoResolver:
        return "DnsResolution";
    case Reason::NoRoute:
    case Reason::NoSourceAddress:
    case Reason::NoFreePort:
    case Reason::FragmentationNeeded:
    case Reason::PacketTooBig:
    case Reason::InterfaceDown:
    case Reason::LinkOutage:
    case Reason::QueueFull:
    case Reason::AzureMachineDown:
        return "Platform";
    default:
        return IsMachine(question, drop.at) ? "GuestFirewall" : "Platform";
    }
}

const char*
TypeOf(const AzureQuestion& question, const ProbeDrop& drop)
{
    switch (drop.reason)
    {
    case Reason::AzureNsgDenyInbound:
    case Reason::AzureNsgDenyOutbound:
    case Reason::AzureAdminRuleDeny:
    case Reason::AzurePublicAddressClosed:
        return "NetworkSecurityRule";
    case Reason::AzureUserNoneRoute:
    case Reason::AzureNextHopUnreachable:
    case Reason::AzureDestinationNotOwned:
    case Reason::AzureAsymmetricReturn:
        return "UserDefinedRoute";
    default:
        return drop.at == "fabric" ? "Platform" : TypeAtNode(question, drop);
    }
}

/** The interfaces of a node in a virtual network. */
std::vector<azure::Index>
NicsOf(const AzureQuestion& question, const std::string& node)
{
    std::vector<azure::Index> nics;
    const auto add = [&](const std::string& name) {
        if (const auto found = question.plan.nics.find(name); found != question.plan.nics.end())
        {
            nics.push_back(found->second);
        }
    };
    for (const auto& vm : question.topology.virtualMachines)
    {
        if (vm.name == node)
        {
            std::for_each(vm.networkInterfaces.begin(), vm.networkInterfaces.end(), add);
        }
    }
    for (const auto& firewall : question.topology.azureFirewalls)
    {
        if (firewall.name == node)
        {
            add(InterfaceOf(firewall));
        }
    }
    return nics;
}

/** Security admin rules have one reason for both directions: the sender's are asked first (N4). */
bool
IsDeniedAtSender(const AzureQuestion& question, const ProbeDrop& drop)
{
    azure::PacketTuple packet;
    packet.source = drop.packet.source;
    packet.destination = drop.packet.destination;
    packet.protocol = drop.packet.protocol;
    packet.hasPorts = packet.protocol == protocol::TCP || packet.protocol == protocol::UDP;
    packet.sourcePort = packet.hasPorts ? drop.packet.sourcePort : uint16_t{0};
    packet.destinationPort = packet.hasPorts ? drop.packet.destinationPort : uint16_t{0};
    azure::SecurityGate gate(question.plan.estate);
    const auto nics = NicsOf(question, drop.near);
    return std::any_of(nics.begin(), nics.end(), [&](azure::Index nic) {
        return gate.Judge(nic, azure::RuleDirection::Outbound, packet, false).reason == drop.reason;
    });
}

/** At the interface that the packet was for. */
bool
IsInbound(const AzureQuestion& question, const ProbeDrop& drop)
{
    return drop.reason == Reason::AzureNsgDenyInbound ||
           drop.reason == Reason::AzurePublicAddressClosed ||
           (drop.reason == Reason::AzureAdminRuleDeny && !IsDeniedAtSender(question, drop));
}

Json
IssueOf(const AzureQuestion& question, const ProbeDrop& drop)
{
    Json context = Json::array();
    const auto add = [&](const char* key, const std::string& value) {
        context.push_back({{"key", key}, {"value", value}});
    };
    if (!drop.rule.empty())
    {
        add("RuleName", drop.rule);
    }
    add("Reason", std::string(Describe(drop.reason).word));
    add("Sentence", std::string(Describe(drop.reason).sentence));
    if (drop.at != "fabric")
    {
        add("Node", drop.at);
    }
    return {{"Origin",
             IsInbound(question, drop) ? "Inbound"
             : drop.at == "fabric"     ? "Outbound"
                                       : "Local"},
            {"Severity", "Error"},
            {"Type", TypeOf(question, drop)},
            {"Context", context}};
}

/** The destination, of probes that its rules keep out: they came to its interface. */
std::optional<ProbeHop>
RefusedAt(const AzureQuestion& question, const ProbeResult& result)
{
    const auto& flow = result.flow;
    const auto refusal =
        std::find_if(result.drops.begin(), result.drops.end(), [&](const ProbeDrop& drop) {
            return IsInbound(question, drop);
        });
    const auto nic = NicOf(question, flow.destination, flow.destinationNode);
    if (refusal == result.drops.end() || nic == azure::NOTHING || result.hops.empty() ||
        refusal->near != result.hops.back().node)
    {
        return std::nullopt;
    }
    return ProbeHop{MachineOf(question, nic), flow.destination, true};
}

/** The last hop of that node: a loop comes to it many times. */
size_t
PlaceOf(const std::vector<ProbeHop>& hops, const std::string& node)
{
    const auto found = std::find_if(hops.rbegin(), hops.rend(), [&](const ProbeHop& hop) {
        return hop.node == node;
    });
    return static_cast<size_t>(hops.rend() - found) - (found == hops.rend() ? 0 : 1);
}

void
AddOnce(Json& issues, const Json& issue)
{
    if (std::find(issues.begin(), issues.end(), issue) == issues.end())
    {
        issues.push_back(issue);
    }
}

} // namespace

Json
HopsOf(const AzureQuestion& question, const ProbeResult& result)
{
    std::vector<ProbeHop> hops = result.hops;
    const auto refused = RefusedAt(question, result);
    if (refused)
    {
        hops.push_back(*refused);
    }
    Json answer = Json::array();
    for (size_t i = 0; i < hops.size(); ++i)
    {
        const bool last = i + 1 == hops.size();
        Json next = Json::array();
        if (!last)
        {
            next.push_back(std::to_string(i + 1));
        }
        answer.push_back({{"Type", i == 0 ? "Source" : TypeOf(question, hops[i], last)},
                          {"Id", std::to_string(i)},
                          {"Address", hops[i].address.ToString()},
                          {"ResourceId", hops[i].node},
                          {"NextHopIds", next},
                          {"Issues", Json::array()}});
    }
    for (const auto& drop : result.drops)
    {
        const bool last = refused && IsInbound(question, drop);
        const size_t place = last ? hops.size() - 1 : PlaceOf(hops, drop.near);
        if (place < hops.size() && (last || hops[place].node == drop.near))
        {
            AddOnce(answer[place]["Issues"], IssueOf(question, drop));
        }
    }
    return answer;
}

Json
IssuesOf(const AzureQuestion& question, const ProbeResult& result)
{
    Json issues = Json::array();
    for (const auto& drop : result.drops)
    {
        AddOnce(issues, IssueOf(question, drop));
    }
    return issues;
}

} // namespace ns3::v6lab::cli
