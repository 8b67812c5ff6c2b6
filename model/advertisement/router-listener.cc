// SPDX-License-Identifier: GPL-2.0-only
#include "model/advertisement/router-listener.h"

#include "model/advertisement/link-messages.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/simulated-time.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(RouterListener);

namespace
{

// RFC 4861 10.
constexpr uint32_t MAX_RTR_SOLICITATIONS = 3;
constexpr uint32_t RTR_SOLICITATION_INTERVAL = 4; //!< seconds

} // namespace

TypeId
RouterListener::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::RouterListener")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<RouterListener>()
            .AddTraceSource("Advertisement",
                            "A valid one has come: interface, router, contents.",
                            MakeTraceSourceAccessor(&RouterListener::m_advertisement),
                            "ns3::v6lab::RouterListener::AdvertisementCallback")
            .AddTraceSource("RoutersChanged",
                            "The default routers of a link are others now, and so are the routes: "
                            "interface, all of them.",
                            MakeTraceSourceAccessor(&RouterListener::m_routersChanged),
                            "ns3::v6lab::RouterListener::AddressesCallback")
            .AddTraceSource("ResolversChanged",
                            "The resolvers of a link are others now: interface, all of them.",
                            MakeTraceSourceAccessor(&RouterListener::m_resolversChanged),
                            "ns3::v6lab::RouterListener::AddressesCallback")
            .AddTraceSource("Pref64Changed",
                            "The NAT64 prefixes of a link are others now: interface, all of them.",
                            MakeTraceSourceAccessor(&RouterListener::m_pref64Changed),
                            "ns3::v6lab::RouterListener::Pref64Callback")
            .AddTraceSource("AddressesChanged",
                            "The addresses made of a link's prefixes are others now, or were "
                            "deprecated: interface, those that are preferred.",
                            MakeTraceSourceAccessor(&RouterListener::m_addressesChanged),
                            "ns3::v6lab::RouterListener::AddressesCallback");
    return tid;
}

RouterListener::RouterListener() = default;
RouterListener::~RouterListener() = default;

Ptr<RouterListener>
RouterListener::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<RouterListener>())
    {
        return found;
    }
    const auto listener = CreateObject<RouterListener>();
    listener->m_stack = StackOf(node);
    listener->m_stack->GetRouterMessageTakers().Add(PeekPointer(listener));
    node->AggregateObject(listener);
    return listener;
}

void
RouterListener::DoDispose()
{
    for (auto& [interface, link] : m_links)
    {
        link.solicit.Cancel();
        link.expire.Cancel();
    }
    m_links.clear();
    if (m_stack)
    {
        m_stack->GetRouterMessageTakers().Remove(this);
        m_stack = nullptr;
    }
    Object::DoDispose();
}

IpAddress
RouterListener::MakeAddress(const Ptr<NetDevice>& device, const Prefix& prefix)
{
    return ToCore(
        Ipv6Address::MakeAutoconfiguredAddress(device->GetAddress(), ToNs3V6(prefix.GetAddress())));
}

void
RouterListener::Listen(const Ptr<NetDevice>& device, const ListenerSettings& settings)
{
    const uint32_t interface = BringUp(*m_stack, device);
    Link& link = m_links[interface];
    link.settings = settings;
    link.configured = std::make_unique<ConfiguredLink>(m_stack, interface, settings);
    link.solicit.Cancel();
    link.solicitations = 0;
    if (settings.solicit)
    {
        link.solicit = Simulator::ScheduleNow(&RouterListener::Solicit, this, interface);
    }
}

void
RouterListener::Solicit(uint32_t interface)
{
    Link& link = m_links.at(interface);
    if (link.heard || link.solicitations >= MAX_RTR_SOLICITATIONS)
    {
        return;
    }
    ++link.solicitations;
    link.solicit = Simulator::Schedule(Seconds(RTR_SOLICITATION_INTERVAL),
                                       &RouterListener::Solicit,
                                       this,
                                       interface);
    if (m_stack->IsUp(interface))
    {
        SendLinkMessage(*m_stack,
                        interface,
                        AllRouters(),
                        EncodeSolicitation(LinkLocalOf(*m_stack, interface),
                                           AllRouters(),
                                           LinkLayerAddress(m_stack->GetNetDevice(interface))));
    }
}

RouterMessageTaker::Verdict
RouterListener::Take(uint32_t interface, const RouterMessage& message)
{
    const auto found = m_links.find(interface);
    if (found == m_links.end() || message.bytes[0] != RouterMessage::ADVERTISEMENT)
    {
        return Verdict::NotMine;
    }
    const auto read = RouterAdvertisement::Decode(message);
    const auto* heard = std::get_if<RouterAdvertisement>(&read);
    if (!heard)
    {
        return Verdict::Refused;
    }
    Link& link = found->second;
    link.heard |= heard->lifetimeSeconds > 0; // RFC 4861 6.3.7
    LearnRouter(*m_stack, interface, message.source, heard->sourceLinkLayer);
    link.state.Receive(message.source, *heard, NowNs());
    m_advertisement(interface, message.source, *heard);
    Update(interface, link);
    return Verdict::Taken;
}

void
RouterListener::OnTime(uint32_t interface)
{
    Update(interface, m_links.at(interface));
}

/** Forgets what has ended, brings the stack in line, reports, and waits for the next end. */
void
RouterListener::Update(uint32_t interface, Link& link)
{
    link.state.Expire(NowNs());
    if (link.configured->Apply(link.state, NowNs()))
    {
        m_addressesChanged(interface, link.configured->GetPreferred());
    }
    if (const auto routers = link.state.GetRouters(); routers != link.routers)
    {
        link.routers = routers;
        m_routersChanged(interface, routers);
    }
    if (const auto resolvers = link.state.GetResolvers(); resolvers != link.resolvers)
    {
        link.resolvers = resolvers;
        m_resolversChanged(interface, resolvers);
    }
    if (const auto pref64s = link.state.GetPref64s(); !(pref64s == link.pref64s))
    {
        link.pref64s = pref64s;
        m_pref64Changed(interface, pref64s);
    }
    link.expire.Cancel();
    if (const auto deadline = link.state.GetDeadline(NowNs()))
    {
        link.expire = Simulator::Schedule(NanoSeconds(*deadline - NowNs()),
                                          &RouterListener::OnTime,
                                          this,
                                          interface);
    }
}

const AdvertisedState*
RouterListener::GetState(const Ptr<NetDevice>& device) const
{
    const int32_t interface = m_stack->GetInterfaceForDevice(device);
    const auto found = m_links.find(static_cast<uint32_t>(interface));
    return found == m_links.end() ? nullptr : &found->second.state;
}

bool
RouterListener::IsSoliciting(const Ptr<NetDevice>& device) const
{
    const int32_t interface = m_stack->GetInterfaceForDevice(device);
    const auto found = m_links.find(static_cast<uint32_t>(interface));
    return found != m_links.end() && !found->second.heard && found->second.solicit.IsRunning();
}

std::vector<IpAddress>
RouterListener::GetResolvers() const
{
    std::vector<IpAddress> all;
    for (const auto& [interface, link] : m_links)
    {
        for (const auto& resolver : link.state.GetResolvers())
        {
            if (std::find(all.begin(), all.end(), resolver) == all.end())
            {
                all.push_back(resolver);
            }
        }
    }
    return all;
}

} // namespace ns3::v6lab
