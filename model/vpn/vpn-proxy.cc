// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-proxy.h"

#include "model/routing/packet-bytes.h"
#include "model/routing/simulated-time.h"

#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VpnProxy);

namespace
{

constexpr uint16_t ETHERNET_MTU = 1500;

} // namespace

TypeId
VpnProxy::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::VpnProxy")
            .SetParent<VpnService>()
            .SetGroupName("V6lab")
            .AddConstructor<VpnProxy>()
            .AddAttribute("MaxSessions",
                          "Sessions at a time; new flows beyond are refused.",
                          UintegerValue(4096),
                          MakeUintegerAccessor(&VpnProxy::m_maxSessions),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("UdpTimeout",
                          "Of an idle UDP session, at least 2 minutes (RFC 4787 REQ-5).",
                          TimeValue(Minutes(5)),
                          MakeTimeAccessor(&VpnProxy::m_udpTimeout),
                          MakeTimeChecker(Minutes(2)))
            .AddAttribute("IcmpTimeout",
                          "Of an idle ping session, at least 60 s (RFC 5508 REQ-2).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&VpnProxy::m_icmpTimeout),
                          MakeTimeChecker(Seconds(60)))
            .AddAttribute("TcpEstablishedTimeout",
                          "Of an idle connection, at least 2 hours and 4 minutes (RFC 5382 REQ-5).",
                          TimeValue(Minutes(124)),
                          MakeTimeAccessor(&VpnProxy::m_tcpEstablished),
                          MakeTimeChecker(Minutes(124)))
            .AddAttribute("TcpTransitoryTimeout",
                          "Of one that opens or closes, at least 4 minutes (RFC 5382 REQ-5).",
                          TimeValue(Minutes(4)),
                          MakeTimeAccessor(&VpnProxy::m_tcpTransitory),
                          MakeTimeChecker(Minutes(4)))
            .AddTraceSource("Session",
                            "Sessions that are added, change or are removed.",
                            MakeTraceSourceAccessor(&VpnProxy::m_session),
                            "ns3::v6lab::VpnProxy::SessionCallback");
    return tid;
}

VpnProxy::VpnProxy() = default;
VpnProxy::~VpnProxy() = default;

const char*
VpnProxy::GetKind() const
{
    return "vpn-proxy";
}

uint16_t
VpnProxy::GetUsualMtu() const
{
    return ETHERNET_MTU;
}

void
VpnProxy::Start()
{
    m_sessions = std::make_unique<Table>(vpn::IdleTimeouts{m_udpTimeout.GetNanoSeconds(),
                                                           m_icmpTimeout.GetNanoSeconds(),
                                                           m_tcpEstablished.GetNanoSeconds(),
                                                           m_tcpTransitory.GetNanoSeconds()},
                                         m_maxSessions);
}

void
VpnProxy::DoDispose()
{
    m_timer.Cancel();
    const auto sessions = std::move(m_sessions);
    if (sessions)
    {
        for (const auto& [key, entry] : sessions->GetEntries())
        {
            entry.content.relay->Close();
        }
    }
    VpnService::DoDispose();
}

void
VpnProxy::Take(const Ptr<Packet>& frame, const PacketFacts& facts)
{
    const auto bytes = BytesOf(frame, facts.length);
    AppFrame app{frame, facts, vpn::ReadAppPacket(bytes.data(), bytes.size(), HasChecksums())};
    if (app.read.reason != Reason::None)
    {
        Refuse(app.read.reason, frame, facts);
        return;
    }
    const vpn::SessionKey key{app.read.kind, app.read.source, app.read.destination};
    const auto* known = m_sessions->Find(key);
    if (!known)
    {
        Begin(key, app);
        return;
    }
    if (IsWatched())
    {
        Report(Action::Deliver, frame, facts);
    }
    const auto relay = known->content.relay; // it may end its session
    relay->Take(app);
}

void
VpnProxy::Begin(const vpn::SessionKey& key, const AppFrame& frame)
{
    const auto flags =
        frame.read.tcp.flags & (vpn::TcpFields::SYN | vpn::TcpFields::ACK | vpn::TcpFields::RST);
    if (key.kind == BibKind::Tcp && flags != vpn::TcpFields::SYN)
    {
        Refuse(Reason::VpnNoSession, frame.packet, frame.facts);
        AnswerReset(frame);
        return;
    }
    const auto relay = VpnRelay::Make(*this, key);
    auto* entry = m_sessions->Add(key, {relay, nullptr}, relay->GetIdleClass(), NowNs());
    if (!entry)
    {
        Refuse(Reason::VpnSessionLimit, frame.packet, frame.facts);
        return;
    }
    const Reason reason = relay->Open(frame);
    if (reason != Reason::None)
    {
        relay->Close();
        m_sessions->Remove(key);
        const Family family = frame.facts.family;
        Refuse(reason,
               frame.packet,
               frame.facts,
               reason == Reason::VpnSessionLimit ? IcmpError() : icmp::NoRoute(family));
        return;
    }
    entry->content.state = relay->GetStateWord();
    m_session(RecordOf(key, *entry), Change::Added);
    if (IsWatched())
    {
        Report(Action::Deliver, frame.packet, frame.facts);
    }
    relay->Take(frame);
    Watch();
}

/** RFC 9293 3.10.7.1, of a connection that is not there. */
void
VpnProxy::AnswerReset(const AppFrame& frame)
{
    const auto& tcp = frame.read.tcp;
    if ((tcp.flags & vpn::TcpFields::RST) != 0)
    {
        return;
    }
    vpn::TcpFields reset;
    reset.flags = vpn::TcpFields::RST;
    if ((tcp.flags & vpn::TcpFields::ACK) != 0)
    {
        reset.sequence = tcp.acknowledgement;
    }
    else
    {
        reset.flags |= vpn::TcpFields::ACK;
        reset.acknowledgement = tcp.sequence + static_cast<uint32_t>(frame.read.payloadSize) +
                                ((tcp.flags & vpn::TcpFields::SYN) != 0) +
                                ((tcp.flags & vpn::TcpFields::FIN) != 0);
    }
    const auto& ledger = m_plane->GetLedger();
    const uint32_t flow = PacketIdentity::Of(frame.packet).GetFlow();
    WritePacket(vpn::MakeTcp(vpn::AnswerTo(frame.read, NextIdentification(), HasChecksums()),
                             reset,
                             nullptr,
                             0),
                ledger && flow != 0 ? ledger->NextIdentity(flow) : PacketIdentity());
}

Ptr<ns3::Node>
VpnProxy::GetNode() const
{
    return m_node;
}

bool
VpnProxy::HasChecksums() const
{
    return m_plane->ChecksumEnabled();
}

uint16_t
VpnProxy::GetMtu() const
{
    return GetDevice()->GetMtu();
}

uint16_t
VpnProxy::NextIdentification()
{
    return ++m_identification;
}

void
VpnProxy::WritePacket(const std::vector<uint8_t>& bytes, const PacketIdentity& identity)
{
    const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
    if (identity.GetFlow() != 0)
    {
        packet->AddPacketTag(identity);
    }
    if (Arrival* arrival = m_plane->GetArrival()) // what brought it has arrived
    {
        arrival->Accept();
    }
    if (IsWatched())
    {
        Report(Action::Send, packet, *FactsOf(packet));
    }
    Write(packet);
}

void
VpnProxy::PassError(const AppFrame& last, const IcmpError& error, const IpAddress& from)
{
    WriteError(error, last.packet, last.facts, from);
}

} // namespace ns3::v6lab
