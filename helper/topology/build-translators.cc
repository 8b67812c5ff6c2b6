// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-translators.h"

namespace ns3::v6lab::build
{

TranslatorOn::TranslatorOn(const std::string& kind, const std::string& node)
{
    m_config.kind = kind;
    m_config.node = node;
}

TranslatorOn&
TranslatorOn::Prefix(const std::string& prefix)
{
    m_config.prefix = prefix;
    return *this;
}

TranslatorOn&
TranslatorOn::Profile(const std::string& profile)
{
    m_config.profile = profile;
    return *this;
}

TranslatorOn&
TranslatorOn::Pool(const std::string& addresses,
                   const std::string& ports,
                   const std::string& protocol)
{
    m_config.pool.push_back({addresses, ports, protocol});
    return *this;
}

TranslatorOn&
TranslatorOn::Bind(const std::string& protocol,
                   const std::string& inside,
                   const std::string& outside)
{
    m_config.bindings.push_back({protocol, inside, outside});
    return *this;
}

TranslatorOn&
TranslatorOn::Edge()
{
    m_config.role = "edge";
    return *this;
}

TranslatorOn&
TranslatorOn::Map(const std::string& ipv4, const std::string& ipv6)
{
    m_config.mappings.push_back({ipv4, ipv6});
    return *this;
}

TranslatorOn&
TranslatorOn::Peer(const std::string& ipv6, const std::string& ipv4)
{
    m_config.peers.push_back({ipv6, ipv4});
    return *this;
}

TranslatorOn&
TranslatorOn::Network(const std::string& ipv4)
{
    m_config.networks.push_back(ipv4);
    return *this;
}

TranslatorOn&
TranslatorOn::Dedicated(const std::string& prefix)
{
    m_config.dedicatedPrefix = prefix;
    return *this;
}

TranslatorOn&
TranslatorOn::Shared(const std::string& ipv6)
{
    m_config.sharedAddress = ipv6;
    return *this;
}

TranslatorOn
Nat64On(const std::string& node)
{
    return {"nat64", node};
}

TranslatorOn
SiitOn(const std::string& node)
{
    return {"siit", node};
}

TranslatorOn
ClatOn(const std::string& node)
{
    return {"clat", node};
}

TranslatorOn
VirtualIp6On(const std::string& node)
{
    return {"virtual-ipv6", node};
}

} // namespace ns3::v6lab::build
