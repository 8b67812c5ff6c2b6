// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/pref64-watch.h"

#include "model/advertisement/link-messages.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcp/dhcp-inform-client.h"
#include "model/dhcpv6/dhcpv6-client.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/simulated-time.h"

#include "ns3/ipv4.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Pref64Watch);

TypeId
Pref64Watch::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Pref64Watch")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<Pref64Watch>()
            .AddTraceSource("Changed",
                            "The prefixes that count on a link are others now: interface, choice.",
                            MakeTraceSourceAccessor(&Pref64Watch::m_changed),
                            "ns3::v6lab::Pref64Watch::ChangedCallback")
            .AddTraceSource("Inconsistent",
                            "A link's routers advertise different prefixes: interface, sentence "
                            "(RFC 8781 5.2).",
                            MakeTraceSourceAccessor(&Pref64Watch::m_inconsistent),
                            "ns3::v6lab::Pref64Watch::InconsistentCallback")
            .AddTraceSource("NoDns64",
                            "The resolvers of a link know ipv4only.arpa and synthesise nothing: "
                            "interface (RFC 7050 3).",
                            MakeTraceSourceAccessor(&Pref64Watch::m_noDns64),
                            "ns3::v6lab::Pref64Watch::NoDns64Callback")
            .AddTraceSource("Checked",
                            "A prefix that DNS told was checked: interface, prefix, whether it "
                            "leads to a NAT64 that works (RFC 7050 3.2).",
                            MakeTraceSourceAccessor(&Pref64Watch::m_checked),
                            "ns3::v6lab::Pref64Watch::CheckedCallback");
    return tid;
}

Pref64Watch::Pref64Watch() = default;
Pref64Watch::~Pref64Watch() = default;

Ptr<Pref64Watch>
Pref64Watch::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<Pref64Watch>())
    {
        return found;
    }
    const auto watch = CreateObject<Pref64Watch>();
    watch->m_node = node;
    const auto listener = RouterListener::Of(node);
    listener->TraceConnectWithoutContext(
        "Advertisement",
        MakeCallback(&Pref64Watch::OnAdvertisement, PeekPointer(watch)));
    listener->TraceConnectWithoutContext(
        "ResolversChanged",
        MakeCallback(&Pref64Watch::OnResolvers, PeekPointer(watch)));
    Dhcpv6Client::Of(node)->TraceConnectWithoutContext(
        "InformationChanged",
        MakeCallback(&Pref64Watch::OnInformation, PeekPointer(watch)));
    if (const auto client = node->GetObject<DhcpInformClient>())
    {
        client->TraceConnectWithoutContext(
            "ConfigurationChanged",
            MakeCallback(&Pref64Watch::OnConfiguration, PeekPointer(watch)));
    }
    node->AggregateObject(watch);
    return watch;
}

void
Pref64Watch::DoDispose()
{
    for (auto& [interface, link] : m_links)
    {
        link.event.Cancel();
        link.start.Cancel();
    }
    m_links.clear();
    m_node = nullptr;
    Object::DoDispose();
}

Pref64Watch::Link&
Pref64Watch::LinkOf(uint32_t interface)
{
    const auto known = m_links.find(interface);
    if (known != m_links.end())
    {
        return known->second;
    }
    Link& link = m_links[interface];
    link.choice.SetListener(
        [this, interface](const Pref64Choice& choice) { OnChoice(interface, choice); });
    return link;
}

Pref64Watch::Link&
Pref64Watch::LinkOf(const Ptr<NetDevice>& device)
{
    return LinkOf(InterfaceOf(*StackOf(m_node), device));
}

void
Pref64Watch::SetStatic(const Ptr<NetDevice>& device, const std::vector<Pref64>& prefixes)
{
    LinkOf(device).choice.SetStatic(prefixes);
}

void
Pref64Watch::SetPcp(const Ptr<NetDevice>& device,
                    const std::vector<Pref64>& prefixes,
                    uint32_t lifetimeSeconds)
{
    LinkOf(device).choice.SetPcp(prefixes, lifetimeSeconds, NowNs());
    Schedule(InterfaceOf(*StackOf(m_node), device));
}

void
Pref64Watch::SetDnsSource(const Ptr<NetDevice>& device,
                          const AskIpv4OnlyArpa& ask,
                          const Pref64Query::Settings& settings)
{
    Link& link = LinkOf(device);
    link.ask = ask;
    link.query = Pref64Query(settings);
    StartSoon(InterfaceOf(*StackOf(m_node), device));
}

void
Pref64Watch::SetConnectivityCheck(const Ptr<NetDevice>& device, const CheckPrefix& check)
{
    LinkOf(device).check = check;
}

void
Pref64Watch::Drive(const Ptr<NetDevice>& device, const Ptr<Clat>& clat)
{
    Link& link = LinkOf(device);
    link.clat = clat;
    ApplyTo(clat, link.choice);
}

const Pref64Choice&
Pref64Watch::GetChoice(const Ptr<NetDevice>& device)
{
    return LinkOf(device).choice;
}

/** What is new comes first: while routers renumber, a CLAT is never without a prefix. */
void
Pref64Watch::OnAdvertisement(uint32_t interface,
                             const IpAddress& router,
                             const RouterAdvertisement& heard)
{
    Link& link = LinkOf(interface);
    for (const bool ends : {false, true})
    {
        for (const auto& option : heard.pref64s)
        {
            if ((option.lifetimeSeconds == 0) == ends)
            {
                link.choice.Advertise(router, option.prefix, option.lifetimeSeconds, NowNs());
            }
        }
    }
    const std::string complaint = link.choice.GetInconsistency();
    if (!complaint.empty() && complaint != link.complaint)
    {
        m_inconsistent(interface, complaint);
    }
    link.complaint = complaint;
    if (link.nobody)
    {
        StartSoon(interface);
    }
    Schedule(interface);
}

void
Pref64Watch::OnResolvers(uint32_t interface, const std::vector<IpAddress>& resolvers)
{
    if (!resolvers.empty())
    {
        StartSoon(interface);
    }
}

void
Pref64Watch::OnInformation(uint32_t interface, const Dhcpv6Information& information)
{
    OnResolvers(interface, information.resolvers);
}

/** The number of an interface is another in IPv4 than in IPv6. */
void
Pref64Watch::OnConfiguration(uint32_t interface, const DhcpConfiguration& configuration)
{
    const auto device = m_node->GetObject<Ipv4>()->GetNetDevice(interface);
    const int32_t same = StackOf(m_node)->GetInterfaceForDevice(device);
    if (same >= 0)
    {
        OnResolvers(static_cast<uint32_t>(same), configuration.resolvers);
    }
}

/** When everybody who hears of new routers and resolvers has done so, the node's stack first. */
void
Pref64Watch::StartSoon(uint32_t interface)
{
    Link& link = LinkOf(interface);
    if (!link.start.IsRunning())
    {
        link.start = Simulator::ScheduleNow(&Pref64Watch::StartQuery, this, interface);
    }
}

void
Pref64Watch::StartQuery(uint32_t interface)
{
    Link& link = LinkOf(interface);
    if (link.ask)
    {
        Execute(interface, link.query.Start(NowNs()));
    }
}

void
Pref64Watch::Execute(uint32_t interface, const Pref64Query::Actions& actions)
{
    using Do = Pref64Query::Do;
    Link& link = LinkOf(interface);
    for (const auto& action : actions)
    {
        if (action.what == Do::Learned || action.what == Do::Lost)
        {
            Learn(interface, link, action);
        }
        else if (action.what == Do::NoDns64)
        {
            m_noDns64(interface);
        }
        else
        {
            const auto question = action.what == Do::AskA ? Question::A : Question::Aaaa;
            const uint32_t asked = ++link.asked;
            const Ptr<Pref64Watch> self(this); // the answer may come late
            link.ask(interface, question, [=](const Answer& answer) {
                self->OnAnswer(interface, asked, question, answer);
            });
        }
    }
    Schedule(interface);
}

void
Pref64Watch::Learn(uint32_t interface, Link& link, const Pref64Query::Action& action)
{
    link.learned = action.prefixes;
    link.learnedUntilNs = NowNs() + action.ttlSeconds * INT64_C(1000000000);
    Choose(link);
    for (const auto& prefix : action.prefixes)
    {
        if (link.check)
        {
            const Ptr<Pref64Watch> self(this); // the verdict comes late
            ++link.unjudged;
            link.check(interface, prefix, [=](bool reachable) {
                self->OnChecked(interface, prefix, reachable);
            });
        }
    }
}

void
Pref64Watch::OnChecked(uint32_t interface, const Pref64& prefix, bool reachable)
{
    const auto found = m_links.find(interface);
    if (found == m_links.end())
    {
        return;
    }
    auto& unreachable = found->second.unreachable;
    unreachable.erase(std::remove(unreachable.begin(), unreachable.end(), prefix),
                      unreachable.end());
    if (!reachable)
    {
        unreachable.push_back(prefix);
    }
    m_checked(interface, prefix, reachable);
    // All verdicts count together: one by one they would move a CLAT there and back.
    if (--found->second.unjudged == 0 && NowNs() < found->second.learnedUntilNs)
    {
        Choose(found->second);
        Schedule(interface);
    }
}

/** RFC 7050 3.2: if a check fails, another prefix may be chosen; if all do, it may be the check. */
void
Pref64Watch::Choose(Link& link)
{
    auto prefixes = link.learned;
    std::stable_partition(prefixes.begin(), prefixes.end(), [&link](const Pref64& prefix) {
        return std::find(link.unreachable.begin(), link.unreachable.end(), prefix) ==
               link.unreachable.end();
    });
    const int64_t leftNs = link.learnedUntilNs - NowNs();
    link.choice.SetDns(prefixes, static_cast<uint32_t>(leftNs / 1000000000), NowNs());
}

void
Pref64Watch::OnAnswer(uint32_t interface, uint32_t asked, Question question, const Answer& answer)
{
    const auto found = m_links.find(interface);
    if (found == m_links.end() || found->second.asked != asked)
    {
        return;
    }
    found->second.nobody = answer.kind == Answer::Kind::NotAsked;
    Pref64Query& query = found->second.query;
    Pref64Query::Actions actions;
    if (question == Question::A)
    {
        actions = query.OnA(answer.kind == Answer::Kind::Records);
    }
    else if (answer.kind == Answer::Kind::Records)
    {
        actions = query.OnAaaa(answer.addresses, answer.ttlSeconds, NowNs());
    }
    else if (answer.kind == Answer::Kind::NoRecords)
    {
        actions = query.OnNegative(answer.ttlSeconds, NowNs());
    }
    else
    {
        actions = query.OnFailure(NowNs());
    }
    Execute(interface, actions);
}

void
Pref64Watch::OnChoice(uint32_t interface, const Pref64Choice& choice)
{
    ApplyTo(m_links.at(interface).clat, choice);
    m_changed(interface, choice);
}

/** A CLAT refuses a prefix that overlaps its own addresses; another may do. */
void
Pref64Watch::ApplyTo(const Ptr<Clat>& clat, const Pref64Choice& choice)
{
    bool done = !clat;
    for (size_t i = 0; i < choice.GetPrefixes().size() && !done; ++i)
    {
        try
        {
            clat->SetPlatPrefix(choice.GetPrefixes()[i]);
            done = true;
        }
        catch (const std::invalid_argument&)
        {
        }
    }
    if (!done)
    {
        clat->SetPlatPrefix(std::nullopt);
    }
}

void
Pref64Watch::OnTime(uint32_t interface)
{
    Link& link = LinkOf(interface);
    const auto actions = link.query.OnTime(NowNs());
    link.choice.Expire(NowNs());
    Execute(interface, actions);
}

void
Pref64Watch::Schedule(uint32_t interface)
{
    Link& link = LinkOf(interface);
    link.event.Cancel();
    if (const auto next = Sooner(link.choice.GetDeadline(), link.query.GetDeadline()))
    {
        link.event = Simulator::Schedule(NanoSeconds(*next - NowNs()),
                                         &Pref64Watch::OnTime,
                                         this,
                                         interface);
    }
}

} // namespace ns3::v6lab
