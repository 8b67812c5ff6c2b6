// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_FINDING_H
#define V6LAB_DNS_FINDING_H

#include "model/core/dns/dns-backend.h"

#include <cstdint>

namespace ns3::v6lab
{

/** What there is of a type at a name. */
enum class DnsOutcome : uint8_t
{
    Data,
    Alias,  //!< another name has it: CNAME, or DNAME above it
    NoData, //!< the name has no such type (RFC 2308 2.2)
    NoName, //!< NXDOMAIN (RFC 2308 2.1)
    Failed, //!< nobody could say
};

/** How far data is believed (RFC 2181 5.4.1), least first. */
enum class DnsTrust : uint8_t
{
    Additional, //!< glue and additional sections
    Referral,   //!< authority section of a parent
    Relayed,    //!< answer of a server without authority: a forwarder
    Authority,  //!< authority section of the zone itself
    Answer,     //!< answer of the zone itself
};

/** What a resolver found out about one name and type. */
struct DnsFinding
{
    DnsOutcome outcome{DnsOutcome::Failed};
    DnsTrust trust{DnsTrust::Additional};
    DnsSecurity security{DnsSecurity::Unchecked};
    /** s, of all its records: those of a set have one TTL (RFC 2181 5.2). */
    uint32_t ttl{0};
    /** The set with its signatures; an alias' CNAME, behind the DNAME that it comes from, if any.
     */
    DnsRecords records;
    /** What shows that it is so: SOA, NSEC or NSEC3, and their signatures. */
    DnsRecords proof;
    /** Who told it just now; nothing if it was remembered. */
    std::optional<IpAddress> server;
};

/** The name that an alias leads to: its last record is the CNAME. */
std::optional<DnsName> AliasTarget(const DnsFinding& finding);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_FINDING_H
