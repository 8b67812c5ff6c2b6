// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SIIT_H
#define V6LAB_SIIT_H

#include "model/core/translation/siit-core.h"
#include "model/translation/translator.h"

#include <optional>

namespace ns3::v6lab
{

/**
 * A stateless translator (RFC 7915) with explicit address mappings (RFC 7757): plain SIIT, the
 * border relay and the edge relay of SIIT-DC (RFC 7755, RFC 7756).
 *
 * What comes here, unless EdgeRelay is set: IPv6 packets to the prefix, IPv4 packets to the IPv4
 * sides of the mappings and to the prefixes added with AddIpv4Prefix(). The IPv6 sides are hosts.
 *
 * To an edge relay, whose IPv4 sides are hosts, come IPv6 packets to the IPv6 sides, and IPv4
 * packets to the prefixes added with AddIpv4Prefix(): to all of IPv4 if there are none.
 */
class Siit : public Translator
{
  public:
    static TypeId GetTypeId();

    Siit();
    ~Siit() override;

    /** Throws std::invalid_argument, as EamTable::Add() does. Before Attach(). */
    void AddEam(const Prefix& ipv4, const Prefix& ipv6);
    /** IPv4 addresses that stand for IPv6 hosts by the prefix alone. Before Attach(). */
    void AddIpv4Prefix(const Prefix& prefix);

    const char* GetKind() const override;

  protected:
    void DoDispose() override;
    void Start() override;
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs) override;
    std::vector<std::string> GetAddressWarnings() const override;

    SiitSettings MakeSiitSettings() const;

  private:
    std::string m_prefix;
    std::string m_hairpin;
    std::string m_wellKnownDeny;
    std::optional<bool> m_lenientUOctet; //!< nothing: by Profile
    bool m_edgeRelay{false};
    EamTable m_eams;
    std::vector<Prefix> m_ipv4;
    std::unique_ptr<SiitCore> m_core;
};

} // namespace ns3::v6lab

#endif // V6LAB_SIIT_H
