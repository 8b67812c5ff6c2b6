// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_SOCKETS_H
#define V6LAB_DNS_SOCKETS_H

#include "model/core/dns/dns-stream.h"
#include "model/core/dns/resolver-port.h"
#include "model/dns/dns-ledger.h"

#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <functional>
#include <map>
#include <string>

namespace ns3::v6lab
{

/**
 * Carries a node's DNS queries to servers and their answers back, over simulated UDP or TCP: a
 * socket each, and over TCP a connection. It waits until whoever asked releases the token.
 */
class DnsSockets : public Object, public ResolverPort
{
  public:
    using Reply =
        std::function<void(uint32_t token, const IpAddress& server, const std::string& bytes)>;
    using Fail = std::function<void(uint32_t token, DnsFailure failure)>;

    static TypeId GetTypeId();

    void SetNode(const Ptr<ns3::Node>& node);
    /** Whom to tell; never called from within Send() or Release(). */
    void SetListener(const Reply& reply, const Fail& fail);

    /** Where its queries are written down; none by default. */
    void SetLedger(const Ptr<DnsLedger>& ledger);

    void Send(const DnsSending& sending) override;
    void Release(uint32_t token) override;

  protected:
    void DoDispose() override;

  private:
    struct Query
    {
        DnsSending sending;
        Ptr<Socket> socket;
        uint64_t exchange{0};  //!< in the ledger; 0: not written down
        bool connected{false}; //!< TCP
        DnsStream stream;
    };

    bool Open(Query& query);
    int Bind(const Query& query) const;
    void Listen(const Query& query);
    void Close(const Query& query);
    void Announce(Query& query);
    void NoteReply(const Query& query, const std::string& bytes);
    void FailLater(uint32_t token, DnsFailure failure, const std::string& outcome);
    void TellFailure(uint32_t token, DnsFailure failure, const std::string& outcome);
    void OnDatagram(uint32_t token, Ptr<Socket> socket);
    void OnSegment(uint32_t token,
                   Ptr<const Packet> packet,
                   const TcpHeader& header,
                   Ptr<const TcpSocketBase> socket);
    void OnConnected(uint32_t token, Ptr<Socket> socket);
    void OnStream(uint32_t token, Ptr<Socket> socket);
    void OnRefused(uint32_t token, Ptr<Socket> socket);
    void OnClosed(uint32_t token, Ptr<Socket> socket);
    void OnIcmp4(uint32_t token, Ipv4Address, uint8_t, uint8_t type, uint8_t, uint32_t);
    void OnIcmp6(uint32_t token, Ipv6Address, uint8_t, uint8_t type, uint8_t, uint32_t);

    Ptr<ns3::Node> m_node;
    Ptr<DnsLedger> m_ledger;
    Reply m_reply;
    Fail m_fail;
    std::map<uint32_t, Query> m_open; //!< by token
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_SOCKETS_H
