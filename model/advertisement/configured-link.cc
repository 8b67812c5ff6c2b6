// SPDX-License-Identifier: GPL-2.0-only
#include "model/advertisement/configured-link.h"

#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/ipv6-interface.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

const Prefix EVERYWHERE{*IpAddress::Parse("::"), 0};
constexpr uint8_t LENGTH = 64; //!< of prefixes that addresses are made of

template <typename Value>
bool
Has(const std::vector<Value>& list, const Value& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

ConfiguredLink::ConfiguredLink(const Ptr<Ipv6Stack>& stack,
                               uint32_t interface,
                               const ListenerSettings& settings)
    : m_stack(stack),
      m_interface(interface),
      m_settings(settings)
{
}

ConfiguredLink::~ConfiguredLink() = default;

bool
ConfiguredLink::Apply(const AdvertisedState& state, int64_t nowNs)
{
    m_stack->SetAdvertised(m_interface, state.GetHopLimit(), state.GetMtu().value_or(0));
    ApplyRouters(m_settings.useRouters ? state.GetRouters() : std::vector<IpAddress>());
    ApplyOnLink(state.GetOnLink());
    return m_settings.formAddresses && ApplyAddresses(state, nowNs);
}

/** The router that was heard first is used, the others when it is gone. */
void
ConfiguredLink::ApplyRouters(const std::vector<IpAddress>& routers)
{
    Ipv6LpmRouting& table = m_stack->GetLpm();
    for (const auto& old : m_routers)
    {
        if (!Has(routers, old))
        {
            table.RemoveRoute(EVERYWHERE, old, m_interface);
        }
    }
    for (const auto& router : routers)
    {
        if (!Has(m_routers, router))
        {
            table.AddRoute(EVERYWHERE, router, m_interface, m_settings.metric);
        }
    }
    m_routers = routers;
}

void
ConfiguredLink::ApplyOnLink(const std::vector<Prefix>& prefixes)
{
    Ipv6LpmRouting& table = m_stack->GetLpm();
    for (const auto& old : m_onLink)
    {
        if (!Has(prefixes, old))
        {
            table.RemoveRoute(old, std::nullopt, m_interface);
        }
    }
    for (const auto& prefix : prefixes)
    {
        if (!Has(m_onLink, prefix))
        {
            table.AddRoute(prefix, std::nullopt, m_interface);
        }
    }
    m_onLink = prefixes;
}

/** An address that the interface has anyway stays the administrator's. */
bool
ConfiguredLink::Add(const IpAddress& address)
{
    if (m_stack->IsOurs(ToNs3V6(address)))
    {
        return false;
    }
    const Ipv6InterfaceAddress own(ToNs3V6(address), Ipv6Prefix(LENGTH));
    m_stack->AddAddress(m_interface, own, false); // on-link or not is another matter
    return true;
}

void
ConfiguredLink::SetDeprecated(const IpAddress& address, bool deprecated)
{
    const auto interface = m_stack->GetInterface(m_interface);
    const auto state =
        deprecated ? Ipv6InterfaceAddress::DEPRECATED : Ipv6InterfaceAddress::PREFERRED;
    interface->SetState(ToNs3V6(address), state);
    m_stack->GetLpm().ForgetSelections();
    // ns-3 says "preferred" of a new address once more, at the end of no detection of duplicates.
    Simulator::ScheduleNow(&Ipv6Interface::SetState, interface, ToNs3V6(address), state);
}

bool
ConfiguredLink::ApplyAddresses(const AdvertisedState& state, int64_t nowNs)
{
    std::map<IpAddress, bool> wanted;
    for (const auto& entry : state.GetAutonomous())
    {
        const auto device = m_stack->GetNetDevice(m_interface);
        const auto address =
            Ipv6Address::MakeAutoconfiguredAddress(device->GetAddress(),
                                                   ToNs3V6(entry.prefix.GetAddress()));
        wanted[ToCore(address)] = entry.IsDeprecated(nowNs);
    }
    bool changed = false;
    for (auto old = m_addresses.begin(); old != m_addresses.end();)
    {
        const bool gone = wanted.count(old->first) == 0;
        if (gone)
        {
            m_stack->RemoveAddress(m_interface, ToNs3V6(old->first));
            changed = true;
        }
        old = gone ? m_addresses.erase(old) : std::next(old);
    }
    for (const auto& [address, deprecated] : wanted)
    {
        const auto known = m_addresses.find(address);
        const bool isNew = known == m_addresses.end();
        if ((isNew && Add(address)) || (!isNew && known->second != deprecated))
        {
            m_addresses[address] = deprecated;
            SetDeprecated(address, deprecated);
            changed = true;
        }
    }
    return changed;
}

std::vector<IpAddress>
ConfiguredLink::GetPreferred() const
{
    std::vector<IpAddress> preferred;
    for (const auto& [address, deprecated] : m_addresses)
    {
        if (!deprecated)
        {
            preferred.push_back(address);
        }
    }
    return preferred;
}

} // namespace ns3::v6lab
