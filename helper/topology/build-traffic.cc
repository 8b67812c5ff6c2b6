// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-traffic.h"

namespace ns3::v6lab::build
{

Flow::Flow(const std::string& kind,
           const std::string& from,
           const std::string& to,
           const std::string& name)
    : m_named(!name.empty())
{
    m_workload.kind = kind;
    m_workload.from = from;
    m_workload.to = to;
    m_workload.name = m_named ? name : kind + " " + from + " to " + to;
}

Flow&
Flow::Over(const std::string& family)
{
    m_workload.family = family;
    m_workload.name += m_named ? "" : " over " + family;
    return *this;
}

Flow&
Flow::Start(const std::string& time)
{
    m_workload.start = time;
    return *this;
}

Flow&
Flow::Count(uint32_t packets)
{
    m_workload.count = packets;
    return *this;
}

Flow&
Flow::Every(const std::string& interval)
{
    m_workload.interval = interval;
    return *this;
}

Flow&
Flow::Size(uint32_t bytes)
{
    m_workload.size = bytes;
    return *this;
}

Flow&
Flow::Reply(uint32_t bytes)
{
    m_workload.replySize = bytes;
    return *this;
}

Flow&
Flow::Port(uint16_t port)
{
    m_workload.port = port;
    return *this;
}

Flow&
Flow::Timeout(const std::string& time)
{
    m_workload.timeout = time;
    return *this;
}

Flow&
Flow::Through(const std::string& vpn)
{
    m_workload.vpn = vpn;
    return *this;
}

Flow&
Flow::DontFragment()
{
    m_workload.dontFragment = true;
    return *this;
}

Flow&
Flow::Server(const std::string& node, uint16_t port)
{
    m_workload.server = node;
    m_workload.serverPort = port;
    return *this;
}

Flow
Ping(const std::string& from, const std::string& to, const std::string& name)
{
    return {"ping", from, to, name};
}

Flow
UdpEcho(const std::string& from, const std::string& to, const std::string& name)
{
    return {"udp-echo", from, to, name};
}

Flow
Tcp(const std::string& from, const std::string& to, const std::string& name)
{
    return {"tcp", from, to, name};
}

Flow
TcpBulk(const std::string& from, const std::string& to, const std::string& name)
{
    return {"tcp-bulk", from, to, name};
}

Flow
Traceroute(const std::string& from, const std::string& to, const std::string& name)
{
    return {"traceroute", from, to, name};
}

Expect::Expect(const std::string& sentence, const std::string& workload)
{
    m_check.name = sentence;
    m_check.workload = workload;
}

Expect::Expect(const std::string& sentence, const Flow& workload)
    : Expect(sentence, workload.GetName())
{
}

Expect&
Expect::Delivered()
{
    m_check.expect = "delivered";
    return *this;
}

Expect&
Expect::Partial()
{
    m_check.expect = "partial";
    return *this;
}

Expect&
Expect::Failed(const std::string& reason)
{
    m_check.expect = "failed";
    m_check.reason = reason;
    return *this;
}

Expect&
Expect::Reason(const std::string& word)
{
    m_check.reason = word;
    return *this;
}

Expect&
Expect::At(const std::string& node)
{
    m_check.at = node;
    return *this;
}

Expect&
Expect::Over(const std::string& family)
{
    m_check.family = family;
    return *this;
}

Expect&
Expect::Translations(uint32_t count)
{
    m_check.translations = count;
    return *this;
}

Expect&
Expect::Called(const std::string& address)
{
    m_check.called = address;
    return *this;
}

Expect&
Expect::Answer(const std::string& word)
{
    m_check.answer = word;
    return *this;
}

Expect&
Expect::AnswerTtl(uint32_t ttl)
{
    m_check.answerTtl = ttl;
    return *this;
}

Expect&
Expect::AnsweredFrom(const std::string& address)
{
    m_check.answeredFrom = address;
    return *this;
}

Expect&
Expect::Ttl(uint32_t ttl)
{
    m_check.ttl = ttl;
    return *this;
}

Expect&
Expect::Sessions(uint32_t count)
{
    m_check.sessions = count;
    return *this;
}

Expect&
Expect::Bindings(uint32_t count)
{
    m_check.bindings = count;
    return *this;
}

Expect&
Expect::Silence(const std::string& time)
{
    m_check.silence = time;
    return *this;
}

Expect&
Expect::AttemptDelay(const std::string& time)
{
    m_check.attemptDelay = time;
    return *this;
}

Expect&
Expect::Machines(uint32_t count)
{
    m_check.machines = count;
    return *this;
}

Expect&
Expect::Authentic(bool yes)
{
    m_check.authentic = yes;
    return *this;
}

Expect&
Expect::Spread(uint32_t points)
{
    m_check.spread = points;
    return *this;
}

Expect&
Expect::Clause(const std::string& clause)
{
    m_check.clause = clause;
    return *this;
}

} // namespace ns3::v6lab::build
