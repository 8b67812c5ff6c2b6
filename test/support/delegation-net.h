// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DELEGATION_NET_H
#define V6LAB_TEST_DELEGATION_NET_H

#include "model/advertisement/router-advertiser.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcpv6/delegating-router.h"
#include "model/dhcpv6/dhcpv6-client.h"
#include "model/dhcpv6/requesting-router.h"
#include "test/support/small-net.h"

#include "ns3/simulator.h"

#include <string>

namespace ns3::v6lab::test
{

/** h listens on "lan" of r2, which asks p on "up"; p reaches peer by "out". */
class DelegationNet : public SmallNet
{
  public:
    DelegationNet()
    {
        Router("p");
        Router("r2");
        Host("h");
        Host("peer");
        Lan("up", {"p", "r2"});
        Lan("lan", {"r2", "h"});
        Link("out", "p", "peer");
        Address("p", "out", "2001:db8:f::2/64");
        Address("peer", "out", "2001:db8:f::1/64");
        Route("peer", "::/0", "2001:db8:f::2", "out");
        AdvertiserSettings settings;
        settings.maxIntervalSeconds = 4;
        RouterAdvertiser::Of(At("p"))->Advertise(Device("p", "up"), settings);
        RouterListener::Of(At("r2"))->Listen(Device("r2", "up"));
        RouterListener::Of(At("h"))->Listen(Device("h", "lan"));
    }

    void Delegate(const std::string& pool, double second = 0, uint32_t preferred = 100) const
    {
        DelegationSettings settings;
        settings.pool = *Prefix::Parse(pool);
        settings.length = 62;
        settings.preferredSeconds = preferred;
        settings.validSeconds = 2 * preferred;
        Simulator::Schedule(ns3::Seconds(second),
                            &DelegatingRouter::Delegate,
                            DelegatingRouter::Of(At("p")),
                            Device("p", "up"),
                            settings);
    }

    /** `own` is a prefix that r2 advertises beside those that it gets. */
    void Beside(const std::string& link,
                const std::string& own = "",
                double second = 0,
                uint32_t interval = 4) const
    {
        AdvertiserSettings base;
        base.maxIntervalSeconds = interval;
        if (!own.empty())
        {
            base.prefixes.push_back({*Prefix::Parse(own)});
        }
        Tell(link, base, second);
    }

    /** The same with other settings. */
    void Tell(const std::string& link, const AdvertiserSettings& base, double second) const
    {
        Simulator::Schedule(ns3::Seconds(second),
                            &RequestingRouter::AdvertiseBeside,
                            RequestingRouter::Of(At("r2")),
                            Device("r2", link),
                            base);
    }

    void Request(const std::string& own = "", uint32_t interval = 4) const
    {
        const auto router = RequestingRouter::Of(At("r2"));
        router->AddDownlink(Device("r2", "lan"), 1);
        Beside("lan", own, 0, interval);
        Simulator::ScheduleNow(&RequestingRouter::Request,
                               router,
                               Device("r2", "up"),
                               PrefixRequestSettings());
    }

    void Release(double second) const
    {
        Simulator::Schedule(ns3::Seconds(second),
                            &RequestingRouter::Release,
                            RequestingRouter::Of(At("r2")),
                            Device("r2", "up"));
    }

    std::string Prefixes() const
    {
        std::string text;
        for (const auto& lease : Dhcpv6Client::Of(At("r2"))->GetPrefixes(Device("r2", "up")))
        {
            text += lease.prefix.ToString() + " ";
        }
        return text;
    }

    /** The types of the DHCPv6 messages on the link between the routers. */
    std::string Types() const
    {
        std::string text;
        for (const auto& frame : Frames("up", protocol::UDP))
        {
            text += std::to_string(frame.bytes.at(48)) + " ";
        }
        return text;
    }

    /** "prefix preferred valid; " that h knows. */
    std::string Known(const std::string& node = "h", const std::string& link = "lan") const
    {
        const auto* state = RouterListener::Of(At(node))->GetState(Device(node, link));
        std::string text;
        for (const auto& known : state->GetAutonomous())
        {
            const auto now = Simulator::Now().GetNanoSeconds();
            text += known.prefix.ToString() + (known.IsDeprecated(now) ? " deprecated; " : "; ");
        }
        return text;
    }

    void See(double second, std::string* into)
    {
        Simulator::Schedule(ns3::Seconds(second), [this, into]() { *into = Known(); });
    }

    /** p is a default router for so many seconds each time, or none. */
    void Lead(double second, uint32_t lifetime) const
    {
        Simulator::Schedule(ns3::Seconds(second), [this, lifetime]() {
            AdvertiserSettings settings;
            settings.maxIntervalSeconds = 4;
            settings.lifetimeSeconds = lifetime;
            RouterAdvertiser::Of(At("p"))->Advertise(Device("p", "up"), settings);
        });
    }

    /** How many default routers h has then. */
    void SeeRouters(double second, size_t* into)
    {
        Simulator::Schedule(ns3::Seconds(second), [this, into]() {
            const auto* state = RouterListener::Of(At("h"))->GetState(Device("h", "lan"));
            *into = state->GetRouters().size();
        });
    }

    /** Router lifetimes that were told on the LAN, the same one behind the other once. */
    std::string LifetimesTold() const
    {
        std::string all;
        std::string last;
        for (const auto& frame : Frames("lan"))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            if (facts && facts->protocol == protocol::ICMPV6 &&
                facts->icmpType == RouterMessage::ADVERTISEMENT)
            {
                const int lifetime = frame.bytes.at(46) << 8 | frame.bytes.at(47);
                const auto text = std::to_string(lifetime) + " ";
                all += text == last ? "" : text;
                last = text;
            }
        }
        return all;
    }
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DELEGATION_NET_H
