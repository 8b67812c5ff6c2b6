// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_INFORM_CLIENT_H
#define V6LAB_DHCP_INFORM_CLIENT_H

#include "model/core/dhcp/dhcp-inform.h"
#include "model/dhcp/link-client.h"

#include "ns3/node.h"
#include "ns3/traced-callback.h"

#include <map>

namespace ns3::v6lab
{

class Ipv4Stack;

/**
 * A node's client of DHCP for a host that has its IPv4 addresses already (RFC 2131 4.4.3): asks for
 * resolvers, the domain's name and search domains on the links that it is told to. One to a node;
 * the node needs v6lab's stack.
 */
class DhcpInformClient : public LinkClient
{
  public:
    static TypeId GetTypeId();
    /** The node's client, made at need. */
    static Ptr<DhcpInformClient> Of(const Ptr<ns3::Node>& node);

    ~DhcpInformClient() override;

    /**
     * Asks on a link, and forgets nothing that was told before. Throws std::invalid_argument if
     * the device has no IPv4 address.
     */
    void Start(const Ptr<NetDevice>& device);
    /** What was told on all links, in the order of the interfaces, each once. */
    DhcpConfiguration GetConfiguration() const;
    /** What was told on one link. */
    DhcpConfiguration GetConfiguration(const Ptr<NetDevice>& device) const;
    /** It asks on the link, no server has answered, and it has not given up yet. */
    bool IsAsking(const Ptr<NetDevice>& device) const;

  protected:
    void DoDispose() override;
    std::optional<int64_t> GetDeadline(uint32_t interface) const override;
    void OnTime(uint32_t interface) override;
    void OnDatagrams(uint32_t interface, const Ptr<Socket>& socket) override;

  private:
    struct Link
    {
        explicit Link(const std::vector<uint8_t>& hardware);

        DhcpInform inform;
        Ptr<NetDevice> device;
        bool answered{false}; //!< since the last start
    };

    const Link* Find(const Ptr<NetDevice>& device) const;

    Ptr<Ipv4Stack> m_stack;
    std::map<uint32_t, Link> m_links; //!< by interface
    TracedCallback<uint32_t, const DhcpConfiguration&> m_changed;
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_INFORM_CLIENT_H
