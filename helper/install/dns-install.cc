// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/dns-install.h"

#include "helper/dns/zone-plan.h"
#include "helper/install/address-text.h"
#include "helper/install/authored-quantity.h"
#include "model/advertisement/router-listener.h"
#include "model/core/dns/authority.h"
#include "model/core/dns/dns-proxy.h"
#include "model/core/dns/dns64.h"
#include "model/core/translation/address-map.h"
#include "model/dhcp/dhcp-inform-client.h"
#include "model/dns/name-server.h"
#include "model/dns/node-resolver.h"
#include "model/translation/virtual-ip6.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** A DNS64 and the resolver behind it, as one. */
class Dns64Resolver : public DnsBackend
{
  public:
    Dns64Resolver(const Dns64Settings& settings, std::unique_ptr<NodeResolver> resolver)
        : m_resolver(std::move(resolver)),
          m_dns64(settings, *m_resolver)
    {
    }

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override
    {
        m_dns64.Ask(query, nowNs, std::move(done));
    }

  private:
    std::unique_ptr<NodeResolver> m_resolver;
    Dns64 m_dns64;
};

/** A DNS proxy and the resolver behind it. */
class ProxyResolver : public DnsBackend
{
  public:
    ProxyResolver(const Ptr<VirtualIp6>& translator, std::unique_ptr<NodeResolver> resolver)
        : m_translator(translator),
          m_resolver(std::move(resolver)),
          m_proxy({}, *m_translator, *m_resolver)
    {
    }

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override
    {
        m_proxy.Ask(query, nowNs, std::move(done));
    }

  private:
    Ptr<VirtualIp6> m_translator;
    std::unique_ptr<NodeResolver> m_resolver;
    DnsProxy m_proxy;
};

/** A DNS64 names no address behind 64:ff9b::/96 that a NAT64 of the topology is told to drop. */
std::vector<Prefix>
WellKnownDenyOf(const Topology& topology)
{
    for (const auto& translator : topology.translators)
    {
        const bool wellKnown =
            translator.prefix.empty() || Prefix::Parse(translator.prefix) == Pref64().GetPrefix();
        if (translator.kind == "nat64" && wellKnown && translator.wellKnownDeny == "off")
        {
            return {};
        }
        if (translator.kind == "nat64" && wellKnown && translator.wellKnownDeny == "strict")
        {
            return StrictWellKnownDeny();
        }
    }
    return DefaultWellKnownDeny();
}

Dns64Settings
SettingsOf(const Dns64Config& config, const Topology& topology, const std::string& where)
{
    Dns64Settings settings;
    settings.wellKnownDeny = WellKnownDenyOf(topology);
    for (const auto& [prefix, ipv4] : config.prefixes)
    {
        settings.mappings.push_back({ReadPrefix(ipv4, where), Pref64(ReadPrefix(prefix, where))});
    }
    if (!config.exclude.empty())
    {
        settings.exclude.clear();
    }
    for (const auto& block : config.exclude)
    {
        settings.exclude.push_back(ReadPrefix(block, where));
    }
    settings.alwaysSynthesise = config.always;
    settings.pointers =
        config.ptr == "local" ? Dns64Settings::Pointers::Local : Dns64Settings::Pointers::Alias;
    if (config.ptr == "local")
    {
        settings.pointerTarget = *DnsName::Parse("synthesised.invalid");
    }
    return settings;
}

class DnsInstaller
{
  public:
    DnsInstaller(const Topology& topology, Installation& installation)
        : m_topology(topology),
          m_installation(installation)
    {
    }

    void Install()
    {
        m_plan = PlanZones(m_topology, [this](const std::string& node) {
            const auto found = m_installation.addresses.find(node);
            return found == m_installation.addresses.end() ? std::vector<IpAddress>()
                                                           : found->second;
        });
        if (!m_plan.faults.empty())
        {
            throw std::invalid_argument(m_plan.faults.front());
        }
        InstallServers();
        InstallHosts(m_topology.nodes);
        InstallHosts(m_topology.virtualMachines);
    }

  private:
    void InstallServers()
    {
        for (const auto& config : m_topology.nameServers)
        {
            InstallServer(config);
        }
        for (const auto& zone : m_plan.zones)
        {
            for (const auto& node : zone.servers)
            {
                if (m_done.count(node) == 0)
                {
                    NameServerConfig config;
                    config.node = node;
                    InstallServer(config);
                }
            }
        }
    }

    void InstallServer(const NameServerConfig& config)
    {
        const std::string where = "name server of node " + config.node;
        const auto server = CreateObject<NameServer>();
        const bool authoritative = config.kind == "authoritative";
        server->SetBackend(authoritative ? MakeAuthority(config.node) : MakeResolver(config, where),
                           !authoritative);
        server->SetLedger(m_installation.dnsLedger);
        server->SetAttribute("ServiceTime",
                             TimeValue(ReadDuration(config.serviceTime, where + ": serviceTime")));
        server->SetAttribute("Workers", UintegerValue(config.workers));
        m_installation.nodes.at(config.node)->AddApplication(server);
        m_done.insert(config.node);
    }

    /** A stub resolver for each that was given resolvers, or may be told some by others. */
    template <class Host>
    void InstallHosts(const std::vector<Host>& hosts)
    {
        for (const auto& host : hosts)
        {
            const auto node = m_installation.nodes.at(host.name);
            if (host.resolvers.empty() && !node->template GetObject<RouterListener>() &&
                !node->template GetObject<DhcpInformClient>())
            {
                continue;
            }
            StubSettings settings;
            settings.servers = ReadAddresses(host.resolvers, "resolvers of node " + host.name);
            settings.seed = SeedOf(m_installation.resolvers.size() + m_topology.nameServers.size());
            const auto resolver = CreateObject<HostResolver>();
            resolver->Start(node, settings, m_installation.dnsLedger);
            m_installation.resolvers[host.name] = resolver;
        }
    }

    /** Each resolver of a run draws its own numbers, and other runs other ones. */
    static uint64_t SeedOf(size_t place)
    {
        return uint64_t{RngSeedManager::GetRun()} << 32 ^
               uint64_t { RngSeedManager::GetSeed() } << 8 ^ place;
    }

    std::shared_ptr<DnsBackend> MakeAuthority(const std::string& node) const
    {
        const auto authority = std::make_shared<Authority>();
        for (const auto& zone : m_plan.zones)
        {
            if (std::count(zone.servers.begin(), zone.servers.end(), node) != 0)
            {
                authority->AddZone(zone.zone);
            }
        }
        return authority;
    }

    std::shared_ptr<DnsBackend> MakeResolver(const NameServerConfig& config,
                                             const std::string& where) const
    {
        ResolverSettings settings;
        settings.roots = m_plan.roots;
        if (!config.forwarders.empty())
        {
            DnsForward forward;
            for (const auto& address : config.forwarders)
            {
                forward.servers.push_back(ReadAddress(address, where + ": forwarders"));
            }
            settings.forwards.push_back(forward);
        }
        settings.trustAnchors = config.validate ? m_plan.trustAnchors : DnsRecords();
        settings.useV4 = Has(config.node, Family::V4);
        settings.useV6 = Has(config.node, Family::V6);
        settings.seed = SeedOf(m_done.size());
        auto resolver = std::make_unique<NodeResolver>(m_installation.nodes.at(config.node),
                                                       settings,
                                                       m_installation.dnsLedger);
        if (config.dns64)
        {
            return std::make_shared<Dns64Resolver>(SettingsOf(*config.dns64, m_topology, where),
                                                   std::move(resolver));
        }
        if (config.kind == "proxy")
        {
            return std::make_shared<ProxyResolver>(TranslatorOf(config, where),
                                                   std::move(resolver));
        }
        return resolver;
    }

    Ptr<VirtualIp6> TranslatorOf(const NameServerConfig& config, const std::string& where) const
    {
        const auto node = m_installation.nodes.find(config.translator);
        for (const auto& translator : m_installation.translators)
        {
            const auto found = DynamicCast<VirtualIp6>(translator);
            if (found && node != m_installation.nodes.end() &&
                found->GetObject<ns3::Node>() == node->second)
            {
                return found;
            }
        }
        throw std::invalid_argument(where + ": there is no virtual-ipv6 on \"" + config.translator +
                                    "\"");
    }

    bool Has(const std::string& node, Family family) const
    {
        const auto found = m_installation.addresses.find(node);
        return found != m_installation.addresses.end() &&
               std::any_of(found->second.begin(), found->second.end(), [family](const auto& one) {
                   return one.GetFamily() == family;
               });
    }

    const Topology& m_topology;
    Installation& m_installation;
    ZonePlan m_plan;
    std::set<std::string> m_done; //!< nodes
};

} // namespace

void
InstallDns(const Topology& topology, Installation& installation)
{
    DnsInstaller(topology, installation).Install();
}

} // namespace ns3::v6lab
