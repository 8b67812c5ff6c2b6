// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SHARED_SOURCES_H
#define V6LAB_AZURE_SHARED_SOURCES_H

#include "model/core/azure/outbound-map.h"
#include "model/core/outbound/snat-table.h"

#include <memory>
#include <unordered_map>

namespace ns3::v6lab::azure
{

/**
 * The public addresses that flows of an estate share as their source: of default outbound access,
 * NAT gateways and outbound rules. Their tables outlive changes of the estate.
 */
class SharedSources
{
  public:
    /** The estate must outlive this object. */
    explicit SharedSources(const Estate& estate);

    /** The estate changed: who uses what is found out anew. */
    void Reload();
    /** A packet that leaves the NIC for the Internet; see SnatTable::Outbound(). */
    SnatMapping Outbound(Index nic, const PacketFacts& packet, int64_t nowNs);
    /** A packet for a shared address. */
    std::optional<SnatInside> Inbound(const PacketFacts& packet, int64_t nowNs);
    /** An ICMP error for a shared address, by the packet that it quotes. */
    std::optional<SnatInside> FindBehind(const PacketFacts& quoted);

    /** By number (see OutboundMap); null until something used it. */
    const SnatTable* GetTable(Index method) const;
    /** Ports that the instance may use of each protocol: AllocatedSnatPorts. */
    uint32_t CountAllocated(Index method, Index instance);

  private:
    struct Sharing
    {
        std::unique_ptr<SnatTable> table;
        std::vector<SnatAllotment> allotments; //!< by instance
    };

    const OutboundMap& GetMap();
    Sharing& Get(Index method);
    Sharing Make(Index method) const;

    const Estate& m_estate;
    std::unique_ptr<OutboundMap> m_map; //!< null after a change
    std::vector<Sharing> m_sharings;
    std::unordered_map<IpAddress, std::vector<Index>> m_byAddress;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SHARED_SOURCES_H
