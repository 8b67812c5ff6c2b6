// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_GATEWAY_WATCH_H
#define V6LAB_TEST_GATEWAY_WATCH_H

#include "model/bgp/bgp-router.h"
#include "model/core/bgp/speaker-views.h"
#include "test/support/gateway-pings.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

#include <functional>
#include <map>

namespace ns3::v6lab::test
{

/** An installed topology with pings ten times a second, and what becomes of them while it runs. */
class GatewayWatch : public GatewayPings
{
  public:
    struct PeerNote
    {
        double at{0};
        std::string node;
        BgpPeerEvent event;
    };

    GatewayWatch(Topology topology,
                 const std::string& from,
                 const std::string& to,
                 const std::string& family = "v4",
                 double pingFrom = 5,
                 uint32_t count = 1)
        : GatewayPings(std::move(topology),
                       Some(Pings(from, to, family), pingFrom, count),
                       [this](const PacketEvent& event) { Note(event); })
    {
        for (const auto& [id, name] : in.names)
        {
            if (const auto router = Router(name))
            {
                router->TraceConnectWithoutContext(
                    "PeerState",
                    Callback<void, const BgpPeerEvent&>([this, node = name](const auto& event) {
                        peers.push_back({Simulator::Now().GetSeconds(), node, event});
                    }));
            }
        }
    }

    ~GatewayWatch()
    {
        End();
    }

    void At(double second, const std::function<void()>& what)
    {
        Simulator::Schedule(Seconds(second), what);
    }

    void Run(double seconds)
    {
        Simulator::Stop(Seconds(seconds));
        Simulator::Run();
    }

    Ptr<BgpRouter> Router(const std::string& node) const
    {
        return in.nodes.at(node)->GetObject<BgpRouter>();
    }

    /** "Active 10.0.0.1; ": states and next hops of a NIC's gateway routes to a prefix. */
    std::string Rows(const std::string& nic, const std::string& prefix) const
    {
        std::string text;
        for (const auto& row : EffectiveRoutes(in))
        {
            if (row.nic == nic && row.addressPrefix == prefix &&
                row.source == "VirtualNetworkGateway")
            {
                text += row.state + " " + row.nextHopIp + "; ";
            }
        }
        return text;
    }

    /** "prefix next-hop origin source as-path weight; " of what a speaker knows of the prefix. */
    std::string Learned(const std::string& node, const std::string& prefix) const
    {
        std::string text;
        for (const auto& row : bgp::LearnedRoutes(*Router(node)->GetSpeaker()))
        {
            if (row.network == prefix)
            {
                text += (row.nextHop.empty() ? "-" : row.nextHop) + " " + row.origin + " " +
                        row.sourcePeer + " " + (row.asPath.empty() ? "-" : row.asPath) + " " +
                        std::to_string(row.weight) + "; ";
            }
        }
        return text;
    }

    /** When a session of the node was lost after that second, and why; -1 if none was. */
    std::pair<double, std::string> Loss(const std::string& node, double after = 0) const
    {
        for (const auto& note : peers)
        {
            if (note.node == node && note.at >= after &&
                note.event.from == bgp::SessionState::Established)
            {
                return {note.at, note.event.cause};
            }
        }
        return {-1, "none"};
    }

    /** When the last of the lost packets was sent, and how many were lost. */
    std::pair<double, size_t> Lost() const
    {
        double last = -1;
        for (const auto& [packet, at] : m_underway)
        {
            last = std::max(last, at);
        }
        return {last, m_underway.size()};
    }

    std::vector<PeerNote> peers;
    std::map<uint64_t, std::string> walks; //!< by packet: "vm1 send; er-primary forward; ..."

  private:
    static Workload Some(Workload pings, double start, uint32_t count)
    {
        pings.count = count;
        pings.start = std::to_string(static_cast<int>(start * 1000)) + "ms";
        return pings;
    }

    void Note(const PacketEvent& event)
    {
        if (event.identity.GetFlow() != 1 || event.action == Action::Translate) // BGP is no flow
        {
            return;
        }
        const auto packet = event.identity.GetPacket();
        walks[packet] += NameOf(event.node) + " " + ToWord(event.action) + "; ";
        if (event.action == Action::Send)
        {
            m_underway[packet] = Simulator::Now().GetSeconds();
        }
        if (event.action == Action::Deliver)
        {
            m_underway.erase(packet);
        }
    }

    std::map<uint64_t, double> m_underway; //!< when they were sent
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_GATEWAY_WATCH_H
