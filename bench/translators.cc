// SPDX-License-Identifier: GPL-2.0-only
// What one packet costs from host to host through a translator, against an IPv6 packet through a
// router of ns-3's own stack. Hosts are ns-3's, and checksums are on, everywhere.
#include "bench/support/plain-ns3.h"
#include "bench/support/udp-load.h"
#include "helper/stack-helper.h"
#include "helper/translator-helper.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/global-value.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <fmt/format.h>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t PACKETS = 100000;

/** What is between the IPv6 host and the other one. */
enum class Middle
{
    Plain,  //!< ns-3's router; the other host has IPv6 too
    Plain4, //!< ns-3's router; both hosts have IPv4
    Nat64,
    Siit,
};

struct Case
{
    Middle middle;
    bool outward; //!< from the IPv6 host on the left
    uint32_t size;
};

// ns-3 does not forward packets of the documentation prefix.
const char* const LEFT_HOST = "fd00:0:0:1::1";
const char* const LEFT_ROUTER = "fd00:0:0:1::2";
const char* const PREFIX = "fd00:64::/96";
/** What the left host is to the IPv4 side: the NAT64's pool, or the SIIT's mapping. */
const char* const LEFT_AS_IPV4 = "192.0.2.1";
const char* const LEFT_HOST_4 = "198.18.0.1";
const char* const LEFT_ROUTER_4 = "198.18.0.2";
const char* const RIGHT_AS_IPV6 = "fd00:64::198.51.100.1";

bool
IsPlain(Middle middle)
{
    return middle == Middle::Plain || middle == Middle::Plain4;
}

const char*
LeftHost(Middle middle)
{
    return middle == Middle::Plain4 ? LEFT_HOST_4 : LEFT_HOST;
}

const char*
LeftRouter(Middle middle)
{
    return middle == Middle::Plain4 ? LEFT_ROUTER_4 : LEFT_ROUTER;
}

const char*
RightHost(Middle middle)
{
    return middle == Middle::Plain ? "fd00:0:0:2::1" : "198.51.100.1";
}

const char*
RightRouter(Middle middle)
{
    return middle == Middle::Plain ? "fd00:0:0:2::2" : "198.51.100.2";
}

/** Links are 1500 bytes wide and ns-3's hosts permit fragments: none are to be made of 1400 bytes.
 */
void
SetCommon(TranslatorHelper& helper)
{
    helper.SetAttribute("Prefix", StringValue(PREFIX));
    helper.SetAttribute("LowestIpv6Mtu", UintegerValue(1500)); // RFC 7915 4.1
}

void
Translate(const Ptr<ns3::Node>& router, Middle middle)
{
    if (middle == Middle::Siit)
    {
        SiitHelper siit;
        SetCommon(siit);
        siit.AddMapping(LEFT_AS_IPV4, LEFT_HOST);
        siit.Install(router);
        return;
    }
    Nat64Helper nat64;
    SetCommon(nat64);
    nat64.AddPool(LEFT_AS_IPV4, "1-65535");
    nat64.AddBinding("udp", fmt::format("{}#9", LEFT_HOST), fmt::format("{}#9", LEFT_AS_IPV4));
    nat64.Install(router);
}

void
SetUpRouter(const Ptr<ns3::Node>& router,
            const Ptr<NetDevice>& left,
            const Ptr<NetDevice>& right,
            Middle middle)
{
    if (IsPlain(middle))
    {
        AddPlainAddress(router, left, LeftRouter(middle));
        AddPlainAddress(router, right, RightRouter(middle));
        router->GetObject<Ipv6>()->SetAttribute("IpForward", BooleanValue(true));
        return;
    }
    StackHelper::AddAddress(router, left, *IpAddress::Parse(LEFT_ROUTER), 64);
    StackHelper::AddAddress(router, right, *IpAddress::Parse(RightRouter(middle)), 24);
    Translate(router, middle);
}

const char*
Target(const Case& c)
{
    if (IsPlain(c.middle))
    {
        return c.outward ? RightHost(c.middle) : LeftHost(c.middle);
    }
    return c.outward ? RIGHT_AS_IPV6 : LEFT_AS_IPV4;
}

double
Run(const Case& c)
{
    NodeContainer nodes;
    nodes.Create(3);
    InternetStackHelper plain;
    plain.Install(nodes.Get(0));
    plain.Install(nodes.Get(2));
    IsPlain(c.middle) ? plain.Install(nodes.Get(1)) : StackHelper().Install(nodes.Get(1));
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    const auto left = link.Install(nodes.Get(0), nodes.Get(1));
    const auto right = link.Install(nodes.Get(1), nodes.Get(2));
    AddPlainAddress(nodes.Get(0), left.Get(0), LeftHost(c.middle));
    AddPlainAddress(nodes.Get(2), right.Get(1), RightHost(c.middle));
    SetUpRouter(nodes.Get(1), left.Get(1), right.Get(0), c.middle);
    AddPlainDefault(nodes.Get(0), LeftRouter(c.middle));
    AddPlainDefault(nodes.Get(2), RightRouter(c.middle));
    const auto from = nodes.Get(c.outward ? 0 : 2);
    const auto to = nodes.Get(c.outward ? 2 : 0);
    const bool heardAsIpv4 = c.outward && c.middle != Middle::Plain;
    UdpLoad load(from, to, *IpAddress::Parse(Target(c)), heardAsIpv4 ? Family::V4 : Family::V6);
    return load.Run(PACKETS, c.size); // the first datagram makes the session
}

void
CompareWithPlain(const std::string& name, Middle middle, double goal, int pairs)
{
    for (const bool outward : {true, false})
    {
        for (const uint32_t size : {64u, 1400u})
        {
            const auto ours = [=] { return Run({middle, outward, size}); };
            const auto plain = [=] { return Run({Middle::Plain, outward, size}); };
            const Ratio ratio = Compare(ours, plain, pairs);
            const auto way = fmt::format("{}, {}, {} B", name, outward ? "6 to 4" : "4 to 6", size);
            Report("host - " + way + " / ns-3's IPv6 router", ratio, goal);
            InformValue(way, ratio.a * 1e9 / PACKETS, "ns");
            if (outward)
            {
                // ns-3's UDP reads an IPv4 datagram's checksum twice where it arrives, an IPv6
                // datagram's once: with this baseline both have the same receiver.
                const auto plain4 = [=] { return Run({Middle::Plain4, outward, size}); };
                Inform("host - " + way + " / ns-3's IPv4 router", Compare(ours, plain4, pairs));
            }
        }
    }
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", BooleanValue(false));
    CompareWithPlain("SIIT", Middle::Siit, 0.95, pairs);
    CompareWithPlain("NAT64", Middle::Nat64, 1.0, pairs);
    return 0;
}
