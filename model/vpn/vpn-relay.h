// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_RELAY_H
#define V6LAB_VPN_RELAY_H

#include "model/core/icmp-error.h"
#include "model/core/vpn/app-packet.h"
#include "model/core/vpn/session-table.h"
#include "model/trace/flow-ledger.h"
#include "model/workload/socket-address.h"

#include "ns3/node.h"
#include "ns3/simple-ref-count.h"
#include "ns3/socket.h"

namespace ns3::v6lab
{

/** A packet of an application as its VPN service has it. */
struct AppFrame
{
    Ptr<const Packet> packet; //!< from its IP header on, with its identity
    PacketFacts facts;
    vpn::AppPacket read;
};

/**
 * One session of a proxying VPN service: the application's flow on one side, a socket of the
 * service's own on the other, and the payloads in between.
 */
class VpnRelay : public SimpleRefCount<VpnRelay>
{
  public:
    /** The service; it outlives its relays. */
    class Owner
    {
      public:
        virtual ~Owner() = default;
        virtual Ptr<ns3::Node> GetNode() const = 0;
        virtual bool HasChecksums() const = 0;
        /** Of the virtual interface, bytes. */
        virtual uint16_t GetMtu() const = 0;
        virtual uint16_t NextIdentification() = 0;
        /** Writes a packet of this identity to the application. */
        virtual void WritePacket(const std::vector<uint8_t>& bytes,
                                 const PacketIdentity& identity) = 0;
        /** Tells the application of an ICMP error about its last packet; too-big ones are the
         * service's own business. */
        virtual void PassError(const AppFrame& last,
                               const IcmpError& error,
                               const IpAddress& from) = 0;
        /** It is idle from now on. */
        virtual void Touch(const vpn::SessionKey& key, vpn::IdleClass idle) = 0;
        /** The session is over. */
        virtual void End(const vpn::SessionKey& key) = 0;
    };

    VpnRelay(Owner& owner, const vpn::SessionKey& key);
    virtual ~VpnRelay();

    /** Opens the socket for the first packet; not None: there is no way. */
    Reason Open(const AppFrame& first);
    /** An application's packet of the session, the first one included. */
    virtual void Take(const AppFrame& frame) = 0;
    /** Gives back what it holds; nobody hears of it any more. */
    virtual void Close() = 0;
    /** Of TCP, the state of RFC 9293; else null. */
    virtual const char* GetStateWord() const;
    virtual vpn::IdleClass GetIdleClass() const = 0;

    /** Where the socket sends from. */
    const TransportAddress& GetOutside() const
    {
        return m_outside;
    }

    /** Who passes UDP datagrams, TCP connections or pings. */
    static Ptr<VpnRelay> Make(Owner& owner, const vpn::SessionKey& key);

  protected:
    /** Takes a port or identifier for the way; 0: there is none. */
    virtual uint16_t OpenSocket(const LocalRoute& route) = 0;

    /** The socket's packets belong to the flow of this identity. */
    void Bind(const PacketIdentity& identity);
    FlowKey OutsideKey() const;
    Endpoint Remote() const;
    /** The ledger of the node; may be null. */
    Ptr<FlowLedger> GetLedger() const;
    void Remember(const AppFrame& frame);
    void OnIcmp4(Ipv4Address from, uint8_t ttl, uint8_t type, uint8_t code, uint32_t info);
    void OnIcmp6(Ipv6Address from, uint8_t ttl, uint8_t type, uint8_t code, uint32_t info);
    /** The attributes IcmpCallback and IcmpCallback6. */
    void HearErrors(const Ptr<Socket>& socket);
    static void Deafen(const Ptr<Socket>& socket);

    Owner& m_owner;
    const vpn::SessionKey m_key;
    TransportAddress m_outside;
    AppFrame m_last;
    bool m_closed{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_RELAY_H
