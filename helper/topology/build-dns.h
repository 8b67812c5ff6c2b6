// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_DNS_H
#define V6LAB_BUILD_DNS_H

#include "helper/topology/dns-config.h"

#include <string>

/** Short ways to write zones and name servers in C++. */
namespace ns3::v6lab::build
{

class DnsZone
{
  public:
    explicit DnsZone(const std::string& name);

    /** A node that serves it. */
    DnsZone& Server(const std::string& node);
    /** A line of a zone file, such as "www AAAA 2001:db8::1". */
    DnsZone& Record(const std::string& line);
    /** DNSSEC. */
    DnsZone& Signed(bool isSigned = true);
    /** A line that takes the place of those of its name and type after they were signed. */
    DnsZone& Forged(const std::string& line);

    const ZoneConfig& Get() const
    {
        return m_config;
    }

  private:
    ZoneConfig m_config;
};

/** A name server on a node; AuthoritativeOn(), ResolverOn() and DnsProxyOn() make them. */
class NameServerOn
{
  public:
    NameServerOn(const std::string& kind, const std::string& node);

    /** The address of a resolver to ask, instead of the root. */
    NameServerOn& Forward(const std::string& address);
    /** DNSSEC. */
    NameServerOn& Validate(bool validate = true);
    /** RFC 6147; an empty prefix is the well-known one. */
    NameServerOn& Dns64(const std::string& prefix = "", const std::string& ipv4 = "0.0.0.0/0");
    /** proxy: the node of the translator. */
    NameServerOn& Translator(const std::string& node);

    /** Everything else. */
    NameServerConfig& Config()
    {
        return m_config;
    }

    const NameServerConfig& Get() const
    {
        return m_config;
    }

  private:
    NameServerConfig m_config;
};

NameServerOn AuthoritativeOn(const std::string& node);
NameServerOn ResolverOn(const std::string& node);
NameServerOn DnsProxyOn(const std::string& node);

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_DNS_H
