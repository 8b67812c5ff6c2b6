// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_PROXY_H
#define V6LAB_DNS_PROXY_H

#include "model/core/dns/dns-backend.h"
#include "model/core/virtual-ip6/peer-directory.h"

#include <memory>

namespace ns3::v6lab
{

/** What a DNS proxy of virtual IPv6 is told. */
struct DnsProxySettings
{
    uint32_t maxTtl{60};    //!< s of a synthetic A at most
    bool preferIpv6{false}; //!< AAAA first: names with both are reached over IPv6
    bool onlyFirst{false};  //!< of several AAAA, one makes a binding; else each does
};

/**
 * The DNS proxy of virtual IPv6 (draft-vogt-durand-virtual-ip6-connectivity), in front of a
 * resolver: IPv4-only hosts that ask for the A of a name that has only AAAA get the virtual IPv4
 * addresses that the translator binds to its hosts. What has an A keeps it, as RFC 6147 5.1.1 has
 * it the other way round; PTR of virtual addresses gives the names of their peers.
 *
 * Synthetic records have no signatures: data can be validated up to here, and no further. So AD is
 * that of the AAAA, and who validates himself (CD and DO) gets none.
 */
class DnsProxy : public DnsBackend
{
  public:
    /** Both must live as long, and this as long as it owes answers. */
    DnsProxy(const DnsProxySettings& settings, PeerDirectory& peers, DnsBackend& backend);

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override;

    /** Names that failed because no virtual address was free. */
    uint64_t GetExhausted() const
    {
        return m_exhausted;
    }

  private:
    struct Task;
    using TaskPtr = std::shared_ptr<Task>;

    void AskType(const TaskPtr& task, uint16_t type, int64_t nowNs);
    void OnAnswer(const TaskPtr& task, uint16_t type, const DnsAnswer& answer, int64_t nowNs);
    void AskPeerName(const DnsQuery& query, const IpAddress& peer, int64_t nowNs, Done done);
    DnsAnswer Synthesise(const DnsQuery& query, const DnsAnswer& six);
    uint32_t TtlOf(uint32_t ttl) const;

    DnsProxySettings m_settings;
    PeerDirectory& m_peers;
    DnsBackend& m_backend;
    uint64_t m_exhausted{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_PROXY_H
