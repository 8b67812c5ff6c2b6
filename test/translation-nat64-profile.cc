// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/flow-packets.h"
#include "test/support/nat64-effects.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/string.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::StringValue;
using namespace ns3::v6lab::test::effects;

namespace
{

std::string
Unbound(Bench& bench)
{
    return bench.Put(flow::Udp(SERVER, OUTSIDE)).Icmp("v4");
}

std::string
Filtered(Bench& bench)
{
    return bench.Put(Out()).Put(flow::Udp({"192.0.2.77", 9}, OUTSIDE)).Icmp("v4");
}

std::string
KeepsPort(Bench& bench)
{
    const std::string port = bench.Put(Out()).Port(0);
    return port == "5000" || port == "none" ? port : "other";
}

std::string
PrivateIpv4(Bench& bench)
{
    return bench.Put(flow::Udp(HOST, {"64:ff9b::a00:1", 9})).Drops();
}

std::string
UOctet(Bench& bench)
{
    return bench.Put(flow::Udp(HOST, {"2001:db8:0:64:ffc0:2:400:0", 9})).Drops();
}

/** Profile sets what nobody set, and nothing else, whichever of the two is set first. */
const std::vector<Effect> PROFILE{
    {"Profile", "jool", "profile jool", "5000", "other", KeepsPort},
    {"Profile", "jool", "profile jool, 6146-24", "none", "some", OddPorts},
    {"Profile", "jool", "profile jool, 6146-29", "", "3.1 ", Unbound},
    {"Profile",
     "jool",
     "profile jool, RFC 6052 3.1",
     "well-known-prefix-non-global; ",
     "",
     PrivateIpv4},
    {"Profile",
     "jool",
     "profile jool, RFC 6052 2.2",
     "non-zero-u-octet; ",
     "",
     UOctet,
     {{"Prefix", "2001:db8:0:64::/64"}}},
    {"PortSelection",
     "preserve",
     "profile jool",
     "other",
     "5000",
     KeepsPort,
     {{"Profile", "jool"}}},
    {"Profile", "jool", "profile jool", "5000", "5000", KeepsPort, {{"PortSelection", "preserve"}}},
    {"KeepParity", "true", "profile jool", "some", "none", OddPorts, {{"Profile", "jool"}}},
    {"Profile", "jool", "profile jool", "none", "none", OddPorts, {{"KeepParity", "true"}}},
    {"AnswerUnbound", "false", "profile jool", "3.1 ", "", Unbound, {{"Profile", "jool"}}},
    {"Profile", "jool", "profile jool", "", "", Unbound, {{"AnswerUnbound", "false"}}},
    {"AnswerUnbound", "profile", "profile jool", "3.1 ", "3.1 ", Unbound, {{"Profile", "jool"}}},
    {"Profile",
     "jool",
     "profile jool, 6146-30",
     "",
     "3.13 ",
     Filtered,
     {{"AddressDependentFiltering", "true"}, {"PortSelection", "preserve"}}},
    {"WellKnownDeny",
     "default",
     "profile jool, RFC 6052 3.1",
     "",
     "well-known-prefix-non-global; ",
     PrivateIpv4,
     {{"Profile", "jool"}}},
    {"LenientUOctet",
     "false",
     "profile jool, RFC 6052 2.2",
     "",
     "non-zero-u-octet; ",
     UOctet,
     {{"Prefix", "2001:db8:0:64::/64"}, {"Profile", "jool"}}},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const Effect& effect : PROFILE)
    {
        rows.push_back(Shown(effect));
    }
    return rows;
}

} // namespace

V6LAB_SUITE("v6lab-translation-nat64-profile", Rows());
