// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/host-resolver.h"

#include "model/advertisement/router-listener.h"
#include "model/dhcp/dhcp-inform-client.h"
#include "model/dhcpv6/dhcpv6-client.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(HostResolver);
NS_OBJECT_ENSURE_REGISTERED(FlowLookup);

namespace
{

void
AddNew(std::vector<IpAddress>& servers, const std::vector<IpAddress>& more)
{
    for (const auto& server : more)
    {
        if (std::find(servers.begin(), servers.end(), server) == servers.end())
        {
            servers.push_back(server);
        }
    }
}

LookupResult
ResultOf(const StubAnswer& answer, Family family)
{
    LookupResult result;
    result.family = family;
    result.addresses = answer.addresses;
    result.ttl = answer.ttl;
    switch (answer.kind)
    {
    case StubAnswer::Kind::Data:
        result.kind =
            answer.addresses.empty() ? LookupResult::Kind::Negative : LookupResult::Kind::Addresses;
        result.rcode = DnsRcodeWord(dns::NOERROR);
        break;
    case StubAnswer::Kind::NoData:
        result.kind = LookupResult::Kind::Negative;
        result.rcode = DnsRcodeWord(dns::NOERROR);
        break;
    case StubAnswer::Kind::NoName:
        result.kind = LookupResult::Kind::Negative;
        result.rcode = DnsRcodeWord(dns::NXDOMAIN);
        break;
    case StubAnswer::Kind::Failed:
        result.rcode = DnsRcodeWord(answer.rcode);
        break;
    case StubAnswer::Kind::NoServers:
        result.asked = false;
        break;
    case StubAnswer::Kind::Timeout:
        break; // nobody answered
    }
    return result;
}

} // namespace

TypeId
HostResolver::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::HostResolver")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<HostResolver>();
    return tid;
}

HostResolver::~HostResolver() = default;

void
HostResolver::Start(const Ptr<ns3::Node>& node,
                    const StubSettings& settings,
                    const Ptr<DnsLedger>& ledger)
{
    m_node = node;
    m_configured = settings.servers;
    m_driver = CreateObject<DnsDriver>();
    m_driver->Start(node, ledger);
    m_stub = std::make_unique<StubResolver>(settings, m_driver->GetPort());
    m_driver->Drive(*m_stub);
    if (const auto listener = node->GetObject<RouterListener>())
    {
        listener->TraceConnectWithoutContext("ResolversChanged",
                                             MakeCallback(&HostResolver::OnResolvers, this));
    }
    if (const auto client = node->GetObject<Dhcpv6Client>())
    {
        client->TraceConnectWithoutContext("InformationChanged",
                                           MakeCallback(&HostResolver::OnInformation, this));
    }
    if (const auto client = node->GetObject<DhcpInformClient>())
    {
        client->TraceConnectWithoutContext("ConfigurationChanged",
                                           MakeCallback(&HostResolver::OnConfiguration, this));
    }
    UpdateServers();
}

void
HostResolver::DoDispose()
{
    if (m_driver)
    {
        m_driver->Dispose();
    }
    m_stub.reset();
    m_driver = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
HostResolver::OnResolvers(uint32_t, const std::vector<IpAddress>&)
{
    if (m_stub)
    {
        UpdateServers();
    }
}

void
HostResolver::OnInformation(uint32_t, const Dhcpv6Information&)
{
    if (m_stub)
    {
        UpdateServers();
    }
}

void
HostResolver::OnConfiguration(uint32_t, const DhcpConfiguration&)
{
    if (m_stub)
    {
        UpdateServers();
    }
}

void
HostResolver::UpdateServers()
{
    std::vector<IpAddress> servers = m_configured;
    if (const auto client = m_node->GetObject<Dhcpv6Client>())
    {
        AddNew(servers, client->GetInformation().resolvers);
    }
    if (const auto client = m_node->GetObject<DhcpInformClient>())
    {
        AddNew(servers, client->GetConfiguration().resolvers);
    }
    if (const auto listener = m_node->GetObject<RouterListener>())
    {
        AddNew(servers, listener->GetResolvers());
    }
    m_stub->SetServers(servers);
}

void
HostResolver::Lookup(const std::string& name,
                     Family family,
                     uint32_t flow,
                     NameLookup::Answer answer)
{
    const auto parsed = DnsName::Parse(name);
    if (!parsed)
    {
        StubAnswer none;
        none.kind = StubAnswer::Kind::NoName; // no server could have it
        answer(ResultOf(none, family));
        return;
    }
    const uint16_t type = family == Family::V6 ? dns::AAAA : dns::A;
    m_stub->LookUp(
        {*parsed, type, dns::IN},
        DnsDriver::NowNs(),
        [answer, family](const StubAnswer& found, int64_t) { answer(ResultOf(found, family)); },
        {0, flow});
    m_driver->Wait();
}

void
HostResolver::Ask(const std::vector<IpAddress>& servers,
                  const DnsQuestion& question,
                  StubResolver::Done done)
{
    m_stub->LookUpFrom(servers.empty() ? GetServers() : servers,
                       question,
                       DnsDriver::NowNs(),
                       std::move(done));
    m_driver->Wait();
}

const std::vector<IpAddress>&
HostResolver::GetServers() const
{
    return m_stub->GetServers();
}

TypeId
FlowLookup::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::FlowLookup")
                            .SetParent<NameLookup>()
                            .SetGroupName("V6lab")
                            .AddConstructor<FlowLookup>();
    return tid;
}

void
FlowLookup::SetResolver(const Ptr<HostResolver>& resolver)
{
    m_resolver = resolver;
}

void
FlowLookup::SetFlow(uint32_t flow)
{
    m_flow = flow;
}

void
FlowLookup::Lookup(const std::string& name, Family family, Answer answer)
{
    m_resolver->Lookup(name, family, m_flow, answer);
}

void
FlowLookup::DoDispose()
{
    m_resolver = nullptr;
    NameLookup::DoDispose();
}

} // namespace ns3::v6lab
