// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RESOLVER_SETTINGS_H
#define V6LAB_RESOLVER_SETTINGS_H

#include "model/core/dns/dns-cache.h"
#include "model/core/dns/dns-servers.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** A name server and its addresses: a line of the root hints. */
struct DnsHint
{
    DnsName name;
    std::vector<IpAddress> addresses;
};

/** Names that other resolvers are asked for: everything, or what is below a zone. */
struct DnsForward
{
    DnsName zone; //!< the default is the root: everything
    std::vector<IpAddress> servers;
};

/** What a recursive resolver is told. */
struct ResolverSettings
{
    std::vector<DnsHint> roots;       //!< without forwards: needed
    std::vector<DnsForward> forwards; //!< the longest zone wins, before anything learned
    DnsRecords trustAnchors;          //!< DS or DNSKEY; none: no validation

    bool useV4{true}; //!< the host can reach IPv4 servers
    bool useV6{true};
    std::optional<Family> preferred; //!< of two addresses: this family first; none: the faster

    uint16_t udpSize{1232}; //!< EDNS; 0: without (and so without DNSSEC)
    DnsTiming timing;
    int64_t totalTimeoutNs{10'000'000'000}; //!< then SERVFAIL
    uint32_t tries{3};                      //!< per server and question
    uint32_t maxQueries{100};               //!< messages sent for one question
    uint32_t maxAliases{11};                //!< in a chain
    uint32_t maxDepth{5};                   //!< name servers' addresses that need other addresses
    uint32_t failureTtl{5};                 //!< s that a failure is remembered (RFC 9520 3.2)
    uint32_t bogusTtl{60};                  //!< s (RFC 4035 4.7)
    uint16_t mostIterations{150}; //!< of NSEC3; zones with more count as unsigned (RFC 9276 3.2)
    DnsCacheSettings cache;
    uint64_t seed{1}; //!< of message numbers and ports
};

/**
 * Throws std::invalid_argument that names the setting and what is allowed: neither roots nor
 * forwards, no family to use, no server with an address of a family in use, anchors of other types,
 * numbers that cannot work.
 */
void CheckSettings(const ResolverSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_RESOLVER_SETTINGS_H
