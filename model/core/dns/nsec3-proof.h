// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NSEC3_PROOF_H
#define V6LAB_NSEC3_PROOF_H

#include "model/core/dns/nsec-proof.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

/** What NSEC3 records, whose signatures are right, prove (RFC 5155 8). */
namespace ns3::v6lab
{

/** An NSEC3 (RFC 5155 3.1). Hashes are in base32 with lower-case letters: they sort as they are. */
struct Nsec3Data
{
    DnsName zone;
    std::string owner; //!< hash
    std::string next;  //!< hash
    uint16_t iterations{0};
    std::string salt; //!< bytes
    bool optOut{false};
    std::set<uint16_t> types;

    /** Nothing if the record is no NSEC3, or one to be ignored (8.1, 8.2). */
    static std::optional<Nsec3Data> Of(const DnsRecord& record);

    bool Has(uint16_t type) const
    {
        return types.count(type) != 0;
    }

    /** It is the parent's at a zone cut. */
    bool IsAtCut() const
    {
        return Has(dns::NS) && !Has(dns::SOA);
    }
};

using Nsec3s = std::vector<Nsec3Data>;

/** How well a denial is proven. */
enum class DenialProof : uint8_t
{
    None,
    OptOut, //!< there may be unsigned delegations: not authentic (RFC 5155 9.2)
    Full,
};

DenialProof Nsec3NoData(const Nsec3s& nsec3s, const DnsQuestion& question);
DenialProof Nsec3NoName(const Nsec3s& nsec3s, const DnsName& name);
/** A wildcard had to answer, behind so many labels of the name (8.8). */
DenialProof Nsec3Expansion(const Nsec3s& nsec3s, const DnsName& name, uint8_t labels);
CutProof Nsec3Cut(const Nsec3s& nsec3s, const DnsName& name);

} // namespace ns3::v6lab

#endif // V6LAB_NSEC3_PROOF_H
