// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_LOAD_BALANCER_H
#define V6LAB_AZURE_LOAD_BALANCER_H

#include "model/core/address.h"
#include "model/core/azure/health-probe.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab::azure
{

/** What of a flow decides which backend it goes to (L1), in Azure's words. */
enum class LoadDistribution : uint8_t
{
    Default,          //!< five-tuple
    SourceIP,         //!< source and destination address
    SourceIPProtocol, //!< those and the protocol
};

const char* ToWord(LoadDistribution distribution);
std::optional<LoadDistribution> LoadDistributionFromWord(const std::string& word);

/** A flow as it comes to a frontend. */
struct FrontendFlow
{
    uint8_t protocol{0};
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    IpAddress source{};
    IpAddress destination{};

    friend bool operator==(const FrontendFlow& a, const FrontendFlow& b)
    {
        return a.protocol == b.protocol && a.sourcePort == b.sourcePort &&
               a.destinationPort == b.destinationPort && a.source == b.source &&
               a.destination == b.destination;
    }
};

struct FrontendFlowHash
{
    size_t operator()(const FrontendFlow& flow) const noexcept;
};

/**
 * A load-balancing rule: one frontend address, and so one IP version (L4), to a backend pool of
 * that version.
 */
struct LoadBalancingRule
{
    /** TCP or UDP; 0 is Azure's All, both of them, which comes with port 0: HA ports (L5). */
    uint8_t protocol{6};
    IpAddress frontend{};
    uint16_t frontendPort{80}; //!< 0: every port (HA ports)
    uint16_t backendPort{80};  //!< 0: that of the packet
    LoadDistribution distribution{LoadDistribution::Default};
    bool floatingIp{false}; //!< the packet keeps the frontend's address as destination
    int64_t idleNs{240'000'000'000};
    /** Azure's noHealthyBackendsBehavior AllProbedUp: with all down all count as up (L3). */
    bool allProbedUp{false};
    std::vector<IpAddress> backends{}; //!< the pool, in its order
};

/**
 * The choice of a backend for each flow of one rule (L1, L3): flows stay where they are while they
 * are in use, though the pool or its health change; only TCP stays at a backend that is down.
 */
class LoadBalancer
{
  public:
    /** Why a packet goes to no backend. */
    enum class Refusal : uint8_t
    {
        None,
        NoRule,    //!< the rule is not for that address, protocol or port
        NoBackend, //!< the pool is empty, or all of it is down
    };

    struct Choice
    {
        Refusal refusal{Refusal::None};
        size_t backend{0};   //!< place in the pool
        IpAddress address{}; //!< destination of the packet towards the backend
        uint16_t port{0};    //!< likewise
        bool fresh{false};   //!< the first packet of the flow here
    };

    /** `capacity` flows are remembered at most, at least one; the one idle for longest goes. */
    explicit LoadBalancer(LoadBalancingRule rule, size_t capacity = 1'000'000);

    /** Backends are up until told otherwise: a rule without probe never hears of any. */
    void SetHealth(size_t backend, bool up);
    /** A changed pool: flows stay where they are if that backend is still in it (L1). */
    void SetBackends(const std::vector<IpAddress>& backends);

    bool Matches(const FrontendFlow& flow) const;
    Choice Choose(const FrontendFlow& flow, int64_t nowNs);

    size_t Size() const
    {
        return m_uses.size();
    }

  private:
    struct Use
    {
        FrontendFlow flow;
        IpAddress backend;
        int64_t lastUsedNs;
    };

    using Uses = std::list<Use>; //!< least recently used first

    std::optional<size_t> PlaceOf(const IpAddress& backend) const;
    bool Stays(const FrontendFlow& flow, size_t backend) const;
    std::optional<size_t> Pick(const FrontendFlow& flow) const;
    Choice Towards(size_t backend, const FrontendFlow& flow, bool fresh) const;
    void Remember(const FrontendFlow& flow, size_t backend, int64_t nowNs);

    LoadBalancingRule m_rule;
    size_t m_capacity;
    std::vector<bool> m_up;
    Uses m_uses;
    std::unordered_map<FrontendFlow, Uses::iterator, FrontendFlowHash> m_byFlow;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_LOAD_BALANCER_H
