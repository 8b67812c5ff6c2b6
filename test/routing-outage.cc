// SPDX-License-Identifier: GPL-2.0-only
// What a link that is cut loses, and who tells it.
#include "model/routing/link-outage.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** Three nodes on an Ethernet that is cut from 100 to 300 ms; a and b know each other. */
class CutLan : public SmallNet
{
  public:
    CutLan()
    {
        NetDeviceContainer ends;
        for (const std::string name : {"a", "b", "c"})
        {
            Host(name);
        }
        Lan("lan", {"a", "b", "c"});
        for (const std::string name : {"a", "b", "c"})
        {
            const auto last = std::to_string(name[0] - 'a' + 1);
            Address(name, "lan", "192.0.2." + last + "/24");
            Address(name, "lan", "2001:db8:1::" + last + "/64");
            ends.Add(Device(name, "lan"));
        }
        Listen("b", 7);
        ScheduleOutage(ends, {MilliSeconds(100), MilliSeconds(300), true});
    }
};

void
TellsOnce(const std::string& to, Verdict& v)
{
    CutLan net;
    for (const double ms : {1.0, 200.0, 400.0})
    {
        net.Udp("a", to, 7, 100, ms);
    }
    net.Run(1);
    v.Equal(net.datagrams, 2u, "before and after the cut");
    v.Equal(net.Events("b"), std::string("deliver; drop link-outage; deliver; "), "its receiver");
    v.Equal(net.Events("c"), std::string(), "who was not meant");
}

const std::vector<Row> ROWS{
    {"an IPv4 packet that a cut Ethernet loses is told once",
     "RFC 894",
     [](Verdict& v) { TellsOnce("192.0.2.2", v); }},
    {"an IPv6 packet that a cut Ethernet loses is told once",
     "RFC 2464",
     [](Verdict& v) { TellsOnce("2001:db8:1::2", v); }},
};

V6LAB_SUITE("v6lab-routing-outage", ROWS);

} // namespace
