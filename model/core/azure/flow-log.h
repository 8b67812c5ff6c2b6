// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_FLOW_LOG_H
#define V6LAB_AZURE_FLOW_LOG_H

#include "model/core/azure/nic-flow.h"
#include "model/core/azure/security-rule.h"
#include "model/core/packet-facts.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab::azure
{

/** State of a flow in a VNet flow log: begins, goes on, ended or was denied. */
enum class FlowState : char
{
    Begin = 'B',
    Continuing = 'C',
    End = 'E',
    Deny = 'D',
};

/**
 * One tuple of a VNet flow log, version 4. Counters are those since the tuple before, and zero of
 * flows that begin or are denied; "sent" is from source to destination, who began.
 */
struct FlowTuple
{
    int64_t timeNs{0};   //!< of what it tells
    int64_t recordNs{0}; //!< the end of the minute whose record holds it
    Index nic{NOTHING};
    RuleDirection direction{RuleDirection::Inbound};
    FlowState state{FlowState::Begin};
    PacketFacts first; //!< addresses, ports and protocol
    std::string group; //!< network security group or collection of admin rules; may be empty
    std::string rule;  //!< "DefaultRule_AllowInternetOutBound", "UserRule_web"; empty: none asked
    uint64_t packetsSent{0};
    uint64_t bytesSent{0};
    uint64_t packetsReceived{0};
    uint64_t bytesReceived{0};
};

/** What the rules of the NIC said of a packet: group and rule as a tuple names them. */
struct LoggedVerdict
{
    bool allowed{true};
    std::string group{};
    std::string rule{};
};

/**
 * Flows of network interfaces as VNet flow logs tell of them. A TCP flow ends with FINs of both
 * sides or a reset, any flow when it has been idle for four minutes; what is open in the end of the
 * run is told as going on. ICMP has no ports here.
 */
class FlowLog
{
  public:
    static constexpr int64_t MINUTE_NS = 60'000'000'000;
    static constexpr int64_t CONTINUE_NS = 5 * MINUTE_NS;
    static constexpr int64_t IDLE_NS = 4 * MINUTE_NS;

    void Note(Index nic,
              RuleDirection direction,
              const PacketFacts& facts,
              const LoggedVerdict& verdict,
              int64_t nowNs);
    /** Tells of all that is open, and returns all tuples so far, in the order of their times. */
    const std::vector<FlowTuple>& Finish(int64_t nowNs);

  private:
    struct Open
    {
        FlowTuple tuple; //!< counters since the last one
        int64_t toldNs{0};
        int64_t seenNs{0};
        uint8_t fins{0};   //!< 1: of the source, 2: of the destination
        bool ended{false}; //!< told; what still comes of it is no new flow
    };

    void Emit(const Open& flow, FlowState state, int64_t timeNs);
    void Tell(Open& flow, FlowState state, int64_t timeNs);

    std::unordered_map<NicFlow, Open, NicFlowHash> m_open;
    std::vector<FlowTuple> m_tuples;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_FLOW_LOG_H
