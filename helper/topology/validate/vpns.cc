// SPDX-License-Identifier: GPL-2.0-only
// Per-app VPNs: services of nodes. What is bound to them stands in vpn-uses.cc.
#include "helper/topology/interface-address.h"
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"
#include "helper/topology/validate/vpn-uses.h"
#include "helper/topology/vpn-interfaces.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LARGEST_VPN_MTU = 65535; //!< of an interface

/** An address that no single node can have, or only on a link. */
bool
IsNobodys(const IpAddress& address)
{
    static const std::vector<Prefix> NOBODYS{*Prefix::Parse("0.0.0.0/8"),
                                             *Prefix::Parse("240.0.0.0/4"),
                                             *Prefix::Parse("::ffff:0:0/96")};
    return address.IsUnspecified() || address.IsMulticast() || address.IsLoopback() ||
           address.IsLinkLocal() ||
           std::any_of(NOBODYS.begin(), NOBODYS.end(), [&address](const Prefix& prefix) {
               return prefix.GetFamily() == address.GetFamily() && prefix.Contains(address);
           });
}

class VpnChecker
{
  public:
    VpnChecker(ValidationContext& context, size_t index)
        : m_context(context),
          m_node(context.topology.nodes[index]),
          m_path(Item("nodes", index))
    {
    }

    void Check()
    {
        ValidateVpnServer(m_context, m_node, m_path + ".vpnServer");
        std::set<std::string> names;
        for (const auto& interface : m_node.interfaces)
        {
            names.insert(interface.link);
        }
        if (m_node.vpnServer && !names.insert(VPN_SERVER_INTERFACE).second)
        {
            Add(m_path + ".vpnServer",
                std::string("the node has a link \"") + VPN_SERVER_INTERFACE +
                    "\": that is the name of its VPN server's interface");
        }
        for (size_t i = 0; i < m_node.vpnServices.size(); ++i)
        {
            const VpnServiceConfig& service = m_node.vpnServices[i];
            const std::string path = Item(m_path + ".vpnServices", i);
            if (!names.insert(service.name).second)
            {
                Add(path + ".name",
                    "the node has a link or VPN interface \"" + service.name + "\" already");
            }
            CheckService(service, path);
        }
    }

  private:
    void Add(const std::string& path, const std::string& sentence, const std::string& rule = "")
    {
        m_context.Add({path, m_node.name, "", rule, sentence});
    }

    /** Who keeps no sessions has nothing to limit. */
    void CheckNoSessions(const VpnServiceConfig& service, const std::string& path)
    {
        const VpnServiceConfig usual;
        const auto same = [](const std::string& one, const std::string& other) {
            return ParseDuration(one) == ParseDuration(other);
        };
        const std::vector<std::pair<const char*, bool>> fields{
            {"maxSessions", service.maxSessions == usual.maxSessions},
            {"udpTimeout", same(service.udpTimeout, usual.udpTimeout)},
            {"icmpTimeout", same(service.icmpTimeout, usual.icmpTimeout)},
            {"tcpEstablishedTimeout",
             same(service.tcpEstablishedTimeout, usual.tcpEstablishedTimeout)},
            {"tcpTransitoryTimeout",
             same(service.tcpTransitoryTimeout, usual.tcpTransitoryTimeout)},
        };
        for (const auto& [field, isUsual] : fields)
        {
            if (!isUsual)
            {
                Add(path + "." + field, "a tunnel keeps no sessions; allowed with mode proxy only");
            }
        }
    }

    void CheckService(const VpnServiceConfig& service, const std::string& path)
    {
        CheckAddresses(service, path + ".addresses");
        if (const auto fault = VpnMtuFault(service.mtu, LARGEST_VPN_MTU))
        {
            Add(path + ".mtu", *fault, "RFC 8200 5");
        }
        if (service.mode == "tunnel")
        {
            CheckTunnel(service, path);
            CheckNoSessions(service, path);
            return;
        }
        if (!service.server.empty())
        {
            Add(path + ".server", "a proxy has no server; allowed with mode tunnel only");
        }
        CheckSessions(service, path);
    }

    void CheckSessions(const VpnServiceConfig& service, const std::string& path)
    {
        if (service.maxSessions == 0)
        {
            Add(path + ".maxSessions",
                "0 sessions are not enough for anything; 1 or more is allowed");
        }
        CheckTime(service.udpTimeout, "120s", path + ".udpTimeout", "RFC 4787 REQ-5");
        CheckTime(service.icmpTimeout, "60s", path + ".icmpTimeout", "RFC 5508 REQ-2");
        CheckTime(service.tcpEstablishedTimeout,
                  "124min",
                  path + ".tcpEstablishedTimeout",
                  "RFC 5382 REQ-5");
        CheckTime(service.tcpTransitoryTimeout,
                  "240s",
                  path + ".tcpTransitoryTimeout",
                  "RFC 5382 REQ-5");
    }

    void CheckAddresses(const VpnServiceConfig& service, const std::string& path)
    {
        std::set<Family> families;
        for (size_t i = 0; i < service.addresses.size(); ++i)
        {
            const auto address = IpAddress::Parse(service.addresses[i]);
            if (!address)
            {
                Add(Item(path, i),
                    "\"" + service.addresses[i] +
                        "\" is not an IP address such as 10.8.0.2 or fd00:8::2, without a prefix "
                        "length");
            }
            else if (IsNobodys(*address))
            {
                Add(Item(path, i),
                    service.addresses[i] + " cannot be a node's own address",
                    address->IsV4() ? "RFC 1122 3.2.1.3" : "RFC 4291 2.4");
            }
            else if (const auto* owner = OwnerOf(*address); owner && owner != &m_node)
            {
                Add(Item(path, i),
                    service.addresses[i] + " belongs to node " + owner->name,
                    "RFC 5227 1");
            }
            else if (!families.insert(address->GetFamily()).second)
            {
                Add(Item(path, i),
                    std::string("a virtual interface has one ") + Named(address->GetFamily()) +
                        " address");
            }
        }
    }

    /** The node that has the address written down for a link; null if none has. */
    const OutsideNode* OwnerOf(const IpAddress& address) const
    {
        const auto& nodes = m_context.topology.nodes;
        const auto has = [&address](const std::string& text) {
            const auto own = ParseInterfaceAddress(text);
            return own && own->address == address;
        };
        const auto found = std::find_if(nodes.begin(), nodes.end(), [&has](const auto& node) {
            return std::any_of(
                node.interfaces.begin(),
                node.interfaces.end(),
                [&has](const Interface& interface) {
                    return std::any_of(interface.addresses.begin(), interface.addresses.end(), has);
                });
        });
        return found == nodes.end() ? nullptr : &*found;
    }

    const OutsideNode* ServerOf(const VpnServiceConfig& service) const
    {
        const auto place = m_context.nodes.Find(service.server);
        return place ? &m_context.topology.nodes[*place] : nullptr;
    }

    void CheckTunnel(const VpnServiceConfig& service, const std::string& path)
    {
        const OutsideNode* server = ServerOf(service);
        if (!server || !server->vpnServer)
        {
            Add(path + ".server",
                (service.server.empty() ? "a tunnel needs the name of a node that is a VPN server"
                                        : "\"" + service.server + "\" is no VPN server") +
                    "; " + NamesOf(m_context.topology.nodes, [](const OutsideNode& node) {
                        return node.vpnServer.has_value();
                    }));
            return;
        }
        for (size_t i = 0; i < service.addresses.size(); ++i)
        {
            const auto address = IpAddress::Parse(service.addresses[i]);
            const auto& prefixes = server->vpnServer->prefixes;
            const bool served =
                !address || prefixes.empty() || // which is told with the server
                std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& text) {
                    const auto prefix = Prefix::Parse(text);
                    return prefix && prefix->Contains(*address);
                });
            if (!served)
            {
                Add(Item(path + ".addresses", i),
                    service.addresses[i] + " is in no prefix of the VPN server " + server->name +
                        fmt::format(": {}", fmt::join(prefixes, ", ")),
                    "RFC 2827 3");
            }
        }
    }

    void CheckTime(const std::string& text,
                   const std::string& least,
                   const std::string& path,
                   const std::string& rule)
    {
        const auto time = ParseDuration(text);
        if (!time)
        {
            Add(path, "\"" + text + "\" is not a duration such as \"300s\", up to 292 years");
        }
        else if (*time < *ParseDuration(least))
        {
            Add(path, text + " is too short; " + least + " or more is allowed", rule);
        }
    }

    ValidationContext& m_context;
    const OutsideNode& m_node;
    std::string m_path;
};

} // namespace

void
ValidateVpns(ValidationContext& context)
{
    for (size_t i = 0; i < context.topology.nodes.size(); ++i)
    {
        VpnChecker(context, i).Check();
    }
    ValidateVpnUses(context);
}

} // namespace ns3::v6lab
