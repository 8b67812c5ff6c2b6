// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_TRAFFIC_H
#define V6LAB_BUILD_TRAFFIC_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

/** Short ways to write workloads and checks in C++. */
namespace ns3::v6lab::build
{

/** A workload; Ping(), UdpEcho(), Tcp(), TcpBulk() and Traceroute() make them. */
class Flow
{
  public:
    /** `name` may be empty: "ping app to web" and, after Over(), "… over v6". */
    Flow(const std::string& kind,
         const std::string& from,
         const std::string& to,
         const std::string& name);

    /** "v4", "v6" or "auto". */
    Flow& Over(const std::string& family);
    Flow& Start(const std::string& time);
    Flow& Count(uint32_t packets);
    Flow& Every(const std::string& interval);
    Flow& Size(uint32_t bytes);
    /** tcp: payload bytes answered. */
    Flow& Reply(uint32_t bytes);
    Flow& Port(uint16_t port);
    Flow& Timeout(const std::string& time);
    Flow& DontFragment();
    /** Who answers at an address that a translator gives it, and there on which port. */
    Flow& Server(const std::string& node, uint16_t port = 0);

    /** Bound to a VPN service of the sender's. */
    Flow& Through(const std::string& vpn);

    const std::string& GetName() const
    {
        return m_workload.name;
    }

    const Workload& Get() const
    {
        return m_workload;
    }

  private:
    Workload m_workload;
    bool m_named;
};

Flow Ping(const std::string& from, const std::string& to, const std::string& name = "");
Flow UdpEcho(const std::string& from, const std::string& to, const std::string& name = "");
Flow Tcp(const std::string& from, const std::string& to, const std::string& name = "");
Flow TcpBulk(const std::string& from, const std::string& to, const std::string& name = "");
Flow Traceroute(const std::string& from, const std::string& to, const std::string& name = "");

/** A check: a sentence about one workload. */
class Expect
{
  public:
    Expect(const std::string& sentence, const std::string& workload);
    Expect(const std::string& sentence, const Flow& workload);

    Expect& Delivered();
    Expect& Partial();
    /** `reason` is the word of a reason, or empty for any. */
    Expect& Failed(const std::string& reason = "");
    /** The reason of what was lost of a flow that is partial; with At(), of what TCP sent again. */
    Expect& Reason(const std::string& word);
    /** Where it is dropped: a node or "fabric". */
    Expect& At(const std::string& node);
    Expect& Over(const std::string& family);

    template <class... N>
    Expect& Path(const N&... nodes)
    {
        m_check.path = {std::string(nodes)...};
        return *this;
    }

    /** The same, of a path that is put together elsewhere. */
    Expect& Path(const std::vector<std::string>& nodes)
    {
        m_check.path = nodes;
        return *this;
    }

    template <class... N>
    Expect& Back(const N&... nodes)
    {
        m_check.returnPath = {std::string(nodes)...};
        return *this;
    }

    Expect& Back(const std::vector<std::string>& nodes)
    {
        m_check.returnPath = nodes;
        return *this;
    }

    Expect& Translations(uint32_t count);

    /** Who answered a traceroute, by rising TTL. */
    template <class... A>
    Expect& Routers(const A&... addresses)
    {
        m_check.routers = {std::string(addresses)...};
        return *this;
    }

    Expect& Routers(const std::vector<std::string>& addresses)
    {
        m_check.routers = addresses;
        return *this;
    }

    /** The address that the source called. */
    Expect& Called(const std::string& address);
    /** How the DNS came by it: "real" or "synthesised". */
    Expect& Answer(const std::string& word);
    Expect& Ttl(uint32_t ttl);
    /** Of stateful translators: how many the flow has had. */
    Expect& Sessions(uint32_t count);
    Expect& Bindings(uint32_t count);
    /** How long after their last packets those sessions ended, those that did. */
    Expect& Silence(const std::string& time);
    Expect& AttemptDelay(const std::string& time);
    Expect& Authentic(bool yes = true);
    /** How many machines of a pool the requests reached. */
    Expect& Machines(uint32_t count);
    /** Percentage points at most between the share of each of them and an even one. */
    Expect& Spread(uint32_t points);
    /** TTL or hop limit of the first answer where it arrives. */
    Expect& AnswerTtl(uint32_t ttl);
    /** The source address of that answer. */
    Expect& AnsweredFrom(const std::string& address);
    Expect& Clause(const std::string& clause);

    const v6lab::Check& Get() const
    {
        return m_check;
    }

  private:
    v6lab::Check m_check;
};

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_TRAFFIC_H
