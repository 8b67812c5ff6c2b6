// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_PLAN_MAKER_H
#define V6LAB_TEST_PLAN_MAKER_H

#include "test/tayga/packet-plan.h"

#include <random>

namespace ns3::v6lab::test
{

/** The addresses that packets are made of. */
struct PlanAddresses
{
    std::vector<IpAddress> hosts4;   //!< IPv4 hosts
    std::vector<IpAddress> hosts6;   //!< IPv6 addresses of IPv4 hosts, in the same order
    std::vector<IpAddress> mapped4;  //!< IPv4 addresses of IPv6 hosts
    std::vector<IpAddress> mapped6;  //!< IPv6 hosts, in the same order
    std::vector<IpAddress> strange4; //!< must not be translated
    std::vector<IpAddress> strange6; //!< have no IPv4 address
};

/** Seeded random packets of both families, with every header field varied. */
class PlanMaker
{
  public:
    PlanMaker(PlanAddresses addresses, uint32_t seed);

    PacketPlan Next();

  private:
    uint32_t Below(uint32_t limit);
    bool OneIn(uint32_t n);
    Bytes Random(size_t size);
    PacketPlan Plan(Family family, bool quoted);
    void ChooseAddresses(PacketPlan& plan, bool quoted);
    void ChooseHeader(PacketPlan& plan);
    void ChooseFragment(PacketPlan& plan);
    void ChooseOptions(PacketPlan& plan);
    void ChooseExtensions(PacketPlan& plan);
    void ChooseUpper(PacketPlan& plan, bool quoted);
    void ChooseIcmpOther(PacketPlan& plan);
    void ChooseIcmpError(PacketPlan& plan, bool quoted);
    void ChooseDamage(PacketPlan& plan, bool quoted);

    PlanAddresses m_addresses;
    std::mt19937 m_random;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_PLAN_MAKER_H
