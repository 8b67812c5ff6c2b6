// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/dhcp-inform-server.h"

#include "model/dhcp/dhcp-link.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/inet-socket-address.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DhcpInformServer);

TypeId
DhcpInformServer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::DhcpInformServer")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<DhcpInformServer>();
    return tid;
}

DhcpInformServer::~DhcpInformServer() = default;

Ptr<DhcpInformServer>
DhcpInformServer::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<DhcpInformServer>())
    {
        return found;
    }
    const auto server = CreateObject<DhcpInformServer>();
    server->m_stack = Ipv4StackOf(node);
    node->AggregateObject(server);
    return server;
}

void
DhcpInformServer::DoDispose()
{
    for (auto& [interface, link] : m_links)
    {
        link.socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        link.socket->Close();
    }
    m_links.clear();
    m_stack = nullptr;
    Object::DoDispose();
}

void
DhcpInformServer::Serve(const Ptr<NetDevice>& device, const DhcpSettings& settings)
{
    CheckDhcpSettings(settings);
    const uint32_t interface = AddressedInterfaceOf(*m_stack, device);
    Link& link = m_links[interface];
    link.settings = settings;
    if (!link.socket)
    {
        link.socket = OpenDhcpSocket(device, dhcp::SERVER_PORT);
        link.socket->SetRecvCallback(Callback<void, Ptr<Socket>>(
            [this, interface](Ptr<Socket> socket) { OnRequest(interface, socket); }));
    }
}

void
DhcpInformServer::OnRequest(uint32_t interface, Ptr<Socket> socket)
{
    const Link& link = m_links.at(interface);
    const auto own = m_stack->GetAddress(interface, 0);
    const IpAddress address = ToCore(own.GetLocal());
    const Prefix prefix(address, static_cast<uint8_t>(own.GetMask().GetPrefixLength()));
    while (const auto datagram = ReceiveDhcp(socket))
    {
        const auto read = DhcpMessage::Decode(datagram->data(), datagram->size());
        const auto* request = std::get_if<DhcpMessage>(&read);
        if (!request)
        {
            continue;
        }
        const auto answer = AnswerInform(*request, address, prefix, link.settings);
        if (const auto* reply = std::get_if<DhcpMessage>(&answer))
        {
            const auto bytes = reply->Encode();
            socket->SendTo(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())),
                           0,
                           InetSocketAddress(ToNs3V4(reply->clientAddress), dhcp::CLIENT_PORT));
        }
    }
}

} // namespace ns3::v6lab
