// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/advertised-lan.h"

#include "model/advertisement/link-messages.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "test/support/json-data.h"

#include "ns3/ipv6.h"
#include "ns3/mac48-address.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab::test
{

namespace
{

std::string
Second()
{
    return std::to_string(std::lround(Simulator::Now().GetSeconds()));
}

} // namespace

AdvertisedLan::AdvertisedLan()
{
    Host("h");
    Router("r");
    Router("r2");
    Host("server");
    Lan("lan", {"h", "r", "r2"});
    Link("far", "r", "server");
    Address("r", "lan", "2001:db8:1::ff/64");
    Address("r", "far", "2001:db8:f::ff/64");
    Address("server", "far", "2001:db8:f::1/64");
    Address("r2", "lan", "2001:db8:1::fe/64");
    Route("server", "::/0", "2001:db8:f::ff", "far");
    Address("r", "lan", "2001:db8:2::ff/64");
    Listen("server", 7, true);
}

AdvertiserSettings
AdvertisedLan::Prefixes(const std::vector<std::string>& prefixes,
                        uint32_t valid,
                        uint32_t preferred)
{
    AdvertiserSettings settings;
    for (const auto& prefix : prefixes)
    {
        settings.prefixes.push_back({data::Block(prefix), true, true, valid, preferred});
    }
    return settings;
}

void
AdvertisedLan::Advertise(const std::string& router,
                         const AdvertiserSettings& settings,
                         double second)
{
    Simulator::Schedule(Seconds(second), [=]() {
        RouterAdvertiser::Of(At(router))->Advertise(Device(router, "lan"), settings);
    });
}

void
AdvertisedLan::Cease(const std::string& router, double second)
{
    Simulator::Schedule(Seconds(second),
                        [=]() { RouterAdvertiser::Of(At(router))->Cease(Device(router, "lan")); });
}

void
AdvertisedLan::Listen(const ListenerSettings& settings)
{
    const auto listener = RouterListener::Of(At("h"));
    listener->TraceConnectWithoutContext(
        "Advertisement",
        Callback<void, uint32_t, const IpAddress&, const RouterAdvertisement&>(
            [this](uint32_t, const IpAddress&, const RouterAdvertisement&) { ++advertisements; }));
    listener->TraceConnectWithoutContext(
        "ResolversChanged",
        Callback<void, uint32_t, const std::vector<IpAddress>&>(
            [this](uint32_t, const std::vector<IpAddress>& resolvers) {
                reports += Second() + " resolvers";
                for (const auto& resolver : resolvers)
                {
                    reports += " " + resolver.ToString();
                }
                reports += "; ";
            }));
    listener->TraceConnectWithoutContext("Pref64Changed",
                                         Callback<void, uint32_t, const std::vector<Pref64>&>(
                                             [this](uint32_t, const std::vector<Pref64>& prefixes) {
                                                 reports += Second() + " pref64";
                                                 for (const auto& prefix : prefixes)
                                                 {
                                                     reports += " " + prefix.GetPrefix().ToString();
                                                 }
                                                 reports += "; ";
                                             }));
    listener->Listen(Device("h", "lan"), settings);
}

std::string
AdvertisedLan::AddressOfH(const std::string& prefix) const
{
    uint8_t mac[6];
    Mac48Address::ConvertFrom(Device("h", "lan")->GetAddress()).CopyTo(mac);
    auto bytes = data::Block(prefix).GetAddress().GetBytes();
    const uint8_t identifier[8]{static_cast<uint8_t>(mac[0] ^ 2),
                                mac[1],
                                mac[2],
                                0xff,
                                0xfe,
                                mac[3],
                                mac[4],
                                mac[5]};
    std::copy(identifier, identifier + 8, bytes.begin() + 8);
    return IpAddress::V6(bytes.data()).ToString();
}

std::string
AdvertisedLan::LinkLocalOf(const std::string& node) const
{
    const auto stack = At(node)->GetObject<Ipv6Stack>();
    return v6lab::LinkLocalOf(*stack, InterfaceOf(*stack, Device(node, "lan"))).ToString();
}

std::string
AdvertisedLan::Addresses() const
{
    const auto ipv6 = At("h")->GetObject<Ipv6>();
    const auto interface = static_cast<uint32_t>(ipv6->GetInterfaceForDevice(Device("h", "lan")));
    std::string text;
    for (uint32_t i = 0; i < ipv6->GetNAddresses(interface); ++i)
    {
        const auto own = ipv6->GetAddress(interface, i);
        const bool deprecated = own.GetState() == Ipv6InterfaceAddress::DEPRECATED;
        const std::string address = ToCore(own.GetAddress()).ToString();
        if (!own.GetAddress().IsLinkLocal())
        {
            text += (deprecated ? "(" + address + ")" : address) + " ";
        }
    }
    return text;
}

void
AdvertisedLan::Look(double second, std::string* into) const
{
    Simulator::Schedule(Seconds(second), [this, into]() { *into = Addresses(); });
}

} // namespace ns3::v6lab::test
