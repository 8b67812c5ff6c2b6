// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

Topology::Topology() = default;
Topology::Topology(const Topology&) = default;
Topology::Topology(Topology&&) noexcept = default;
Topology& Topology::operator=(const Topology&) = default;
Topology& Topology::operator=(Topology&&) noexcept = default;
Topology::~Topology() = default;

} // namespace ns3::v6lab

#define V6LAB_LIST(Part) template class std::vector<ns3::v6lab::Part>
#include "helper/topology/topology-lists.h"
