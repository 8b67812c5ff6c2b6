// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/fabric-nic.h"

#include "model/azure/vnet-fabric.h"

#include "ns3/channel.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(FabricNic);

TypeId
FabricNic::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::FabricNic")
            .SetParent<NetDevice>()
            .SetGroupName("V6lab")
            .AddConstructor<FabricNic>()
            .AddAttribute("Mtu",
                          "Largest IP packet, in bytes (M1).",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&FabricNic::SetMtu, &FabricNic::GetMtu),
                          MakeUintegerChecker<uint16_t>(1280))
            .AddAttribute("DataRate",
                          "Egress limit; 0bps takes the fabric's NicDataRate.",
                          DataRateValue(DataRate(0)),
                          MakeDataRateAccessor(&FabricNic::m_dataRate),
                          MakeDataRateChecker())
            .AddTraceSource("Sniffer",
                            "IP packets sent and received, for non-promiscuous captures.",
                            MakeTraceSourceAccessor(&FabricNic::m_sniffer),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PromiscSniffer",
                            "IP packets sent and received, for promiscuous captures.",
                            MakeTraceSourceAccessor(&FabricNic::m_promiscSniffer),
                            "ns3::Packet::TracedCallback");
    return tid;
}

FabricNic::FabricNic()
    : m_address(Mac48Address::Allocate())
{
}

FabricNic::~FabricNic() = default;

void
FabricNic::Connect(const Ptr<VnetFabric>& fabric, Side side, azure::Index index)
{
    m_fabric = fabric;
    m_side = side;
    m_index = index;
}

std::optional<int64_t>
FabricNic::Admit(uint32_t bytes, int64_t nowNs, uint64_t defaultRate, uint32_t queuePackets)
{
    const uint64_t own = m_dataRate.GetBitRate();
    return m_queue.Admit(bytes, nowNs, own == 0 ? defaultRate : own, queuePackets);
}

bool
FabricNic::Send(Ptr<Packet> packet, const Address& /*to*/, uint16_t protocol)
{
    if (!m_fabric)
    {
        return false;
    }
    if (m_down)
    {
        m_fabric->LoseAt(*this, packet);
        return true;
    }
    ++m_counters.packetsSent;
    m_counters.bytesSent += packet->GetSize();
    m_sniffer(packet);
    m_promiscSniffer(packet);
    m_fabric->Carry(*this, packet, protocol);
    return true;
}

bool
FabricNic::SendFrom(Ptr<Packet> packet,
                    const Address& /*from*/,
                    const Address& to,
                    uint16_t protocol)
{
    return Send(packet, to, protocol);
}

void
FabricNic::SetDown(bool down)
{
    m_down = down;
}

void
FabricNic::Receive(const Ptr<Packet>& packet, uint16_t protocol)
{
    if (m_down)
    {
        m_fabric->LoseAt(*this, packet);
        return;
    }
    ++m_counters.packetsReceived;
    m_counters.bytesReceived += packet->GetSize();
    m_sniffer(packet);
    m_promiscSniffer(packet);
    if (!m_promiscReceive.IsNull())
    {
        m_promiscReceive(this, packet, protocol, m_address, m_address, NetDevice::PACKET_HOST);
    }
    m_receive(this, packet, protocol, m_address);
}

void
FabricNic::DoDispose()
{
    if (m_fabric)
    {
        m_fabric->Detach(*this);
    }
    m_fabric = nullptr;
    m_node = nullptr;
    m_receive.Nullify();
    m_promiscReceive.Nullify();
    NetDevice::DoDispose();
}

void
FabricNic::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
FabricNic::GetIfIndex() const
{
    return m_ifIndex;
}

Ptr<Channel>
FabricNic::GetChannel() const
{
    return nullptr;
}

void
FabricNic::SetAddress(Address address)
{
    m_address = Mac48Address::ConvertFrom(address);
}

Address
FabricNic::GetAddress() const
{
    return m_address;
}

bool
FabricNic::SetMtu(const uint16_t mtu)
{
    m_mtu = mtu;
    return true;
}

uint16_t
FabricNic::GetMtu() const
{
    return m_mtu;
}

bool
FabricNic::IsLinkUp() const
{
    return true;
}

void
FabricNic::AddLinkChangeCallback(Callback<void> /*callback*/)
{
    // The link never changes.
}

bool
FabricNic::IsBroadcast() const
{
    return false;
}

Address
FabricNic::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
FabricNic::IsMulticast() const
{
    return true; // stacks send RS and MLD; the fabric swallows them
}

Address
FabricNic::GetMulticast(Ipv4Address group) const
{
    return Mac48Address::GetMulticast(group);
}

Address
FabricNic::GetMulticast(Ipv6Address group) const
{
    return Mac48Address::GetMulticast(group);
}

bool
FabricNic::IsBridge() const
{
    return false;
}

bool
FabricNic::IsPointToPoint() const
{
    return true; // the guest sees one neighbour: the fabric
}

Ptr<ns3::Node>
FabricNic::GetNode() const
{
    return m_node;
}

void
FabricNic::SetNode(Ptr<ns3::Node> node)
{
    m_node = node;
    m_nodeId = node ? node->GetId() : 0;
}

bool
FabricNic::NeedsArp() const
{
    return false;
}

void
FabricNic::SetReceiveCallback(ReceiveCallback callback)
{
    m_receive = callback;
}

void
FabricNic::SetPromiscReceiveCallback(PromiscReceiveCallback callback)
{
    m_promiscReceive = callback;
}

bool
FabricNic::SupportsSendFrom() const
{
    return true;
}

} // namespace ns3::v6lab
