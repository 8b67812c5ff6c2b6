// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-service.h"

#include "model/core/vpn/app-packet.h"
#include "model/routing/packet-bytes.h"
#include "model/vpn/vpn-keeper.h"

#include "ns3/boolean.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VpnService);

TypeId
VpnService::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::VpnService")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddAttribute("Ipv6",
                                          "False: a service without support for IPv6, in which "
                                          "IPv6 packets die (article D).",
                                          BooleanValue(true),
                                          MakeBooleanAccessor(&VpnService::m_ipv6),
                                          MakeBooleanChecker())
                            .AddAttribute("Mtu",
                                          "Of the virtual interface, bytes, 1280 or more (RFC 8200 "
                                          "5); 0: 1500 for a proxy, and for a tunnel what the link "
                                          "towards its server leaves.",
                                          UintegerValue(0),
                                          MakeUintegerAccessor(&VpnService::m_mtu),
                                          MakeUintegerChecker<uint32_t>(0, 65535))
                            .AddTraceSource("Hop",
                                            "Everything that happens to a packet here.",
                                            MakeTraceSourceAccessor(&VpnService::m_hop),
                                            "ns3::v6lab::PacketEventCallback")
                            .AddTraceSource("Drop",
                                            "Packets that end here, with the reason.",
                                            MakeTraceSourceAccessor(&VpnService::m_dropped),
                                            "ns3::v6lab::PacketEventCallback");
    return tid;
}

VpnService::VpnService() = default;
VpnService::~VpnService() = default;

void
VpnService::DoDispose()
{
    m_interface.Close();
    m_node = nullptr;
    m_plane = nullptr;
    Object::DoDispose();
}

void
VpnService::AddAddress(const IpAddress& address)
{
    m_addresses.push_back(address);
}

void
VpnService::Attach(const Ptr<ns3::Node>& node)
{
    for (const Family family : {Family::V4, Family::V6})
    {
        if (std::count_if(m_addresses.begin(), m_addresses.end(), [family](const IpAddress& a) {
                return a.GetFamily() == family;
            }) > 1)
        {
            throw std::invalid_argument("addresses: one of each family is allowed");
        }
    }
    if (m_addresses.empty())
    {
        throw std::invalid_argument("addresses: a virtual interface needs one");
    }
    if (m_mtu > 0 && m_mtu < 1280)
    {
        throw std::invalid_argument("Mtu: 0 or at least 1280 is allowed (RFC 8200 5)");
    }
    m_node = node;
    m_plane = node->GetObject<ForwardingPlane>();
    if (!m_plane)
    {
        throw std::invalid_argument("a VPN service needs a node with v6lab's stack (StackHelper)");
    }
    Start();
    const auto mtu = m_mtu > 0 ? static_cast<uint16_t>(m_mtu) : GetUsualMtu();
    m_interface.Open(node, mtu, MakeCallback(&VpnService::OnPacket, this));
    m_interface.SetBoundOnly();
    for (const IpAddress& address : m_addresses)
    {
        m_interface.AddAddress(address);
    }
    VpnKeeper::Keep(node, this);
}

Ptr<NetDevice>
VpnService::GetDevice() const
{
    return m_interface.GetDevice();
}

bool
VpnService::IsWatched() const
{
    return !m_hop.IsEmpty() || !m_dropped.IsEmpty();
}

IpAddress
VpnService::OwnAddress(Family family) const
{
    const auto own =
        std::find_if(m_addresses.begin(), m_addresses.end(), [family](const IpAddress& address) {
            return address.GetFamily() == family;
        });
    return own == m_addresses.end() ? IpAddress() : *own;
}

void
VpnService::OnPacket(const Ptr<Packet>& frame, Family family)
{
    const auto facts = FactsOf(frame);
    if (!facts || !m_node)
    {
        return;
    }
    if (family == Family::V6 && !m_ipv6)
    {
        Refuse(Reason::VpnNoIpv6, frame, *facts); // it cannot even answer: that were support
        return;
    }
    Take(frame, *facts);
}

void
VpnService::Report(Action action, const Ptr<const Packet>& packet, const PacketFacts& facts)
{
    PacketEvent event;
    event.action = action;
    event.node = m_plane->GetNodeId();
    event.identity = PacketIdentity::Of(packet);
    event.before = facts;
    event.translator = GetKind();
    m_hop(event);
}

void
VpnService::Refuse(Reason reason,
                   const Ptr<const Packet>& frame,
                   const PacketFacts& facts,
                   const IcmpError& error)
{
    if (IsWatched())
    {
        PacketEvent event;
        event.action = Action::Drop;
        event.reason = reason;
        event.node = m_plane->GetNodeId();
        event.identity = PacketIdentity::Of(frame);
        event.before = facts;
        m_hop(event);
        m_dropped(event);
    }
    if (error.type != 0)
    {
        WriteError(error, frame, facts, OwnAddress(facts.family));
    }
}

void
VpnService::WriteError(const IcmpError& error,
                       const Ptr<const Packet>& about,
                       const PacketFacts& facts,
                       const IpAddress& from)
{
    const auto bytes = BytesOf(about, facts.length);
    if (!MaySendIcmpError(error, bytes.data(), bytes.size(), Arrived()) ||
        (icmp::IsLimited(error, facts.family) && !m_plane->MaySendError(facts.family)))
    {
        return;
    }
    const bool checksums = m_plane->ChecksumEnabled();
    const auto message = BuildIcmpError(error, bytes.data(), bytes.size(), from, checksums);
    const vpn::MadeHead head{{from, 0}, {facts.source, 0}, ++m_identification, checksums};
    const auto whole = vpn::MakeIcmp(head, message);
    const auto packet = Create<Packet>(whole.data(), static_cast<uint32_t>(whole.size()));
    m_plane->StampAnswer(packet, about, facts);
    if (const auto sent = FactsOf(packet); sent && IsWatched())
    {
        Report(Action::Send, packet, *sent);
    }
    Write(packet);
}

void
VpnService::Write(const Ptr<Packet>& packet)
{
    m_interface.Write(packet);
}

} // namespace ns3::v6lab
