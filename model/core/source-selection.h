// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SOURCE_SELECTION_H
#define V6LAB_SOURCE_SELECTION_H

#include "model/core/address.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** A unicast address that a packet could be sent from (RFC 6724 4). */
struct SourceCandidate
{
    IpAddress address;
    uint8_t prefixLength{0}; //!< of its subnet: rule 8 compares no further
    uint32_t interface {
        0
    };
    bool deprecated{false};
    bool home{false};   //!< rule 4: a home address (Mobile IPv6)
    bool careOf{false}; //!< rule 4: a care-of address
    bool temporary{false};
    bool nextHopAdvertised{false}; //!< rule 5.5: its prefix was advertised by the chosen next hop
};

/** A row of the policy table (RFC 6724 2.1). */
struct PolicyRow
{
    Prefix prefix; //!< IPv6; IPv4 addresses are looked up as ::ffff:0:0/96
    uint8_t precedence{0};
    uint8_t label{0};
};

/** RFC 6724 2.1's default policy table. */
const std::vector<PolicyRow>& DefaultPolicy();

/**
 * Scopes of RFC 4007, as the multicast scope values of RFC 4291 2.7; of IPv4 addresses, mapped ones
 * too, RFC 6724 3.2.
 */
uint8_t ScopeOf(const IpAddress& address);

/** Rule 4 of RFC 6724 5 and 6, larger is better: home and care-of at once, home, care-of. */
int HomeRank(const SourceCandidate& candidate);

/** The label of an address: of the longest matching row. */
uint8_t LabelOf(const IpAddress& address, const std::vector<PolicyRow>& policy);

/** How much an address is preferred as a destination: of the longest matching row. */
uint8_t PrecedenceOf(const IpAddress& address, const std::vector<PolicyRow>& policy);

/** Leading bits that two addresses share, up to the source's prefix length (RFC 6724 2.2). */
uint8_t CommonPrefixLength(const SourceCandidate& source, const IpAddress& destination);

/**
 * The best source for a destination by the rules 1 to 8 of RFC 6724 5: an index into the
 * candidates. Candidates of the other family do not count; the first of equals wins. Nothing if
 * there is none.
 */
std::optional<size_t> SelectSource(const IpAddress& destination,
                                   uint32_t outInterface,
                                   const std::vector<SourceCandidate>& candidates,
                                   const std::vector<PolicyRow>& policy = DefaultPolicy(),
                                   bool preferTemporary = true);

} // namespace ns3::v6lab

#endif // V6LAB_SOURCE_SELECTION_H
