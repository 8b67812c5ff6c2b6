// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/ipsec-tunnel.h"

#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/vpn/esp-endpoint.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t IPV6_MINIMUM_MTU = 1280; // RFC 8200 5

} // namespace

NS_OBJECT_ENSURE_REGISTERED(IpsecTunnel);

TypeId
IpsecTunnel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::IpsecTunnel")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<IpsecTunnel>()
            .AddAttribute("SpiIn",
                          "Security parameters index of what arrives; 256 or more (RFC 4303 2.1).",
                          UintegerValue(0x1000),
                          MakeUintegerAccessor(&IpsecTunnel::m_spiIn),
                          MakeUintegerChecker<uint32_t>(256))
            .AddAttribute("SpiOut",
                          "The same of what leaves: SpiIn of the other end.",
                          UintegerValue(0x1000),
                          MakeUintegerAccessor(&IpsecTunnel::m_spiOut),
                          MakeUintegerChecker<uint32_t>(256))
            .AddAttribute("Mtu",
                          "Bytes of the largest inner packet (G5).",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&IpsecTunnel::m_mtu),
                          MakeUintegerChecker<uint32_t>(576, 9000))
            .AddAttribute("Mss",
                          "TCP segment size that SYNs are lowered to, if the MTU does not ask for "
                          "less (G5); 0: SYNs stay as they are.",
                          UintegerValue(1350),
                          MakeUintegerAccessor(&IpsecTunnel::m_mss),
                          MakeUintegerChecker<uint32_t>(0, 9000))
            .AddAttribute("DataRate",
                          "Throughput of what leaves, with its ESP (G1); 0bps: unlimited.",
                          DataRateValue(DataRate(0)),
                          MakeDataRateAccessor(&IpsecTunnel::m_dataRate),
                          MakeDataRateChecker())
            .AddAttribute("PacketRate",
                          "Packets a second that leave at most (G1); 0: unlimited. Counts beside "
                          "a DataRate only.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&IpsecTunnel::m_packetRate),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("QueuePackets",
                          "Packets that may wait in front of that limit.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&IpsecTunnel::m_queuePackets),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("InnerIpv6",
                          "False: an Azure VPN gateway that carries IPv4 only (D1, D2).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&IpsecTunnel::m_innerIpv6),
                          MakeBooleanChecker());
    return tid;
}

IpsecTunnel::IpsecTunnel() = default;
IpsecTunnel::~IpsecTunnel() = default;

void
IpsecTunnel::DoDispose()
{
    m_node = nullptr;
    m_plane = nullptr;
    m_ipv4 = nullptr;
    m_ipv6 = nullptr;
    m_endpoint = nullptr;
    Object::DoDispose();
}

void
IpsecTunnel::SetEnds(const IpAddress& local, const IpAddress& remote)
{
    if (!local.IsV4() || !remote.IsV4())
    {
        throw std::invalid_argument("the outer addresses of a tunnel are IPv4 (D1)");
    }
    m_out.source = local.ToV4();
    m_out.destination = remote.ToV4();
}

void
IpsecTunnel::Attach(const Ptr<Node>& node)
{
    m_endpoint = EspEndpoint::Of(node);
    m_endpoint->Register(m_spiIn, Ptr<IpsecTunnel>(this));
    m_node = node;
    m_plane = node->GetObject<ForwardingPlane>();
    m_ipv4 = node->GetObject<Ipv4Stack>();
    m_ipv6 = node->GetObject<Ipv6Stack>();
    m_out.spi = m_spiOut;
}

void
IpsecTunnel::AddPrefix(const Prefix& prefix)
{
    if (prefix.GetFamily() == Family::V4)
    {
        m_ipv4->GetLpm().AddDetour(prefix, this);
    }
    else
    {
        m_ipv6->GetLpm().AddDetour(prefix, this);
    }
}

bool
IpsecTunnel::RemovePrefix(const Prefix& prefix)
{
    return prefix.GetFamily() == Family::V4 ? m_ipv4->GetLpm().RemoveDetour(prefix, this)
                                            : m_ipv6->GetLpm().RemoveDetour(prefix, this);
}

bool
IpsecTunnel::IsOurs(const IpAddress& address) const
{
    return address.IsV4() ? m_ipv4->IsOurs(ToNs3V4(address)) : m_ipv6->IsOurs(ToNs3V6(address));
}

/** IPv6 demands 1280 of every link: what is lower is fragmented outside (RFC 4301 8.2.1). */
uint32_t
IpsecTunnel::RoomFor(Family family) const
{
    return family == Family::V4 ? m_mtu : std::max(m_mtu, IPV6_MINIMUM_MTU);
}

uint32_t
IpsecTunnel::GetMtu(const IpAddress& destination) const
{
    return RoomFor(destination.GetFamily());
}

std::optional<IpAddress>
IpsecTunnel::GetSource(const IpAddress&) const
{
    return std::nullopt;
}

} // namespace ns3::v6lab
