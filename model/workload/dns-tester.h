// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_TESTER_H
#define V6LAB_DNS_TESTER_H

#include "model/core/address.h"
#include "model/core/dns/dns-name.h"

#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/socket.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab
{

/** What became of the queries of a trial; times of each query by its number. */
struct DnsTrialResult
{
    static constexpr int64_t NEVER = -1;

    std::vector<int64_t> sentNs;
    std::vector<int64_t> answeredNs; //!< when a valid answer came in time; NEVER
    uint64_t answered{0};            //!< how many did

    /** Times from query to answer of those that were answered, in order of sending, in ns. */
    std::vector<int64_t> GetDelays() const;
};

/** Queries at even distances. */
struct DnsTrial
{
    IpAddress server;
    double rate{0}; //!< queries a second
    uint64_t queries{0};
    Time timeout; //!< an answer that takes longer does not count
    std::function<DnsName(uint64_t number)> nameOf;
};

/**
 * The client of a tester for DNS64 servers (RFC 8219 9): asks for AAAA at exact times and counts
 * the answers that come in time and hold an AAAA. It repeats nothing.
 */
class DnsTester : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * Aggregates it to a node and opens a UDP socket for IPv6 at each of these ports; throws
     * std::invalid_argument if it cannot. Queries take the sockets in turn.
     */
    void Attach(const Ptr<Node>& node, const std::vector<uint16_t>& ports);
    /** Called at the first query of each trial whose time is over; it may call Stop(). */
    void SetLossListener(const std::function<void()>& listener);

    /** Begins a trial; answers to queries of trials before do not count. */
    void Start(const DnsTrial& trial);
    /** Asks no more. */
    void Stop();

    /** Of the trial that was started last. */
    const DnsTrialResult& GetResult() const
    {
        return m_result;
    }

  protected:
    void DoDispose() override;

  private:
    struct Query
    {
        uint64_t number{0};
        DnsName name;
    };

    void ScheduleNext();
    void SendNext();
    /** Tells the listener of the first query that waited too long. */
    void NoteLoss();
    void OnDatagram(uint32_t socket, Ptr<Socket> from);
    void OnMessage(uint32_t socket, const uint8_t* bytes, size_t size);

    std::vector<Ptr<Socket>> m_sockets;
    std::function<void()> m_onLoss;
    DnsTrial m_trial;
    int64_t m_beginNs{0};
    DnsTrialResult m_result;
    std::unordered_map<uint32_t, Query> m_open; //!< by socket and message id
    uint64_t m_oldest{0};                       //!< the first query that is not answered
    bool m_lost{false};
    EventId m_next;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_TESTER_H
