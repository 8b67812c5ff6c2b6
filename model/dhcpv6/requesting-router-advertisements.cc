// SPDX-License-Identifier: GPL-2.0-only
// What a router that asks for prefixes advertises on its links.
#include "model/advertisement/link-messages.h"
#include "model/advertisement/router-advertiser.h"
#include "model/core/special-addresses.h"
#include "model/dhcpv6/requesting-router.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/simulated-time.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

auto
SamePrefixAs(const Prefix& prefix)
{
    return [&prefix](const PrefixInformation& one) { return one.prefix == prefix; };
}

} // namespace

void
RequestingRouter::AdvertiseBeside(const Ptr<NetDevice>& device, const AdvertiserSettings& base)
{
    CheckAdvertiser(base);
    const auto found = m_downlinks.find(InterfaceOf(*m_stack, device));
    if (found == m_downlinks.end())
    {
        throw std::invalid_argument("advertisements beside a delegated prefix are for links that "
                                    "AddDownlink() was called with");
    }
    found->second.base = base;
    Advertise(found->second);
    OnRoutes(); // a first global prefix makes it a default router on its other links, too
}

void
RequestingRouter::Advertise(Downlink& link)
{
    const auto tell = [this, &link](AdvertiserSettings& settings) { Tell(link, settings); };
    AdvertiserSettings settings = link.base;
    tell(settings);
    link.advertised = true;
    link.leads = IsDefaultRouter();
    RouterAdvertiser::Of(m_node)->AdvertiseChanging(link.device, settings, tell);
}

/** Of a prefix that is its own and delegated, too, what the delegation says as long as it lasts. */
void
RequestingRouter::Tell(const Downlink& link, AdvertiserSettings& settings) const
{
    settings.lifetimeSeconds =
        IsDefaultRouter() ? link.base.lifetimeSeconds : std::optional<uint32_t>(0);
    const auto current = link.prefixes.GetCurrent();
    settings.prefixes = link.prefixes.Tell(NowNs());
    for (const auto& own : link.base.prefixes)
    {
        if (std::find(current.begin(), current.end(), own.prefix) == current.end())
        {
            auto& told = settings.prefixes;
            told.erase(std::remove_if(told.begin(), told.end(), SamePrefixAs(own.prefix)),
                       told.end());
            told.push_back(own);
        }
    }
}

/** RFC 7084 G-4: a route to everywhere that does not lead into one of its own links. */
bool
RequestingRouter::IsDefaultRouter() const
{
    const auto* route = m_stack->GetLpm().Lookup(Key128());
    return HasGlobalPrefix() && route && m_downlinks.count(route->interface) == 0;
}

/** RFC 7084 ULA-5: delegated, or one of its own that is not unique local nor told as void. */
bool
RequestingRouter::HasGlobalPrefix() const
{
    const auto isGlobal = [](const Prefix& prefix) {
        return UseOf(prefix.GetAddress()) != AddressUse::Private;
    };
    return std::any_of(m_held.begin(), m_held.end(), isGlobal) ||
           std::any_of(m_downlinks.begin(), m_downlinks.end(), [&](const auto& downlink) {
               const auto& own = downlink.second.base.prefixes;
               return std::any_of(own.begin(), own.end(), [&](const PrefixInformation& one) {
                   return one.validSeconds > 0 && isGlobal(one.prefix);
               });
           });
}

void
RequestingRouter::OnRouters(uint32_t, const std::vector<IpAddress>&)
{
    OnRoutes();
}

void
RequestingRouter::OnInterface(uint32_t, bool)
{
    OnRoutes();
}

/** RFC 7084 G-5: hosts are told at once. */
void
RequestingRouter::OnRoutes()
{
    if (!m_stack)
    {
        return;
    }
    for (auto& [interface, link] : m_downlinks)
    {
        if (link.advertised && link.leads != IsDefaultRouter())
        {
            Advertise(link);
        }
    }
}

} // namespace ns3::v6lab
