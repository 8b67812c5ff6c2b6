// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_REPLY_READER_H
#define V6LAB_REPLY_READER_H

#include "model/core/dns/dns-finding.h"
#include "model/core/dns/dns-message.h"

#include <vector>

namespace ns3::v6lab
{

/** A finding and what it is about. */
struct LearnedFinding
{
    DnsQuestion question;
    DnsFinding finding;
};

/** What a server's reply says to one question (RFC 1034 5.3.3, step 4). */
struct DnsReading
{
    enum class Kind
    {
        Finding,
        Referral,
        Unusable, //!< another server may know more: lame, refused, without sense
    };

    Kind kind{Kind::Unusable};
    DnsFinding finding;
    DnsName cut;            //!< of a referral: the zone that it leads to
    DnsRecords nameServers; //!< of a referral: the NS set
    DnsRecords glue;        //!< of a referral: addresses of these servers
    /** What else can be remembered; of a finding, that itself comes first. */
    std::vector<LearnedFinding> learned;
};

/**
 * Reads a reply. Only what is in `zone`, for which the server was asked, is believed. `relayed`:
 * the server is a recursive one, whose answers are nobody's authority and which refers to nobody.
 */
DnsReading ReadDnsReply(const DnsMessage& reply,
                        const DnsQuestion& question,
                        const DnsName& zone,
                        bool relayed);

} // namespace ns3::v6lab

#endif // V6LAB_REPLY_READER_H
