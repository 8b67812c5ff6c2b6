// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FLOW_APPLICATION_H
#define V6LAB_FLOW_APPLICATION_H

#include "model/core/translation/pref64.h"
#include "model/trace/flow-ledger.h"
#include "model/workload/name-lookup.h"
#include "model/workload/resolve-first.h"
#include "model/workload/socket-address.h"

#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * The sending end of one flow: asks `Count` times, `Interval` apart, and waits `Timeout` for each
 * answer. It is done when everything is answered or the last answer is overdue.
 *
 * It calls one address, the best of several (RFC 6724 6), or a name, which is looked up when the
 * flow starts; TCP makes its own choice among them (TcpFlow). The time that DNS takes is no part of
 * a round trip.
 *
 * Usable on its own (GetResult()); with a ledger it announces its flow there, binds the keys of
 * its packets and leaves its results. A route that the node does not have, a family that nobody
 * has, a name that is not found: the flow fails with that reason, nothing aborts.
 */
class FlowApplication : public Application
{
  public:
    static TypeId GetTypeId();
    /** Signature of a listener of the trace source Done. */
    using DoneCallback = void (*)(const FlowRecord& result);

    /** Whom to call. An unspecified address: nobody of that family; the flow fails. */
    void SetRemote(const Endpoint& remote);
    /** Addresses of the one to call, in any order; of none, as nobody of that family. */
    void SetRemotes(const std::vector<IpAddress>& addresses,
                    uint16_t port,
                    Family ofNone = Family::V4);
    /**
     * More addresses of the one to call, asked for when the flow starts: those that nobody knows
     * beforehand. Null: there are none.
     */
    void SetRemoteSource(const std::function<std::vector<IpAddress>()>& source);
    /** That of the address to call, as far as it is known; of nobody, the one that was wanted. */
    Family GetFamily() const;
    /** A name to call, and who looks it up; `only`: the one family that is wanted. */
    void SetRemoteName(const std::string& name,
                       const Ptr<NameLookup>& lookup,
                       uint16_t port,
                       std::optional<Family> only = std::nullopt);
    /**
     * What the node knows of its network's NAT64. Behind one, an IPv4 address that is no name's is
     * called as the IPv6 address that it has there (RFC 8305 7.1), and TCP does more (7.2).
     */
    void SetNat64Prefixes(const std::vector<Pref64>& prefixes);
    /** The same, asked whenever it matters. */
    void SetNat64Source(const std::function<std::vector<Pref64>()>& source);
    /**
     * Its sockets are bound to a device (as SO_BINDTODEVICE binds them): that of a VPN service.
     * The flow calls addresses, not names.
     */
    void BindTo(const Ptr<NetDevice>& device);
    /** The attribute Remote: a literal address; any other text leaves the remote unset. */
    void SetRemoteText(const std::string& address);
    std::string GetRemoteText() const;

    /**
     * Announces the flow to the ledger, with the names in `record`, and reports to it from now on.
     * The remote must be set. Returns the flow's id.
     */
    uint32_t Announce(const Ptr<FlowLedger>& ledger, const FlowRecord& record);

    const FlowRecord& GetResult() const;

  protected:
    void DoDispose() override;
    void StartApplication() override;
    void StopApplication() override;

    /** Sends request number `number`, which counts from 0. */
    virtual void Ask(uint32_t number) = 0;
    /** "icmp", "udp" or "tcp". */
    virtual const char* GetProtocolWord() const = 0;
    /** For the facts of packets that could not be sent. */
    virtual uint8_t GetProtocolNumber() const = 0;
    /** True if every request ends in NoteAnswer() or NoteLost() without the timer's help. */
    virtual bool EndsByItself() const;
    /** True if the destination itself, or who passes for it, has answered. */
    virtual bool IsReached() const;
    /** True if Ask() finds the address to call, by itself, each time. */
    virtual bool ChoosesAddresses() const;
    /** No more requests, no more answers: give back what the flow holds. */
    virtual void Close() = 0;

    std::vector<Pref64> GetNat64Prefixes() const;
    void SetPort(uint16_t port);
    uint16_t GetPort() const;
    FlowRecord& Result();
    /** The way to the remote; asked once, and again until there is one. Notes the failure. */
    const LocalRoute* Route();
    /** The first packet is about to leave. */
    void NoteSending(uint16_t sourcePort);
    void NoteSending(const Endpoint& source, const IpAddress& destination);
    /** The flow is from and to these addresses, as far as the source sees it. */
    void NoteEnds(const Endpoint& source, const IpAddress& destination);
    /** There is no way to the address: says why. */
    void NoteNoRoute(const IpAddress& address);
    /** The name has no address that could be called. */
    void NoteNotFound(const LookupFailure& failure);
    /** An answer arrived in time; the flow is done if it was the last one. */
    void NoteAnswer(Time roundTrip);
    /** What the application saw go wrong; forgotten if everything is answered in the end. */
    void NoteFailure(const std::string& failure);
    /** The node has no port or identifier left for this flow; `failure` says which. */
    void NoteNoPort(const std::string& failure, const IpAddress& to);
    /** One request will not be answered any more; for requests that know before the timeout. */
    void NoteLost();
    /** Writes down a packet to this address that never left this node. */
    void DropHere(Reason reason, const IpAddress& to);
    /** What an ICMP or ICMPv6 error means to an application; empty if it means nothing. */
    static std::string IcmpFailure(Family family, uint8_t type, uint8_t code);
    void OnIcmp4(Ipv4Address from, uint8_t ttl, uint8_t type, uint8_t code, uint32_t info);
    void OnIcmp6(Ipv6Address from, uint8_t ttl, uint8_t type, uint8_t code, uint32_t info);

    Endpoint m_remote; //!< port 0 for ICMP; the address unspecified as long as it is not known
    std::vector<IpAddress> m_addresses;             //!< all that may be called
    std::function<std::vector<IpAddress>()> m_late; //!< more of them, when the flow starts
    std::string m_name;                             //!< to look up; empty: call the addresses
    Ptr<NameLookup> m_lookup;
    std::optional<Family> m_only;                 //!< of the name
    std::function<std::vector<Pref64>()> m_nat64; //!< null: the node knows of none
    uint32_t m_count{4};
    Time m_interval;
    Time m_timeout;
    uint32_t m_size{0};
    Ptr<NetDevice> m_bound; //!< null: no device in particular
    Ptr<FlowLedger> m_ledger;
    uint32_t m_flow{0};

  private:
    void AddLateAddresses();
    void ChooseAddress();
    void OnResolved(const Resolution& resolution);
    void Announce(FlowRecord& record) const;
    void AskNext();
    void Finish();
    void FinishIfSettled();
    void NoteUnexplained();
    /** True if there were answers, but the destination never saw a request. */
    bool WentAstray();
    /** What somebody else answered tells nothing of the destination. */
    void ForgetAnswers();

    FlowRecord m_own; //!< without a ledger
    std::optional<LocalRoute> m_route;
    uint32_t m_asked{0};
    uint32_t m_lost{0};
    bool m_done{false};
    bool m_sent{false};
    EventId m_next;
    TracedCallback<Time> m_rtt;
    TracedCallback<const FlowRecord&> m_doneTrace;
    PacketTrace m_drop;
};

} // namespace ns3::v6lab

#endif // V6LAB_FLOW_APPLICATION_H
