// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT64_SETTINGS_H
#define V6LAB_NAT64_SETTINGS_H

#include "model/core/nat64/pool4.h"
#include "model/core/translation/pref64.h"
#include "model/core/translation/settings.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** A binding that only an administrator makes and deletes (6146-03). */
struct StaticBinding
{
    BibKind kind{BibKind::Tcp};
    TransportAddress inside;
    TransportAddress outside;
};

/** RFC 6146 4; all in nanoseconds. */
struct Nat64Timeouts
{
    int64_t udp{300'000'000'000};              //!< UDP_DEFAULT, never below 120 s (6146-27)
    int64_t tcpEstablished{7'200'000'000'000}; //!< TCP_EST
    int64_t tcpTransitory{240'000'000'000};    //!< TCP_TRANS, of a connection that closes
    /** Of one that opens; may be shorter (RFC 7857 2.1, 6146-67). Nothing: tcpTransitory. */
    std::optional<int64_t> tcpOpening;
    int64_t tcpIncomingSyn{6'000'000'000}; //!< TCP_INCOMING_SYN
    int64_t icmp{60'000'000'000};          //!< ICMP_DEFAULT, never below 60 s (RFC 5508 REQ-2)
    int64_t fragment{2'000'000'000};       //!< FRAGMENT_MIN, never below 2 s
};

/** What a NAT64 holds at most; what is there stays, what is new is refused (6146-102). */
struct Nat64Limits
{
    uint32_t bindings{1'000'000};      //!< per protocol
    uint32_t sessions{2'000'000};      //!< per protocol
    uint32_t storedSyns{10};           //!< waiting IPv4 SYNs (simultaneous open)
    uint32_t fragmentBytes{4'194'304}; //!< of held fragments
    // Of one subscriber, as PoolSettings::subscriberPrefix names it (6146-104); 0: no limit.
    uint32_t subscriberSessions{0}; //!< of all protocols together
    uint32_t subscriberRate{0};     //!< new sessions a second, bindings with them
};

struct Nat64Settings
{
    TranslationSettings translation;
    Pref64 prefix;
    PoolSettings pool;
    std::vector<StaticBinding> bindings;
    std::vector<Prefix> wellKnownDeny;  //!< RFC 6052 3.1, D6
    std::vector<Prefix> neverTranslate; //!< 6146-105: IPv4 destinations
    Nat64Timeouts timeouts;
    Nat64Limits limits;
    bool addressDependentFiltering{false};
    bool dropExternalTcp{false};    //!< 6146-41
    bool dropIcmpQueries{false};    //!< 6146-75
    bool inboundRefreshesUdp{true}; //!< 6146-28
    bool answerUnbound{false};      //!< 6146-29, -73: ICMPv4 3/1 for IPv4 packets without binding
    bool answerFiltered{false};     //!< 6146-30, -74: ICMPv4 3/13 for what the filter drops
    bool lenientUOctet{false};      //!< D5
    /** ICMPv4 errors keep their router: its address behind the prefix is the source, so that
     * traceroute shows the way. False: the quoted packet's destination (RFC 6146 3.5, to the
     * letter). */
    bool routersOwnErrors{true};
    /** RST in V4 or V6 FIN RCV leaves the session TCP_TRANS to live, not TCP_EST. */
    bool rstEndsHalfClosed{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT64_SETTINGS_H
