// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_GATEWAY_PINGS_H
#define V6LAB_TEST_GATEWAY_PINGS_H

#include "helper/install/azure-install.h"
#include "helper/install/install.h"
#include "helper/topology/validate.h"
#include "test/support/gateway-lab.h"

#include "ns3/config.h"

#include <functional>
#include <utility>

namespace ns3::v6lab::test
{

/** A topology that is installed with one flow of pings in it, flow 1. */
class GatewayPings
{
  public:
    GatewayPings(const GatewayPings&) = delete;
    GatewayPings& operator=(const GatewayPings&) = delete;

    Installation in;
    std::string faults; //!< of the topology, one a line

  protected:
    /** `note` gets what happens to packets at all models. */
    GatewayPings(Topology topology,
                 const Workload& pings,
                 const std::function<void(const PacketEvent&)>& note)
    {
        for (const auto& fault : Validate(topology))
        {
            faults += ToString(fault) + "\n";
        }
        topology.workloads = {pings};
        Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", BooleanValue(false));
        in = Install(topology);
        ForEachTracedModel(in, [&note](const Ptr<Object>& model) {
            model->TraceConnectWithoutContext("Hop", Callback<void, const PacketEvent&>(note));
        });
    }

    ~GatewayPings() = default;

    /** For destructors: what is told at the end still needs all members. */
    void End()
    {
        in = Installation();
        Simulator::Destroy();
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
        Config::Reset();
    }

    /** By the names of nodes; the caller says how many there are, when and how large. */
    static Workload Pings(const std::string& from, const std::string& to, const std::string& family)
    {
        Workload pings;
        pings.name = "ping";
        pings.kind = "ping";
        pings.from = from;
        pings.to = to;
        pings.family = family;
        return pings;
    }

    /** "fabric" for what is no node. */
    std::string NameOf(uint32_t node) const
    {
        const auto name = in.names.find(node);
        return name == in.names.end() ? "fabric" : name->second;
    }
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_GATEWAY_PINGS_H
