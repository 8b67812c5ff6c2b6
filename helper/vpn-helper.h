// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_HELPER_H
#define V6LAB_VPN_HELPER_H

#include "model/vpn/vpn-server.h"
#include "model/vpn/vpn-service.h"

#include "ns3/node.h"
#include "ns3/object-factory.h"

#include <functional>
#include <string>
#include <vector>

/**
 * Per-app VPNs for scripts: addresses as text, attributes of the models by name. All throw
 * std::invalid_argument that names what is wrong and what is allowed. The nodes need v6lab's stack
 * (StackHelper) and the addresses of their links.
 */
namespace ns3::v6lab
{

/** Puts a VPN service on a node. */
class VpnServiceHelper
{
  public:
    /** "proxy" or "tunnel". */
    explicit VpnServiceHelper(const std::string& mode);

    /** Of the service that is installed from now on; ns-3 refuses unknown names. */
    void SetAttribute(const std::string& name, const AttributeValue& value);
    /** Of the virtual interface: "10.8.0.2", "fd00:8::2". */
    void AddAddress(const std::string& address);
    /** tunnel: an address of the VPN server. */
    void AddServer(const std::string& address);
    /** tunnel: more addresses of it, asked for while the simulation runs. */
    void SetServerSource(const std::function<std::vector<IpAddress>()>& source);
    Ptr<VpnService> Install(const Ptr<Node>& node) const;

  private:
    void RequireTunnel() const;

    ObjectFactory m_factory;
    std::string m_mode;
    std::vector<IpAddress> m_addresses;
    std::vector<IpAddress> m_servers;
    std::function<std::vector<IpAddress>()> m_serverSource;
};

/** Puts a VPN server on a node that forwards. */
class VpnServerHelper
{
  public:
    VpnServerHelper();

    void SetAttribute(const std::string& name, const AttributeValue& value);
    /** Of clients' addresses: "10.8.0.0/24", "fd00:8::/64". */
    void AddPrefix(const std::string& prefix);
    Ptr<VpnServer> Install(const Ptr<Node>& node) const;

  private:
    ObjectFactory m_factory;
    std::vector<Prefix> m_prefixes;
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_HELPER_H
