// SPDX-License-Identifier: GPL-2.0-only
// PREF64s of several links and routers, and of several NAT64s: RFC 8781 5.
#include "test/support/carrier-net.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::carrier;

namespace
{

void
TwoLinks(test::Verdict& v)
{
    SmallNet net;
    net.Host("h");
    net.Router("r1");
    net.Router("r2");
    net.Link("one", "h", "r1");
    net.Link("two", "h", "r2");
    net.Address("r1", "one", "2001:db8:1::ff/64");
    net.Address("r2", "two", "2001:db8:2::ff/64");
    for (const std::string n : {"1", "2"})
    {
        const std::string link = n == "1" ? "one" : "two";
        RouterListener::Of(net.At("h"))->Listen(net.Device("h", link));
        AdvertiserSettings settings;
        settings.pref64s = {{P(n == "1" ? OLD : NEW), 600}};
        RouterAdvertiser::Of(net.At("r" + n))->Advertise(net.Device("r" + n, link), settings);
    }
    const auto watch = Pref64Watch::Of(net.At("h"));
    net.Run(1);
    for (const std::string link : {"one", "two"})
    {
        const auto& choice = watch->GetChoice(net.Device("h", link));
        v.Equal(choice.GetPrefixes().size(), 1u, link + ": prefixes");
        v.Equal(choice.GetFirst()->GetPrefix().ToString(), link == "one" ? OLD : NEW, link);
        v.Equal(choice.GetInconsistency(), "", "different links may differ");
    }
}

void
TwoRouters(test::Verdict& v)
{
    SmallNet net;
    net.Host("h");
    net.Router("r1");
    net.Router("r2");
    net.Lan("lan", {"h", "r1", "r2"});
    std::string atHost;
    std::string atRouter;
    RouterListener::Of(net.At("h"))->Listen(net.Device("h", "lan"));
    Pref64Watch::Of(net.At("h"))
        ->TraceConnectWithoutContext(
            "Inconsistent",
            ns3::Callback<void, uint32_t, const std::string&>(
                [&atHost](uint32_t, const std::string& sentence) { atHost += sentence + "\n"; }));
    for (const std::string n : {"1", "2"})
    {
        net.Address("r" + n, "lan", "2001:db8:1::" + n + "/64");
        AdvertiserSettings settings;
        settings.pref64s = {{P(n == "1" ? OLD : NEW), 600}};
        const auto advertiser = RouterAdvertiser::Of(net.At("r" + n));
        advertiser->TraceConnectWithoutContext(
            "Inconsistent",
            ns3::Callback<void, uint32_t, const IpAddress&, const std::string&>(
                [&atRouter](uint32_t, const IpAddress&, const std::string& sentence) {
                    atRouter += sentence + "\n";
                }));
        advertiser->Advertise(net.Device("r" + n, "lan"), settings);
    }
    net.Run(60);
    v.True(atHost.find(OLD) != std::string::npos && atHost.find(NEW) != std::string::npos,
           "the host: " + atHost);
    v.Equal(std::count(atHost.begin(), atHost.end(), '\n'), 1, "sentences at the host");
    v.True(atRouter.find(OLD) != std::string::npos && atRouter.find(NEW) != std::string::npos,
           "the routers: " + atRouter);
    v.Equal(std::count(atRouter.begin(), atRouter.end(), '\n'), 2, "sentences, one at each router");
}

void
SubPrefixes(test::Verdict& v)
{
    const auto& example = test::data::RfcExamples()["rfc8781_option"]["subprefix_routing"];
    const Pref64 prefix = P(example["prefix"]);
    SmallNet net;
    net.Router("r");
    net.Router("a");
    net.Router("b");
    net.Host("h");
    net.Link("h", "h", "r");
    net.Link("a", "r", "a");
    net.Link("b", "r", "b");
    net.Address("h", "h", "2001:db8:1::1/64");
    net.Address("r", "h", "2001:db8:1::2/64");
    net.Address("r", "a", "2001:db8:2::1/64");
    net.Address("a", "a", "2001:db8:2::2/64");
    net.Address("r", "b", "2001:db8:3::1/64");
    net.Address("b", "b", "2001:db8:3::2/64");
    net.Route("h", "::/0", "2001:db8:1::2", "h");
    net.Route("r", example["route_10_8"], "2001:db8:2::2", "a");
    net.Route("r", example["prefix"], "2001:db8:3::2", "b");
    net.Udp("h", prefix.Embed(Addr("10.1.2.3")).ToString(), 7, 10, 1);
    net.Udp("h", prefix.Embed(Addr("11.1.2.3")).ToString(), 7, 10, 2);
    net.Udp("h", prefix.Embed(Addr("192.0.2.1")).ToString(), 7, 10, 3);
    net.Run(1);
    v.Equal(net.Frames("a", protocol::UDP).size(), 1u, "10.0.0.0/8 goes to NAT64 a");
    v.Equal(net.Frames("b", protocol::UDP).size(), 2u, "all else to b");
}

const std::vector<Row> ROWS{
    {"each link has its own prefixes", "RFC 8781 5.1, 8781-09", TwoLinks},
    {"routers of one link that tell different prefixes are noticed, by hosts and by each other",
     "RFC 8781 5.2, 8781-11",
     TwoRouters},
    {"parts of a prefix may lead to different NAT64s", "RFC 8781 5.1, 8781-12", SubPrefixes},
};

V6LAB_SUITE("v6lab-translation-pref64-links", ROWS);

} // namespace
