// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_MESSAGE_H
#define V6LAB_DNS_MESSAGE_H

#include "model/core/dns/dns-record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What is asked (RFC 1035 4.1.2). */
struct DnsQuestion
{
    DnsName name;
    uint16_t type{dns::A};
    uint16_t rclass{dns::IN};

    friend bool operator==(const DnsQuestion& a, const DnsQuestion& b)
    {
        return a.name == b.name && a.type == b.type && a.rclass == b.rclass;
    }
};

/** The OPT pseudo-record (RFC 6891 6.1). */
struct DnsEdns
{
    uint16_t udpSize{1232}; //!< bytes that the sender can take; DNS flag day 2020's figure
    uint8_t version{0};
    bool dnssecOk{false};
    std::string options; //!< wire form, as they came
};

/** A message as a value (RFC 1035 4.1). */
struct DnsMessage
{
    uint16_t id{0};
    uint8_t opcode{0}; //!< 0: a query
    uint16_t rcode{0}; //!< with EDNS' upper eight bits
    bool response{false};
    bool authoritative{false};
    bool truncated{false};
    bool recursionDesired{false};
    bool recursionAvailable{false};
    bool authenticData{false};    //!< RFC 4035 3.2.3
    bool checkingDisabled{false}; //!< RFC 4035 3.2.2
    std::vector<DnsQuestion> questions;
    DnsRecords answer;
    DnsRecords authority;
    DnsRecords additional; //!< without OPT
    std::optional<DnsEdns> edns;

    /** A query with recursion desired. */
    static DnsMessage Query(uint16_t id, const DnsName& name, uint16_t type);
    /** An empty response to a query: its id, opcode, question, RD and CD. */
    static DnsMessage ResponseTo(const DnsMessage& query);
    /** Reads bytes from the wire; nothing if they are no whole message: FORMERR. */
    static std::optional<DnsMessage> Decode(const uint8_t* bytes, size_t size);

    /**
     * The wire form. What is longer than `limit` bytes is cut (RFC 2181 9): first additional
     * records go, then whole sets from the end of authority and answer, with TC set.
     */
    std::string Encode(size_t limit = 65535) const;
};

/** Reads no more than the 12 bytes of a header: for FORMERR answers to what Decode() refuses. */
std::optional<DnsMessage> DecodeDnsHeader(const uint8_t* bytes, size_t size);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_MESSAGE_H
