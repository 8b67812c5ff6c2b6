// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TAYGA_LAB_H
#define V6LAB_TEST_TAYGA_LAB_H

#include "helper/translate/packet-translator.h"
#include "test/tayga/differences.h"
#include "test/tayga/plan-maker.h"
#include "test/tayga/tayga.h"

#include <memory>

namespace ns3::v6lab::test
{

/** TAYGA and our own stateless translator with the same mappings, side by side. */
class TaygaLab
{
  public:
    TaygaLab();

    /** Gives both the planned packet. */
    Comparison Compare(const PacketPlan& plan);
    /** A UDP packet from IPv6 whose IPv4 checksum comes out as 0: one in 65,536. */
    PacketPlan PlanZeroChecksum();

    PlanAddresses addresses;

  private:
    bool IsStrange(const IpAddress& address) const;

    std::unique_ptr<Tayga> m_tayga;
    std::unique_ptr<PacketTranslator> m_ours;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_TAYGA_LAB_H
