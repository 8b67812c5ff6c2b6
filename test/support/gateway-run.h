// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_GATEWAY_RUN_H
#define V6LAB_TEST_GATEWAY_RUN_H

#include "model/vpn/esp-endpoint.h"
#include "test/support/gateway-pings.h"
#include "test/support/table.h"

#include "ns3/data-rate.h"

#include <algorithm>

/** One run through virtual network gateways, and the walk of its first packet. */
namespace ns3::v6lab::test::gateways
{

/** One ping through a valid topology. */
class GatewayRun : public GatewayPings
{
  public:
    GatewayRun(Topology topology,
               const std::string& from,
               const std::string& to,
               const std::string& family = "v4",
               uint32_t size = 56)
        : GatewayPings(std::move(topology),
                       One(Pings(from, to, family), size),
                       [this](const PacketEvent& event) { Note(event); })
    {
        ns3::Simulator::Stop(ns3::Seconds(10));
        ns3::Simulator::Run();
        answers = in.ledger->GetFlows().at(0).receivedPackets;
    }

    ~GatewayRun()
    {
        End();
    }

    /** Source, next hops' addresses and states of the rows of a NIC for a prefix. */
    std::string Rows(const std::string& nic, const std::string& prefix) const
    {
        std::string text;
        for (const auto& row : EffectiveRoutes(in))
        {
            if (row.nic == nic && row.addressPrefix == prefix)
            {
                text += row.source + " " + row.state + " " + row.nextHopIp + "; ";
            }
        }
        return text;
    }

    std::string walk;  //!< of the request: "vm1 send; vpn encapsulate; …"
    std::string back;  //!< of its answer
    std::string drops; //!< "reason at node; "
    uint64_t answers{0};

  private:
    static Workload One(Workload ping, uint32_t size)
    {
        ping.count = 1;
        ping.start = "5s"; // when BGP has told everybody
        ping.size = size;
        return ping;
    }

    void Note(const PacketEvent& event)
    {
        const std::string node = NameOf(event.node);
        if (event.action == Action::Drop)
        {
            drops += std::string(Describe(event.reason).word) + " at " + node + "; ";
        }
        if (event.identity.GetFlow() != 1 || event.action == Action::Translate)
        {
            return;
        }
        auto& text = event.identity.GetPacket() == 1 ? walk : back;
        text += node + " " + ToWord(event.action) + "; ";
    }
};

inline Row
Walks(const std::string& sentence,
      const std::string& clause,
      const std::function<Topology()>& topology,
      const std::vector<std::string>& fromToFamily,
      const std::string& walk,
      const std::string& back = "")
{
    return {sentence, clause, [=](Verdict& v) {
                GatewayRun run(topology(), fromToFamily[0], fromToFamily[1], fromToFamily[2]);
                v.Equal(run.faults, "", "faults");
                v.Equal(run.walk, walk, "the request");
                if (!back.empty())
                {
                    v.Equal(run.back, back, "the answer");
                }
                v.Equal(run.answers, 1u, "answers");
            }};
}

/** GatewaySubnet sends what is for spoke 1 to an appliance of the hub, and spoke 1 its answers. */
inline Topology
Inspected(Topology t)
{
    AddMachine(t, Nic("nva", "hub/app", {"10.0.1.9"}, "", true));
    t.routeTables = {{"gw", false, {{"r", "10.1.0.0/16", "VirtualAppliance", "10.0.1.9"}}},
                     {"spoke", false, {{"r", "172.16.0.0/16", "VirtualAppliance", "10.0.1.9"}}}};
    t.virtualNetworks[2].subnets[1].routeTable = "gw";
    t.virtualNetworks[0].subnets[0].routeTable = "spoke";
    t.virtualNetworks[0].virtualNetworkPeerings[0].allowForwardedTraffic = true;
    return t;
}

const std::string TO_SITE = "vm1 send; vpn encapsulate; device decapsulate; device forward; "
                            "pc deliver; ";
const std::string FROM_SITE = "pc send; device encapsulate; vpn decapsulate; vpn forward; "
                              "vm1 deliver; ";
const std::string ROW = "VirtualNetworkGateway Active ";

} // namespace ns3::v6lab::test::gateways

#endif // V6LAB_TEST_GATEWAY_RUN_H
