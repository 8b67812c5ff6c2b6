// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SNAT_PORTS_H
#define V6LAB_SNAT_PORTS_H

#include "model/core/nat64/port-selector.h"
#include "model/core/outbound/snat-flows.h"

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace ns3::v6lab::azure
{

/**
 * Which public port a new flow gets: one that nobody uses; when there are none left, one that
 * nobody uses with the same destination.
 */
class SnatPorts
{
  public:
    /** Both must outlive this object. */
    SnatPorts(const SnatSettings& settings, const SnatFlows& flows);

    /**
     * `wanted` is told remote end and protocol; nothing if every port is taken for them. Spans of
     * addresses of the other IP version are passed over.
     */
    std::optional<SnatOutside> Choose(const SnatAllotment& allotment, const SnatOutside& wanted);
    /** After a flow with this port was added. */
    void Take(const SnatOutside& outside);
    /** After a flow with this port was removed. */
    void Give(const SnatOutside& outside);

    /** Ports that at least one flow uses: UsedSnatPorts. */
    uint32_t GetUsed(uint8_t protocol) const;

  private:
    /** Ports of one address and protocol. */
    struct Book
    {
        Book();
        FreeSet unused;
        std::vector<uint32_t> uses; //!< flows by port
    };

    struct Destination
    {
        IpAddress remote;
        uint16_t port{0};
        uint8_t protocol{0};

        friend bool operator==(const Destination& a, const Destination& b)
        {
            return a.port == b.port && a.protocol == b.protocol && a.remote == b.remote;
        }
    };

    struct DestinationHash
    {
        size_t operator()(const Destination& destination) const noexcept
        {
            const size_t rest = size_t{destination.port} << 8 | destination.protocol;
            return std::hash<IpAddress>()(destination.remote) * 31 + rest;
        }
    };

    /** A destination that most ports are taken for: which are not, by address. */
    struct Crowded
    {
        std::vector<FreeSet> free;
        uint32_t used{0};
        uint32_t usedAtFirst{0};
    };

    using FreeOf = std::function<const FreeSet&(uint8_t address)>;

    /** A random port of the allotment that is free by `freeOf`. */
    std::optional<SnatOutside> ChooseFree(const SnatAllotment& allotment,
                                          const SnatOutside& wanted,
                                          const FreeOf& freeOf);
    std::optional<SnatOutside> ChooseShared(const SnatAllotment& allotment,
                                            const SnatOutside& wanted);
    std::optional<SnatOutside> Scan(const SnatAllotment& allotment, const SnatOutside& wanted);
    Crowded& CrowdedOf(const SnatOutside& wanted);
    size_t FirstSpan(const SnatAllotment& allotment);
    bool Carries(const SnatSpan& span, const SnatOutside& wanted) const;
    uint32_t CountPorts(const SnatAllotment& allotment, const SnatOutside& wanted) const;
    Book& BookOf(uint8_t address, uint8_t protocol);

    const SnatSettings& m_settings;
    const SnatFlows& m_flows;
    std::unique_ptr<PortSelector> m_selector;
    PortRandom m_random;
    std::vector<std::unique_ptr<Book>> m_books; //!< by address and protocol, null until needed
    std::unordered_map<Destination, Crowded, DestinationHash> m_crowded;
    uint32_t m_used[2]{}; //!< of TCP and of UDP
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_SNAT_PORTS_H
