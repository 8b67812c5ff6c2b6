// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DNS_SOCKET_PORT_H
#define V6LAB_TEST_DNS_SOCKET_PORT_H

#include "model/core/dns/dns-stream.h"
#include "model/core/dns/resolver.h"
#include "test/dns/server.h"

#include <map>

namespace ns3::v6lab::test
{

/** A Resolver's way to port 53 of servers with IPv4, by the sockets of this machine. */
class SocketPort : public ResolverPort, public Watched
{
  public:
    ~SocketPort() override;

    /** Whose messages it carries; must live as long. */
    void Drive(Resolver& resolver);

    void Send(const DnsSending& sending) override;
    void Release(uint32_t token) override;

    void AddTo(std::vector<pollfd>& waiting) const override;
    void OnReady(int fd) override;
    void Advance() override;
    int64_t GetDeadline() const override;

  private:
    struct Socket
    {
        int fd{-1};
        IpAddress server;
        bool tcp{false};
        DnsStream stream{};
    };

    void Read(uint32_t token, Socket& socket);

    Resolver* m_resolver{nullptr};
    std::map<uint32_t, Socket> m_sockets; //!< by token
    std::vector<uint32_t> m_failed;       //!< tokens that could not be sent
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DNS_SOCKET_PORT_H
