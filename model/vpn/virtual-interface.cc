// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/virtual-interface.h"

#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/mac48-address.h"
#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** For a link that the interface does not lead to. */
bool
IsLinkOnly(const IpAddress& destination)
{
    static const IpAddress BROADCAST = IpAddress::V4(0xffffffff);
    return destination.IsMulticast() || destination.IsLinkLocal() || destination == BROADCAST;
}

/** Of a link of the node's (RFC 922 7); on those of two addresses none is (RFC 3021). */
bool
IsBroadcastOf(const Ipv4Stack& stack, const IpAddress& destination)
{
    constexpr uint16_t LONGEST = 30;
    for (uint32_t i = 0; destination.IsV4() && i < stack.GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; j < stack.GetNAddresses(i); ++j)
        {
            const auto own = stack.GetAddress(i, j);
            if (own.GetMask().GetPrefixLength() <= LONGEST &&
                ToCore(own.GetBroadcast()) == destination)
            {
                return true;
            }
        }
    }
    return false;
}

} // namespace

VirtualInterface::~VirtualInterface()
{
    Close();
}

void
VirtualInterface::Open(const Ptr<ns3::Node>& node, uint16_t mtu, const Taker& taker)
{
    const auto ipv4 = node->GetObject<Ipv4Stack>();
    const auto ipv6 = node->GetObject<Ipv6Stack>();
    if (!ipv4 || !ipv6)
    {
        throw std::invalid_argument("a VPN needs a node with v6lab's stack (StackHelper)");
    }
    m_taker = taker;
    m_device = CreateObject<VirtualNetDevice>();
    m_device->SetAddress(Mac48Address::Allocate()); // ns-3 makes the link-local address of it
    m_device->SetMtu(mtu);
    m_device->SetSendCallback(MakeCallback(&VirtualInterface::OnPacket, this));
    node->AddDevice(m_device);
    m_interface4 = ipv4->AddInterface(m_device);
    m_interface6 = ipv6->AddInterface(m_device);
    ipv4->SetUp(m_interface4);
    // It has no routers to ask, whatever the node's other interfaces do.
    ipv6->SetForwarding(m_interface6, true);
    ipv6->SetUp(m_interface6);
}

void
VirtualInterface::AddAddress(const IpAddress& address)
{
    const auto node = m_device->GetNode();
    if (address.IsV4())
    {
        node->GetObject<Ipv4Stack>()->AddAddress(
            m_interface4,
            Ipv4InterfaceAddress(ToNs3V4(address), Ipv4Mask::GetOnes()));
    }
    else
    {
        node->GetObject<Ipv6Stack>()->AddAddress(
            m_interface6,
            Ipv6InterfaceAddress(ToNs3V6(address), Ipv6Prefix(uint8_t{128})));
    }
}

void
VirtualInterface::SetBoundOnly()
{
    const auto node = m_device->GetNode();
    node->GetObject<Ipv4Stack>()->GetLpm().SetBoundOnly(m_interface4);
    node->GetObject<Ipv6Stack>()->GetLpm().SetBoundOnly(m_interface6);
}

void
VirtualInterface::AddRoute(const Prefix& prefix)
{
    const auto node = m_device->GetNode();
    if (prefix.GetFamily() == Family::V4)
    {
        node->GetObject<Ipv4Stack>()->GetLpm().AddRoute(prefix, std::nullopt, m_interface4);
    }
    else
    {
        node->GetObject<Ipv6Stack>()->GetLpm().AddRoute(prefix, std::nullopt, m_interface6);
    }
}

bool
VirtualInterface::OnPacket(Ptr<Packet> packet, const Address&, const Address&, uint16_t protocol)
{
    const auto facts = FactsOf(packet);
    if (!facts)
    {
        return true;
    }
    if (IsLinkOnly(facts->destination) ||
        IsBroadcastOf(*m_device->GetNode()->GetObject<Ipv4Stack>(), facts->destination))
    {
        if (PacketIdentity::Of(packet).GetFlow() != 0) // the stack's own questions are no loss
        {
            m_device->GetNode()->GetObject<ForwardingPlane>()->OnDrop(Reason::VpnLinkOnly,
                                                                      packet,
                                                                      *facts);
        }
        return true;
    }
    m_taker(packet, protocol == Ipv4L3Protocol::PROT_NUMBER ? Family::V4 : Family::V6);
    return true;
}

void
VirtualInterface::Write(const Ptr<Packet>& packet)
{
    Simulator::ScheduleNow(&VirtualInterface::Arrive, m_device, packet);
}

void
VirtualInterface::Arrive(const Ptr<VirtualNetDevice>& device, const Ptr<Packet>& packet)
{
    uint8_t first = 0;
    packet->CopyData(&first, 1);
    const uint16_t protocol = first >> 4 == 4 ? uint16_t{Ipv4L3Protocol::PROT_NUMBER}
                                              : uint16_t{Ipv6L3Protocol::PROT_NUMBER};
    if (device->GetNode())
    {
        device->Receive(packet,
                        protocol,
                        device->GetAddress(),
                        device->GetAddress(),
                        NetDevice::PACKET_HOST);
    }
}

void
VirtualInterface::Close()
{
    if (m_device)
    {
        m_device->SetSendCallback({});
        m_device = nullptr;
    }
    m_taker = Taker();
}

} // namespace ns3::v6lab
