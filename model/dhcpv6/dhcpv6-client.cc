// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcpv6/dhcpv6-client.h"

#include "model/advertisement/link-messages.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcpv6/dhcpv6-link.h"
#include "model/routing/ipv6-stack.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Dhcpv6Client);

namespace
{

constexpr int64_t FIRST_STREAM = int64_t{1} << 25; //!< of random numbers, one for each node

} // namespace

TypeId
Dhcpv6Client::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Dhcpv6Client")
            .SetParent<LinkClient>()
            .SetGroupName("V6lab")
            .AddConstructor<Dhcpv6Client>()
            .AddTraceSource("InformationChanged",
                            "A server has told something else than before: interface, what.",
                            MakeTraceSourceAccessor(&Dhcpv6Client::m_changed),
                            "ns3::v6lab::Dhcpv6Client::InformationCallback");
    return tid;
}

Dhcpv6Client::Link::Link(const Duid& clientId)
    : request(clientId)
{
}

Dhcpv6Client::~Dhcpv6Client() = default;

Ptr<Dhcpv6Client>
Dhcpv6Client::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<Dhcpv6Client>())
    {
        return found;
    }
    const auto client = CreateObject<Dhcpv6Client>();
    client->m_stack = StackOf(node);
    client->AssignStreams(FIRST_STREAM + int64_t{node->GetId()});
    RouterListener::Of(node)->TraceConnectWithoutContext(
        "Advertisement",
        MakeCallback(&Dhcpv6Client::OnAdvertisement, PeekPointer(client)));
    node->AggregateObject(client);
    return client;
}

void
Dhcpv6Client::DoDispose()
{
    m_links.clear();
    m_stack = nullptr;
    LinkClient::DoDispose();
}

Dhcpv6Client::Link&
Dhcpv6Client::LinkOf(uint32_t interface)
{
    const auto known = m_links.find(interface);
    if (known != m_links.end())
    {
        return known->second;
    }
    const auto device = m_stack->GetNetDevice(interface);
    Link& link = m_links.emplace(interface, Link(DuidOf(device))).first->second;
    Open(interface, OpenOnLink(device->GetNode(), device, dhcpv6::CLIENT_PORT));
    return link;
}

void
Dhcpv6Client::Start(const Ptr<NetDevice>& device)
{
    Start(BringUp(*m_stack, device));
}

void
Dhcpv6Client::Start(uint32_t interface)
{
    Link& link = LinkOf(interface);
    link.answered = false;
    link.request.Start(NowNs(), Draw());
    Schedule(interface);
}

/** RFC 4861 4.2: with M set, O says nothing more. The same bid again starts nothing. */
void
Dhcpv6Client::OnAdvertisement(uint32_t interface,
                              const IpAddress&,
                              const RouterAdvertisement& heard)
{
    const bool bids = heard.other || heard.managed;
    if (!bids && m_links.count(interface) == 0)
    {
        return;
    }
    Link& link = LinkOf(interface);
    const bool isNew = bids && !link.bidden;
    link.bidden = bids;
    if (isNew)
    {
        Start(interface);
    }
}

void
Dhcpv6Client::OnTime(uint32_t interface)
{
    Link& link = m_links.at(interface);
    if (const auto message = link.request.OnTime(NowNs(), Draw()))
    {
        SendTo(SocketOf(interface), AllDhcpv6Servers(), dhcpv6::SERVER_PORT, *message);
    }
}

void
Dhcpv6Client::OnDatagrams(uint32_t interface, const Ptr<Socket>& socket)
{
    Link& link = m_links.at(interface);
    while (const auto datagram = Receive(socket))
    {
        const auto read = Dhcpv6Message::Decode(datagram->bytes.data(), datagram->bytes.size());
        const auto* reply = std::get_if<Dhcpv6Message>(&read);
        const auto before = link.request.GetInformation();
        if (!reply || !link.request.OnReply(*reply, NowNs()))
        {
            continue;
        }
        link.answered = true;
        if (!(link.request.GetInformation() == before))
        {
            m_changed(interface, link.request.GetInformation());
        }
    }
}

std::optional<int64_t>
Dhcpv6Client::GetDeadline(uint32_t interface) const
{
    return m_links.at(interface).request.GetDeadline();
}

Dhcpv6Information
Dhcpv6Client::GetInformation() const
{
    Dhcpv6Information all;
    for (const auto& [interface, link] : m_links)
    {
        AddNew(all.resolvers, link.request.GetInformation().resolvers);
        AddNew(all.searchDomains, link.request.GetInformation().searchDomains);
    }
    return all;
}

const Dhcpv6Client::Link*
Dhcpv6Client::Find(const Ptr<NetDevice>& device) const
{
    const auto found = m_links.find(static_cast<uint32_t>(m_stack->GetInterfaceForDevice(device)));
    return found == m_links.end() ? nullptr : &found->second;
}

Dhcpv6Information
Dhcpv6Client::GetInformation(const Ptr<NetDevice>& device) const
{
    const Link* link = Find(device);
    return link ? link->request.GetInformation() : Dhcpv6Information();
}

bool
Dhcpv6Client::IsAsking(const Ptr<NetDevice>& device) const
{
    const Link* link = Find(device);
    return link && !link->answered && link->request.GetDeadline();
}

} // namespace ns3::v6lab
