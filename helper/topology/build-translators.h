// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_TRANSLATORS_H
#define V6LAB_BUILD_TRANSLATORS_H

#include "helper/topology/translator-config.h"

#include <string>

/** Short ways to write translators in C++. */
namespace ns3::v6lab::build
{

/** A translator on a node; Nat64On(), SiitOn(), ClatOn() and VirtualIp6On() make them. */
class TranslatorOn
{
  public:
    TranslatorOn(const std::string& kind, const std::string& node);

    TranslatorOn& Prefix(const std::string& prefix);
    TranslatorOn& Profile(const std::string& profile);
    /** nat64: addresses and ports of its IPv4 side; virtual-ipv6: virtual addresses. */
    TranslatorOn& Pool(const std::string& addresses,
                       const std::string& ports = "1024-65535",
                       const std::string& protocol = "all");
    /** nat64: a static binding. */
    TranslatorOn& Bind(const std::string& protocol,
                       const std::string& inside,
                       const std::string& outside);
    /** siit: an edge relay (RFC 7756), not a border relay. */
    TranslatorOn& Edge();
    /** siit, virtual-ipv6: an explicit mapping. */
    TranslatorOn& Map(const std::string& ipv4, const std::string& ipv6);
    /** virtual-ipv6: a peer with this virtual address for good. */
    TranslatorOn& Peer(const std::string& ipv6, const std::string& ipv4);
    /** clat, virtual-ipv6: an IPv4 network behind it. */
    TranslatorOn& Network(const std::string& ipv4);
    /** clat: a /64 or /96 of its own. */
    TranslatorOn& Dedicated(const std::string& prefix);
    /** clat: one IPv6 address for all behind it. */
    TranslatorOn& Shared(const std::string& ipv6);

    /** Everything else. */
    TranslatorConfig& Config()
    {
        return m_config;
    }

    const TranslatorConfig& Get() const
    {
        return m_config;
    }

  private:
    TranslatorConfig m_config;
};

TranslatorOn Nat64On(const std::string& node);
TranslatorOn SiitOn(const std::string& node);
TranslatorOn ClatOn(const std::string& node);
TranslatorOn VirtualIp6On(const std::string& node);

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_TRANSLATORS_H
