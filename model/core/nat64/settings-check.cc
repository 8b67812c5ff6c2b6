// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/settings-check.h"

#include "model/core/time-units.h"

#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t MILLISECOND = 1'000'000;
/** A year: sums of times stay far from the end of 64 bits. */
constexpr int64_t LONGEST = 366 * 86400 * SECOND;

std::string
InWords(int64_t ns)
{
    return ns % SECOND == 0 ? std::to_string(ns / SECOND) + " s" : std::to_string(ns) + " ns";
}

void
CheckTimeout(const char* name, int64_t value, int64_t least, const char* leastText)
{
    if (value < least || value > LONGEST)
    {
        throw std::invalid_argument(std::string("timeouts.") + name + " is " + InWords(value) +
                                    "; allowed are " + leastText + " to 366 days");
    }
}

void
CheckIpv4(const char* name, const std::vector<Prefix>& prefixes)
{
    for (const auto& prefix : prefixes)
    {
        if (prefix.GetFamily() != Family::V4)
        {
            throw std::invalid_argument(std::string(name) + " has " + prefix.ToString() +
                                        "; allowed are IPv4 prefixes");
        }
    }
}

} // namespace

const Nat64Settings&
Checked(const Nat64Settings& settings)
{
    const Nat64Timeouts& timeouts = settings.timeouts;
    if (settings.translation.profile == Profile::Jool) // leaves it to its administrator
    {
        CheckTimeout("udp", timeouts.udp, MILLISECOND, "1 ms");
        CheckTimeout("icmp", timeouts.icmp, MILLISECOND, "1 ms");
        CheckTimeout("tcpEstablished", timeouts.tcpEstablished, MILLISECOND, "1 ms");
        CheckTimeout("tcpIncomingSyn", timeouts.tcpIncomingSyn, MILLISECOND, "1 ms");
    }
    else
    {
        CheckTimeout("udp", timeouts.udp, 120 * SECOND, "120 s (UDP_MIN, RFC 6146 4)");
        CheckTimeout("icmp", timeouts.icmp, 60 * SECOND, "60 s (RFC 5508 REQ-2)");
        CheckTimeout("tcpEstablished",
                     timeouts.tcpEstablished,
                     7200 * SECOND,
                     "7200 s (TCP_EST, RFC 6146 4, RFC 5382 REQ-5)");
        CheckTimeout("tcpIncomingSyn",
                     timeouts.tcpIncomingSyn,
                     6 * SECOND,
                     "6 s (TCP_INCOMING_SYN, RFC 6146 4, RFC 5382 REQ-4)");
    }
    CheckTimeout("tcpTransitory", timeouts.tcpTransitory, MILLISECOND, "1 ms");
    if (timeouts.tcpOpening)
    {
        CheckTimeout("tcpOpening", *timeouts.tcpOpening, MILLISECOND, "1 ms");
    }
    CheckTimeout("fragment", timeouts.fragment, 2 * SECOND, "2 s (FRAGMENT_MIN, RFC 6146 4)");
    CheckIpv4("neverTranslate", settings.neverTranslate);
    CheckIpv4("wellKnownDeny", settings.wellKnownDeny);
    return settings;
}

} // namespace ns3::v6lab
