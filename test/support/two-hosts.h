// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TWO_HOSTS_H
#define V6LAB_TEST_TWO_HOSTS_H

#include "helper/install/installation.h"
#include "helper/install/workload-install.h"
#include "helper/stack-helper.h"

#include "ns3/error-model.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/node.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <string>

namespace ns3::v6lab::test
{

/** Hosts a and b on one point-to-point link, 1 ms and 100 Mbit/s, both families unless told. */
class TwoHosts
{
  public:
    explicit TwoHosts(bool v4 = true, bool v6 = true)
    {
        in.ledger = CreateObject<FlowLedger>();
        for (const char* name : {"a", "b"})
        {
            const auto node = CreateObject<ns3::Node>();
            in.nodes[name] = node;
            in.names[node->GetId()] = name;
        }
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
        link.SetChannelAttribute("Delay", StringValue("1ms"));
        const auto devices = link.Install(in.nodes["a"], in.nodes["b"]);
        StackHelper stack;
        stack.SetLedger(in.ledger);
        for (uint32_t i = 0; i < 2; ++i)
        {
            const std::string name = i == 0 ? "a" : "b";
            stack.Install(in.nodes[name]);
            in.devices[name + "/link"] = devices.Get(i);
            Address(name, "10.0.0." + std::to_string(i + 1), 24, v4);
            Address(name, "2001:db8:0:1::" + std::to_string(i + 1), 64, v6);
        }
    }

    TwoHosts(const TwoHosts&) = delete;
    TwoHosts& operator=(const TwoHosts&) = delete;

    ~TwoHosts()
    {
        Simulator::Destroy();
    }

    /** Loses packets that arrive at a host, by a fixed stream of random numbers. */
    void Lose(const std::string& at, double share)
    {
        const auto errors = CreateObject<RateErrorModel>();
        errors->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
        errors->SetRate(share);
        errors->AssignStreams(7);
        in.devices.at(at + "/link")->SetAttribute("ReceiveErrorModel", PointerValue(errors));
    }

    /** The rate of the link, such as "1Mbps". */
    void SetRate(const std::string& rate)
    {
        for (const char* name : {"a/link", "b/link"})
        {
            in.devices.at(name)->SetAttribute("DataRate", StringValue(rate));
        }
    }

    /** Runs one workload from a to its end, and returns what became of it. */
    const FlowRecord& Run(const Workload& workload)
    {
        topology.workloads = {workload};
        InstallWorkloads(topology, in);
        return Run();
    }

    const FlowRecord& Run()
    {
        StopWhenWorkloadsEnd(in, Seconds(1));
        Simulator::Run();
        return in.ledger->GetFlows().front();
    }

    Topology topology;
    Installation in;

  private:
    void Address(const std::string& name, const std::string& text, uint8_t length, bool wanted)
    {
        if (wanted)
        {
            const IpAddress address = *IpAddress::Parse(text);
            StackHelper::AddAddress(in.nodes[name], in.devices[name + "/link"], address, length);
            in.addresses[name].push_back(address);
        }
    }
};

/** A workload from a to `to`. */
inline Workload
Ask(const std::string& kind, const std::string& to = "b", const std::string& family = "auto")
{
    Workload workload;
    workload.name = kind;
    workload.kind = kind;
    workload.from = "a";
    workload.to = to;
    workload.family = family;
    return workload;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_TWO_HOSTS_H
