// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NSEC_PROOF_H
#define V6LAB_NSEC_PROOF_H

#include "model/core/dns/dns-message.h"

#include <cstdint>
#include <set>
#include <vector>

/** What NSEC records, whose signatures are right, prove (RFC 4035 5.4, RFC 6840 4). */
namespace ns3::v6lab
{

/** An NSEC (RFC 4034 4.1). */
struct NsecData
{
    DnsName owner;
    DnsName next;
    std::set<uint16_t> types;

    /** Nothing if the record is no NSEC. */
    static std::optional<NsecData> Of(const DnsRecord& record);

    bool Has(uint16_t type) const
    {
        return types.count(type) != 0;
    }

    /** It is the parent's at a zone cut: it says nothing of what is below (RFC 6840 4.1). */
    bool IsAtCut() const
    {
        return Has(dns::NS) && !Has(dns::SOA);
    }
};

using Nsecs = std::vector<NsecData>;

/** What a zone says of a delegation at a name (RFC 4035 5.2). */
enum class CutProof : uint8_t
{
    None,     //!< nothing is proven
    Insecure, //!< a delegation without DS
    NoCut,    //!< nothing is delegated there
    NoName,   //!< and there is nothing below
};

/** The types of a bitmap by windows (RFC 4034 4.1.2); false if it is broken. */
bool ReadTypeBitmap(const uint8_t* bytes, size_t size, std::set<uint16_t>& types);

bool ProvesNoData(const Nsecs& nsecs, const DnsQuestion& question);
bool ProvesNoName(const Nsecs& nsecs, const DnsName& name);
/** The name itself does not exist, so that a wildcard had to answer (RFC 4035 5.3.4). */
bool ProvesExpansion(const Nsecs& nsecs, const DnsName& name);
CutProof ProveCut(const Nsecs& nsecs, const DnsName& name);

} // namespace ns3::v6lab

#endif // V6LAB_NSEC_PROOF_H
