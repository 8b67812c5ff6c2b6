// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_AZURE_WORLD_H
#define V6LAB_TEST_AZURE_WORLD_H

#include "test/support/azure.h"
#include "test/support/table.h"

#include <functional>

/** One estate for all rows about decisions, and words for such rows. */
namespace ns3::v6lab::test
{

/**
 * A hub with an NVA, two spokes peered to it with forwarded traffic allowed, and a network alone.
 * Every virtual network is dual-stack; NICs are numbered as in the enum.
 */
struct World
{
    enum Nics : azure::Index
    {
        NVA,    // hub, 10.0.0.4, IP forwarding
        APP,    // spoke 1, 10.1.0.4, public 192.0.2.10 and its IPv6 as it is
        APP2,   // spoke 1, 10.1.0.5, no public address
        DB,     // spoke 2, 10.2.0.4, no public address
        ALONE,  // 10.3.0.4, public 192.0.2.30, private subnet
        HIDDEN, // 10.3.1.4, private subnet, no public address
    };

    World()
    {
        hub = estate.AddVnet(Blocks({"10.0.0.0/16", "2001:db8:0::/48"}));
        spoke1 = estate.AddVnet(Blocks({"10.1.0.0/16", "2001:db8:1::/48"}));
        spoke2 = estate.AddVnet(Blocks({"10.2.0.0/16", "2001:db8:2::/48"}));
        alone = estate.AddVnet(Blocks({"10.3.0.0/16", "fd00:3::/48"}));
        estate.Peer(hub, spoke1, true);
        estate.Peer(hub, spoke2, true);
        table = estate.AddRouteTable({});
        const azure::Index hubSubnet = estate.AddSubnet(hub, {Block("10.0.0.0/24")});
        subnet1 = estate.AddSubnet(spoke1, {Block("10.1.0.0/24")}, table);
        const azure::Index subnet2 = estate.AddSubnet(spoke2, {Block("10.2.0.0/24")});
        const azure::Index subnet3 = estate.AddSubnet(alone, {Block("10.3.0.0/24")});
        estate.subnets[subnet3].defaultOutboundAccess = false;
        estate.AddNic(hubSubnet, {Address("10.0.0.4"), Address("2001:db8::4")}, true);
        estate.AddNic(subnet1, {Address("10.1.0.4"), Address("2001:db8:1::4")});
        estate.AddNic(subnet1, {Address("10.1.0.5"), Address("2001:db8:1::5")});
        estate.AddNic(subnet2, {Address("10.2.0.4"), Address("2001:db8:2::4")});
        estate.AddNic(subnet3, {Address("10.3.0.4"), Address("fd00:3::4")});
        estate.AddNic(subnet3, {Address("10.3.1.4"), Address("fd00:3::5")});
        estate.nics[APP].ipConfigurations[0].publicAddress = Address("192.0.2.10");
        estate.nics[APP].ipConfigurations[1].publicAddress = Address("2001:db8:1::4");
        estate.nics[ALONE].ipConfigurations[0].publicAddress = Address("192.0.2.30");
        estate.nics[ALONE].ipConfigurations[1].publicAddress = Address("2001:db8:ffff::30");
        estate.internetHosts.push_back(
            {{Address("198.51.100.7"), Address("2001:db8:99::7")}, {Block("203.0.113.0/24")}});
        estate.idlePublicAddresses = {Address("192.0.2.99")};
        estate.sharedOutbound = Address("192.0.2.200");
    }

    void Route(const azure::Route& route)
    {
        estate.routeTables[table].routes.push_back(route);
    }

    azure::Estate estate;
    azure::Index hub;
    azure::Index spoke1;
    azure::Index spoke2;
    azure::Index alone;
    azure::Index table; //!< of spoke 1's subnet
    azure::Index subnet1;
};

using WorldChange = std::function<void(World&)>;

inline Row
From(azure::Index nic,
     const std::string& sentence,
     const std::string& clause,
     const WorldChange& change,
     const std::string& source,
     const std::string& destination,
     const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                change(world);
                azure::Delivery delivery(world.estate);
                v.Equal(ToText(delivery.FromNic(nic, Address(source), Address(destination))),
                        expected,
                        source + " > " + destination);
            }};
}

inline Row
Inbound(const std::string& sentence,
        const std::string& clause,
        const std::string& source,
        const std::string& destination,
        const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                azure::Delivery delivery(world.estate);
                v.Equal(ToText(delivery.FromInternet(Address(source), Address(destination))),
                        expected,
                        source + " > " + destination);
            }};
}

inline void
AsIs(World&)
{
}

inline WorldChange
With(const azure::Route& route)
{
    return [=](World& w) { w.Route(route); };
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_AZURE_WORLD_H
