// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translator-helper.h"

#include "helper/topology/translator-text.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

Prefix
RequireBlock(const std::string& text, Family family)
{
    const auto prefix = ParseBlock(text);
    if (!prefix || prefix->GetFamily() != family)
    {
        throw std::invalid_argument("\"" + text + "\" is not an " +
                                    (family == Family::V4 ? "IPv4" : "IPv6") +
                                    " address or prefix");
    }
    return *prefix;
}

Prefix
RequireIpv4(const std::string& text)
{
    return RequireBlock(text, Family::V4);
}

IpAddress
RequireAddress(const std::string& text, Family family)
{
    const auto address = IpAddress::Parse(text);
    if (!address || address->GetFamily() != family)
    {
        throw std::invalid_argument("\"" + text + "\" is not an " +
                                    (family == Family::V4 ? "IPv4" : "IPv6") + " address");
    }
    return *address;
}

Eam
RequireMapping(const std::string& ipv4, const std::string& ipv6)
{
    const auto eam = ParseMapping(ipv4, ipv6);
    if (!eam)
    {
        throw std::invalid_argument("\"" + ipv4 + "\" and \"" + ipv6 +
                                    "\" are not an IPv4 and an IPv6 address or prefix");
    }
    return *eam;
}

TransportAddress
RequireTransport(const std::string& text)
{
    const auto address = ParseTransportAddress(text);
    if (!address)
    {
        throw std::invalid_argument("\"" + text +
                                    "\" is not an address and port such as 203.0.113.1#80");
    }
    return *address;
}

std::optional<BibKind>
RequireProtocol(const std::string& text)
{
    std::optional<BibKind> kind;
    if (!ParsePoolProtocol(text, kind))
    {
        throw std::invalid_argument("\"" + text + "\" is not one of all, tcp, udp, icmp");
    }
    return kind;
}

void
Prepare(Translator& translator,
        const std::vector<Prefix>& sources,
        const std::vector<Prefix>& never)
{
    for (const auto& prefix : sources)
    {
        translator.AddErrorSource(prefix);
    }
    for (const auto& prefix : never)
    {
        translator.AddNeverTranslated(prefix);
    }
}

} // namespace

TranslatorHelper::TranslatorHelper(const TypeId& type)
{
    m_factory.SetTypeId(type);
}

void
TranslatorHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

void
TranslatorHelper::AddErrorSource(const std::string& prefix)
{
    const auto block = ParseBlock(prefix);
    if (!block)
    {
        throw std::invalid_argument("\"" + prefix + "\" is not an address or prefix");
    }
    m_errorSources.push_back(*block);
}

void
TranslatorHelper::AddNeverTranslated(const std::string& prefix)
{
    m_never.push_back(RequireIpv4(prefix));
}

Nat64Helper::Nat64Helper()
    : TranslatorHelper(Nat64::GetTypeId())
{
}

void
Nat64Helper::AddPool(const std::string& addresses,
                     const std::string& ports,
                     const std::string& protocol)
{
    PoolRange range;
    range.kind = RequireProtocol(protocol);
    if (!ParseAddressRange(addresses, range))
    {
        throw std::invalid_argument("\"" + addresses +
                                    "\" is not an IPv4 address, a range first-last or a prefix");
    }
    if (!ParsePortRange(ports, range))
    {
        throw std::invalid_argument("\"" + ports + "\" is not a range of ports such as 1024-65535");
    }
    m_pool.push_back(range);
}

void
Nat64Helper::AddBinding(const std::string& protocol,
                        const std::string& inside,
                        const std::string& outside)
{
    const auto kind = RequireProtocol(protocol);
    if (!kind)
    {
        throw std::invalid_argument("a binding is of tcp, udp or icmp, not of all");
    }
    m_bindings.push_back({*kind, RequireTransport(inside), RequireTransport(outside)});
}

Ptr<Nat64>
Nat64Helper::Install(const Ptr<Node>& node) const
{
    const auto nat64 = m_factory.Create<Nat64>();
    for (const auto& range : m_pool)
    {
        nat64->AddPool(range);
    }
    for (const auto& binding : m_bindings)
    {
        nat64->AddBinding(binding);
    }
    Prepare(*nat64, m_errorSources, m_never);
    nat64->Attach(node);
    return nat64;
}

SiitHelper::SiitHelper()
    : TranslatorHelper(Siit::GetTypeId())
{
}

void
SiitHelper::AddMapping(const std::string& ipv4, const std::string& ipv6)
{
    m_mappings.Add(RequireMapping(ipv4, ipv6));
}

void
SiitHelper::AddIpv4Prefix(const std::string& prefix)
{
    m_ipv4.push_back(RequireIpv4(prefix));
}

Ptr<Siit>
SiitHelper::Install(const Ptr<Node>& node) const
{
    const auto siit = m_factory.Create<Siit>();
    for (const auto& entry : m_mappings.GetEntries())
    {
        siit->AddEam(entry.ipv4, entry.ipv6);
    }
    for (const auto& prefix : m_ipv4)
    {
        siit->AddIpv4Prefix(prefix);
    }
    Prepare(*siit, m_errorSources, m_never);
    siit->Attach(node);
    return siit;
}

ClatHelper::ClatHelper()
    : TranslatorHelper(Clat::GetTypeId())
{
}

void
ClatHelper::AddNetwork(const std::string& prefix)
{
    m_networks.push_back(RequireIpv4(prefix));
}

Ptr<Clat>
ClatHelper::Install(const Ptr<Node>& node) const
{
    const auto clat = m_factory.Create<Clat>();
    for (const auto& network : m_networks)
    {
        clat->AddNetwork(network);
    }
    Prepare(*clat, m_errorSources, m_never);
    clat->Attach(node);
    return clat;
}

VirtualIp6Helper::VirtualIp6Helper()
    : TranslatorHelper(VirtualIp6::GetTypeId())
{
}

void
VirtualIp6Helper::AddPool(const std::string& prefix)
{
    m_pool.push_back(RequireIpv4(prefix));
}

void
VirtualIp6Helper::AddMapping(const std::string& ipv4, const std::string& ipv6)
{
    m_mappings.Add(RequireMapping(ipv4, ipv6));
}

void
VirtualIp6Helper::AddNetwork(const std::string& prefix)
{
    m_networks.push_back(RequireIpv4(prefix));
}

void
VirtualIp6Helper::AddPeer(const std::string& ipv6, const std::string& ipv4)
{
    m_peers.push_back({RequireAddress(ipv6, Family::V6), RequireAddress(ipv4, Family::V4)});
}

void
VirtualIp6Helper::AddInboundPeers(const std::string& prefix)
{
    m_inboundPeers.push_back(RequireBlock(prefix, Family::V6));
}

Ptr<VirtualIp6>
VirtualIp6Helper::Install(const Ptr<Node>& node) const
{
    const auto translator = m_factory.Create<VirtualIp6>();
    for (const auto& prefix : m_pool)
    {
        translator->AddPool(prefix);
    }
    for (const auto& entry : m_mappings.GetEntries())
    {
        translator->AddMapping(entry.ipv4, entry.ipv6);
    }
    for (const auto& network : m_networks)
    {
        translator->AddNetwork(network);
    }
    for (const auto& peer : m_peers)
    {
        translator->AddPeer(peer.ipv6, peer.ipv4);
    }
    for (const auto& prefix : m_inboundPeers)
    {
        translator->AddInboundPeers(prefix);
    }
    Prepare(*translator, m_errorSources, m_never);
    translator->Attach(node);
    return translator;
}

} // namespace ns3::v6lab
