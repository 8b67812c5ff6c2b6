// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPLAIN_H
#define V6LAB_EXPLAIN_H

#include "model/record/reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What of a packet's header a walk tells. */
struct HeaderView
{
    std::string family; //!< v4 or v6
    std::string protocol;
    std::string source;
    std::string destination;
    int64_t sourcePort{0};
    int64_t destinationPort{0};
    int64_t icmpType{-1}; //!< -1: not ICMP
    int64_t icmpCode{-1}; //!< -1: no ICMP error
    int64_t mtu{0};       //!< that an ICMP error tells; 0: none
    std::string tcpFlags; //!< "SYN, ACK"; empty: not TCP
    int64_t ttl{0};
    int64_t length{0}; //!< 0: no packet came about, so that only the destination means anything
};

/** What one node did to the packet. */
struct HopView
{
    int64_t hop{0};
    int64_t timeNs{0};
    std::string node;
    std::string near; //!< for "fabric": the node that the packet had left
    std::string action;
    HeaderView before;
    std::optional<HeaderView> after;
    std::string translator; //!< of a translation: siit, nat64 or clat; "vpn-proxy" where that takes
                            //!< or sends; else empty
    // Of a drop the reason's word, sentence and clause; of a translation which translator it was,
    // the binding or the rules that it went by, and the RFC.
    std::string reason;
    std::string sentence;
    std::string clause;
    std::string rule{};  //!< the security rule that dropped it, with its group; or empty
    uint32_t times{1};   //!< alike hops: fragments of the packet,
    int64_t shortest{0}; //!< the shortest of this length
    int64_t longest{0};  //!< and the longest
    int64_t shortestAfter{0};
    int64_t longestAfter{0};
};

/** The walk of one packet, from its sender to where it was delivered or dropped. */
struct Walk
{
    std::string direction; //!< request, relayed, answer or error
    std::string title;     //!< which of the packets this is, for people
    int64_t packet{0};
    int64_t packets{0};   //!< that set out in this direction in all
    int64_t delivered{0}; //!< of those, delivered whole
    int64_t dropped{0};   //!< of those, dropped, or a fragment of them
    int64_t fragmentsDelivered{0};
    int64_t fragmentsDropped{0};
    std::vector<HopView> hops;
    bool cut{false}; //!< there were more hops than are kept of a packet
};

/** Where packets of the flow were dropped; drops alike are one row. */
struct DropView
{
    std::string node;
    std::string near;
    std::string reason;
    std::string sentence;
    std::string clause;
    std::string source;
    std::string destination;
    int64_t count{0};
    bool attempt{false}; //!< no packet came about
    std::string rule{};  //!< the security rule behind it, with its group; or empty
};

/** One DNS query and what came back. */
struct DnsView
{
    size_t depth{0}; //!< 0: the flow's own; 1: what its server asked because of that, and so on
    int64_t timeNs{0};
    std::string client;
    std::string server;
    std::string transport; //!< udp or tcp
    std::string qname;
    std::string qtype;
    std::string rcode;
    std::string answers;
    std::string referral; //!< the servers that the asker was sent to
    bool synthesised{false};
    bool authentic{false};
    bool truncated{false};
    double ms{0};
};

/** How the flow found whom to call, if that takes telling. */
struct ConnectionView
{
    std::string askedName; //!< empty: it began with addresses
    std::optional<int64_t> resolvedNs;
    std::optional<int64_t> connectNs; //!< from the first request to its connection
    Table attempts; //!< its rows of v_attempt; none if there was nothing to choose
};

/** The story of one flow. */
struct Story
{
    std::string runId;
    std::string level;    //!< flows, events or packets: what could be told
    std::string status;   //!< of the run
    bool killed{false};   //!< its process was killed, or still runs: the flow has no results
    Table flow;           //!< its row of v_flow
    std::string sentence; //!< of the flow's reason; empty if it has none
    std::string clause;   //!< of the flow's reason
    std::vector<DnsView> dns;
    ConnectionView connection;
    std::vector<Walk> walks;
    std::vector<DropView> drops;
};

/**
 * Tells a flow's story: the walk of the first request that was delivered and of the first answer,
 * of TCP also the first packets with data; of a flow that failed the packet that was dropped last;
 * of ICMP errors one from each sender, of each type, code and MTU.
 * `flow` is its number or its name. Throws std::invalid_argument if there is no such flow,
 * RecordError.
 */
Story Explain(Database& database, const RunHandle& run, const std::string& flow);

/** The flow's number; throws std::invalid_argument, naming the flows there are. */
int64_t FindFlow(Database& database, const RunHandle& run, const std::string& flow);

/** The recorded hops of one packet in order, numbered from 0, its fragments together. */
std::vector<HopView> HopsOf(Database& database, const RunHandle& run, int64_t packet);

/** The story as people read it. */
std::string ToText(const Story& story);

} // namespace ns3::v6lab

#endif // V6LAB_EXPLAIN_H
