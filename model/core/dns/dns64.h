// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS64_H
#define V6LAB_DNS64_H

#include "model/core/dns/authority.h"
#include "model/core/dns/dns64-settings.h"

#include <memory>

namespace ns3::v6lab
{

/**
 * DNS64 (RFC 6147) in front of another backend: a resolver, a host's own forwarder, or a set of
 * zones (RFC 6147 7.1 to 7.3). AAAA that do not exist are made of A, names of addresses in a prefix
 * lead to those of the IPv4 addresses, ipv4only.arpa is answered here (RFC 8880 7.1); all else is
 * the backend's.
 */
class Dns64 : public DnsBackend
{
  public:
    /** Throws std::invalid_argument: see CheckSettings(). The backend must live as long, and
     * this as long as it owes answers. */
    Dns64(const Dns64Settings& settings, DnsBackend& backend);

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override;

  private:
    struct Task;
    using TaskPtr = std::shared_ptr<Task>;

    /** Who knows the IPv4 side of a name. */
    DnsBackend& BackendOf(const DnsName& name);
    bool IsForSynthesis(const DnsQuery& query) const;
    void AskPointer(const DnsQuery& query, const IpAddress& ipv4, int64_t nowNs, Done done);
    void AskFour(const TaskPtr& task, int64_t nowNs);
    void OnSix(const TaskPtr& task, const DnsAnswer& answer, int64_t nowNs);
    void OnFour(const TaskPtr& task, const DnsAnswer& answer, int64_t nowNs);
    /** Both answers are there. */
    DnsAnswer Combine(const Task& task) const;
    /** What the answer to A makes after that to AAAA; nothing if no address may be embedded. */
    std::optional<DnsAnswer> Make(const DnsAnswer& six, const DnsAnswer& four) const;

    Dns64Settings m_settings;
    DnsBackend& m_backend;
    Authority m_ipv4Only;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS64_H
