// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/stub-resolver.h"

#include "model/core/dns/dns-reverse.h"
#include "model/core/time-units.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t MOST_MESSAGES = 100;

/** RFC 1034 4.3.4, RFC 2308 5: how long to believe that there is nothing; 0 without an SOA. */
uint32_t
NegativeTtl(const DnsMessage& reply)
{
    for (const auto& record : reply.authority)
    {
        if (const auto soa = SoaData::Of(record))
        {
            return std::min(record.ttl, soa->minimum);
        }
    }
    return 0;
}

/** Follows the aliases of an answer section from the name asked for. */
void
ReadAnswer(const DnsQuestion& question, const DnsMessage& reply, StubAnswer& answer)
{
    DnsName name = question.name;
    uint32_t ttl = 0xffffffff;
    for (size_t steps = 0; steps <= reply.answer.size(); ++steps)
    {
        std::optional<DnsName> alias;
        for (const auto& record : reply.answer)
        {
            if (record.name != name || record.rclass != question.rclass)
            {
                continue;
            }
            if (record.type == question.type)
            {
                answer.kind = StubAnswer::Kind::Data;
                ttl = std::min(ttl, record.ttl);
                if (const auto address = record.GetAddress())
                {
                    answer.addresses.push_back(*address);
                }
                const auto target = record.type == dns::PTR ? record.GetTarget() : std::nullopt;
                if (target)
                {
                    answer.names.push_back(*target);
                }
            }
            else if (record.type == dns::CNAME)
            {
                alias = record.GetTarget();
                ttl = std::min(ttl, record.ttl);
            }
        }
        if (answer.kind == StubAnswer::Kind::Data || !alias)
        {
            break;
        }
        name = *alias;
    }
    answer.ttl = answer.kind == StubAnswer::Kind::Data ? ttl : NegativeTtl(reply);
}

StubAnswer
ToAnswer(const DnsQuestion& question, const DnsMessage& reply, const IpAddress& server)
{
    StubAnswer answer;
    answer.rcode = reply.rcode;
    answer.records = reply.answer;
    answer.authenticData = reply.authenticData;
    answer.server = server;
    answer.kind =
        reply.rcode == dns::NXDOMAIN ? StubAnswer::Kind::NoName : StubAnswer::Kind::NoData;
    if (reply.rcode == dns::NXDOMAIN)
    {
        answer.ttl = NegativeTtl(reply);
    }
    else
    {
        ReadAnswer(question, reply, answer);
    }
    return answer;
}

} // namespace

/** RFC 1035 4.2.1: a question is repeated after 2 to 5 s, however near its server is; 6147-07. */
StubSettings::StubSettings()
{
    timing.firstTimeoutNs = 5 * SECOND;
    timing.minTimeoutNs = 5 * SECOND;
    timing.deadAfter = 1;
    timing.deadTimeNs = 30 * SECOND;
}

const char*
ToWord(StubAnswer::Kind kind)
{
    constexpr const char* WORDS[]{"data", "nodata", "nxdomain", "failed", "timeout", "noservers"};
    return WORDS[static_cast<size_t>(kind)];
}

/** One question. */
struct StubResolver::Task
{
    DnsQuestion question;
    std::vector<IpAddress> servers; //!< empty: those of the host
    Done done;
    std::shared_ptr<DnsWork> work;
    std::map<IpAddress, uint32_t> tries;
    StubAnswer worst; //!< what is said if nobody knows
};

StubResolver::StubResolver(const StubSettings& settings, ResolverPort& port)
    : m_settings(settings),
      m_servers(settings.timing),
      m_exchanges(port, m_servers, settings.udpSize, settings.seed)
{
    const auto demand = [](bool condition, const std::string& fault) {
        if (!condition)
        {
            throw std::invalid_argument("stub resolver " + fault);
        }
    };
    demand(settings.tries > 0, "tries: must be more than 0");
    demand(settings.totalTimeoutNs > 0, "total timeout: must be more than 0");
    demand(settings.timing.firstTimeoutNs > 0, "first timeout: must be more than 0");
    demand(settings.udpSize == 0 || settings.udpSize >= 512,
           "udpSize: must be 0 or 512 to 65535, not " + std::to_string(settings.udpSize));
}

void
StubResolver::SetServers(const std::vector<IpAddress>& servers)
{
    m_settings.servers = servers;
}

void
StubResolver::LookUp(const DnsQuestion& question, int64_t nowNs, Done done, const DnsCause& cause)
{
    LookUpFrom({}, question, nowNs, std::move(done), cause);
}

void
StubResolver::LookUpFrom(const std::vector<IpAddress>& servers,
                         const DnsQuestion& question,
                         int64_t nowNs,
                         Done done,
                         const DnsCause& cause)
{
    const auto task = std::make_shared<Task>();
    task->question = question;
    task->servers = servers;
    task->done = std::move(done);
    task->work = std::make_shared<DnsWork>();
    task->work->queriesLeft = MOST_MESSAGES;
    task->work->deadlineNs = nowNs + m_settings.totalTimeoutNs;
    task->work->cause = cause;
    task->worst.kind = StubAnswer::Kind::NoServers;
    Next(task, nowNs);
}

bool
StubResolver::IsUsable(const IpAddress& server) const
{
    return !server.IsUnspecified() && (server.IsV4() ? m_settings.useV4 : m_settings.useV6);
}

std::optional<IpAddress>
StubResolver::ChooseServer(const Task& task, int64_t nowNs) const
{
    std::optional<IpAddress> best;
    std::tuple<uint32_t, bool, bool> bestRank;
    for (const auto& server : task.servers.empty() ? m_settings.servers : task.servers)
    {
        const auto found = task.tries.find(server);
        const uint32_t tries = found == task.tries.end() ? 0 : found->second;
        if (!IsUsable(server) || tries >= m_settings.tries)
        {
            continue;
        }
        // A dead one is tried when all others were; their order is the host's otherwise.
        const std::tuple rank(tries,
                              m_servers.IsDead(server, nowNs),
                              m_settings.v6First && server.IsV4());
        if (!best || rank < bestRank)
        {
            best = server;
            bestRank = rank;
        }
    }
    return best;
}

void
StubResolver::Next(const TaskPtr& task, int64_t nowNs)
{
    const bool over = task->work->queriesLeft == 0 || nowNs >= task->work->deadlineNs;
    const auto server = over ? std::nullopt : ChooseServer(*task, nowNs);
    if (!server)
    {
        task->done(task->worst, nowNs);
        return;
    }
    ++task->tries[*server];
    DnsOrder order;
    order.question = task->question;
    order.server = *server;
    order.work = task->work;
    order.recursionDesired = true;
    order.authenticData = true;
    m_exchanges.Start(order,
                      nowNs,
                      [this, task, server = *server](const auto& result, int64_t now) {
                          OnResult(task, server, result, now);
                      });
}

void
StubResolver::OnResult(const TaskPtr& task,
                       const IpAddress& server,
                       const DnsResult& result,
                       int64_t nowNs)
{
    const bool replied = result.end == DnsResult::End::Reply;
    const uint16_t rcode = result.reply.rcode;
    if (replied && (rcode == dns::NOERROR || rcode == dns::NXDOMAIN))
    {
        task->done(ToAnswer(task->question, result.reply, server), nowNs);
        return;
    }
    if (replied)
    {
        task->tries[server] = m_settings.tries; // it would say the same again
        task->worst.kind = StubAnswer::Kind::Failed;
        task->worst.rcode = rcode;
        task->worst.server = server;
    }
    else
    {
        const bool failed = task->worst.kind == StubAnswer::Kind::Failed;
        task->worst.kind = failed ? task->worst.kind : StubAnswer::Kind::Timeout;
        if (result.end != DnsResult::End::Timeout)
        {
            task->tries[server] = m_settings.tries;
        }
    }
    Next(task, nowNs);
}

bool
StubResolver::OnReply(uint32_t token,
                      const IpAddress& server,
                      const std::string& bytes,
                      int64_t nowNs)
{
    return m_exchanges.OnReply(token, server, bytes, nowNs);
}

void
StubResolver::OnFailure(uint32_t token, DnsFailure failure, int64_t nowNs)
{
    m_exchanges.OnFailure(token, failure, nowNs);
}

void
StubResolver::Advance(int64_t nowNs)
{
    m_exchanges.Advance(nowNs);
}

int64_t
StubResolver::GetNextDeadline() const
{
    return m_exchanges.GetNextDeadline();
}

DnsQuestion
PointerQuestion(const IpAddress& address)
{
    return {ReverseName(address), dns::PTR, dns::IN};
}

} // namespace ns3::v6lab
