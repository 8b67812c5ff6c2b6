// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/nat64-learning.h"

#include "helper/install/address-text.h"
#include "helper/install/advertisement-install.h"
#include "model/dns/told-resolvers.h"
#include "model/translation/pref64-watch.h"
#include "model/workload/icmp-endpoint.h"
#include "model/workload/nat64-check.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** The first link that the node configures itself on, or else its first one with IPv6. */
Ptr<NetDevice>
UplinkOf(const Topology& topology, const Installation& installation, const OutsideNode& node)
{
    if (const auto device = AutoconfiguredDevice(topology, installation, node.name))
    {
        return device;
    }
    for (const auto& interface : node.interfaces)
    {
        for (const auto& text : interface.addresses)
        {
            if (text.find(':') != std::string::npos)
            {
                return installation.devices.at(node.name + "/" + interface.link);
            }
        }
    }
    return nullptr;
}

bool
Learns(const Topology& topology, const OutsideNode& node)
{
    return node.synthesiseLiterals ||
           std::any_of(topology.translators.begin(),
                       topology.translators.end(),
                       [&node](const TranslatorConfig& config) {
                           return config.node == node.name && config.discoverPrefix;
                       });
}

Pref64Watch::Answer
ToAnswer(const StubAnswer& found)
{
    Pref64Watch::Answer answer;
    answer.addresses = found.addresses;
    answer.ttlSeconds = found.ttl;
    switch (found.kind)
    {
    case StubAnswer::Kind::Data:
        answer.kind = Pref64Watch::Answer::Kind::Records;
        break;
    case StubAnswer::Kind::NoData:
    case StubAnswer::Kind::NoName:
        answer.kind = Pref64Watch::Answer::Kind::NoRecords;
        break;
    case StubAnswer::Kind::Failed:
    case StubAnswer::Kind::Timeout:
    case StubAnswer::Kind::NoServers:
        break;
    }
    return answer;
}

/**
 * RFC 8880 7.1: asks the resolvers that the link's network told, whatever is configured. Configured
 * ones stand for them on a link whose network tells none, when it has had its chance.
 */
Pref64Watch::AskIpv4OnlyArpa
AskThrough(const Ptr<HostResolver>& resolver,
           const Ptr<ns3::Node>& node,
           const Ptr<NetDevice>& uplink,
           const std::vector<IpAddress>& configured)
{
    return [=](uint32_t, Pref64Watch::Question question, Pref64Watch::Done done) {
        auto servers = ToldResolvers(node, uplink);
        if (servers.empty() && !MayTellResolvers(node, uplink))
        {
            servers = configured;
        }
        if (servers.empty())
        {
            Pref64Watch::Answer nobody;
            nobody.kind = Pref64Watch::Answer::Kind::NotAsked;
            done(nobody);
            return;
        }
        const uint16_t type = question == Pref64Watch::Question::Aaaa ? dns::AAAA : dns::A;
        resolver->Ask(servers,
                      {*DnsName::Parse("ipv4only.arpa"), type, dns::IN},
                      [done](const StubAnswer& answer, int64_t) { done(ToAnswer(answer)); });
    };
}

Pref64Watch::CheckPrefix
CheckWith(const Installation& installation, const OutsideNode& node)
{
    const auto object = installation.nodes.at(node.name);
    const auto ledger = installation.ledger;
    const auto name = node.name;
    const auto server = ReadAddress(node.connectivityCheck, "connectivityCheck of node " + name);
    return [=](uint32_t, const Pref64& prefix, Nat64Check::Done done) {
        Nat64Check::Start(object, prefix, server, ledger, name, std::move(done));
    };
}

/** The checks' requests and answers are flows: their servers tell so, as those of pings do. */
void
PrepareServers(const Installation& installation, const IpAddress& server)
{
    for (const auto& [name, addresses] : installation.addresses)
    {
        if (std::count(addresses.begin(), addresses.end(), server) != 0)
        {
            IcmpEndpoint::Of(installation.nodes.at(name))->SetLedger(installation.ledger);
        }
    }
}

} // namespace

void
InstallNat64Learning(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        const auto uplink = UplinkOf(topology, installation, node);
        const auto resolver = installation.resolvers.find(node.name);
        if (!Learns(topology, node) || !uplink)
        {
            continue;
        }
        const auto watch = Pref64Watch::Of(installation.nodes.at(node.name));
        if (!node.connectivityCheck.empty())
        {
            watch->SetConnectivityCheck(uplink, CheckWith(installation, node));
            PrepareServers(installation, *IpAddress::Parse(node.connectivityCheck));
        }
        if (resolver != installation.resolvers.end())
        {
            watch->SetDnsSource(
                uplink,
                AskThrough(resolver->second,
                           installation.nodes.at(node.name),
                           uplink,
                           ReadAddresses(node.resolvers, "resolvers of node " + node.name)));
        }
    }
}

std::function<std::vector<Pref64>()>
LearnedNat64(const Topology& topology, const Installation& installation, const std::string& name)
{
    for (const auto& node : topology.nodes)
    {
        if (node.name == name && node.synthesiseLiterals)
        {
            const auto watch = Pref64Watch::Of(installation.nodes.at(name));
            const auto uplink = UplinkOf(topology, installation, node);
            return [watch, uplink]() { return watch->GetChoice(uplink).GetPrefixes(); };
        }
    }
    return nullptr;
}

} // namespace ns3::v6lab
