// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_LISTENER_H
#define V6LAB_DNS_LISTENER_H

#include "model/core/dns/dns-stream.h"
#include "model/dns/service-queue.h"
#include "model/workload/socket-address.h"

#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Who asks a name server, and how. */
struct DnsClient
{
    Endpoint from;
    IpAddress asked; //!< the server's own address; unspecified for one that it got later
    bool tcp{false};
};

/**
 * Takes queries at port 53 of all addresses of a node, over UDP and TCP, and carries the answers
 * back from the address that was asked. Several queries may come over one connection, and be
 * answered in another order (RFC 7766 6.2.1.1).
 */
class DnsListener : public Object
{
  public:
    /** Sends the answer; calling it later, or never, is allowed. */
    using Answer = std::function<void(const std::string& bytes)>;
    using Handler =
        std::function<void(const DnsClient& client, const std::string& query, const Answer&)>;

    static TypeId GetTypeId();

    void SetHandler(const Handler& handler);
    /** Listens on the addresses that the node has now, and on those that it gets later. */
    void Start(const Ptr<ns3::Node>& node);
    void Stop();

    /** Signature of a listener of the trace source Overloaded. */
    using OverloadedCallback = void (*)(const Endpoint& client);

  protected:
    void DoDispose() override;

  private:
    struct Connection
    {
        DnsClient client;
        DnsStream stream;
        std::string unsent; //!< answers that the socket has no space for yet
        EventId idle;
    };

    void ListenUdp(const IpAddress& address);
    void ListenTcp(const IpAddress& address);
    void OnDatagram(IpAddress asked, Ptr<Socket> socket);
    void OnAccept(Ptr<Socket> socket, const Address& from);
    void OnStream(Ptr<Socket> socket);
    void OnClosed(Ptr<Socket> socket);
    void OnIdle(Ptr<Socket> socket);
    void OnSendSpace(Ptr<Socket> socket, uint32_t space);
    void SendMore(const Ptr<Socket>& socket, Connection& connection);
    void AnswerStream(const Ptr<Socket>& socket, const std::string& bytes);
    /** Handles a query as soon as the service model has a worker for it. */
    void Serve(const DnsClient& client, const std::string& query, const Answer& answer);

    Ptr<ns3::Node> m_node;
    Handler m_handler;
    std::optional<ServiceQueue> m_queue; //!< nothing until the first query
    Time m_idleTimeout;
    Time m_serviceTime;
    uint32_t m_workers{1};
    uint32_t m_queuePlaces{0};
    std::vector<Ptr<Socket>> m_sockets;
    std::map<Ptr<Socket>, Connection> m_connections; //!< in no order that a run may depend on
    TracedCallback<const Endpoint&> m_overloaded;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_LISTENER_H
