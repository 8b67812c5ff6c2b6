// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/dns-net.h"

#include "model/core/dns/dns-responder.h"

#include <algorithm>

namespace ns3::v6lab::test::dnsnet
{

namespace
{

DnsMessage
Build(const DnsMessage& query, const Saying& saying)
{
    DnsMessage reply = DnsMessage::ResponseTo(query);
    reply.rcode = saying.rcode;
    reply.authoritative = saying.authoritative;
    reply.truncated = saying.truncated;
    reply.answer = Lines(saying.answer);
    reply.authority = Lines(saying.authority);
    reply.additional = Lines(saying.additional);
    if (query.edns)
    {
        reply.edns = DnsEdns();
    }
    return reply;
}

std::string
KeyOf(const DnsQuestion& question)
{
    return question.name.ToLower().ToString() + " " + DnsTypeWord(question.type);
}

} // namespace

DnsQuestion
Question(const std::string& text)
{
    const size_t space = text.find(' ');
    return {Name(text.substr(0, space)), *ParseDnsType(text.substr(space + 1)), dns::IN};
}

DnsRecords
Lines(const std::vector<std::string>& lines)
{
    DnsRecords records;
    for (const auto& line : lines)
    {
        records.push_back(DnsRecord::Parse(line));
    }
    return records;
}

std::string
Text(const DnsRecords& records)
{
    std::string text;
    for (const auto& record : records)
    {
        text += (text.empty() ? "" : "; ") + record.name.ToString() + " " +
                std::to_string(record.ttl) + " " + DnsTypeWord(record.type) + " " +
                record.DataText();
    }
    return text;
}

Server::Server(const std::string& zone)
    : m_zone(zone)
{
}

Server&
Server::Say(const std::string& question, const Saying& saying)
{
    m_sayings[KeyOf(Question(question))] = saying;
    return *this;
}

Server&
Server::Refer(const std::string& zone,
              const std::vector<std::string>& nameServers,
              const std::vector<std::string>& glue)
{
    Saying saying;
    saying.authoritative = false;
    saying.authority = nameServers;
    saying.additional = glue;
    m_referrals.push_back({Name(zone), saying});
    return *this;
}

DnsMessage
Server::Answer(const DnsMessage& query) const
{
    const auto& question = query.questions.front();
    const auto said = m_sayings.find(KeyOf(question));
    if (said != m_sayings.end())
    {
        return Build(query, said->second);
    }
    for (const auto& referral : m_referrals)
    {
        if (question.name.IsWithin(referral.zone))
        {
            return Build(query, referral.saying);
        }
    }
    Saying otherwise;
    if (m_zone.empty() || !question.name.IsWithin(Name(m_zone)))
    {
        otherwise.authoritative = false;
        otherwise.rcode = dns::REFUSED;
        return Build(query, otherwise);
    }
    otherwise.authority = {m_zone + " 3600 SOA ns. hostmaster. 1 7200 3600 86400 600"};
    // A name that has something else, or something below it, exists.
    const bool exists = std::any_of(m_sayings.begin(), m_sayings.end(), [&](const auto& one) {
        return Question(one.first).name.IsWithin(question.name);
    });
    otherwise.rcode = exists ? dns::NOERROR : dns::NXDOMAIN;
    return Build(query, otherwise);
}

void
Net::Serve(const std::string& address, const Server& server, int64_t ms)
{
    Serve(
        address,
        [server](const DnsMessage& query, DnsTransport transport) {
            DnsMessage reply = server.Answer(query);
            reply.truncated = reply.truncated && transport == DnsTransport::Udp;
            return std::vector<std::string>{reply.Encode()};
        },
        ms);
}

void
Net::Serve(const std::string& address, Speak speak, int64_t ms)
{
    m_peers[data::Addr(address)] = {std::move(speak), ms * MILLISECOND, std::nullopt, false};
}

void
Net::ServeBackend(const std::string& address, DnsBackend& backend, int64_t ms)
{
    const auto responder = std::make_shared<DnsResponder>(backend, DnsResponder::Settings());
    Serve(
        address,
        [responder, this](const DnsMessage& query, DnsTransport transport) {
            std::vector<std::string> replies;
            const std::string bytes = query.Encode();
            responder->Receive(
                reinterpret_cast<const uint8_t*>(bytes.data()),
                bytes.size(),
                transport,
                now,
                [&](const std::string& reply, int64_t) { replies.push_back(reply); });
            return replies;
        },
        ms);
}

void
Net::Fail(const std::string& address, DnsFailure failure)
{
    m_peers[data::Addr(address)] = {nullptr, MILLISECOND, failure, false};
}

void
Net::RefuseTcp(const std::string& address)
{
    m_peers[data::Addr(address)].refusesTcp = true;
}

void
Net::Send(const DnsSending& sending)
{
    const auto query = DnsMessage::Decode(reinterpret_cast<const uint8_t*>(sending.bytes.data()),
                                          sending.bytes.size());
    if (!query || query->questions.size() != 1)
    {
        throw std::runtime_error("sent what is no query");
    }
    log.push_back(
        sending.server.ToString() + (sending.transport == DnsTransport::Tcp ? " tcp " : " udp ") +
        query->questions[0].name.ToString() + " " + DnsTypeWord(query->questions[0].type));
    sent.push_back(sending);
    open.insert(sending.token);
    const auto found = m_peers.find(sending.server);
    if (found == m_peers.end())
    {
        return;
    }
    const Peer& peer = found->second;
    if (peer.failure || (peer.refusesTcp && sending.transport == DnsTransport::Tcp))
    {
        const auto failure = peer.failure.value_or(DnsFailure::Refused);
        m_arrivals.emplace(now + peer.delayNs, Arrival{sending.token, sending.server, "", failure});
        return;
    }
    for (const auto& bytes : peer.speak(*query, sending.transport))
    {
        m_arrivals.emplace(now + peer.delayNs,
                           Arrival{sending.token, sending.server, bytes, std::nullopt});
    }
}

void
Net::Release(uint32_t token)
{
    if (open.erase(token) != 1)
    {
        throw std::runtime_error("released a token that is not open");
    }
}

SmallInternet::SmallInternet()
    : root("."),
      com("com."),
      example("example.com.")
{
    root.Refer("com.",
               {"com. 86400 NS ns.nic.com."},
               {"ns.nic.com. 86400 A 198.51.100.2", "ns.nic.com. 86400 AAAA 2001:db8::2"});
    com.Refer("example.com.",
              {"example.com. 86400 NS ns.example.com."},
              {"ns.example.com. 86400 A 198.51.100.3", "ns.example.com. 86400 AAAA 2001:db8::3"});
    example.Say("www.example.com. A", {{"www.example.com. 3600 A 192.0.2.1"}});
}

void
SmallInternet::Serve(Net& net) const
{
    const Server* servers[]{&root, &com, &example};
    for (int i = 0; i < 3; ++i)
    {
        net.Serve("198.51.100." + std::to_string(i + 1), *servers[i]);
        net.Serve("2001:db8::" + std::to_string(i + 1), *servers[i]);
    }
}

ResolverSettings
SmallInternet::Settings() const
{
    ResolverSettings settings;
    settings.roots.push_back(
        {Name("a.root."), {data::Addr("198.51.100.1"), data::Addr("2001:db8::1")}});
    return settings;
}

} // namespace ns3::v6lab::test::dnsnet
