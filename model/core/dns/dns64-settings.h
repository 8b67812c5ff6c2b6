// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS64_SETTINGS_H
#define V6LAB_DNS64_SETTINGS_H

#include "model/core/dns/dns-name.h"
#include "model/core/translation/pref64.h"

#include <vector>

namespace ns3::v6lab
{

/** IPv4 addresses and the prefix that stands for them (RFC 6147 5.1.7). */
struct Dns64Mapping
{
    Prefix range; //!< IPv4
    Pref64 prefix;
};

/** What a DNS64 is told (RFC 6147 5). */
struct Dns64Settings
{
    /** How names of addresses in a prefix are answered (RFC 6147 5.3.1). */
    enum class Pointers
    {
        Local, //!< option 1: every such address has the name `pointerTarget`
        Alias, //!< option 2: a CNAME to the name under in-addr.arpa
    };

    /**
     * The longest range that an address is in decides; if several lines have it, each makes an
     * AAAA, in their order. None at all: 64:ff9b::/96 for everything.
     */
    std::vector<Dns64Mapping> mappings;
    std::vector<Prefix> deny; //!< IPv4, never embedded
    /** IPv4, not embedded in the well-known prefix (RFC 6052 3.1, decision D6). */
    std::vector<Prefix> wellKnownDeny;
    std::vector<Prefix> exclude; //!< AAAA in these do not count (RFC 6147 5.1.4)
    /** One excluded AAAA in an answer and all of it counts as empty (5.1.4). */
    bool excludedMeansEmpty{false};
    bool alwaysSynthesise{false}; //!< beside real AAAA, too (5.1.1, appendix A)
    bool parallel{false};         //!< A is asked for together with AAAA (5.1.8)
    /** CD without DO gets synthetic records, as does CD=0 (5.5: the case is not covered). */
    bool synthesiseForCd{true};
    std::vector<DnsName> only;  //!< names within these; none: all (7.3)
    std::vector<DnsName> never; //!< names within these are left alone, before `only`
    Pointers pointers{Pointers::Alias};
    DnsName pointerTarget;     //!< of Pointers::Local
    bool answerIpv4Only{true}; //!< ipv4only.arpa is answered here (RFC 8880 7.1)

    /** With ::ffff:0:0/96 excluded and decision D6's deny list. */
    Dns64Settings();
};

/**
 * Throws std::invalid_argument that names the setting and what is allowed: ranges and deny lists
 * that are not IPv4, exclusions that are not IPv6, no target for local pointers.
 */
void CheckSettings(const Dns64Settings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_DNS64_SETTINGS_H
