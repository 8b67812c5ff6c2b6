// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HOST_RESOLVER_H
#define V6LAB_HOST_RESOLVER_H

#include "model/core/dhcp/dhcp-inform.h"
#include "model/core/dhcpv6/information-request.h"
#include "model/core/dns/stub-resolver.h"
#include "model/dns/dns-driver.h"
#include "model/workload/name-lookup.h"

#include <memory>
#include <vector>

namespace ns3::v6lab
{

/**
 * The stub resolver of a host: asks the resolvers that it was given, behind them those that DHCPv6
 * servers told, if the node has a Dhcpv6Client, those that DHCP servers told, if it has a
 * DhcpInformClient, and last those that its routers advertise, if it has a RouterListener (RFC 8106
 * 5.3.1: DHCP comes first).
 */
class HostResolver : public Object
{
  public:
    static TypeId GetTypeId();
    ~HostResolver() override;

    /**
     * Throws std::invalid_argument, as StubResolver does. The settings' servers come first. The
     * ledger may be null.
     */
    void Start(const Ptr<ns3::Node>& node,
               const StubSettings& settings,
               const Ptr<DnsLedger>& ledger);

    /** The addresses of a name, for a flow of the FlowLedger (0: none); see NameLookup. */
    void Lookup(const std::string& name, Family family, uint32_t flow, NameLookup::Answer answer);
    /** A question to given servers, with CD clear; none given: to all. */
    void Ask(const std::vector<IpAddress>& servers,
             const DnsQuestion& question,
             StubResolver::Done done);
    const std::vector<IpAddress>& GetServers() const;

  protected:
    void DoDispose() override;

  private:
    void OnResolvers(uint32_t interface, const std::vector<IpAddress>& resolvers);
    void OnInformation(uint32_t interface, const Dhcpv6Information& information);
    void OnConfiguration(uint32_t interface, const DhcpConfiguration& configuration);
    void UpdateServers();

    Ptr<ns3::Node> m_node;
    std::vector<IpAddress> m_configured;
    Ptr<DnsDriver> m_driver;
    std::unique_ptr<StubResolver> m_stub;
};

/** The names that one flow asks for, so that what it asked can be told with it. */
class FlowLookup : public NameLookup
{
  public:
    static TypeId GetTypeId();

    void SetResolver(const Ptr<HostResolver>& resolver);
    /** The flow's id in the FlowLedger. */
    void SetFlow(uint32_t flow);
    void Lookup(const std::string& name, Family family, Answer answer) override;

  protected:
    void DoDispose() override;

  private:
    Ptr<HostResolver> m_resolver;
    uint32_t m_flow{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_HOST_RESOLVER_H
