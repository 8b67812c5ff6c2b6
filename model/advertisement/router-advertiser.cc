// SPDX-License-Identifier: GPL-2.0-only
#include "model/advertisement/router-advertiser.h"

#include "model/advertisement/link-messages.h"
#include "model/core/advertisement/advertisement-pieces.h"
#include "model/core/advertisement/advertisement-withdrawals.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/simulated-time.h"

#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(RouterAdvertiser);

namespace
{

constexpr int64_t FIRST_STREAM = int64_t{1} << 24; //!< of random numbers, one for each node
constexpr uint32_t WITHDRAWALS = 3; //!< advertisements that say so; one of them may get lost

} // namespace

TypeId
RouterAdvertiser::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::RouterAdvertiser")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<RouterAdvertiser>()
            .AddTraceSource("Sent",
                            "An advertisement has been sent: interface, contents.",
                            MakeTraceSourceAccessor(&RouterAdvertiser::m_sent),
                            "ns3::v6lab::RouterAdvertiser::SentCallback")
            .AddTraceSource("Inconsistent",
                            "Another router of the link says something else (RFC 4861 6.2.7, RFC "
                            "8781 5.2): interface, router, sentence. Each sentence comes once.",
                            MakeTraceSourceAccessor(&RouterAdvertiser::m_inconsistent),
                            "ns3::v6lab::RouterAdvertiser::InconsistentCallback");
    return tid;
}

RouterAdvertiser::RouterAdvertiser()
    : m_chance(CreateObject<UniformRandomVariable>())
{
}

RouterAdvertiser::~RouterAdvertiser() = default;

Ptr<RouterAdvertiser>
RouterAdvertiser::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<RouterAdvertiser>())
    {
        return found;
    }
    const auto advertiser = CreateObject<RouterAdvertiser>();
    advertiser->m_stack = StackOf(node);
    advertiser->m_stack->GetRouterMessageTakers().Add(PeekPointer(advertiser));
    advertiser->AssignStreams(FIRST_STREAM + int64_t{node->GetId()});
    node->AggregateObject(advertiser);
    return advertiser;
}

int64_t
RouterAdvertiser::AssignStreams(int64_t stream)
{
    m_chance->SetStream(stream);
    return 1;
}

void
RouterAdvertiser::DoDispose()
{
    for (auto& [interface, link] : m_links)
    {
        link.event.Cancel();
    }
    m_links.clear();
    if (m_stack)
    {
        m_stack->GetRouterMessageTakers().Remove(this);
        m_stack = nullptr;
    }
    Object::DoDispose();
}

void
RouterAdvertiser::Advertise(const Ptr<NetDevice>& device, const AdvertiserSettings& settings)
{
    AdvertiseChanging(device, settings, nullptr);
}

void
RouterAdvertiser::AdvertiseChanging(const Ptr<NetDevice>& device,
                                    const AdvertiserSettings& settings,
                                    const Refresh& refresh)
{
    CheckAdvertiser(settings);
    const uint32_t interface = BringUp(*m_stack, device);
    const auto known = m_links.find(interface);
    Link& link = m_links[interface];
    if (known != m_links.end())
    {
        Withdraw(link, settings);
    }
    link.settings = settings;
    link.refresh = refresh;
    link.told.clear();
    link.timer.SetIntervals(settings.GetMinInterval(), settings.maxIntervalSeconds);
    link.timer.Start(NowNs());
    Schedule(interface, link);
}

/** Beside what is still to be withdrawn of changes before, which may not have been told yet. */
void
RouterAdvertiser::Withdraw(Link& link, const AdvertiserSettings& next)
{
    RouterAdvertisement before = Compose(link.settings);
    if (!LeavesOut(Compose(next), before))
    {
        return;
    }
    if (link.withdrawals > 0)
    {
        AddWithdrawals(before, link.withdrawn);
    }
    link.withdrawn = before;
    link.withdrawals = WITHDRAWALS;
}

void
RouterAdvertiser::Cease(const Ptr<NetDevice>& device)
{
    const auto found = m_links.find(InterfaceOf(*m_stack, device));
    if (found == m_links.end())
    {
        return;
    }
    auto last = MakeAdvertisement(found->second, found->first);
    last.lifetimeSeconds = 0;
    found->second.event.Cancel();
    Send(found->first, last);
    m_links.erase(found);
}

const AdvertiserSettings*
RouterAdvertiser::GetSettings(const Ptr<NetDevice>& device) const
{
    const auto found = m_links.find(InterfaceOf(*m_stack, device));
    return found == m_links.end() ? nullptr : &found->second.settings;
}

RouterAdvertisement
RouterAdvertiser::MakeAdvertisement(const Link& link, uint32_t interface) const
{
    RouterAdvertisement advertisement = Compose(link.settings);
    advertisement.sourceLinkLayer = LinkLayerAddress(m_stack->GetNetDevice(interface));
    if (!m_stack->GetPlane().IsForwarding()) // RFC 4861 6.2.5
    {
        advertisement.lifetimeSeconds = 0;
    }
    if (link.withdrawals > 0)
    {
        AddWithdrawals(advertisement, link.withdrawn);
    }
    return advertisement;
}

void
RouterAdvertiser::Send(uint32_t interface, const RouterAdvertisement& advertisement) const
{
    const IpAddress source = LinkLocalOf(*m_stack, interface);
    for (const auto& piece : InPieces(advertisement))
    {
        SendLinkMessage(*m_stack, interface, AllNodes(), piece.Encode(source, AllNodes()));
    }
    m_sent(interface, advertisement);
}

void
RouterAdvertiser::OnTime(uint32_t interface)
{
    Link& link = m_links.at(interface);
    if (m_stack->IsUp(interface))
    {
        if (link.refresh)
        {
            link.refresh(link.settings);
        }
        Send(interface, MakeAdvertisement(link, interface));
        link.withdrawals -= link.withdrawals > 0 ? 1 : 0;
    }
    link.timer.OnSent(NowNs(), m_chance->GetValue());
    Schedule(interface, link);
}

void
RouterAdvertiser::Schedule(uint32_t interface, Link& link)
{
    link.event.Cancel();
    const auto next = link.timer.GetNext();
    link.event = Simulator::Schedule(NanoSeconds(next.value_or(0) - NowNs()),
                                     &RouterAdvertiser::OnTime,
                                     this,
                                     interface);
}

RouterMessageTaker::Verdict
RouterAdvertiser::Take(uint32_t interface, const RouterMessage& message)
{
    const auto found = m_links.find(interface);
    if (found == m_links.end())
    {
        return Verdict::NotMine;
    }
    Link& link = found->second;
    if (message.bytes[0] == RouterMessage::ADVERTISEMENT)
    {
        const auto read = RouterAdvertisement::Decode(message);
        const auto* heard = std::get_if<RouterAdvertisement>(&read);
        return heard ? Compare(interface, link, message.source, *heard) : Verdict::Refused;
    }
    if (!std::holds_alternative<IpAddress>(ReadSolicitation(message)))
    {
        return Verdict::Refused;
    }
    link.timer.OnSolicitation(NowNs(), m_chance->GetValue());
    Schedule(interface, link);
    return Verdict::Taken;
}

RouterMessageTaker::Verdict
RouterAdvertiser::Compare(uint32_t interface,
                          Link& link,
                          const IpAddress& router,
                          const RouterAdvertisement& heard)
{
    for (const auto& sentence : FindInconsistencies(Compose(link.settings), heard))
    {
        if (link.told.insert(router.ToString() + " " + sentence).second)
        {
            m_inconsistent(interface, router, sentence);
        }
    }
    return Verdict::Taken;
}

} // namespace ns3::v6lab
