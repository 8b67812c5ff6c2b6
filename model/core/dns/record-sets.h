// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RECORD_SETS_H
#define V6LAB_RECORD_SETS_H

#include "model/core/dns/dns-finding.h"

#include <cstdint>
#include <optional>

/** Sets of records in sections of messages, with the signatures that belong to them. */
namespace ns3::v6lab
{

/** What an RRSIG says (RFC 4034 3.1), as far as the lab asks. */
struct SignatureData
{
    uint16_t covered{0};
    uint8_t algorithm{0};
    uint8_t labels{0};
    uint32_t originalTtl{0}; //!< s
    uint32_t expiration{0};  //!< s since 1970
    DnsName signer;

    /** Nothing if the record is no RRSIG. */
    static std::optional<SignatureData> Of(const DnsRecord& record);
};

/**
 * Records of a name and type, each once, then their RRSIGs; empty without such records. ANY: all of
 * the name.
 */
DnsRecords OfSet(const DnsRecords& section, const DnsName& name, uint16_t type);
/** Records of a type with their RRSIGs, whatever their names. */
DnsRecords OfType(const DnsRecords& section, uint16_t type);
/** Without RRSIGs. */
DnsRecords WithoutSignatures(const DnsRecords& records);
/** RRSIGs only. */
DnsRecords SignaturesOf(const DnsRecords& records);
/** Sets one by one, each with its signatures, in the order of their first records. */
std::vector<DnsRecords> SplitSets(const DnsRecords& section);
/** s; 0 for no records. */
uint32_t LowestTtl(const DnsRecords& records);
/** Gives all records of a finding this TTL. */
void SetTtl(DnsFinding& finding, uint32_t ttl);
/** How many labels of its name stand behind the wildcard that made this set, if one did (RFC 4035
 * 5.3.4): its signatures tell. */
std::optional<uint8_t> ExpansionLabels(const DnsRecords& set);

} // namespace ns3::v6lab

#endif // V6LAB_RECORD_SETS_H
