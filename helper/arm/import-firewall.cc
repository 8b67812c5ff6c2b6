// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/azureFirewalls, and firewallPolicies with their rule collection groups.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"
#include "helper/topology/filter-text.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* FIREWALL = "Microsoft.Network/azureFirewalls";
constexpr const char* POLICY = "Microsoft.Network/firewallPolicies";
constexpr const char* GROUP = "Microsoft.Network/firewallPolicies/ruleCollectionGroups";
constexpr const char* PUBLIC_IP = "Microsoft.Network/publicIPAddresses";

/** Network.SNAT.PrivateRanges and its like: "IANAPrivateRanges" stands for the default. */
std::vector<std::string>
Ranges(const std::vector<std::string>& texts)
{
    std::vector<std::string> ranges;
    for (const auto& text : texts)
    {
        if (SameWord(text, "IANAPrivateRanges"))
        {
            for (const char* range :
                 {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"})
            {
                ranges.emplace_back(range);
            }
        }
        else
        {
            ranges.push_back(text);
        }
    }
    return ranges;
}

std::vector<std::string>
SplitList(const std::string& text)
{
    std::vector<std::string> parts;
    size_t start = 0;
    while (start < text.size())
    {
        const size_t end = std::min(text.find(',', start), text.size());
        const size_t first = std::min(text.find_first_not_of(' ', start), end);
        parts.push_back(text.substr(first, end - first));
        start = end + 1;
    }
    return parts;
}

/** Reads one firewall, its policy included. */
class FirewallReader
{
  public:
    FirewallReader(ImportState& state, const Imported& imported)
        : m_state(state),
          m_imported(imported),
          m_owner(imported)
    {
        m_firewall.name = imported.name;
    }

    void Read()
    {
        const Field resource = m_state.Read(m_imported);
        const Field properties = resource["properties"];
        const std::string tier = properties["sku"]["tier"].Text(resource["sku"]["tier"].Text());
        m_firewall.sku =
            tier.empty() ? "Standard" : Canonical(tier, {"Basic", "Standard", "Premium"});
        for (const auto& item : properties["ipConfigurations"].Items())
        {
            m_firewall.ipConfigurations.push_back(
                ReadConfiguration(item,
                                  "properties.ipConfigurations[" + item["name"].Text() + "]"));
        }
        if (properties["managementIpConfiguration"].Exists())
        {
            m_firewall.managementIpConfiguration =
                ReadConfiguration(properties["managementIpConfiguration"],
                                  "properties.managementIpConfiguration");
        }
        if (m_firewall.ipConfigurations.empty() ||
            m_firewall.ipConfigurations.front().subnet.empty())
        {
            m_state.Leave(m_imported, "resource (it has no subnet in this template)");
            return;
        }
        for (auto& configuration : m_firewall.ipConfigurations) // templates name it only once
        {
            configuration.subnet = m_firewall.ipConfigurations.front().subnet;
        }
        for (const auto& item : properties["natRuleCollections"].Items())
        {
            ReadNat(item, item["properties"], "protocols", "properties.natRuleCollections");
        }
        for (const auto& item : properties["networkRuleCollections"].Items())
        {
            ReadNetwork(item, item["properties"], "protocols", "properties.networkRuleCollections");
        }
        m_firewall.privateRanges = Ranges(
            SplitList(properties["additionalProperties"]["Network.SNAT.PrivateRanges"].Text()));
        ReadPolicy(properties["firewallPolicy"]["id"].Text());
        m_state.topology.azureFirewalls.push_back(m_firewall);
    }

  private:
    ApplianceIpConfiguration ReadConfiguration(const Field& item, const std::string& path)
    {
        const Field properties = item["properties"];
        ApplianceIpConfiguration configuration;
        configuration.name = item["name"].Text();
        configuration.privateIPAddress = properties["privateIPAddress"].Text();
        const std::string subnet = properties["subnet"]["id"].Text();
        configuration.subnet = SubnetOf(m_state, properties["subnet"]["id"]);
        if (!subnet.empty() && configuration.subnet.empty())
        {
            m_state.Leave(m_imported,
                          path + ".properties.subnet (\"" + ParseId(subnet).name +
                              "\" is not in this template)");
        }
        const std::string address = properties["publicIPAddress"]["id"].Text();
        configuration.publicIPAddress = m_state.NameOf(address, PUBLIC_IP);
        if (!address.empty() && configuration.publicIPAddress.empty())
        {
            m_state.Leave(m_imported,
                          path + ".properties.publicIPAddress (\"" + ParseId(address).name +
                              "\" is not in this template)");
        }
        return configuration;
    }

    static std::vector<std::string> Protocols(const Field& list)
    {
        std::vector<std::string> protocols;
        for (const auto& text : list.Texts())
        {
            protocols.push_back(Canonical(text, {"TCP", "UDP", "ICMP", "Any"}));
        }
        return protocols;
    }

    /** What of a rule no packet tells: names, tags, groups of addresses. Empty: nothing. */
    static std::string Unknown(const Field& rule)
    {
        for (const char* property :
             {"destinationFqdns", "sourceIpGroups", "destinationIpGroups", "translatedFqdn"})
        {
            if (!rule[property].Exists() ||
                (rule[property].Items().empty() && std::string(property) != "translatedFqdn"))
            {
                continue;
            }
            return std::string(property) + " is not simulated";
        }
        for (const char* property : {"sourceAddresses", "destinationAddresses"})
        {
            for (const auto& text : rule[property].Texts())
            {
                if (text != "*" && !ParseFilterAddress(text))
                {
                    return "\"" + text + "\" is no address or prefix";
                }
            }
        }
        return "";
    }

    bool LeavesOut(const Field& rule, const std::string& path)
    {
        const std::string unknown = Unknown(rule);
        if (!unknown.empty())
        {
            m_state.Leave(m_owner, path + "[" + rule["name"].Text() + "] (" + unknown + ")");
        }
        return !unknown.empty();
    }

    void ReadNat(const Field& item,
                 const Field& properties,
                 const char* protocols,
                 const std::string& path)
    {
        FirewallNatRuleCollection collection;
        collection.name = item["name"].Text();
        collection.priority = properties["priority"].Number(0);
        const std::string at = path + "[" + collection.name + "].rules";
        for (const auto& rule : properties["rules"].Items())
        {
            if (LeavesOut(rule, at))
            {
                continue;
            }
            collection.rules.push_back({rule["name"].Text(),
                                        Protocols(rule[protocols]),
                                        rule["sourceAddresses"].Texts(),
                                        rule["destinationAddresses"].Texts(),
                                        rule["destinationPorts"].Texts(),
                                        rule["translatedAddress"].Text(),
                                        rule["translatedPort"].Text()});
        }
        m_firewall.natRuleCollections.push_back(collection);
    }

    void ReadNetwork(const Field& item,
                     const Field& properties,
                     const char* protocols,
                     const std::string& path)
    {
        FirewallNetworkRuleCollection collection;
        collection.name = item["name"].Text();
        collection.priority = properties["priority"].Number(0);
        collection.action =
            Canonical(properties["action"]["type"].Text("Allow"), {"Allow", "Deny"});
        const std::string at = path + "[" + collection.name + "].rules";
        for (const auto& rule : properties["rules"].Items())
        {
            const std::string type = rule["ruleType"].Text("NetworkRule");
            if (!SameWord(type, "NetworkRule"))
            {
                m_state.Leave(m_owner,
                              at + "[" + rule["name"].Text() + "] (" + type +
                                  ": only network rules are simulated)");
                continue;
            }
            if (!LeavesOut(rule, at))
            {
                collection.rules.push_back({rule["name"].Text(),
                                            Protocols(rule[protocols]),
                                            rule["sourceAddresses"].Texts(),
                                            rule["destinationAddresses"].Texts(),
                                            rule["destinationPorts"].Texts()});
            }
        }
        if (!collection.rules.empty())
        {
            m_firewall.networkRuleCollections.push_back(collection);
        }
    }

    void ReadPolicy(const std::string& id)
    {
        const std::string name = m_state.NameOf(id, POLICY);
        if (id.empty() || name.empty())
        {
            if (!id.empty())
            {
                m_state.Leave(m_imported,
                              "properties.firewallPolicy (\"" + ParseId(id).name +
                                  "\" is not in this template)");
            }
            return;
        }
        for (const auto& policy : m_state.Find(POLICY))
        {
            if (policy.name == name)
            {
                const Field ranges = m_state.Read(policy)["properties"]["snat"]["privateRanges"];
                m_firewall.privateRanges = Ranges(ranges.Texts());
            }
        }
        ReadGroups(id);
    }

    /** Groups are asked by their priority, and then the collections in them by theirs. */
    void ReadGroups(const std::string& policy)
    {
        auto groups = m_state.ChildrenOf(policy, GROUP);
        std::stable_sort(groups.begin(), groups.end(), [this](const auto& a, const auto& b) {
            return m_state.Read(a)["properties"]["priority"].Number(0) <
                   m_state.Read(b)["properties"]["priority"].Number(0);
        });
        std::vector<FirewallNatRuleCollection> nat;
        std::vector<FirewallNetworkRuleCollection> network;
        for (const auto& group : groups)
        {
            m_owner = group;
            for (const auto& item : m_state.Read(group)["properties"]["ruleCollections"].Items())
            {
                const std::string path = "properties.ruleCollections";
                if (SameWord(item["ruleCollectionType"].Text(), "FirewallPolicyNatRuleCollection"))
                {
                    ReadNat(item, item, "ipProtocols", path);
                }
                else
                {
                    ReadNetwork(item, item, "ipProtocols", path);
                }
            }
            Take(m_firewall.natRuleCollections, nat);
            Take(m_firewall.networkRuleCollections, network);
        }
        m_firewall.natRuleCollections = groups.size() > 1 ? Numbered(nat) : nat;
        m_firewall.networkRuleCollections = groups.size() > 1 ? Numbered(network) : network;
        if (groups.size() > 1)
        {
            m_state.Assume("Firewall \"" + m_firewall.name +
                           "\" has the rule collections of several groups in one list, with new "
                           "priorities in the order in which they are asked.");
        }
    }

    template <class Collection>
    static void Take(std::vector<Collection>& from, std::vector<Collection>& to)
    {
        std::stable_sort(from.begin(), from.end(), [](const auto& a, const auto& b) {
            return a.priority < b.priority;
        });
        to.insert(to.end(), from.begin(), from.end());
        from.clear();
    }

    template <class Collection>
    static std::vector<Collection> Numbered(std::vector<Collection> all)
    {
        for (size_t i = 0; i < all.size(); ++i)
        {
            all[i].priority = static_cast<uint32_t>(100 + 10 * i);
        }
        return all;
    }

    ImportState& m_state;
    const Imported& m_imported;
    Imported m_owner; //!< whose rules are being read
    AzureFirewall m_firewall;
};

} // namespace

void
ImportFirewalls(ImportState& state)
{
    for (const auto& imported : state.Find(FIREWALL))
    {
        FirewallReader(state, imported).Read();
    }
    state.LeaveOrphans(GROUP, POLICY);
}

} // namespace ns3::v6lab::arm
