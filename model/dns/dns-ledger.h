// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_LEDGER_H
#define V6LAB_DNS_LEDGER_H

#include "model/core/dns/dns-message.h"
#include "model/workload/socket-address.h"

#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <map>
#include <optional>
#include <string>

namespace ns3::v6lab
{

/** One query from a node to a server, and what came back. A retransmission is another one. */
struct DnsExchange
{
    uint64_t id{0};     //!< from 1, in the order in which they began
    uint64_t parent{0}; //!< the exchange that the asker served with it; 0: none
    uint32_t flow{0};   //!< of the FlowLedger, that wanted the answer; 0: none
    int64_t startNs{0};
    int64_t endNs{0};
    uint32_t clientNode{0};             //!< ns-3 id
    std::optional<uint32_t> serverNode; //!< the node that the query reached; nothing: none
    Endpoint client;                    //!< as the client sees itself; port 0 if it sent nothing
    IpAddress server;
    bool tcp{false};
    DnsQuestion question;
    uint16_t messageId{0};
    std::string outcome;       //!< rcode's word, or "timeout", "no-route", "unreachable", "refused"
    DnsRecords answers;        //!< the answer section
    bool authenticData{false}; //!< AD of the answer
    bool truncated{false};     //!< TC of the answer
    bool synthesised{false};   //!< the server made records that the answer holds and no zone does
    std::string referral;      //!< "ns1.example.com., ns2.example.com.": where it sends the asker
};

/**
 * The DNS queries of a run: who asked whom, because of what, and how it ended. Askers open and
 * close exchanges, servers say which one a query that reached them belongs to.
 */
class DnsLedger : public Object
{
  public:
    static TypeId GetTypeId();
    /** Signature of a listener of the trace source Exchange. */
    using ExchangeCallback = void (*)(const DnsExchange& exchange);

    /** Gives the exchange, whose id does not count, its id. */
    uint64_t Open(DnsExchange exchange);
    /** An answer came. */
    void Answered(uint64_t id, const DnsMessage& answer, int64_t nowNs);
    /** None will come; `outcome` says why. An id that is closed already is no fault. */
    void GaveUp(uint64_t id, const std::string& outcome, int64_t nowNs);

    /**
     * A query reached a server. The exchange that it belongs to; 0 if nobody opened one. Addresses
     * and ports may have been translated on the way, so the message itself has to tell.
     */
    uint64_t Arrive(const DnsMessage& query, uint32_t serverNode);
    /** The server's answer holds records that no zone holds. */
    void NoteSynthesis(uint64_t id);

    /** Reports the exchanges that are still open, as "unfinished". */
    void Flush(int64_t nowNs);

  private:
    void Close(uint64_t id, int64_t nowNs);

    uint64_t m_last{0};
    std::map<uint64_t, DnsExchange> m_open;
    TracedCallback<const DnsExchange&> m_exchange;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_LEDGER_H
