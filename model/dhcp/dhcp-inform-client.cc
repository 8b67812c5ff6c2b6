// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/dhcp-inform-client.h"

#include "model/dhcp/dhcp-link.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DhcpInformClient);

namespace
{

constexpr int64_t FIRST_STREAM = int64_t{3} << 24; //!< of random numbers, one for each node

} // namespace

TypeId
DhcpInformClient::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::DhcpInformClient")
            .SetParent<LinkClient>()
            .SetGroupName("V6lab")
            .AddConstructor<DhcpInformClient>()
            .AddTraceSource("ConfigurationChanged",
                            "A server has told something else than before: interface, what.",
                            MakeTraceSourceAccessor(&DhcpInformClient::m_changed),
                            "ns3::v6lab::DhcpInformClient::ConfigurationCallback");
    return tid;
}

DhcpInformClient::Link::Link(const std::vector<uint8_t>& hardware)
    : inform(hardware)
{
}

DhcpInformClient::~DhcpInformClient() = default;

Ptr<DhcpInformClient>
DhcpInformClient::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<DhcpInformClient>())
    {
        return found;
    }
    const auto client = CreateObject<DhcpInformClient>();
    client->m_stack = Ipv4StackOf(node);
    client->AssignStreams(FIRST_STREAM + int64_t{node->GetId()});
    node->AggregateObject(client);
    return client;
}

void
DhcpInformClient::DoDispose()
{
    m_links.clear();
    m_stack = nullptr;
    LinkClient::DoDispose();
}

void
DhcpInformClient::Start(const Ptr<NetDevice>& device)
{
    const uint32_t interface = AddressedInterfaceOf(*m_stack, device);
    auto known = m_links.find(interface);
    if (known == m_links.end())
    {
        known = m_links.emplace(interface, Link(HardwareOf(device))).first;
        known->second.device = device;
        Open(interface, OpenDhcpSocket(device, dhcp::CLIENT_PORT));
    }
    known->second.answered = false;
    known->second.inform.Start(ToCore(m_stack->GetAddress(interface, 0).GetLocal()),
                               NowNs(),
                               Draw());
    Schedule(interface);
}

void
DhcpInformClient::OnTime(uint32_t interface)
{
    Link& link = m_links.at(interface);
    if (const auto message = link.inform.OnTime(NowNs(), Draw()))
    {
        BroadcastDhcp(*m_stack, link.device, *message, dhcp::CLIENT_PORT, dhcp::SERVER_PORT);
    }
}

void
DhcpInformClient::OnDatagrams(uint32_t interface, const Ptr<Socket>& socket)
{
    Link& link = m_links.at(interface);
    while (const auto datagram = ReceiveDhcp(socket))
    {
        const auto read = DhcpMessage::Decode(datagram->data(), datagram->size());
        const auto* reply = std::get_if<DhcpMessage>(&read);
        const auto before = link.inform.GetConfiguration();
        if (!reply || !link.inform.OnReply(*reply))
        {
            continue;
        }
        link.answered = true;
        if (!(link.inform.GetConfiguration() == before))
        {
            m_changed(interface, link.inform.GetConfiguration());
        }
    }
}

std::optional<int64_t>
DhcpInformClient::GetDeadline(uint32_t interface) const
{
    return m_links.at(interface).inform.GetDeadline();
}

DhcpConfiguration
DhcpInformClient::GetConfiguration() const
{
    DhcpConfiguration all;
    for (const auto& [interface, link] : m_links)
    {
        const auto& told = link.inform.GetConfiguration();
        AddNew(all.resolvers, told.resolvers);
        AddNew(all.searchDomains, told.searchDomains);
        all.domainName = all.domainName ? all.domainName : told.domainName;
    }
    return all;
}

const DhcpInformClient::Link*
DhcpInformClient::Find(const Ptr<NetDevice>& device) const
{
    const auto found = m_links.find(static_cast<uint32_t>(m_stack->GetInterfaceForDevice(device)));
    return found == m_links.end() ? nullptr : &found->second;
}

DhcpConfiguration
DhcpInformClient::GetConfiguration(const Ptr<NetDevice>& device) const
{
    const Link* link = Find(device);
    return link ? link->inform.GetConfiguration() : DhcpConfiguration();
}

bool
DhcpInformClient::IsAsking(const Ptr<NetDevice>& device) const
{
    const Link* link = Find(device);
    return link && !link->answered && link->inform.GetDeadline();
}

} // namespace ns3::v6lab
