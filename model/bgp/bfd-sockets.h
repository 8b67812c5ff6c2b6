// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BFD_SOCKETS_H
#define V6LAB_BFD_SOCKETS_H

#include "model/core/address.h"
#include "model/core/bfd/bfd-packet.h"

#include "ns3/node.h"
#include "ns3/socket.h"

#include <map>
#include <vector>

namespace ns3::v6lab
{

/**
 * Carries a node's BFD packets: over one hop in UDP 3784, with TTL 255 so that none can come from
 * further away (RFC 5881 4, 5), else in UDP 4784 (RFC 5883 5).
 */
class BfdSockets
{
  public:
    static constexpr uint16_t ONE_HOP_PORT = 3784;
    static constexpr uint16_t MULTIHOP_PORT = 4784;

    class Owner
    {
      public:
        virtual ~Owner() = default;
        virtual void BfdReceived(const IpAddress& from, bool oneHop, const bfd::Packet& packet) = 0;
    };

    BfdSockets(Owner& owner, const Ptr<ns3::Node>& node);
    ~BfdSockets();
    BfdSockets(const BfdSockets&) = delete;
    BfdSockets& operator=(const BfdSockets&) = delete;

    void Send(const IpAddress& local,
              const IpAddress& remote,
              bool oneHop,
              const bfd::Packet& packet);

  private:
    void Listen(Family family, uint16_t port);
    Ptr<Socket> SenderTo(const IpAddress& local, const IpAddress& remote);
    void OnReceive(uint16_t port, Ptr<Socket> socket);

    Owner& m_owner;
    const Ptr<ns3::Node> m_node;
    std::vector<Ptr<Socket>> m_listeners;
    std::map<IpAddress, Ptr<Socket>> m_senders; //!< by neighbour
};

} // namespace ns3::v6lab

#endif // V6LAB_BFD_SOCKETS_H
