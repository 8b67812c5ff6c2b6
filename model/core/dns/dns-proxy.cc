// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-proxy.h"

#include "model/core/dns/dns-reverse.h"
#include "model/core/dns/record-sets.h"
#include "model/core/time-units.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab
{

namespace
{

bool
HasType(const DnsAnswer& answer, uint16_t type)
{
    return answer.rcode == dns::NOERROR &&
           std::any_of(answer.answer.begin(), answer.answer.end(), [type](const auto& one) {
               return one.type == type;
           });
}

} // namespace

/** One question for A. */
struct DnsProxy::Task
{
    DnsQuery query;
    Done done;
    std::optional<DnsAnswer> first; //!< of the type that was asked for first
};

DnsProxy::DnsProxy(const DnsProxySettings& settings, PeerDirectory& peers, DnsBackend& backend)
    : m_settings(settings),
      m_peers(peers),
      m_backend(backend)
{
}

void
DnsProxy::Ask(const DnsQuery& query, int64_t nowNs, Done done)
{
    const DnsQuestion& question = query.question;
    const auto address = question.type == dns::PTR && question.rclass == dns::IN
                             ? ParseReverseName(question.name)
                             : std::nullopt;
    const auto peer =
        address && address->IsV4() ? m_peers.FindPeer(*address, query.asker) : std::nullopt;
    if (peer)
    {
        AskPeerName(query, *peer, nowNs, std::move(done));
        return;
    }
    const bool raw = query.checkingDisabled && query.dnssecOk;
    if (question.type != dns::A || question.rclass != dns::IN || raw)
    {
        m_backend.Ask(query, nowNs, std::move(done));
        return;
    }
    const auto task = std::make_shared<Task>();
    task->query = query;
    task->done = std::move(done);
    AskType(task, m_settings.preferIpv6 ? dns::AAAA : dns::A, nowNs);
}

void
DnsProxy::AskType(const TaskPtr& task, uint16_t type, int64_t nowNs)
{
    DnsQuery query = task->query;
    query.question.type = type;
    m_backend.Ask(query, nowNs, [this, task, type](const DnsAnswer& answer, int64_t now) {
        OnAnswer(task, type, answer, now);
    });
}

void
DnsProxy::OnAnswer(const TaskPtr& task, uint16_t type, const DnsAnswer& answer, int64_t nowNs)
{
    const bool six = type == dns::AAAA;
    if (HasType(answer, type))
    {
        task->done(six ? Synthesise(task->query, answer) : answer, nowNs);
        return;
    }
    // NXDOMAIN is true of all types, and what is bogus is no reason to ask for something else.
    const bool final = answer.rcode == dns::NXDOMAIN || answer.security == DnsSecurity::Bogus;
    if (final || task->first)
    {
        // Who asked for A is told what became of A; but that a failure hid an AAAA is no NODATA,
        // which would be remembered.
        const bool failed = answer.rcode != dns::NOERROR && answer.rcode != dns::NXDOMAIN;
        task->done(six && task->first && !failed ? *task->first : answer, nowNs);
        return;
    }
    task->first = answer;
    AskType(task, six ? dns::A : dns::AAAA, nowNs);
}

uint32_t
DnsProxy::TtlOf(uint32_t ttl) const
{
    // The binding must outlive the answer by far, or addresses would be called that are others'.
    const int64_t half = m_peers.GetHold() / SECOND / 2;
    return static_cast<uint32_t>(
        std::min<int64_t>({int64_t{ttl}, int64_t{m_settings.maxTtl}, std::max<int64_t>(half, 1)}));
}

DnsAnswer
DnsProxy::Synthesise(const DnsQuery& query, const DnsAnswer& six)
{
    DnsAnswer made;
    made.synthesised = true;
    made.authenticData = six.authenticData;
    made.security = six.security;
    bool bound = false;
    for (const auto& record : WithoutSignatures(six.answer))
    {
        const auto peer = record.type == dns::AAAA ? record.GetAddress() : std::nullopt;
        if (!peer)
        {
            made.answer.push_back(record); // aliases on the way
            continue;
        }
        const uint32_t ttl = TtlOf(record.ttl);
        const auto ipv4 = bound && m_settings.onlyFirst
                              ? std::nullopt
                              : m_peers.BindForDns(*peer, ttl * SECOND, query.asker);
        if (ipv4)
        {
            made.answer.push_back(DnsRecord::Address(record.name, *ipv4, ttl));
            bound = true;
        }
    }
    if (!bound)
    {
        ++m_exhausted;
        DnsAnswer failure;
        failure.rcode = dns::SERVFAIL; // to be asked again: a peer may have gone by then
        return failure;
    }
    return made;
}

void
DnsProxy::AskPeerName(const DnsQuery& query, const IpAddress& peer, int64_t nowNs, Done done)
{
    DnsQuery behind = query;
    behind.question.name = ReverseName(peer);
    m_backend.Ask(behind,
                  nowNs,
                  [query, done = std::move(done)](const DnsAnswer& answer, int64_t now) {
                      DnsAnswer made = answer;
                      made.synthesised = HasType(answer, dns::PTR);
                      made.answer = WithoutSignatures(answer.answer);
                      for (auto& record : made.answer)
                      {
                          if (record.type == dns::PTR)
                          {
                              record.name = query.question.name;
                          }
                      }
                      made.authority.clear(); // of another zone than the one that was asked about
                      done(made, now);
                  });
}

} // namespace ns3::v6lab
