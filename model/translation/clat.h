// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CLAT_H
#define V6LAB_CLAT_H

#include "model/core/translation/clat-core.h"
#include "model/translation/translator.h"

#include "ns3/nstime.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * The customer side of 464XLAT (RFC 6877). Either DedicatedPrefix or SharedAddress is set:
 *
 * - networks and DedicatedPrefix: each host behind it has an IPv6 address of its own, no state;
 * - networks and SharedAddress: the hosts share one address through NAT44 (RFC 8585 464XLAT-1);
 * - no networks: the node itself is the host (a phone). It gets HostAddress on its loopback, and
 *   its IPv4 sockets use that.
 *
 * All IPv4 that no longer route leads elsewhere comes here, a default route included: without a
 * prefix of the PLAT there is no IPv4 (RFC 6877 6.3).
 *
 * SharedAddress may be the node's own where there are networks: the node keeps what none of its
 * hosts is meant with, and ports above LastPort are its own. A phone needs one that it uses for
 * nothing else. If it is none of the node's own and in the subnet of one of its links, it is added
 * there, also when that subnet is learnt from router advertisements later, so that neighbour
 * discovery finds it; if it is in none, routers must lead to it. There is no duplicate address
 * detection.
 */
class Clat : public Translator
{
  public:
    static TypeId GetTypeId();

    Clat();
    ~Clat() override;

    /** An IPv4 network behind it. Before Attach(). */
    void AddNetwork(const Prefix& ipv4);
    /**
     * The PLAT's prefix was discovered, has changed, or is gone; at any time. Throws
     * std::invalid_argument if it overlaps the CLAT's own prefix or address.
     */
    void SetPlatPrefix(const std::optional<Pref64>& prefix);
    std::optional<Pref64> GetPlatPrefix() const;
    /** Mappings of the NAT44; 0 without one. After Attach(). */
    uint32_t GetMappings(BibKind kind) const;

    const char* GetKind() const override;

  protected:
    void DoDispose() override;
    void Start() override;
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs) override;
    std::optional<IpAddress> GetSource(const IpAddress& destination) const override;

  private:
    ClatSettings MakeClatSettings() const;
    void AssignHostAddress();
    void AssignSharedAddress();
    void OnAddresses(uint32_t interface, const std::vector<IpAddress>& preferred);

    std::unique_ptr<ClatCore> m_core;
    ClatSettings m_settings; //!< after Attach(), but for the PLAT's prefix
    std::vector<Prefix> m_networks;

    // Attributes.
    std::string m_platPrefix;
    std::string m_dedicatedPrefix;
    std::string m_sharedAddress;
    std::string m_hostAddress;
    std::string m_wellKnownDeny;
    uint32_t m_firstPort{0};
    uint32_t m_lastPort{0};
    uint32_t m_maxMappings{0};
    uint32_t m_maxFragmentedDatagrams{0};
    Time m_udpTimeout;
    Time m_tcpEstablished;
    Time m_tcpTransitory;
    Time m_icmpTimeout;
    Time m_fragmentTimeout;
};

} // namespace ns3::v6lab

#endif // V6LAB_CLAT_H
