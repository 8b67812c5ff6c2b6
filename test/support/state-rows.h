// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_STATE_ROWS_H
#define V6LAB_TEST_STATE_ROWS_H

#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "model/record/explain.h"
#include "model/translation/nat64.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

/** What rows about recorded state ask of a database. */
namespace ns3::v6lab::test::state
{

using ns3::Simulator;
using test::Events;
using test::One;
using test::Row;

constexpr uint32_t NAT64 = 1; //!< node r of test::Events

inline TransportAddress
At(const std::string& address, uint16_t port)
{
    return {*IpAddress::Parse(address), port};
}

/** Something that happens at a time, in milliseconds. */
template <typename Function>
void
After(int64_t ms, Function function)
{
    Simulator::Schedule(ns3::MilliSeconds(ms), function);
}

} // namespace ns3::v6lab::test::state

#endif // V6LAB_TEST_STATE_ROWS_H
