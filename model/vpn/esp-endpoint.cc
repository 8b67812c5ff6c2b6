// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/esp-endpoint.h"

#include "model/core/packet-facts.h"
#include "model/core/vpn/esp.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/vpn/ipsec-tunnel.h"

#include "ns3/uinteger.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(EspEndpoint);

TypeId
EspEndpoint::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::EspEndpoint")
            .SetParent<IpL4Protocol>()
            .SetGroupName("V6lab")
            .AddConstructor<EspEndpoint>()
            .AddAttribute("DataRate",
                          "Throughput of all tunnels of the node together (G1); 0bps: unlimited.",
                          DataRateValue(DataRate(0)),
                          MakeDataRateAccessor(&EspEndpoint::m_dataRate),
                          MakeDataRateChecker())
            .AddAttribute("QueuePackets",
                          "Packets that may wait in front of that limit.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&EspEndpoint::m_queuePackets),
                          MakeUintegerChecker<uint32_t>());
    return tid;
}

EspEndpoint::EspEndpoint() = default;
EspEndpoint::~EspEndpoint() = default;

Ptr<EspEndpoint>
EspEndpoint::Of(const Ptr<Node>& node)
{
    if (const auto known = node->GetObject<EspEndpoint>())
    {
        return known;
    }
    const auto stack = node->GetObject<Ipv4Stack>();
    if (!stack)
    {
        throw std::invalid_argument("a tunnel needs a node with v6lab's stack (StackHelper)");
    }
    const auto endpoint = CreateObject<EspEndpoint>();
    node->AggregateObject(endpoint);
    stack->Insert(endpoint);
    return endpoint;
}

void
EspEndpoint::DoDispose()
{
    for (const auto& [spi, tunnel] : m_tunnels)
    {
        tunnel->Dispose();
    }
    m_tunnels.clear();
    IpL4Protocol::DoDispose();
}

void
EspEndpoint::Register(uint32_t spi, const Ptr<IpsecTunnel>& tunnel)
{
    if (!m_tunnels.emplace(spi, tunnel).second)
    {
        throw std::invalid_argument(
            fmt::format("SpiIn: another tunnel of the node has the index {} already", spi));
    }
}

std::optional<int64_t>
EspEndpoint::Admit(uint32_t bytes, int64_t nowNs)
{
    return m_queue.Admit(bytes, nowNs, m_dataRate.GetBitRate(), m_queuePackets);
}

uint16_t
EspEndpoint::NextIdentification()
{
    return ++m_identification;
}

int
EspEndpoint::GetProtocolNumber() const
{
    return protocol::ESP;
}

IpL4Protocol::RxStatus
EspEndpoint::Receive(Ptr<Packet> packet, const Ipv4Header& header, Ptr<Ipv4Interface>)
{
    const auto bytes = BytesOf(packet, esp::HEADER);
    const auto tunnel = m_tunnels.find(esp::SpiOf(bytes.data(), bytes.size()));
    if (tunnel != m_tunnels.end())
    {
        tunnel->second->Open(packet, header);
        return RX_OK;
    }
    const auto reason = bytes.size() < esp::HEADER ? Reason::EspMalformed : Reason::EspUnknownSpi;
    GetObject<ForwardingPlane>()->OnDrop(reason, packet, FactsOf(header, packet));
    return RX_OK; // RFC 4303 3.4.2: an auditable event, nothing to answer
}

IpL4Protocol::RxStatus
EspEndpoint::Receive(Ptr<Packet>, const Ipv6Header&, Ptr<Ipv6Interface>)
{
    return RX_ENDPOINT_CLOSED; // never inserted there: tunnels are over IPv4 only (D1)
}

void
EspEndpoint::SetDownTarget(DownTargetCallback)
{
}

void
EspEndpoint::SetDownTarget6(DownTargetCallback6)
{
}

IpL4Protocol::DownTargetCallback
EspEndpoint::GetDownTarget() const
{
    return {};
}

IpL4Protocol::DownTargetCallback6
EspEndpoint::GetDownTarget6() const
{
    return {};
}

} // namespace ns3::v6lab
