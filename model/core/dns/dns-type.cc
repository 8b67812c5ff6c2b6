// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-type.h"

#include "model/core/dns/ldns-parts.h"

namespace ns3::v6lab
{

std::string
DnsTypeWord(uint16_t type)
{
    const ldns::Text word(ldns_rr_type2str(static_cast<ldns_rr_type>(type)));
    return word.get();
}

std::optional<uint16_t>
ParseDnsType(const std::string& word)
{
    const ldns_rr_type type = ldns_get_rr_type_by_name(word.c_str());
    if (type == 0)
    {
        return std::nullopt;
    }
    return static_cast<uint16_t>(type);
}

std::string
DnsRcodeWord(uint16_t rcode)
{
    if (rcode == dns::BADVERS)
    {
        return "BADVERS"; // to ldns a number of TSIG's, where it means BADSIG (RFC 6895 2.3)
    }
    if (rcode == dns::NOTIMP)
    {
        return "NOTIMP"; // dig's word, and nearly IANA's; ldns has another
    }
    if (const ldns_lookup_table* row = ldns_lookup_by_id(ldns_rcodes, rcode))
    {
        return row->name;
    }
    return "RCODE" + std::to_string(rcode);
}

} // namespace ns3::v6lab
