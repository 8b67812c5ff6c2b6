// SPDX-License-Identifier: GPL-2.0-only
// VPN servers of nodes.
#include "helper/topology/interface-address.h"
#include "helper/topology/validate/context.h"
#include "helper/topology/validate/vpn-uses.h"

namespace ns3::v6lab
{

namespace
{

class ServerChecker
{
  public:
    ServerChecker(ValidationContext& context, const OutsideNode& node, std::string path)
        : m_context(context),
          m_node(node),
          m_path(std::move(path))
    {
    }

    void Check(const VpnServerConfig& server)
    {
        if (m_node.kind != "router")
        {
            Add(m_path, "a VPN server forwards its clients' packets: the node must be a router");
        }
        if (server.port == 0)
        {
            Add(m_path + ".port", "0 is not a port; 1 to 65535 is allowed");
        }
        for (size_t i = 0; i < server.prefixes.size(); ++i)
        {
            const std::string place = Item(m_path + ".prefixes", i);
            if (auto fault = PrefixFormFault(server.prefixes[i]))
            {
                fault->path = place;
                fault->subject = m_node.name;
                m_context.Add(*fault);
            }
            else
            {
                CheckClients(*Prefix::Parse(server.prefixes[i]), place);
            }
        }
        if (const auto fault = VpnMtuFault(server.mtu))
        {
            Add(m_path + ".mtu", *fault, "RFC 8200 5");
        }
    }

  private:
    /** The way to clients must not be the way to what the server reaches over its links. */
    void CheckClients(const Prefix& clients, const std::string& path)
    {
        if (clients.GetLength() == 0)
        {
            Add(path, clients.ToString() + " leads everything to clients; /1 or longer is allowed");
            return;
        }
        for (const auto& interface : m_node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                const auto own = ParseInterfaceAddress(text);
                if (own && own->network.Overlaps(clients))
                {
                    Add(path,
                        clients.ToString() + " overlaps " + own->network.ToString() +
                            " of the server's link " + interface.link +
                            "; clients need addresses that no link has");
                }
            }
        }
    }

    void Add(const std::string& path, const std::string& sentence, const std::string& rule = "")
    {
        m_context.Add({path, m_node.name, "", rule, sentence});
    }

    ValidationContext& m_context;
    const OutsideNode& m_node;
    std::string m_path;
};

} // namespace

std::optional<std::string>
VpnMtuFault(uint32_t mtu)
{
    const bool allowed = mtu == 0 || (mtu >= 1280 && mtu <= 65535);
    return allowed ? std::nullopt
                   : std::optional(std::to_string(mtu) + " is not 0 or 1280 to 65535");
}

void
ValidateVpnServer(ValidationContext& context, const OutsideNode& node, const std::string& path)
{
    if (node.vpnServer)
    {
        ServerChecker(context, node, path).Check(*node.vpnServer);
    }
}

} // namespace ns3::v6lab
