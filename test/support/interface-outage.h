// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_INTERFACE_OUTAGE_H
#define V6LAB_TEST_INTERFACE_OUTAGE_H

#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "test/support/small-net.h"

#include "ns3/simulator.h"

#include <string>

namespace ns3::v6lab::test
{

/** A node's interface on a link goes down, or up again, at a time in seconds. */
inline void
Switch(const SmallNet& net,
       const std::string& node,
       const std::string& link,
       bool up,
       double second)
{
    const auto ipv4 = net.At(node)->GetObject<Ipv4Stack>();
    const auto ipv6 = net.At(node)->GetObject<Ipv6Stack>();
    const auto device = net.Device(node, link);
    const auto set = [up, device](const auto& stack) {
        const int32_t interface = stack->GetInterfaceForDevice(device);
        if (interface >= 0)
        {
            const auto place = static_cast<uint32_t>(interface);
            up ? stack->SetUp(place) : stack->SetDown(place);
        }
    };
    Simulator::Schedule(Seconds(second), [=]() {
        set(ipv4);
        set(ipv6);
    });
}

inline void
TakeDown(const SmallNet& net, const std::string& node, const std::string& link, double second)
{
    Switch(net, node, link, false, second);
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_INTERFACE_OUTAGE_H
