// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RECORDER_H
#define V6LAB_RECORDER_H

#include "model/record/run-writer.h"

#include "ns3/object.h"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace ns3::v6lab
{

class BgpRouter;
class DnsLedger;
class StatefulTranslator;
class StateLog;
class VpnProxy;
struct BgpEventRow;
struct BgpPeerEvent;
struct BgpRouteEvent;
struct BindingRecord;
struct DnsExchange;
struct SessionRecord;
struct PoolUse;
enum class Change : uint8_t;

/**
 * Listens to the packet traces of models, and to those of translators' state, and writes what they
 * say into a run database.
 *
 * The run's row is there, with status incomplete, as soon as the constructor returns. Events are
 * buffered and written in batches; a process killed at any moment loses only the last batch.
 *
 * When the file cannot be written, calls throw RecordError; listeners stop the simulation instead,
 * and Finish() throws.
 */
class Recorder
{
  public:
    Recorder(const std::shared_ptr<Database>& database, const RunInfo& info, RecordLevel level);
    /** Writes what is buffered if it can; the run stays incomplete unless Finish() was called. */
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /** Names for node ids; others become "node 17". */
    void SetNodeNames(const std::map<uint32_t, std::string>& names);
    /**
     * Where flows are found and whose results Finish() writes. Until then, or for ever if the
     * process is killed, the file says of them what was announced.
     */
    void SetLedger(const Ptr<FlowLedger>& ledger);

    /** Whose exchanges are recorded; those that are open in the end, too. */
    void SetDnsLedger(const Ptr<DnsLedger>& ledger);

    /** True if OnHop must be connected to the Hop traces; else OnDrop to the Drop traces. */
    bool WantsHops() const;
    /**
     * Connects the right one of the two, and the traces of its state if it is a translator with
     * state on a node or a BgpRouter, whose neighbours and routes Finish() writes;
     * false if the object has no such trace.
     */
    bool Watch(const Ptr<Object>& model);
    /** Any event. Connect to the trace source Hop, and then OnDrop to nothing. */
    void OnHop(const PacketEvent& event);
    /** A drop. Connect to the trace source Drop at the level flows. */
    void OnDrop(const PacketEvent& event);
    /** Connect to the trace sources Binding, Session and PoolUse of a translator on a node. */
    void OnBinding(uint32_t node, const BindingRecord& binding, Change change);
    void OnSession(uint32_t node, const SessionRecord& session, Change change);
    void OnPoolUse(uint32_t node, const PoolUse& use);

    /** Connect to the trace sources PeerState and Route of a BgpRouter. */
    void OnBgpPeer(uint32_t node, const BgpPeerEvent& event);
    void OnBgpRoute(uint32_t node, const BgpRouteEvent& event);

    /** Connect to the trace source Exchange of a DnsLedger. */
    void OnDnsExchange(const DnsExchange& exchange);

    void AddEffectiveRoutes(const std::vector<EffectiveRouteRow>& rows);
    void AddEffectiveSecurityRules(const std::vector<EffectiveSecurityRuleRow>& rows);
    /** What Azure Monitor collected; before Finish(). */
    void AddFlowLog(const std::vector<FlowLogRow>& rows);
    void AddMetrics(const std::vector<MetricRow>& rows);
    void AddLeftOut(const std::vector<LeftOutRow>& rows);
    /** Stores the checks with the run; EvaluateChecks() fills in their results. */
    void AddChecks(const std::vector<CheckSpec>& checks);

    /**
     * Writes the flows, times and the status. Call before Simulator::Destroy(), which resets the
     * simulated time; may be called at any moment, and again.
     */
    void Finish(RunStatus status);

    /** As the file has it at the moment; Finish() may change it (RunClaim). */
    const std::string& GetRunId() const;
    const std::shared_ptr<Database>& GetDatabase() const;

  private:
    /** Rows of one transaction: about 20 ms of other processes' waiting. */
    static constexpr size_t BATCH = 16384;

    /** What is kept of every packet while the run lasts: 4 bytes. */
    struct PacketState
    {
        uint16_t hops : 12;
        uint16_t kept : 1;       //!< its hops are recorded
        uint16_t delivered : 1;  //!< or a fragment of it
        uint16_t dropped : 1;    //!< or a fragment of it
        uint16_t translated : 1; //!< rewritten by a translator, whatever the IP versions
        Direction direction{Direction::Request};
        uint8_t translations{0}; //!< changes of IP version so far

        PacketState()
            : hops(0),
              kept(0),
              delivered(0),
              dropped(0),
              translated(0)
        {
        }
    };

    struct DropKey
    {
        uint32_t flow;
        uint32_t node;
        uint32_t near;
        uint32_t header;
        Reason reason;
        const char* rule; //!< one of m_rules, so that equal ones are the same

        bool operator<(const DropKey& other) const;
    };

    const char* KeepRule(const PacketEvent& event);
    uint32_t FlowOf(const PacketEvent& event) const;
    PacketState& StateOf(const PacketEvent& event, uint32_t flow);
    void Begin(PacketState& state, const PacketEvent& event, uint32_t flow);
    bool IsRelayed(const PacketFacts& facts, uint32_t flow);
    static void CountTranslation(PacketState& state, const PacketEvent& event);
    void Note(WalkRow& walk, PacketState& state, const PacketEvent& event);
    void NoteConnection(WalkRow& walk, const PacketState& state, const PacketEvent& event) const;
    void Keep(PacketState& state, const PacketEvent& event, uint32_t flow);
    void WatchState(const Ptr<StatefulTranslator>& translator);
    bool WatchBgp(const Ptr<BgpRouter>& router);
    void WatchVpn(const Ptr<VpnProxy>& proxy);
    void AddBgpStatus();
    void AddLiveState();
    void AddLiveState(const StatefulTranslator& translator, uint32_t node);
    void Flush();
    void FlushIfFull();
    uint32_t SourceNode(uint32_t flow);
    void AnnounceFlows();
    void Conclude(FlowRecord& flow) const;
    std::vector<FlowRecord> ResultsOfFlows() const;

    std::shared_ptr<Database> m_database;
    RecordLevel m_level;
    RunWriter m_writer;
    Ptr<FlowLedger> m_ledger;
    Ptr<DnsLedger> m_dnsLedger;
    size_t m_announced{0}; //!< flows that have their row
    std::unordered_map<std::string, uint32_t> m_nodeByName;
    std::map<uint32_t, std::string> m_names;
    HeaderTable m_headers;
    std::vector<HopRow> m_hops;
    std::vector<DropRow> m_drops;
    std::set<std::string> m_rules;         //!< of security groups, as drops name them
    std::map<DropKey, size_t> m_dropIndex; //!< level flows: place in m_drops
    std::unique_ptr<StateLog> m_states;
    std::vector<DnsExchange> m_dns;
    std::vector<BgpEventRow> m_bgp;
    std::vector<std::pair<uint32_t, Ptr<BgpRouter>>> m_bgpRouters; //!< with their nodes
    std::multimap<uint32_t, Ptr<StatefulTranslator>> m_stateful;   //!< by node
    std::vector<std::pair<uint32_t, Ptr<VpnProxy>>> m_vpns;        //!< with their nodes
    std::vector<PacketState> m_packets;                            //!< by packet id
    std::unordered_map<FlowKey, uint32_t, FlowKeyHash> m_relayed;  //!< flows of relays' connections
    std::vector<FlowWalks> m_walks;                                //!< by flow id
    std::vector<uint32_t> m_sources; //!< node id of each flow's source, by flow id
    std::chrono::steady_clock::time_point m_begin;
    std::optional<RecordError> m_failure; //!< met while listening; nothing is recorded after it
};

} // namespace ns3::v6lab

#endif // V6LAB_RECORDER_H
