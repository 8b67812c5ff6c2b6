// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-dns.h"

namespace ns3::v6lab::build
{

DnsZone::DnsZone(const std::string& name)
{
    m_config.name = name;
}

DnsZone&
DnsZone::Server(const std::string& node)
{
    m_config.servers.push_back(node);
    return *this;
}

DnsZone&
DnsZone::Record(const std::string& line)
{
    m_config.records.push_back(line);
    return *this;
}

DnsZone&
DnsZone::Signed(bool isSigned)
{
    m_config.isSigned = isSigned;
    return *this;
}

DnsZone&
DnsZone::Forged(const std::string& line)
{
    m_config.forged.push_back(line);
    return *this;
}

NameServerOn::NameServerOn(const std::string& kind, const std::string& node)
{
    m_config.kind = kind;
    m_config.node = node;
}

NameServerOn&
NameServerOn::Forward(const std::string& address)
{
    m_config.forwarders.push_back(address);
    return *this;
}

NameServerOn&
NameServerOn::Validate(bool validate)
{
    m_config.validate = validate;
    return *this;
}

NameServerOn&
NameServerOn::Dns64(const std::string& prefix, const std::string& ipv4)
{
    if (!m_config.dns64)
    {
        m_config.dns64.emplace();
    }
    if (!prefix.empty())
    {
        m_config.dns64->prefixes.push_back({prefix, ipv4});
    }
    return *this;
}

NameServerOn&
NameServerOn::Translator(const std::string& node)
{
    m_config.translator = node;
    return *this;
}

NameServerOn
AuthoritativeOn(const std::string& node)
{
    return {"authoritative", node};
}

NameServerOn
ResolverOn(const std::string& node)
{
    return {"resolver", node};
}

NameServerOn
DnsProxyOn(const std::string& node)
{
    return {"proxy", node};
}

} // namespace ns3::v6lab::build
