// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_HELPER_H
#define V6LAB_TRANSLATOR_HELPER_H

#include "model/translation/clat.h"
#include "model/translation/nat64.h"
#include "model/translation/siit.h"
#include "model/translation/virtual-ip6.h"

#include "ns3/node.h"
#include "ns3/object-factory.h"

#include <string>
#include <vector>

/**
 * Translators for scripts: addresses as text, attributes of the models by name. All throw
 * std::invalid_argument that names what is wrong and what is allowed. The nodes need v6lab's stack
 * (StackHelper) and their interfaces; translators are routers, but need not forward other packets.
 */
namespace ns3::v6lab
{

/** What the helpers of all translators do. */
class TranslatorHelper
{
  public:
    /** Of the translators that are installed from now on; ns-3 refuses unknown names. */
    void SetAttribute(const std::string& name, const AttributeValue& value);
    /**
     * An IPv4 address or prefix for routers that have no IPv4 address (RFC 6791), or an IPv6 one
     * for routers without an IPv6 address.
     */
    void AddErrorSource(const std::string& prefix);
    /** An IPv4 address or prefix that is not translated. */
    void AddNeverTranslated(const std::string& prefix);

  protected:
    explicit TranslatorHelper(const TypeId& type);

    ObjectFactory m_factory;
    std::vector<Prefix> m_errorSources;
    std::vector<Prefix> m_never;
};

/** Puts a NAT64 (RFC 6146) on a node. */
class Nat64Helper : public TranslatorHelper
{
  public:
    Nat64Helper();

    /** "203.0.113.1", "203.0.113.1-203.0.113.9" or a prefix; ports "1024-65535"; tcp, udp, icmp. */
    void AddPool(const std::string& addresses,
                 const std::string& ports = "1024-65535",
                 const std::string& protocol = "all");
    /** A static binding: AddBinding("tcp", "2001:db8::80#80", "203.0.113.1#8080"). */
    void AddBinding(const std::string& protocol,
                    const std::string& inside,
                    const std::string& outside);
    Ptr<Nat64> Install(const Ptr<Node>& node) const;

  private:
    std::vector<PoolRange> m_pool;
    std::vector<StaticBinding> m_bindings;
};

/** Puts a stateless translator (RFC 7915, RFC 7757) on a node. */
class SiitHelper : public TranslatorHelper
{
  public:
    SiitHelper();

    /** Addresses or prefixes: AddMapping("192.0.2.1", "2001:db8::80"). */
    void AddMapping(const std::string& ipv4, const std::string& ipv6);
    /** IPv4 destinations that the prefix alone translates. */
    void AddIpv4Prefix(const std::string& prefix);
    Ptr<Siit> Install(const Ptr<Node>& node) const;

  private:
    EamTable m_mappings;
    std::vector<Prefix> m_ipv4;
};

/** Puts a CLAT (RFC 6877) on a node. */
class ClatHelper : public TranslatorHelper
{
  public:
    ClatHelper();

    /** An IPv4 network behind it; none: the node itself is the client. */
    void AddNetwork(const std::string& prefix);
    Ptr<Clat> Install(const Ptr<Node>& node) const;

  private:
    std::vector<Prefix> m_networks;
};

/** Puts a translator of virtual IPv6 (draft-vogt-durand) on a node. */
class VirtualIp6Helper : public TranslatorHelper
{
  public:
    VirtualIp6Helper();

    /** Virtual IPv4 addresses: AddPool("10.64.0.0/16"). */
    void AddPool(const std::string& prefix);
    /** An explicit virtual IPv6 address: AddMapping("10.0.0.5", "2001:db8::80"). */
    void AddMapping(const std::string& ipv4, const std::string& ipv6);
    /** Hosts behind it; none: all of IPv4. */
    void AddNetwork(const std::string& prefix);
    /** A peer with a virtual address for good: AddPeer("2001:db8:ffff::80", "10.64.0.9"). */
    void AddPeer(const std::string& ipv6, const std::string& ipv4);
    /** An IPv6 address or prefix that may call; none: all. */
    void AddInboundPeers(const std::string& prefix);
    Ptr<VirtualIp6> Install(const Ptr<Node>& node) const;

  private:
    std::vector<Prefix> m_pool;
    EamTable m_mappings;
    std::vector<Prefix> m_networks;
    std::vector<VirtualPeer> m_peers;
    std::vector<Prefix> m_inboundPeers;
};

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_HELPER_H
