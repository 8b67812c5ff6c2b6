// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcpv6/dhcpv6-server.h"

#include "model/advertisement/link-messages.h"
#include "model/dhcpv6/dhcpv6-link.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Dhcpv6Server);

TypeId
Dhcpv6Server::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::Dhcpv6Server")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<Dhcpv6Server>()
                            .AddTraceSource("DelegationChanged",
                                            "A prefix begins or ceases to be a client's: "
                                            "interface, what.",
                                            MakeTraceSourceAccessor(&Dhcpv6Server::m_changed),
                                            "ns3::v6lab::Dhcpv6Server::DelegationCallback");
    return tid;
}

Dhcpv6Server::~Dhcpv6Server() = default;

Ptr<Dhcpv6Server>
Dhcpv6Server::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<Dhcpv6Server>())
    {
        return found;
    }
    const auto server = CreateObject<Dhcpv6Server>();
    server->m_stack = StackOf(node);
    node->AggregateObject(server);
    return server;
}

void
Dhcpv6Server::DoDispose()
{
    for (auto& [interface, link] : m_links)
    {
        link.requests->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        link.requests->Close();
        link.replies->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        link.expiry.Cancel();
        link.replies->Close();
    }
    m_links.clear();
    m_stack = nullptr;
    Object::DoDispose();
}

Dhcpv6Server::Link&
Dhcpv6Server::Open(const Ptr<NetDevice>& device)
{
    const uint32_t interface = BringUp(*m_stack, device);
    Link& link = m_links[interface];
    m_id = m_id.empty() ? DuidOf(device) : m_id; // one for all links (RFC 8415 11)
    if (link.requests)
    {
        return link;
    }
    const auto node = device->GetNode();
    m_stack->AddMulticastAddress(ToNs3V6(AllDhcpv6Servers()), interface);
    link.requests = OpenOnLink(node, device, dhcpv6::SERVER_PORT, AllDhcpv6Servers());
    link.replies = OpenOnLink(node, device, dhcpv6::SERVER_PORT);
    link.requests->SetRecvCallback(Callback<void, Ptr<Socket>>(
        [this, interface](Ptr<Socket> socket) { OnRequest(interface, true, socket); }));
    link.replies->SetRecvCallback(Callback<void, Ptr<Socket>>(
        [this, interface](Ptr<Socket> socket) { OnRequest(interface, false, socket); }));
    return link;
}

void
Dhcpv6Server::Serve(const Ptr<NetDevice>& device, const InformationSettings& settings)
{
    CheckInformation(settings);
    Open(device).settings = settings;
}

void
Dhcpv6Server::Delegate(const Ptr<NetDevice>& device, const DelegationSettings& settings)
{
    CheckDelegation(settings);
    Link& link = Open(device);
    if (link.delegation)
    {
        link.delegation->Change(settings);
        return;
    }
    link.delegation = std::make_unique<PrefixDelegation>(m_id, settings);
}

const PrefixDelegation*
Dhcpv6Server::GetDelegation(const Ptr<NetDevice>& device) const
{
    const int32_t interface = m_stack->GetInterfaceForDevice(device);
    const auto found = m_links.find(static_cast<uint32_t>(interface));
    return interface < 0 || found == m_links.end() ? nullptr : found->second.delegation.get();
}

std::optional<Dhcpv6Message>
Dhcpv6Server::Answer(Link& link,
                     const Dhcpv6Message& message,
                     const IpAddress& client,
                     bool multicast) const
{
    if (message.type != dhcpv6::INFORMATION_REQUEST)
    {
        auto* const delegation = link.delegation.get();
        return delegation ? delegation->Answer(message,
                                               client,
                                               multicast,
                                               Simulator::Now().GetNanoSeconds())
                          : std::nullopt;
    }
    if (!link.settings || !multicast)
    {
        return std::nullopt;
    }
    const auto answer = AnswerInformationRequest(message, m_id, *link.settings);
    const auto* reply = std::get_if<Dhcpv6Message>(&answer);
    return reply ? std::optional(*reply) : std::nullopt;
}

void
Dhcpv6Server::OnRequest(uint32_t interface, bool multicast, const Ptr<Socket>& socket)
{
    Link& link = m_links.at(interface);
    while (const auto datagram = Receive(socket))
    {
        const auto read = Dhcpv6Message::Decode(datagram->bytes.data(), datagram->bytes.size());
        const auto* request = std::get_if<Dhcpv6Message>(&read);
        const auto reply =
            request ? Answer(link, *request, datagram->from, multicast) : std::nullopt;
        Settle(interface); // the route is there before the client knows of its prefix
        if (reply)
        {
            SendTo(link.replies, datagram->from, dhcpv6::CLIENT_PORT, *reply);
        }
    }
}

/** Reports what has changed, and sees to what will end next. */
void
Dhcpv6Server::Settle(uint32_t interface)
{
    Link& link = m_links.at(interface);
    link.expiry.Cancel();
    if (!link.delegation)
    {
        return;
    }
    for (const auto& change : link.delegation->TakeChanges())
    {
        m_changed(interface, change);
    }
    if (const auto deadline = link.delegation->GetDeadline())
    {
        link.expiry = Simulator::Schedule(NanoSeconds(*deadline) - Simulator::Now(),
                                          &Dhcpv6Server::OnExpiry,
                                          this,
                                          interface);
    }
}

void
Dhcpv6Server::OnExpiry(uint32_t interface)
{
    m_links.at(interface).delegation->Expire(Simulator::Now().GetNanoSeconds());
    Settle(interface);
}

} // namespace ns3::v6lab
