// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_CONFIG_H
#define V6LAB_DNS_CONFIG_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** The DNS of a topology: plain values, text as its author wrote it. */
namespace ns3::v6lab
{

/** A zone and the nodes that serve it. */
struct ZoneConfig
{
    std::string name;                 //!< "example.com"; "." for the root
    std::vector<std::string> servers; //!< name servers of kind authoritative, by node
    std::vector<std::string> records; //!< lines of a zone file (RFC 1035 5), relative to the zone
    std::string file;                 //!< a zone file to read them from, too
    bool isSigned{false};             //!< DNSSEC; its parent zone, if there is one, vouches for it
    std::vector<std::string> forged;  //!< lines that take the places of signed ones afterwards
};

/** IPv4 addresses that a DNS64 puts behind a prefix (RFC 6147 5.1.7). */
struct Dns64PrefixConfig
{
    std::string prefix;            //!< RFC 6052
    std::string ipv4{"0.0.0.0/0"}; //!< addresses that it stands for
};

/** A DNS64 (RFC 6147), or none. */
struct Dns64Config
{
    std::vector<Dns64PrefixConfig> prefixes; //!< empty: 64:ff9b::/96 for all
    std::vector<std::string> exclude; //!< IPv6 that counts as none (5.1.4); empty: ::ffff:0:0/96
    bool always{false};               //!< beside real ones, too (5.1.1)
    std::string ptr{"cname"};         //!< cname or local (5.3.1)
};

/** The DNS server of a node. */
struct NameServerConfig
{
    std::string node;
    std::string kind{"authoritative"}; //!< authoritative, resolver or proxy
    std::vector<std::string>
        forwarders;                   //!< addresses of resolvers to ask; empty: from the root down
    bool validate{false};             //!< resolver: DNSSEC, from the signed root down
    std::optional<Dns64Config> dns64; //!< resolver
    std::string translator;           //!< proxy: the node whose virtual-ipv6 it makes bindings at
    std::string serviceTime{"0s"};    //!< that a query takes
    uint32_t workers{1};              //!< queries at once, where they take time
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_CONFIG_H
