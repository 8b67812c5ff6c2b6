// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_NAT64_NODE_H
#define V6LAB_TEST_NAT64_NODE_H

#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <set>
#include <stdexcept>

/** A NAT64 on a node, with a service published behind it. */
namespace ns3::v6lab::test::nat64node
{

using ns3::Ptr;
using ns3::Simulator;
using ns3::StringValue;

inline PacketFacts
FactsOf(const Frame& frame)
{
    return ReadFacts(frame.bytes.data(), frame.bytes.size()).value_or(PacketFacts());
}

/** A network whose NAT64 has static bindings to n6: UDP 7, TCP 80 and a host that is not there. */
class Published : public TranslatorNet
{
  public:
    explicit Published(const Mtus& mtus = {}, const std::string& pool = POOL)
        : TranslatorNet(mtus)
    {
        Nat64Helper helper;
        helper.AddPool(pool, "1-65535");
        helper.AddBinding("udp", "2001:db8:6::6#7", pool + "#7");
        helper.AddBinding("udp", "2001:db8:6::6#9", pool + "#9");
        helper.AddBinding("tcp", "2001:db8:6::6#80", pool + "#80");
        helper.AddBinding("udp", "2001:db8:6::99#7", pool + "#99");
        nat64 = helper.Install(At("x"));
        Observe(nat64);
    }

    Ptr<Nat64> nat64;
};

} // namespace ns3::v6lab::test::nat64node

#endif // V6LAB_TEST_NAT64_NODE_H
