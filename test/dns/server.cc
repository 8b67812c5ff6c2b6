// SPDX-License-Identifier: GPL-2.0-only
#include "test/dns/server.h"

#include "model/core/dns/dns-stream.h"
#include "model/core/dns/dns-time.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace ns3::v6lab::test
{

namespace
{

/** Of "PORT" or "ADDRESS:PORT". */
sockaddr_in
AddressOf(const std::string& place)
{
    const size_t colon = place.find(':');
    const bool alone = colon == std::string::npos;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port =
        htons(static_cast<uint16_t>(std::stoul(place.substr(alone ? 0 : colon + 1))));
    const std::string host = alone ? "127.0.0.1" : place.substr(0, colon);
    if (inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1)
    {
        throw std::invalid_argument(host + " is no IPv4 address");
    }
    return address;
}

int
Bound(int type, const sockaddr_in& address)
{
    const int fd = socket(AF_INET, type, 0);
    const int one = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (fd < 0 || bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        throw std::runtime_error("cannot bind port " + std::to_string(ntohs(address.sin_port)));
    }
    return fd;
}

uint16_t
PortOf(int fd)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

/** A client's TCP connection; what is still owed to it outlives it. */
struct Connection
{
    explicit Connection(int socket)
        : fd(socket)
    {
    }

    ~Connection()
    {
        close(fd);
    }

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int fd;
    DnsStream stream;
};

void
Datagram(DnsResponder& responder, int fd)
{
    std::array<uint8_t, 65536> bytes{};
    sockaddr_in from{};
    socklen_t fromSize = sizeof from;
    const ssize_t size =
        recvfrom(fd, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&from), &fromSize);
    if (size < 0)
    {
        return;
    }
    responder.Receive(bytes.data(),
                      static_cast<size_t>(size),
                      DnsTransport::Udp,
                      NowNs(),
                      [fd, from, fromSize](const std::string& answer, int64_t) {
                          sendto(fd,
                                 answer.data(),
                                 answer.size(),
                                 0,
                                 reinterpret_cast<const sockaddr*>(&from),
                                 fromSize);
                      });
}

/** Says whether the connection is still of use. */
bool
Segment(DnsResponder& responder, const std::shared_ptr<Connection>& connection)
{
    std::array<uint8_t, 65536> bytes{};
    const ssize_t size = read(connection->fd, bytes.data(), bytes.size());
    if (size <= 0)
    {
        return false;
    }
    connection->stream.Put(bytes.data(), static_cast<size_t>(size));
    while (const auto query = connection->stream.Take())
    {
        responder.Receive(reinterpret_cast<const uint8_t*>(query->data()),
                          query->size(),
                          DnsTransport::Tcp,
                          NowNs(),
                          [connection](const std::string& answer, int64_t) {
                              const std::string framed = DnsStream::Frame(answer);
                              send(connection->fd, framed.data(), framed.size(), MSG_NOSIGNAL);
                          });
    }
    return true;
}

class Server
{
  public:
    Server(DnsResponder& responder, const std::string& place, Watched* watched)
        : m_responder(responder),
          m_watched(watched)
    {
        sockaddr_in address = AddressOf(place);
        m_tcp = Bound(SOCK_STREAM, address);
        address.sin_port = htons(PortOf(m_tcp));
        m_udp = Bound(SOCK_DGRAM, address);
        listen(m_tcp, 16);
        std::cout << PortOf(m_tcp) << std::endl;
    }

    void Run()
    {
        while (true)
        {
            std::vector<pollfd> waiting{{m_udp, POLLIN, 0}, {m_tcp, POLLIN, 0}};
            for (const auto& [fd, connection] : m_connections)
            {
                waiting.push_back({fd, POLLIN, 0});
            }
            if (m_watched)
            {
                m_watched->AddTo(waiting);
            }
            if (poll(waiting.data(), waiting.size(), Patience()) < 0)
            {
                return;
            }
            for (const auto& ready : waiting)
            {
                if (ready.revents != 0)
                {
                    OnReady(ready.fd);
                }
            }
            if (m_watched)
            {
                m_watched->Advance();
            }
        }
    }

  private:
    /** In ms, for poll(). */
    int Patience() const
    {
        const int64_t deadline =
            m_watched ? m_watched->GetDeadline() : std::numeric_limits<int64_t>::max();
        if (deadline == std::numeric_limits<int64_t>::max())
        {
            return -1;
        }
        return static_cast<int>(std::clamp<int64_t>((deadline - NowNs()) / 1000000 + 1, 0, 1000));
    }

    void OnReady(int fd)
    {
        if (fd == m_udp)
        {
            Datagram(m_responder, m_udp);
        }
        else if (fd == m_tcp)
        {
            const int accepted = accept(m_tcp, nullptr, nullptr);
            m_connections[accepted] = std::make_shared<Connection>(accepted);
        }
        else if (const auto found = m_connections.find(fd); found == m_connections.end())
        {
            m_watched->OnReady(fd);
        }
        else if (!Segment(m_responder, found->second))
        {
            m_connections.erase(found);
        }
    }

    DnsResponder& m_responder;
    Watched* m_watched;
    int m_tcp{-1};
    int m_udp{-1};
    std::map<int, std::shared_ptr<Connection>> m_connections;
};

} // namespace

int64_t
NowNs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() -
           int64_t{DNS_EPOCH} * 1000000000;
}

void
Serve(DnsResponder& responder, const std::string& place, Watched* watched)
{
    Server(responder, place, watched).Run();
}

} // namespace ns3::v6lab::test
