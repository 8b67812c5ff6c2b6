// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/service-prefixes.h"

#include <algorithm>
#include <cctype>

namespace ns3::v6lab::azure
{

const std::vector<EndpointService>&
EndpointServices()
{
    static const std::vector<EndpointService> SERVICES = [] {
        std::vector<EndpointService> all;
        for (const char* name : {"Microsoft.Storage",
                                 "Microsoft.Sql",
                                 "Microsoft.AzureCosmosDB",
                                 "Microsoft.KeyVault",
                                 "Microsoft.ServiceBus",
                                 "Microsoft.EventHub",
                                 "Microsoft.Web",
                                 "Microsoft.CognitiveServices",
                                 "Microsoft.ContainerRegistry",
                                 "Microsoft.AzureActiveDirectory",
                                 "Microsoft.Storage.Global"})
        {
            const auto offset = static_cast<uint32_t>(all.size() * 16);
            all.push_back({name, Prefix(IpAddress::V4(0xcb007100 + offset), 28)});
        }
        return all;
    }();
    return SERVICES;
}

const EndpointService*
FindEndpointService(const std::string& name)
{
    const auto same = [&](const EndpointService& service) {
        const std::string known(service.name);
        return std::equal(
            known.begin(),
            known.end(),
            name.begin(),
            name.end(),
            [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
    };
    const auto& all = EndpointServices();
    const auto found = std::find_if(all.begin(), all.end(), same);
    return found == all.end() ? nullptr : &*found;
}

} // namespace ns3::v6lab::azure
