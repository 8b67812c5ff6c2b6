// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/dns-tester.h"

#include "model/core/dns/dns-message.h"
#include "model/core/dns/dns-type.h"
#include "model/routing/drop-watch.h"
#include "model/routing/forwarding-plane.h"
#include "model/workload/socket-address.h"

#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DnsTester);

namespace
{

uint32_t
KeyOf(uint32_t socket, uint16_t id)
{
    return socket << 16 | id;
}

/** RFC 8219 9.2: a valid reply contains an AAAA record. */
bool
IsValid(const DnsMessage& answer, const DnsName& name)
{
    return answer.response && answer.rcode == dns::NOERROR && answer.questions.size() == 1 &&
           answer.questions.front() == DnsQuestion{name, dns::AAAA, dns::IN} &&
           std::any_of(answer.answer.begin(), answer.answer.end(), [](const auto& record) {
               return record.type == dns::AAAA;
           });
}

} // namespace

std::vector<int64_t>
DnsTrialResult::GetDelays() const
{
    std::vector<int64_t> delays;
    for (size_t i = 0; i < sentNs.size(); ++i)
    {
        if (answeredNs[i] != NEVER)
        {
            delays.push_back(answeredNs[i] - sentNs[i]);
        }
    }
    return delays;
}

TypeId
DnsTester::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::DnsTester")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<DnsTester>();
    return tid;
}

void
DnsTester::DoDispose()
{
    Stop();
    for (const auto& socket : m_sockets)
    {
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        socket->Close();
    }
    m_sockets.clear();
    m_onLoss = nullptr;
    m_trial = DnsTrial();
    Object::DoDispose();
}

void
DnsTester::Attach(const Ptr<Node>& node, const std::vector<uint16_t>& ports)
{
    const IpAddress any = *IpAddress::Parse("::");
    for (const uint16_t port : ports)
    {
        const auto socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
        if (socket->Bind(ToSocketAddress({any, port})) != 0)
        {
            throw std::invalid_argument("a DNS tester cannot have port " + std::to_string(port));
        }
        socket->SetRecvCallback(
            MakeCallback(&DnsTester::OnDatagram, this, static_cast<uint32_t>(m_sockets.size())));
        m_sockets.push_back(socket);
        if (const auto plane = node->GetObject<ForwardingPlane>())
        {
            WatchUdpSocket(*plane, socket, port);
        }
    }
    node->AggregateObject(this);
}

void
DnsTester::SetLossListener(const std::function<void()>& listener)
{
    m_onLoss = listener;
}

void
DnsTester::Start(const DnsTrial& trial)
{
    Stop();
    m_trial = trial;
    m_beginNs = Simulator::Now().GetNanoSeconds();
    m_result = DnsTrialResult();
    m_open.clear();
    m_oldest = 0;
    m_lost = false;
    ScheduleNext();
}

void
DnsTester::Stop()
{
    m_next.Cancel();
}

void
DnsTester::ScheduleNext()
{
    const uint64_t number = m_result.sentNs.size();
    if (number < m_trial.queries)
    {
        const auto ns = std::llround(static_cast<double>(number) * 1e9 / m_trial.rate);
        m_next = Simulator::Schedule(NanoSeconds(m_beginNs + ns) - Simulator::Now(),
                                     &DnsTester::SendNext,
                                     this);
    }
}

void
DnsTester::SendNext()
{
    const uint64_t number = m_result.sentNs.size();
    const auto socket = static_cast<uint32_t>(number % m_sockets.size());
    const auto id = static_cast<uint16_t>(number / m_sockets.size());
    const DnsName name = m_trial.nameOf(number);
    m_open[KeyOf(socket, id)] = {number, name};
    m_result.sentNs.push_back(Simulator::Now().GetNanoSeconds());
    m_result.answeredNs.push_back(DnsTrialResult::NEVER);
    const std::string bytes = DnsMessage::Query(id, name, dns::AAAA).Encode();
    m_sockets[socket]->SendTo(Create<Packet>(reinterpret_cast<const uint8_t*>(bytes.data()),
                                             static_cast<uint32_t>(bytes.size())),
                              0,
                              ToSocketAddress({m_trial.server, dns::PORT}));
    ScheduleNext();
    NoteLoss();
}

void
DnsTester::NoteLoss()
{
    while (m_oldest < m_result.sentNs.size() &&
           m_result.answeredNs[m_oldest] != DnsTrialResult::NEVER)
    {
        ++m_oldest;
    }
    const int64_t latest = Simulator::Now().GetNanoSeconds() - m_trial.timeout.GetNanoSeconds();
    if (!m_lost && m_oldest < m_result.sentNs.size() && m_result.sentNs[m_oldest] < latest)
    {
        m_lost = true;
        if (m_onLoss)
        {
            m_onLoss();
        }
    }
}

void
DnsTester::OnDatagram(uint32_t socket, Ptr<Socket> from)
{
    while (const auto packet = from->Recv())
    {
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        OnMessage(socket, bytes.data(), bytes.size());
    }
}

void
DnsTester::OnMessage(uint32_t socket, const uint8_t* bytes, size_t size)
{
    const auto answer = DnsMessage::Decode(bytes, size);
    const auto found = answer ? m_open.find(KeyOf(socket, answer->id)) : m_open.end();
    if (found == m_open.end() || !IsValid(*answer, found->second.name))
    {
        return;
    }
    const uint64_t number = found->second.number;
    m_open.erase(found);
    const int64_t now = Simulator::Now().GetNanoSeconds();
    if (now - m_result.sentNs[number] <= m_trial.timeout.GetNanoSeconds())
    {
        m_result.answeredNs[number] = now;
        ++m_result.answered;
    }
}

} // namespace ns3::v6lab
