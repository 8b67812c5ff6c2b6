// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECKED_DENIAL_H
#define V6LAB_CHECKED_DENIAL_H

#include "model/core/dns/dns-backend.h"
#include "model/core/dns/nsec3-proof.h"

#include <functional>

namespace ns3::v6lab
{

/** The NSEC and NSEC3 of a proof whose signatures are right, and what they come to. */
class CheckedDenial
{
  public:
    /** `check` says whether a set's signatures are right; NSEC3 of more iterations cost too much.
     */
    CheckedDenial(const DnsRecords& proof,
                  uint16_t mostIterations,
                  const std::function<bool(const DnsRecords& set)>& check);

    // Secure, Insecure or Bogus.
    DnsSecurity NoData(const DnsQuestion& question) const;
    DnsSecurity NoName(const DnsName& name) const;
    /** A wildcard had to answer; its signature has so many labels (RFC 4035 5.3.4). */
    DnsSecurity Expansion(const DnsName& name, uint8_t labels) const;
    CutProof Cut(const DnsName& name) const;

  private:
    DnsSecurity Weigh(bool byNsec, DenialProof byNsec3) const;

    Nsecs m_nsecs;
    Nsec3s m_nsec3s;
    bool m_tooCostly{false}; //!< RFC 9276 3.2: as if the zone were not signed
};

} // namespace ns3::v6lab

#endif // V6LAB_CHECKED_DENIAL_H
