// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTER_ADVERTISER_H
#define V6LAB_ROUTER_ADVERTISER_H

#include "model/core/advertisement/advertisement-timer.h"
#include "model/core/advertisement/advertiser-settings.h"
#include "model/routing/router-message-taker.h"

#include "ns3/event-id.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * A router's advertisements on its links (RFC 4861 6.2) with resolvers (RFC 8106) and NAT64
 * prefixes (RFC 8781). One to a node; the node needs v6lab's stack.
 *
 * The first goes out when a link is added or its settings change, others at random intervals and
 * upon solicitations. All go to all nodes of the link, at least three seconds apart.
 */
class RouterAdvertiser : public Object, public RouterMessageTaker
{
  public:
    static TypeId GetTypeId();
    /** The node's advertiser, made at need. */
    static Ptr<RouterAdvertiser> Of(const Ptr<ns3::Node>& node);

    RouterAdvertiser();
    ~RouterAdvertiser() override;

    /**
     * Advertises on a link of the node from now on; makes its interface at need. On one that it
     * advertises on already, changes what it says, as soon as it may: what is left out is withdrawn
     * with lifetime 0 in the next three advertisements. Throws std::invalid_argument as
     * CheckAdvertiser() does.
     */
    void Advertise(const Ptr<NetDevice>& device, const AdvertiserSettings& settings);
    /** Brings settings up to date in front of each advertisement: lifetimes that run out. */
    using Refresh = std::function<void(AdvertiserSettings&)>;
    /** The same with settings that change of themselves. */
    void AdvertiseChanging(const Ptr<NetDevice>& device,
                           const AdvertiserSettings& settings,
                           const Refresh& refresh);
    /** Ceases to, with a last word that it is no router any more (RFC 4861 6.2.5). */
    void Cease(const Ptr<NetDevice>& device);
    /** Of a link that it advertises on; else null. */
    const AdvertiserSettings* GetSettings(const Ptr<NetDevice>& device) const;

    /** Of random intervals; a node uses one. */
    int64_t AssignStreams(int64_t stream);

    Verdict Take(uint32_t interface, const RouterMessage& message) override;

  protected:
    void DoDispose() override;

  private:
    struct Link
    {
        AdvertiserSettings settings;
        Refresh refresh; //!< or empty
        AdvertisementTimer timer;
        RouterAdvertisement withdrawn; //!< what was told until settings left it out
        uint32_t withdrawals{0};       //!< that are still to come
        std::set<std::string> told;    //!< inconsistencies that have been reported
        EventId event;
    };

    static void Withdraw(Link& link, const AdvertiserSettings& next);
    RouterAdvertisement MakeAdvertisement(const Link& link, uint32_t interface) const;
    void Send(uint32_t interface, const RouterAdvertisement& advertisement) const;
    void OnTime(uint32_t interface);
    void Schedule(uint32_t interface, Link& link);
    Verdict Compare(uint32_t interface,
                    Link& link,
                    const IpAddress& router,
                    const RouterAdvertisement& heard);

    Ptr<Ipv6Stack> m_stack;
    Ptr<UniformRandomVariable> m_chance;
    std::map<uint32_t, Link> m_links; //!< by interface
    TracedCallback<uint32_t, const RouterAdvertisement&> m_sent;
    TracedCallback<uint32_t, const IpAddress&, const std::string&> m_inconsistent;
};

} // namespace ns3::v6lab

#endif // V6LAB_ROUTER_ADVERTISER_H
