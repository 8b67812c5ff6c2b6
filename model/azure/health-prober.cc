// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/health-prober.h"

#include "model/routing/simulated-time.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t FIRST_PORT = 49152; // RFC 6335 6: dynamic ports
using Flags = PlatformSegment::Flags;

/** The status of a response's first line (RFC 9112 4); 0: it is none. */
uint16_t
StatusOf(const std::string& response)
{
    constexpr size_t DIGITS = 9; // behind "HTTP/1.1 "
    if (response.compare(0, 5, "HTTP/") != 0 || response.size() < DIGITS + 3)
    {
        return 0;
    }
    uint16_t status = 0;
    for (size_t i = DIGITS; i < DIGITS + 3; ++i)
    {
        const char digit = response[i];
        if (digit < '0' || digit > '9')
        {
            return 0;
        }
        status = static_cast<uint16_t>(status * 10 + (digit - '0'));
    }
    return status;
}

/** The payload of a TCP segment. */
std::string
DataOf(const Ptr<const Packet>& packet, const PacketFacts& facts)
{
    const uint32_t headers = (facts.family == Family::V4 ? 20u : 40u) + facts.tcpHeaderLength;
    std::string bytes(packet->GetSize(), '\0');
    packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet->GetSize());
    return bytes.size() > headers ? bytes.substr(headers) : "";
}

} // namespace

HealthProber::HealthProber(azure::Balancers& balancers)
    : m_balancers(balancers)
{
}

HealthProber::~HealthProber()
{
    m_event.Cancel();
}

uint64_t
HealthProber::KeyOf(azure::Index nic, uint16_t port)
{
    return uint64_t{nic} << 16 | port;
}

PlatformSegment
HealthProber::FirstSegment(const Instance& instance, uint16_t port) const
{
    const auto& settings = m_balancers.Get(instance.balancer).GetSettings();
    PlatformSegment segment;
    segment.source = azure::ProbeSource(instance.member.address.GetFamily());
    segment.destination = instance.member.address;
    segment.sourcePort = port;
    segment.destinationPort = settings.probes[instance.probe].port;
    segment.flags = Flags::SYN;
    return segment;
}

void
HealthProber::Start(Sender sender, const Oracle& oracle)
{
    m_sender = std::move(sender);
    for (azure::Index i = 0; i < m_balancers.GetSize(); ++i)
    {
        const auto& settings = m_balancers.Get(i).GetSettings();
        std::set<std::pair<azure::Index, IpAddress>> known;
        for (const auto& rule : settings.rules)
        {
            if (rule.probe == azure::NOTHING)
            {
                continue;
            }
            for (const auto& member : settings.pools[rule.pool].members)
            {
                if (known.insert({rule.probe, member.address}).second)
                {
                    m_instances.push_back({i,
                                           rule.probe,
                                           member,
                                           {settings.probes[rule.probe], member.address, NowNs()}});
                }
            }
        }
    }
    for (auto& instance : m_instances)
    {
        const bool up = oracle(instance.member.nic, FirstSegment(instance, FIRST_PORT).Build());
        m_balancers.Get(instance.balancer).SetHealth(instance.probe, instance.member.address, up);
    }
    Arm();
}

void
HealthProber::Arm()
{
    if (m_instances.empty())
    {
        return;
    }
    const auto next = std::min_element(m_instances.begin(),
                                       m_instances.end(),
                                       [](const Instance& a, const Instance& b) {
                                           return a.health.GetDueNs() < b.health.GetDueNs();
                                       });
    m_event = Simulator::Schedule(NanoSeconds(next->health.GetDueNs() - NowNs()),
                                  &HealthProber::Advance,
                                  this);
}

void
HealthProber::Advance()
{
    for (size_t i = 0; i < m_instances.size(); ++i)
    {
        if (m_instances[i].health.GetDueNs() <= NowNs())
        {
            const auto request = m_instances[i].health.Advance(NowNs());
            Tell(m_instances[i]);
            if (request)
            {
                Begin(i, *request);
            }
        }
    }
    Arm();
}

void
HealthProber::Begin(size_t place, const azure::ProbeRequest& request)
{
    const Instance& instance = m_instances[place];
    const azure::Index nic = instance.member.nic;
    for (auto talk = m_talks.begin(); talk != m_talks.end();) // what never ended
    {
        talk = talk->second.instance == place ? m_talks.erase(talk) : std::next(talk);
    }
    const uint16_t port = static_cast<uint16_t>(FIRST_PORT + m_lastPort++ % (65536 - FIRST_PORT));
    Talk talk{place, request.number, FirstSegment(instance, port), "", 0, false};
    if (request.protocol != azure::ProbeProtocol::Tcp)
    {
        const std::string address = request.destination.ToString();
        talk.request = "GET " + request.path + " HTTP/1.1\r\nHost: " +
                       (request.destination.IsV4() ? address : "[" + address + "]") +
                       "\r\nUser-Agent: Load Balancer Agent\r\nConnection: close\r\n\r\n";
    }
    const auto packet = talk.segment.Build();
    talk.segment.sequence = 1;
    m_talks[KeyOf(nic, port)] = talk;
    m_sender(nic, packet);
}

void
HealthProber::Say(Talk& talk, uint8_t flags, const std::string& data)
{
    PlatformSegment segment = talk.segment;
    segment.flags = flags;
    segment.acknowledgement = talk.peerNext;
    segment.data = data;
    talk.segment.sequence += static_cast<uint32_t>(data.size()) + ((flags & Flags::FIN) ? 1u : 0u);
    m_sender(m_instances[talk.instance].member.nic, segment.Build());
}

void
HealthProber::Close(Talk& talk)
{
    talk.closing = true;
    Say(talk, Flags::FIN | Flags::ACK);
}

void
HealthProber::Tell(Instance& instance)
{
    if (instance.health.GetEnded() != 0)
    {
        m_balancers.Get(instance.balancer)
            .SetHealth(instance.probe, instance.member.address, instance.health.IsUp());
    }
}

void
HealthProber::Hear(Talk& talk, const azure::ProbeAnswer& answer)
{
    Instance& instance = m_instances[talk.instance];
    instance.health.Answer(talk.number, answer);
    Tell(instance);
}

bool
HealthProber::Take(azure::Index nic, const Ptr<const Packet>& packet)
{
    const PacketHead head(packet);
    const auto facts = head.Facts();
    const auto place = head.FindTcp();
    if (!facts || !place || facts->destination != azure::ProbeSource(facts->family))
    {
        return false;
    }
    const auto found = m_talks.find(KeyOf(nic, facts->destinationPort));
    if (found == m_talks.end() || found->second.segment.destination != facts->source ||
        found->second.segment.destinationPort != facts->sourcePort)
    {
        return true; // a late segment of a probe that is over
    }
    using Kind = azure::ProbeAnswer::Kind;
    Talk& talk = found->second;
    if (facts->tcpFlags & Flags::RST)
    {
        Hear(talk, {Kind::Reset});
        m_talks.erase(found);
        return true;
    }
    const std::string data = DataOf(packet, *facts);
    if (static_cast<int32_t>(place->next - talk.peerNext) > 0 || talk.peerNext == 0)
    {
        talk.peerNext = place->next;
    }
    if ((facts->tcpFlags & Flags::SYN) && talk.segment.sequence == 1)
    {
        Say(talk, Flags::ACK);
        if (talk.request.empty())
        {
            Hear(talk, {Kind::Connected});
            Close(talk);
        }
        else
        {
            Say(talk, Flags::PSH | Flags::ACK, talk.request);
        }
    }
    else if (!data.empty() && !talk.closing)
    {
        Hear(talk, {Kind::Status, StatusOf(data)});
        Close(talk);
    }
    else if (facts->tcpFlags & Flags::FIN)
    {
        talk.closing ? Say(talk, Flags::ACK) : Close(talk);
        m_talks.erase(found);
    }
    return true;
}

} // namespace ns3::v6lab
