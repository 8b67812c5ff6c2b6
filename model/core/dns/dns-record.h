// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_RECORD_H
#define V6LAB_DNS_RECORD_H

#include "model/core/address.h"
#include "model/core/dns/dns-name.h"
#include "model/core/dns/dns-type.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A resource record as a value (RFC 1035 3.2). */
struct DnsRecord
{
    DnsName name;
    uint16_t type{0};
    uint16_t rclass{dns::IN};
    uint32_t ttl{0};   //!< s
    std::string rdata; //!< wire form, names in it without compression

    /** A or AAAA. */
    static DnsRecord Address(const DnsName& name, const IpAddress& address, uint32_t ttl);
    /** CNAME, DNAME, NS or PTR: `type` with one name as its data. */
    static DnsRecord Pointer(const DnsName& name, uint16_t type, const DnsName& to, uint32_t ttl);
    /**
     * Reads one line of a zone file. Throws std::invalid_argument that quotes the line and says
     * what is wrong with it.
     */
    static DnsRecord Parse(const std::string& line,
                           const DnsName& origin = DnsName(),
                           uint32_t defaultTtl = 3600);

    /** Of an A or AAAA with 4 or 16 bytes; nothing for others. */
    std::optional<IpAddress> GetAddress() const;
    /** The name that a CNAME, DNAME, NS or PTR leads to; nothing for others. */
    std::optional<DnsName> GetTarget() const;
    /** As a line of a zone file, without the newline. */
    std::string ToString() const;
    /** The data alone: "192.0.2.1", "10 mail.example.com.". */
    std::string DataText() const;

    /** All of it is equal; the TTL as well. */
    friend bool operator==(const DnsRecord& a, const DnsRecord& b)
    {
        return a.name == b.name && a.type == b.type && a.rclass == b.rclass && a.ttl == b.ttl &&
               a.rdata == b.rdata;
    }
};

using DnsRecords = std::vector<DnsRecord>;

/** What an SOA says (RFC 1035 3.3.13). */
struct SoaData
{
    DnsName primary;
    DnsName mailbox;
    uint32_t serial{0};
    uint32_t refresh{0}; //!< s, as the others
    uint32_t retry{0};
    uint32_t expire{0};
    uint32_t minimum{0}; //!< TTL of negative answers at most (RFC 2308 4)

    /** Nothing if the record is no SOA. */
    static std::optional<SoaData> Of(const DnsRecord& record);
    DnsRecord ToRecord(const DnsName& zone, uint32_t ttl) const;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_RECORD_H
