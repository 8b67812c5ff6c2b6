// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-type.h"

#include "model/core/dns/ldns-parts.h"

#include <strings.h>

namespace ns3::v6lab
{

namespace
{

/** What stands behind the prefix, whatever the case of its letters. */
std::optional<std::string>
DigitsBehind(const std::string& word, const std::string& prefix)
{
    if (strncasecmp(word.c_str(), prefix.c_str(), prefix.size()) != 0)
    {
        return std::nullopt;
    }
    return word.substr(prefix.size());
}

/** 1 to 65535: ldns would take more and cut it. */
std::optional<uint16_t>
Number(const std::string& digits)
{
    const bool right = !digits.empty() && digits.size() <= 5 &&
                       digits.find_first_not_of("0123456789") == std::string::npos;
    const unsigned long value = right ? std::stoul(digits) : 0;
    if (value == 0 || value > 0xffff)
    {
        return std::nullopt;
    }
    return static_cast<uint16_t>(value);
}

} // namespace

std::string
DnsTypeWord(uint16_t type)
{
    const ldns::Text word(ldns_rr_type2str(static_cast<ldns_rr_type>(type)));
    return word.get();
}

std::optional<uint16_t>
ParseDnsType(const std::string& word)
{
    if (const auto digits = DigitsBehind(word, "TYPE"))
    {
        return Number(*digits);
    }
    const ldns_rr_type type = ldns_get_rr_type_by_name(word.c_str());
    if (type == 0)
    {
        return std::nullopt;
    }
    return static_cast<uint16_t>(type);
}

std::optional<uint16_t>
ParseDnsClass(const std::string& word)
{
    if (const auto digits = DigitsBehind(word, "CLASS"))
    {
        return Number(*digits);
    }
    const ldns_rr_class rclass = ldns_get_rr_class_by_name(word.c_str());
    if (rclass == 0)
    {
        return std::nullopt;
    }
    return static_cast<uint16_t>(rclass);
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
