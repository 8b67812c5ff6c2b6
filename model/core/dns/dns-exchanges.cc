// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-exchanges.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t FIRST_PORT = 1024;

DnsMessage
MakeQuery(const DnsOrder& order, uint16_t id, bool edns, uint16_t udpSize)
{
    DnsMessage query;
    query.id = id;
    query.questions.push_back(order.question);
    query.recursionDesired = order.recursionDesired;
    query.checkingDisabled = order.checkingDisabled;
    query.authenticData = order.authenticData;
    if (edns)
    {
        query.edns = DnsEdns{};
        query.edns->udpSize = udpSize;
        query.edns->dnssecOk = order.dnssecOk;
    }
    return query;
}

const uint8_t*
Data(const std::string& bytes)
{
    return reinterpret_cast<const uint8_t*>(bytes.data());
}

/** RFC 6891 7: who does not know EDNS says so in one of these ways. */
bool
DislikesEdns(const DnsMessage& reply)
{
    return !reply.edns && (reply.rcode == dns::FORMERR || reply.rcode == dns::NOTIMP);
}

} // namespace

DnsExchanges::DnsExchanges(ResolverPort& port, DnsServers& servers, uint16_t udpSize, uint64_t seed)
    : m_port(port),
      m_servers(servers),
      m_udpSize(udpSize),
      m_random(seed)
{
}

void
DnsExchanges::Start(const DnsOrder& order, int64_t nowNs, Done done)
{
    Exchange exchange;
    exchange.order = order;
    exchange.done = std::move(done);
    exchange.edns = m_udpSize > 0 && !m_servers.IsPlain(order.server);
    Send(std::move(exchange), nowNs);
}

void
DnsExchanges::Send(Exchange exchange, int64_t nowNs)
{
    DnsWork& work = *exchange.order.work;
    const bool may = work.queriesLeft > 0 && work.deadlineNs > nowNs;
    const bool tcp = exchange.transport == DnsTransport::Tcp;
    const int64_t wait =
        tcp ? m_servers.GetTiming().tcpTimeoutNs : m_servers.GetTimeout(exchange.order.server);
    const uint32_t token = m_nextToken++;
    exchange.id = static_cast<uint16_t>(m_random());
    exchange.sentNs = nowNs;
    // Nobody is called back from within Start(): what may not be sent has failed at once.
    exchange.deadlineNs = may ? std::min(nowNs + wait, work.deadlineNs) : nowNs;
    m_deadlines.emplace(exchange.deadlineNs, token);
    if (may)
    {
        --work.queriesLeft;
        ++m_sent;
        const auto port =
            static_cast<uint16_t>(FIRST_PORT + m_random() % (uint64_t{65536} - FIRST_PORT));
        m_port.Send({token,
                     exchange.order.server,
                     exchange.transport,
                     tcp ? uint16_t{0} : port,
                     MakeQuery(exchange.order, exchange.id, exchange.edns, m_udpSize).Encode(),
                     work.cause});
    }
    m_exchanges.emplace(token, std::move(exchange));
}

DnsExchanges::Exchange
DnsExchanges::Take(uint32_t token)
{
    const auto found = m_exchanges.find(token);
    Exchange exchange = std::move(found->second);
    m_exchanges.erase(found);
    m_deadlines.erase({exchange.deadlineNs, token});
    if (exchange.deadlineNs > exchange.sentNs)
    {
        m_port.Release(token);
    }
    return exchange;
}

bool
DnsExchanges::OnReply(uint32_t token,
                      const IpAddress& server,
                      const std::string& bytes,
                      int64_t nowNs)
{
    const auto found = m_exchanges.find(token);
    const auto header = DecodeDnsHeader(Data(bytes), bytes.size());
    if (found == m_exchanges.end() || found->second.order.server != server || !header ||
        !header->response || header->opcode != 0 || header->id != found->second.id)
    {
        return false;
    }
    auto reply = DnsMessage::Decode(Data(bytes), bytes.size());
    const bool broken = !reply && !header->truncated;
    const bool bare = reply && reply->questions.empty() && reply->rcode != dns::NOERROR;
    if (reply && !bare &&
        (reply->questions.size() != 1 || !(reply->questions[0] == found->second.order.question)))
    {
        return false;
    }
    Exchange exchange = Take(token);
    m_servers.NoteReply(server, nowNs - exchange.sentNs);
    if (broken)
    {
        exchange.done({DnsResult::End::Broken, {}}, nowNs);
        return true;
    }
    Judge(std::move(exchange), reply ? *reply : *header, nowNs);
    return true;
}

void
DnsExchanges::Judge(Exchange exchange, DnsMessage reply, int64_t nowNs)
{
    if (exchange.edns && DislikesEdns(reply))
    {
        m_servers.NotePlain(exchange.order.server);
        exchange.edns = false;
        Send(std::move(exchange), nowNs);
    }
    else if (reply.truncated && exchange.transport == DnsTransport::Udp)
    {
        exchange.transport = DnsTransport::Tcp;
        Send(std::move(exchange), nowNs);
    }
    else
    {
        const bool broken = reply.truncated; // TCP has no reason to cut
        exchange.done({broken ? DnsResult::End::Broken : DnsResult::End::Reply, std::move(reply)},
                      nowNs);
    }
}

void
DnsExchanges::OnFailure(uint32_t token, DnsFailure failure, int64_t nowNs)
{
    if (m_exchanges.count(token) == 0)
    {
        return;
    }
    const Exchange exchange = Take(token);
    // Who refuses TCP may well answer over UDP.
    if (failure == DnsFailure::Unreachable)
    {
        m_servers.NoteUnreachable(exchange.order.server, nowNs);
    }
    exchange.done(
        {failure == DnsFailure::Unreachable ? DnsResult::End::Unreachable : DnsResult::End::Broken,
         {}},
        nowNs);
}

void
DnsExchanges::Advance(int64_t nowNs)
{
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= nowNs)
    {
        const Exchange exchange = Take(m_deadlines.begin()->second);
        const IpAddress& server = exchange.order.server;
        const int64_t waited = exchange.deadlineNs - exchange.sentNs;
        // A wait that the work's deadline cut short says nothing of the server.
        if (exchange.transport == DnsTransport::Udp && waited >= m_servers.GetTimeout(server))
        {
            m_servers.NoteTimeout(server, nowNs);
        }
        exchange.done({DnsResult::End::Timeout, {}}, nowNs);
    }
}

int64_t
DnsExchanges::GetNextDeadline() const
{
    return m_deadlines.empty() ? NEVER : m_deadlines.begin()->first;
}

} // namespace ns3::v6lab
