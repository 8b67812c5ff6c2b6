// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_HOSTILE_H
#define V6LAB_TEST_HOSTILE_H

#include "model/core/packet-facts.h"
#include "test/support/wire.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab::test
{

/** Who may stand in the packets of a HostilePackets; each list is of one IP version. */
struct HostileEnds
{
    std::vector<std::string> sources;
    std::vector<std::string> destinations;
};

/**
 * Seeded mutations of valid packets of one IP version: wrong lengths, header lengths and versions,
 * chains of extension headers, overlapping fragments, ICMP errors that quote garbage, cut and
 * padded packets. Half of them get their checksums put right afterwards, so that the damage comes
 * through to whoever reads the headers behind. Never empty.
 */
class HostilePackets
{
  public:
    HostilePackets(Family family, HostileEnds ends, uint32_t seed);

    Bytes Next();

  private:
    uint32_t Below(uint32_t limit);
    uint8_t Byte();
    Bytes Garbage(uint32_t most);
    Bytes UpperLayer(uint8_t protocol, int depth);
    /** `depth`: how often an ICMP error may quote one; `back`: from destination to source. */
    Bytes Valid(int depth, bool back = false);
    /** A client's port and a server's, either way round. */
    std::pair<uint16_t, uint16_t> Ports(uint32_t server);
    /** IPv6: up to four extension headers in front of the upper layer. */
    void AddExtensions(Bytes& packet);
    void MakeFragment(Bytes& packet);
    void Damage(Bytes& packet);
    void DamageHeader(Bytes& packet);

    const Family m_family;
    const HostileEnds m_ends;
    std::mt19937 m_random;
};

/** Makes the header checksum (IPv4) and that of the upper layer right, as far as they are there. */
void RepairChecksums(Bytes& packet);

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_HOSTILE_H
