// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/link-client.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(LinkClient);

TypeId
LinkClient::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::LinkClient").SetParent<Object>().SetGroupName("V6lab");
    return tid;
}

LinkClient::LinkClient()
    : m_chance(CreateObject<UniformRandomVariable>())
{
}

LinkClient::~LinkClient() = default;

int64_t
LinkClient::AssignStreams(int64_t stream)
{
    m_chance->SetStream(stream);
    return 1;
}

void
LinkClient::DoDispose()
{
    for (auto& [interface, link] : m_links)
    {
        link.event.Cancel();
        link.socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        link.socket->Close();
    }
    m_links.clear();
    Object::DoDispose();
}

int64_t
LinkClient::NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

double
LinkClient::Draw() const
{
    return m_chance->GetValue();
}

void
LinkClient::Open(uint32_t interface, const Ptr<Socket>& socket)
{
    m_links[interface].socket = socket;
    socket->SetRecvCallback(
        Callback<void, Ptr<Socket>>([this, interface](Ptr<Socket> heard) { // as long as it is open
            OnDatagrams(interface, heard);
            Schedule(interface);
        }));
}

const Ptr<Socket>&
LinkClient::SocketOf(uint32_t interface) const
{
    return m_links.at(interface).socket;
}

void
LinkClient::Schedule(uint32_t interface)
{
    Link& link = m_links.at(interface);
    link.event.Cancel();
    if (const auto deadline = GetDeadline(interface))
    {
        link.event = Simulator::Schedule(NanoSeconds(*deadline - NowNs()),
                                         &LinkClient::RunTime,
                                         this,
                                         interface);
    }
}

void
LinkClient::RunTime(uint32_t interface)
{
    OnTime(interface);
    Schedule(interface);
}

std::vector<uint8_t>
HardwareOf(const Ptr<NetDevice>& device)
{
    const ns3::Address address = device->GetAddress();
    std::vector<uint8_t> bytes(address.GetLength());
    address.CopyTo(bytes.data());
    return bytes;
}

} // namespace ns3::v6lab
