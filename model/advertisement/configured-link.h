// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CONFIGURED_LINK_H
#define V6LAB_CONFIGURED_LINK_H

#include "model/core/advertisement/advertised-state.h"

#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3::v6lab
{

class Ipv6Stack;

/** What a node makes of the advertisements on one of its links. */
struct ListenerSettings
{
    bool formAddresses{true}; //!< of /64 prefixes (RFC 4862 5.5)
    bool useRouters{true};    //!< default routes
    bool solicit{true};       //!< ask for routers when the link comes up (RFC 4861 6.3.7)
    uint32_t metric{1024};    //!< of the default route; configured ones with less win
};

/** One interface's addresses, routes and parameters as advertisements want them. */
class ConfiguredLink
{
  public:
    ConfiguredLink(const Ptr<Ipv6Stack>& stack,
                   uint32_t interface,
                   const ListenerSettings& settings);
    ~ConfiguredLink();

    /** Brings the stack in line with the state; true if addresses changed or were deprecated. */
    bool Apply(const AdvertisedState& state, int64_t nowNs);
    /** The addresses that new connections are made from. */
    std::vector<IpAddress> GetPreferred() const;

  private:
    void ApplyRouters(const std::vector<IpAddress>& routers);
    void ApplyOnLink(const std::vector<Prefix>& prefixes);
    bool ApplyAddresses(const AdvertisedState& state, int64_t nowNs);
    bool Add(const IpAddress& address);
    void SetDeprecated(const IpAddress& address, bool deprecated);

    Ptr<Ipv6Stack> m_stack;
    uint32_t m_interface;
    ListenerSettings m_settings;
    std::vector<IpAddress> m_routers;
    std::vector<Prefix> m_onLink;
    std::map<IpAddress, bool> m_addresses; //!< whether each is deprecated
};

} // namespace ns3::v6lab

#endif // V6LAB_CONFIGURED_LINK_H
