// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_BACKEND_H
#define V6LAB_DNS_BACKEND_H

#include "model/core/dns/dns-message.h"

#include <cstdint>
#include <functional>

namespace ns3::v6lab
{

/** What validation says of an answer (RFC 4033 5). */
enum class DnsSecurity : uint8_t
{
    Unchecked, //!< nobody validated: no trust anchor, or checking was disabled
    Secure,
    Insecure, //!< proven to be unsigned
    Bogus,
};

/** What a question is asked for; for those who write down who asked whom, and why. */
struct DnsCause
{
    uint64_t exchange{0}; //!< the query of a client that is being served; 0: none
    uint32_t flow{0};     //!< the flow that needs the answer; 0: none
};

/** One question to a part of a server, and what the asker's flags say. */
struct DnsQuery
{
    DnsQuestion question;
    bool recursionDesired{true};
    bool dnssecOk{false};         //!< DO: signatures are wanted
    bool checkingDisabled{false}; //!< CD: the asker validates
    bool authenticData{false};    //!< AD: the asker wants to know (RFC 6840 5.7)
    IpAddress asker{};            //!< as the server sees it; unspecified: it asks itself
    DnsCause cause{};
};

/** What a part of a server found. */
struct DnsAnswer
{
    uint16_t rcode{dns::NOERROR};
    DnsRecords answer;
    DnsRecords authority;
    DnsRecords additional;
    bool authoritative{false};
    bool authenticData{false}; //!< AD may be set: all of answer and authority is secure
    DnsSecurity security{DnsSecurity::Unchecked};
    bool synthesised{false}; //!< somebody made records that no zone holds: DNS64, a DNS proxy
};

/**
 * A part of a server that answers questions: a set of zones, a resolver, a DNS64 or a DNS proxy in
 * front of another backend. Pure: time is passed in, and whoever owns a backend that waits for
 * something tells it when that came.
 */
class DnsBackend
{
  public:
    using Done = std::function<void(const DnsAnswer& answer, int64_t nowNs)>;

    virtual ~DnsBackend() = default;

    /** `done` is called exactly once, now or later. */
    virtual void Ask(const DnsQuery& query, int64_t nowNs, Done done) = 0;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_BACKEND_H
