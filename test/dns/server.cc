// SPDX-License-Identifier: GPL-2.0-only
#include "test/dns/server.h"

#include "model/core/dns/dns-stream.h"

#include <arpa/inet.h>
#include <array>
#include <iostream>
#include <map>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace ns3::v6lab::test
{

namespace
{

sockaddr_in
Loopback(uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int
Bound(int type, uint16_t port)
{
    const int fd = socket(AF_INET, type, 0);
    const int one = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    const auto address = Loopback(port);
    if (fd < 0 || bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        throw std::runtime_error("cannot bind port " + std::to_string(port));
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
                      0,
                      [&](const std::string& answer, int64_t) {
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
Segment(DnsResponder& responder, int fd, DnsStream& stream)
{
    std::array<uint8_t, 65536> bytes{};
    const ssize_t size = read(fd, bytes.data(), bytes.size());
    if (size <= 0)
    {
        return false;
    }
    stream.Put(bytes.data(), static_cast<size_t>(size));
    while (const auto query = stream.Take())
    {
        responder.Receive(reinterpret_cast<const uint8_t*>(query->data()),
                          query->size(),
                          DnsTransport::Tcp,
                          0,
                          [&](const std::string& answer, int64_t) {
                              const std::string framed = DnsStream::Frame(answer);
                              send(fd, framed.data(), framed.size(), MSG_NOSIGNAL);
                          });
    }
    return true;
}

} // namespace

void
Serve(DnsResponder& responder, uint16_t port)
{
    const int tcp = Bound(SOCK_STREAM, port);
    const int udp = Bound(SOCK_DGRAM, PortOf(tcp));
    listen(tcp, 16);
    std::cout << PortOf(tcp) << std::endl;
    std::map<int, DnsStream> connections;
    while (true)
    {
        std::vector<pollfd> waiting{{udp, POLLIN, 0}, {tcp, POLLIN, 0}};
        for (const auto& [fd, stream] : connections)
        {
            waiting.push_back({fd, POLLIN, 0});
        }
        if (poll(waiting.data(), waiting.size(), -1) < 0)
        {
            return;
        }
        for (const auto& ready : waiting)
        {
            if (ready.revents == 0)
            {
                continue;
            }
            if (ready.fd == udp)
            {
                Datagram(responder, udp);
            }
            else if (ready.fd == tcp)
            {
                connections[accept(tcp, nullptr, nullptr)];
            }
            else if (!Segment(responder, ready.fd, connections[ready.fd]))
            {
                close(ready.fd);
                connections.erase(ready.fd);
            }
        }
    }
}

} // namespace ns3::v6lab::test
