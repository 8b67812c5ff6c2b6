// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_BALANCERS_H
#define V6LAB_AZURE_BALANCERS_H

#include "model/core/azure/estate.h"
#include "model/core/balancer/load-balancer.h"

#include <memory>
#include <vector>

namespace ns3::v6lab::azure
{

/** A packet that a backend sends in the name of a frontend. */
struct FrontendAnswer
{
    Index balancer{NOTHING};
    IpAddress frontend; //!< what the client knows the instance by
    bool isPublic{false};
    Rewrite rewrite{}; //!< empty with floating IP
};

/** The load balancers of an estate, with their flows: these outlive changes of routes. */
class Balancers
{
  public:
    /** The estate must outlive this object. Throws std::invalid_argument for bad settings. */
    explicit Balancers(const Estate& estate);

    /** If the NIC's packet (or, of an ICMP error, the quoted one) belongs to a balanced flow. */
    std::optional<FrontendAnswer> FindAnswer(Index nic,
                                             const PacketFacts& packet,
                                             const std::optional<PacketFacts>& quoted,
                                             int64_t nowNs);

    LoadBalancer& Get(Index balancer)
    {
        return *m_balancers[balancer];
    }

    const LoadBalancer& Get(Index balancer) const
    {
        return *m_balancers[balancer];
    }

    size_t GetSize() const
    {
        return m_balancers.size();
    }

  private:
    std::vector<std::unique_ptr<LoadBalancer>> m_balancers;
    std::vector<std::vector<Index>> m_ofNic; //!< those in whose pools it is
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_BALANCERS_H
