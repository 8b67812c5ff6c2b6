// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_TYPE_H
#define V6LAB_DNS_TYPE_H

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::v6lab
{

/** Numbers of the DNS that the lab has something to do with (IANA, "DNS Parameters"). */
namespace dns
{

enum Type : uint16_t
{
    A = 1,
    NS = 2,
    CNAME = 5,
    SOA = 6,
    PTR = 12,
    MX = 15,
    TXT = 16,
    AAAA = 28,
    SRV = 33,
    DNAME = 39,
    OPT = 41,
    DS = 43,
    RRSIG = 46,
    NSEC = 47,
    DNSKEY = 48,
    NSEC3 = 50,
    TKEY = 249,
    TSIG = 250,
    IXFR = 251,
    AXFR = 252,
    MAILB = 253,
    MAILA = 254,
    ANY = 255,
};

enum Rcode : uint16_t
{
    NOERROR = 0,
    FORMERR = 1,
    SERVFAIL = 2,
    NXDOMAIN = 3,
    NOTIMP = 4,
    REFUSED = 5,
    YXDOMAIN = 6, //!< a DNAME makes a name too long (RFC 6672 2.2)
    NOTAUTH = 9,
    BADVERS = 16, //!< extended: needs EDNS (RFC 6891 6.1.3)
};

constexpr uint16_t IN = 1; //!< class Internet
constexpr uint16_t CLASS_NONE = 254;
constexpr uint16_t CLASS_ANY = 255;
constexpr uint16_t PORT = 53;

} // namespace dns

/** "AAAA"; "TYPE65280" for a type without a name (RFC 3597 5). */
std::string DnsTypeWord(uint16_t type);
/** The other way, whatever the case of the letters; nothing for a word that is no type. */
std::optional<uint16_t> ParseDnsType(const std::string& word);
/** "IN", "CH", "CLASS32"; nothing for a word that is no class. */
std::optional<uint16_t> ParseDnsClass(const std::string& word);
/** "NOERROR", "NXDOMAIN", ...; "RCODE24" for a code without a name. */
std::string DnsRcodeWord(uint16_t rcode);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_TYPE_H
