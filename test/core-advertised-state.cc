// SPDX-License-Identifier: GPL-2.0-only
// What hosts make of router advertisements, and for how long.
#include "model/core/advertisement/advertised-state.h"
#include "model/core/time-units.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::data::Addr;
using test::data::Block;

namespace
{

constexpr uint32_t HOUR = 3600;

/** A link on which two routers may speak; times in seconds. */
class Host
{
  public:
    void Hear(const RouterAdvertisement& heard, int64_t second, const std::string& from = "fe80::1")
    {
        state.Receive(Addr(from), heard, second * SECOND);
    }

    void HearPrefix(uint32_t valid, uint32_t preferred, int64_t second)
    {
        RouterAdvertisement heard;
        heard.prefixes = {{Block("2001:db8:1::/64"), true, true, valid, preferred}};
        Hear(heard, second);
    }

    void HearResolver(const std::string& address,
                      uint32_t lifetime,
                      int64_t second,
                      const std::string& from = "fe80::1")
    {
        RouterAdvertisement heard;
        heard.resolvers = {{{Addr(address)}, lifetime}};
        Hear(heard, second, from);
    }

    void Wait(int64_t second)
    {
        state.Expire(second * SECOND);
    }

    /** "2001:db8:1::/64 100/200; ": preferred and valid until. */
    std::string Addresses() const
    {
        std::string text;
        for (const auto& entry : state.GetAutonomous())
        {
            const auto time = [](int64_t ns) {
                return ns == NEVER ? std::string("never") : std::to_string(ns / SECOND);
            };
            text += entry.prefix.ToString() + " " + time(entry.preferredUntilNs) + "/" +
                    time(entry.validUntilNs) + "; ";
        }
        return text;
    }

    std::string Resolvers() const
    {
        std::string text;
        for (const auto& resolver : state.GetResolvers())
        {
            text += resolver.ToString() + " ";
        }
        return text;
    }

    AdvertisedState state;
};

void
Routers(test::Verdict& v)
{
    Host host;
    RouterAdvertisement heard;
    heard.lifetimeSeconds = 100;
    host.Hear(heard, 0, "fe80::1");
    host.Hear(heard, 10, "fe80::2");
    v.Equal(host.state.GetRouters().size(), 2u, "routers");
    v.Equal(*host.state.GetDeadline(0) / SECOND, 100, "next end");
    host.Wait(100);
    v.Equal(host.state.GetRouters().size(), 1u, "after the first one's lifetime");
    v.Equal(host.state.GetRouters().at(0).ToString(), "fe80::2", "the other stays");
    heard.lifetimeSeconds = 0;
    host.Hear(heard, 105, "fe80::2");
    v.True(host.state.GetRouters().empty(), "lifetime 0: no router any more");
    v.True(!host.state.GetDeadline(105 * SECOND), "nothing left to end");
}

void
Prefixes(test::Verdict& v)
{
    Host host;
    RouterAdvertisement heard;
    heard.prefixes = {{Block("2001:db8:1::/64"), true, false, 100, 50},
                      {Block("2001:db8:2::/64"), false, true, 100, 50},
                      {Block("2001:db8:3::/60"), true, true, 100, 50},
                      {Block("fe80::/64"), true, true, 100, 50},
                      {Block("2001:db8:4::/64"), true, true, 50, 100},
                      {Block("2001:db8:5::/64"), true, true, 0, 0}};
    host.Hear(heard, 0);
    v.Equal(host.Addresses(), "2001:db8:2::/64 50/100; ", "prefixes to make addresses of");
    std::string onLink;
    for (const auto& prefix : host.state.GetOnLink())
    {
        onLink += prefix.ToString() + " ";
    }
    v.Equal(onLink, "2001:db8:1::/64 2001:db8:3::/60 2001:db8:4::/64 ", "prefixes on the link");
    host.Wait(100);
    v.True(host.state.GetOnLink().empty() && host.Addresses().empty(), "gone after 100 s");
}

void
Deprecation(test::Verdict& v)
{
    Host host;
    host.HearPrefix(200, 100, 0);
    v.Equal(*host.state.GetDeadline(0) / SECOND, 100, "next: deprecated");
    v.True(!host.state.GetAutonomous().at(0).IsDeprecated(99 * SECOND), "preferred at 99 s");
    v.True(host.state.GetAutonomous().at(0).IsDeprecated(100 * SECOND), "deprecated at 100 s");
    v.Equal(*host.state.GetDeadline(100 * SECOND) / SECOND, 200, "next: invalid");
    host.HearPrefix(FOREVER, FOREVER, 150);
    v.Equal(host.Addresses(), "2001:db8:1::/64 never/never; ", "forever");
}

Row
TwoHours(const std::string& what,
         uint32_t validBefore,
         uint32_t validHeard,
         const std::string& expected)
{
    return {"a valid lifetime of " + what, "RFC 4862 5.5.3 e", [=](test::Verdict& v) {
                Host host;
                host.HearPrefix(validBefore, 10, 0);
                host.HearPrefix(validHeard, 0, 100);
                v.Equal(host.Addresses(), "2001:db8:1::/64 100/" + expected + "; ", "ends");
            }};
}

void
OnLinkEndsAtOnce(test::Verdict& v)
{
    Host host;
    host.HearPrefix(10 * HOUR, 10 * HOUR, 0);
    host.HearPrefix(0, 0, 100);
    v.True(host.state.GetOnLink().empty(), "not on the link any more");
    v.Equal(host.Addresses(), "2001:db8:1::/64 100/7300; ", "but the address is valid");
}

void
Resolvers(test::Verdict& v)
{
    Host host;
    host.HearResolver("2001:db8::2", 100, 0);
    host.HearResolver("2001:db8::1", FOREVER, 1);
    v.Equal(host.Resolvers(), "2001:db8::2 2001:db8::1 ", "in the order of hearing");
    host.HearResolver("2001:db8::2", 100, 50);
    host.Wait(149);
    v.Equal(host.Resolvers(), "2001:db8::2 2001:db8::1 ", "a new lifetime, the same order");
    host.Wait(150);
    v.Equal(host.Resolvers(), "2001:db8::1 ", "ended");
    host.HearResolver("2001:db8::1", 0, 151);
    v.Equal(host.Resolvers(), "", "lifetime 0");
}

void
Pref64s(test::Verdict& v)
{
    Host host;
    RouterAdvertisement heard;
    heard.pref64s = {{Pref64(), 600}, {Pref64(Block("2001:db8:64::/96")), 1200}};
    host.Hear(heard, 0);
    v.Equal(host.state.GetPref64s().size(), 2u, "both");
    host.Wait(599);
    v.Equal(host.state.GetPref64s().size(), 2u, "both at 599 s");
    host.Wait(600);
    v.Equal(host.state.GetPref64s().size(), 1u, "one at 600 s");
    v.Equal(host.state.GetPref64s().at(0).GetPrefix().ToString(), "2001:db8:64::/96", "which");
}

void
Parameters(test::Verdict& v)
{
    Host host;
    v.Equal(host.state.GetHopLimit(), 0, "nothing is known at first");
    RouterAdvertisement heard;
    heard.hopLimit = 63;
    heard.mtu = 1400;
    heard.managed = true;
    host.Hear(heard, 0);
    RouterAdvertisement silent;
    silent.hopLimit = 0;
    host.Hear(silent, 1);
    v.Equal(host.state.GetHopLimit(), 63, "0 says nothing of the hop limit");
    v.Equal(host.state.GetMtu().value_or(0), 1400u, "nor does no option of the MTU");
    v.True(!host.state.IsManaged(), "flags are those of the last one");
}

void
Bounded(test::Verdict& v)
{
    Host host;
    for (uint32_t i = 0; i < 1000; ++i)
    {
        RouterAdvertisement heard;
        auto bytes = Addr("2001:db8::").GetBytes();
        bytes[6] = static_cast<uint8_t>(i >> 8);
        bytes[7] = static_cast<uint8_t>(i);
        heard.prefixes = {{Prefix(IpAddress::V6(bytes.data()), 64), true, true, 100, 100}};
        heard.resolvers = {{{IpAddress::V6(bytes.data())}, 100}};
        host.Hear(heard, 0, Addr("fe80::").Plus(i).ToString());
    }
    v.Equal(host.state.GetRouters().size(), 64u, "routers");
    v.Equal(host.state.GetAutonomous().size(), 64u, "prefixes");
    v.Equal(host.state.GetResolvers().size(), 64u, "resolvers");
}

const std::vector<Row> ROWS{
    {"a router is a default router for its lifetime, and none with lifetime 0",
     "RFC 4861 6.3.4, 6.3.5",
     Routers},
    {"prefixes are on the link or for addresses as their flags say; for addresses only /64, none "
     "that is link-local, void or preferred longer than valid",
     "RFC 4861 6.3.4, RFC 4862 5.5.3",
     Prefixes},
    {"an address is deprecated when its preferred lifetime ends", "RFC 4862 5.5.4", Deprecation},
    TwoHours("more than two hours counts", 10 * HOUR, 3 * HOUR, std::to_string(3 * HOUR + 100)),
    TwoHours("more than what is left counts", 200, 300, "400"),
    TwoHours("less is two hours where more was left", 10 * HOUR, 60, "7300"),
    TwoHours("zero is two hours where more was left", 10 * HOUR, 0, "7300"),
    TwoHours("less is ignored where less than two hours are left", 200, 50, "200"),
    {"a prefix with lifetime 0 is off the link at once, whatever becomes of addresses",
     "RFC 4861 6.3.4, RFC 4862 5.5.3 e",
     OnLinkEndsAtOnce},
    {"resolvers last as long as told, in the order in which they were first told",
     "RFC 8106 5.3.1, 6.2",
     Resolvers},
    {"NAT64 prefixes last as long as told", "RFC 8781 4.1, 8781-13", Pref64s},
    {"hop limit, MTU and flags are kept", "RFC 4861 6.3.4", Parameters},
    {"a flood of routers does not fill the memory", "RFC 6104 2", Bounded},
};

V6LAB_SUITE("v6lab-core-advertised-state", ROWS);

} // namespace
