// SPDX-License-Identifier: GPL-2.0-only
#include "test/dns/socket-port.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace ns3::v6lab::test
{

SocketPort::~SocketPort()
{
    for (const auto& [token, socket] : m_sockets)
    {
        close(socket.fd);
    }
}

void
SocketPort::Drive(Resolver& resolver)
{
    m_resolver = &resolver;
}

void
SocketPort::Send(const DnsSending& sending)
{
    const bool tcp = sending.transport == DnsTransport::Tcp;
    const int fd = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(dns::PORT);
    inet_pton(AF_INET, sending.server.ToString().c_str(), &address.sin_addr);
    const std::string bytes = tcp ? DnsStream::Frame(sending.bytes) : sending.bytes;
    const bool sent =
        connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
    m_sockets.emplace(sending.token, Socket{fd, sending.server, tcp});
    if (!sent)
    {
        m_failed.push_back(sending.token); // told later: Send() must not call back
    }
}

void
SocketPort::Release(uint32_t token)
{
    const auto found = m_sockets.find(token);
    if (found != m_sockets.end())
    {
        close(found->second.fd);
        m_sockets.erase(found);
    }
}

void
SocketPort::AddTo(std::vector<pollfd>& waiting) const
{
    for (const auto& [token, socket] : m_sockets)
    {
        waiting.push_back({socket.fd, POLLIN, 0});
    }
}

void
SocketPort::OnReady(int fd)
{
    for (auto& [token, socket] : m_sockets)
    {
        if (socket.fd == fd)
        {
            Read(token, socket);
            return;
        }
    }
}

void
SocketPort::Read(uint32_t token, Socket& socket)
{
    std::array<char, 65536> bytes{};
    const ssize_t size = recv(socket.fd, bytes.data(), bytes.size(), 0);
    const IpAddress server = socket.server;
    if (size < 0 || (size == 0 && socket.tcp))
    {
        const auto why = socket.tcp ? DnsFailure::Closed : DnsFailure::Unreachable;
        m_resolver->OnFailure(token, why, NowNs());
        return;
    }
    const auto length = static_cast<size_t>(size);
    if (!socket.tcp)
    {
        m_resolver->OnReply(token, server, {bytes.data(), length}, NowNs());
        return;
    }
    socket.stream.Put(reinterpret_cast<const uint8_t*>(bytes.data()), length);
    if (const auto reply = socket.stream.Take())
    {
        m_resolver->OnReply(token, server, *reply, NowNs());
    }
}

void
SocketPort::Advance()
{
    for (const uint32_t token : std::exchange(m_failed, {}))
    {
        m_resolver->OnFailure(token, DnsFailure::Unreachable, NowNs());
    }
    m_resolver->Advance(NowNs());
}

int64_t
SocketPort::GetDeadline() const
{
    return m_failed.empty() ? m_resolver->GetNextDeadline() : NowNs();
}

} // namespace ns3::v6lab::test
