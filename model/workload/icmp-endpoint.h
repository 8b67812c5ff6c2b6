// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ICMP_ENDPOINT_H
#define V6LAB_ICMP_ENDPOINT_H

#include "model/core/packet-facts.h"
#include "model/trace/flow-ledger.h"

#include "ns3/callback.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"

#include <map>
#include <unordered_map>

namespace ns3::v6lab
{

/**
 * A node's one listener for ICMP, shared by all its pings: hands echo replies and errors to the
 * flow with that identifier, and, where requests arrive, tells the ledger how the destination sees
 * them, so that the node's own answer belongs to the flow even behind address translation.
 */
class IcmpEndpoint : public Object
{
  public:
    /** An echo reply, or an error about an echo request. */
    struct Notice
    {
        bool error{false};
        Family family{Family::V4};
        uint8_t type{0};
        uint8_t code{0};
        uint16_t sequence{0}; //!< of the echo, or of the one that the error quotes
        IpAddress from;
        Ptr<const Packet> message{}; //!< of an answer, from its type field on
    };

    using Listener = Callback<void, const Notice&>;

    static TypeId GetTypeId();
    /** The node's endpoint, made at need. */
    static Ptr<IcmpEndpoint> Of(const Ptr<ns3::Node>& node);

    void SetLedger(const Ptr<FlowLedger>& ledger);
    /** False if another flow of this node has the identifier. */
    bool Register(uint16_t identifier, const Listener& listener);
    /** Registers `wanted`, or else a free identifier, and returns it; 0 if all are taken. */
    uint16_t RegisterAny(uint16_t wanted, const Listener& listener);
    void Unregister(uint16_t identifier);
    /** The lowest identifier that is free, from 1; 0 if all are taken. */
    uint16_t FreeIdentifier() const;

    /** An echo request of the destination's family; its checksum is right. */
    static Ptr<Packet> MakeEcho(Family family,
                                uint16_t identifier,
                                uint16_t sequence,
                                uint32_t size,
                                const PacketIdentity& identity);
    /** Sends an ICMP message (its checksum is the caller's for IPv4); false if it could not. */
    bool Send(const Ptr<Packet>& message, const IpAddress& destination);
    /** The same from one of the node's addresses. */
    bool SendFrom(const IpAddress& source,
                  const Ptr<Packet>& message,
                  const IpAddress& destination);
    /** Sends an IPv4 echo request with Don't Fragment set. */
    bool SendUnfragmented(const Ptr<Packet>& message,
                          const IpAddress& source,
                          const IpAddress& destination);

  protected:
    void DoDispose() override;

  private:
    Ptr<Socket> Open(Family family);
    void Listen();
    void OnDeliver4(const Ipv4Header& header, Ptr<const Packet> message, uint32_t interface);
    void OnDeliver6(const Ipv6Header& header, Ptr<const Packet> message, uint32_t interface);
    void Handle(const PacketFacts& facts, const Ptr<const Packet>& message);
    void HandleRequest(const Ptr<const Packet>& message, const PacketFacts& facts);
    void HandleError(const PacketFacts& facts, const uint8_t* bytes, size_t size);
    void Notify(uint16_t identifier, const Notice& notice) const;

    Ptr<ns3::Node> m_node;
    Ptr<FlowLedger> m_ledger;
    Ptr<Socket> m_socket4;
    Ptr<Socket> m_socket6;
    std::map<IpAddress, Ptr<Socket>> m_bySource; //!< of SendFrom()
    uint16_t m_lastIpId{0};
    std::unordered_map<uint16_t, Listener> m_listeners;
};

} // namespace ns3::v6lab

#endif // V6LAB_ICMP_ENDPOINT_H
