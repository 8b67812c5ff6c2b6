// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREF64_WATCH_H
#define V6LAB_PREF64_WATCH_H

#include "model/core/advertisement/router-advertisement.h"
#include "model/core/dhcp/dhcp-inform.h"
#include "model/core/dhcpv6/information-request.h"
#include "model/core/prefix-discovery/pref64-choice.h"
#include "model/core/prefix-discovery/pref64-query.h"
#include "model/translation/clat.h"

#include "ns3/event-id.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

class RouterListener;

/**
 * A node's knowledge of NAT64 prefixes, link by link (RFC 8781 5.1): configured ones, those of PCP,
 * of the router advertisements that its RouterListener hears, and of DNS (RFC 7050), in this order
 * (RFC 8781 5.1, RFC 8585 5.2). Keeps a CLAT's prefix up to date: without one there is no
 * translation (RFC 6877 6.3). One to a node; the node needs v6lab's stack.
 */
class Pref64Watch : public Object
{
  public:
    /** What DNS says of ipv4only.arpa. */
    struct Answer
    {
        enum class Kind : uint8_t
        {
            Records,
            NoRecords, //!< NODATA or NXDOMAIN
            Failure,   //!< no answer in time, SERVFAIL, REFUSED
            NotAsked,  //!< nobody is known yet who could be asked
        };

        Kind kind{Kind::Failure};
        std::vector<IpAddress> addresses;
        uint32_t ttlSeconds{0}; //!< the lowest of the records, or that of the negative answer
    };

    enum class Question : uint8_t
    {
        Aaaa,
        A,
    };

    /** Finds out whether a prefix leads to a NAT64 that works, and calls `done` once, later. */
    using CheckPrefix = std::function<
        void(uint32_t interface, const Pref64& prefix, std::function<void(bool reachable)> done)>;

    using Done = std::function<void(const Answer&)>;
    /**
     * Asks the resolvers of an interface (RFC 8880 7.1) for ipv4only.arpa, with the CD bit clear
     * (RFC 7050 3), and calls `done` once, at once or later.
     */
    using AskIpv4OnlyArpa = std::function<void(uint32_t interface, Question question, Done done)>;

    static TypeId GetTypeId();
    /** The node's, made at need. */
    static Ptr<Pref64Watch> Of(const Ptr<ns3::Node>& node);

    Pref64Watch();
    ~Pref64Watch() override;

    // All of these throw std::invalid_argument if the device is no IPv6 interface of the node.
    void SetStatic(const Ptr<NetDevice>& device, const std::vector<Pref64>& prefixes);
    void SetPcp(const Ptr<NetDevice>& device,
                const std::vector<Pref64>& prefixes,
                uint32_t lifetimeSeconds);
    /**
     * Discovers by DNS as well: now, before what it learnt ends, and when the resolvers that
     * routers, DHCPv6 or DHCP servers tell change. Of DHCP only if the node has its client by then.
     */
    void SetDnsSource(const Ptr<NetDevice>& device,
                      const AskIpv4OnlyArpa& ask,
                      const Pref64Query::Settings& settings = {});
    /**
     * What DNS tells is checked from now on (RFC 7050 3.2). It counts before the verdict and in
     * spite of it, but a prefix that does not lead anywhere stands behind those that do.
     */
    void SetConnectivityCheck(const Ptr<NetDevice>& device, const CheckPrefix& check);
    /** The CLAT's prefix is the first of this link's from now on; none: it has none. */
    void Drive(const Ptr<NetDevice>& device, const Ptr<Clat>& clat);

    /** What is known of a link; made at need. */
    const Pref64Choice& GetChoice(const Ptr<NetDevice>& device);

  protected:
    void DoDispose() override;

  private:
    struct Link
    {
        Pref64Choice choice;
        Pref64Query query;
        AskIpv4OnlyArpa ask;
        CheckPrefix check;
        std::vector<Pref64> learned;     //!< of DNS, as told
        int64_t learnedUntilNs{0};       //!< when their TTL ends
        std::vector<Pref64> unreachable; //!< by the last checks
        uint32_t unjudged{0};            //!< checks under way
        bool nobody{false};              //!< was there to be asked last time
        EventId start;                   //!< of the next query, when all have heard why
        uint32_t asked{0};               //!< queries so far: answers to earlier ones do not count
        std::string complaint;           //!< about the link's routers, as reported last
        Ptr<Clat> clat;
        EventId event;
    };

    Link& LinkOf(const Ptr<NetDevice>& device);
    Link& LinkOf(uint32_t interface);
    void OnAdvertisement(uint32_t interface,
                         const IpAddress& router,
                         const RouterAdvertisement& heard);
    void OnResolvers(uint32_t interface, const std::vector<IpAddress>& resolvers);
    void OnInformation(uint32_t interface, const Dhcpv6Information& information);
    void OnConfiguration(uint32_t interface, const DhcpConfiguration& configuration);
    void StartSoon(uint32_t interface);
    void StartQuery(uint32_t interface);
    void OnAnswer(uint32_t interface, uint32_t asked, Question question, const Answer& answer);
    void Execute(uint32_t interface, const Pref64Query::Actions& actions);
    void Learn(uint32_t interface, Link& link, const Pref64Query::Action& action);
    void OnChecked(uint32_t interface, const Pref64& prefix, bool reachable);
    static void Choose(Link& link);
    void OnChoice(uint32_t interface, const Pref64Choice& choice);
    static void ApplyTo(const Ptr<Clat>& clat, const Pref64Choice& choice);
    void OnTime(uint32_t interface);
    void Schedule(uint32_t interface);

    Ptr<ns3::Node> m_node;
    std::map<uint32_t, Link> m_links; //!< by interface
    TracedCallback<uint32_t, const Pref64Choice&> m_changed;
    TracedCallback<uint32_t, const std::string&> m_inconsistent;
    TracedCallback<uint32_t> m_noDns64;
    TracedCallback<uint32_t, const Pref64&, bool> m_checked;
};

} // namespace ns3::v6lab

#endif // V6LAB_PREF64_WATCH_H
