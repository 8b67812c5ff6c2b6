// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TOPOLOGIES_H
#define V6LAB_TEST_TOPOLOGIES_H

#include "helper/topology/topology.h"

#include <string>

/** Topologies that several suites use. */
namespace ns3::v6lab::test
{

/** Two peered dual-stack networks "a" and "b" with one machine each: "vm-a" .4, "vm-b" .4. */
Topology TwoNetworks();

/** A value in which every field of every struct differs from its default. */
Topology EverythingSet();

/** A hub with an NVA in front of `spokes` networks with one machine each, and an internet host. */
Topology HubWithSpokes(size_t spokes);

/** Two sites outside Azure: host, router, router, host on two LANs and a wire, both families. */
Topology OutsideSites();

/** The text of examples/two-vnets.yaml. */
std::string ExampleText();

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_TOPOLOGIES_H
