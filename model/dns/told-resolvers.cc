// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/told-resolvers.h"

#include "model/advertisement/router-listener.h"
#include "model/dhcp/dhcp-inform-client.h"
#include "model/dhcpv6/dhcpv6-client.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

void
AddNew(std::vector<IpAddress>& all, const std::vector<IpAddress>& more)
{
    for (const auto& one : more)
    {
        if (std::find(all.begin(), all.end(), one) == all.end())
        {
            all.push_back(one);
        }
    }
}

} // namespace

std::vector<IpAddress>
ToldResolvers(const Ptr<ns3::Node>& node, const Ptr<NetDevice>& device)
{
    std::vector<IpAddress> told;
    if (const auto client = node->GetObject<Dhcpv6Client>())
    {
        AddNew(told, client->GetInformation(device).resolvers);
    }
    if (const auto client = node->GetObject<DhcpInformClient>())
    {
        AddNew(told, client->GetConfiguration(device).resolvers);
    }
    const auto listener = node->GetObject<RouterListener>();
    if (const auto* state = listener ? listener->GetState(device) : nullptr)
    {
        AddNew(told, state->GetResolvers());
    }
    return told;
}

bool
MayTellResolvers(const Ptr<ns3::Node>& node, const Ptr<NetDevice>& device)
{
    const auto listener = node->GetObject<RouterListener>();
    const auto dhcpv6 = node->GetObject<Dhcpv6Client>();
    const auto dhcp = node->GetObject<DhcpInformClient>();
    return (listener && listener->IsSoliciting(device)) || (dhcpv6 && dhcpv6->IsAsking(device)) ||
           (dhcp && dhcp->IsAsking(device));
}

} // namespace ns3::v6lab
