// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/first-identification.h"

#include "ns3/random-variable-stream.h"

#include <limits>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t FIRST_STREAM = int64_t{7} << 24; //!< of random numbers, two for each node

} // namespace

uint32_t
FirstIdentification(const Ptr<ns3::Node>& node, Family family)
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(FIRST_STREAM + 2 * int64_t{node->GetId()} + (family == Family::V6 ? 1 : 0));
    return random->GetInteger(1, std::numeric_limits<uint16_t>::max());
}

} // namespace ns3::v6lab
