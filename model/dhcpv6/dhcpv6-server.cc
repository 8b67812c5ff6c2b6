// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcpv6/dhcpv6-server.h"

#include "model/advertisement/link-messages.h"
#include "model/dhcpv6/dhcpv6-link.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Dhcpv6Server);

TypeId
Dhcpv6Server::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::Dhcpv6Server")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<Dhcpv6Server>();
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
        link.replies->Close();
    }
    m_links.clear();
    m_stack = nullptr;
    Object::DoDispose();
}

void
Dhcpv6Server::Serve(const Ptr<NetDevice>& device, const InformationSettings& settings)
{
    CheckInformation(settings);
    const uint32_t interface = BringUp(*m_stack, device);
    Link& link = m_links[interface];
    link.settings = settings;
    m_id = m_id.empty() ? DuidOf(device) : m_id; // one for all links (RFC 8415 11)
    if (link.requests)
    {
        return;
    }
    const auto node = device->GetNode();
    m_stack->AddMulticastAddress(ToNs3V6(AllDhcpv6Servers()), interface);
    link.requests = OpenOnLink(node, device, dhcpv6::SERVER_PORT, AllDhcpv6Servers());
    link.replies = OpenOnLink(node, device, dhcpv6::SERVER_PORT);
    link.replies->ShutdownRecv();
    link.requests->SetRecvCallback(Callback<void, Ptr<Socket>>(
        [this, interface](Ptr<Socket> socket) { OnRequest(interface, socket); }));
}

void
Dhcpv6Server::OnRequest(uint32_t interface, Ptr<Socket> socket)
{
    const Link& link = m_links.at(interface);
    while (const auto datagram = Receive(socket))
    {
        const auto read = Dhcpv6Message::Decode(datagram->bytes.data(), datagram->bytes.size());
        const auto* request = std::get_if<Dhcpv6Message>(&read);
        if (!request)
        {
            continue;
        }
        const auto answer = AnswerInformationRequest(*request, m_id, link.settings);
        if (const auto* reply = std::get_if<Dhcpv6Message>(&answer))
        {
            SendTo(link.replies, datagram->from, dhcpv6::CLIENT_PORT, *reply);
        }
    }
}

} // namespace ns3::v6lab
