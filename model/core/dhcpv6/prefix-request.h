// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_REQUEST_H
#define V6LAB_PREFIX_REQUEST_H

#include "model/core/dhcpv6/dhcpv6-message.h"
#include "model/core/dhcpv6/dhcpv6-retransmission.h"
#include "model/core/dhcpv6/prefix-lease.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** What a client asks for. */
struct PrefixRequestSettings
{
    uint32_t iaid{1};
    std::optional<Prefix> hint{}; //!< ::/length for any of this length (RFC 8415 18.2.4)
    bool rapidCommit{false};      //!< takes a Reply instead of an Advertise (21.14)
};

/**
 * The client of prefix delegation on one link (RFC 8415 18.2): finds a server, gets a prefix, keeps
 * it alive and asks anew when it is lost. Everything goes to all servers of the link, at most
 * twenty messages at once and one a second in the long run (14.1). Time is passed in, in
 * nanoseconds, and random numbers from 0 to 1 as well.
 */
class PrefixRequest
{
  public:
    enum class State : uint8_t
    {
        Idle,
        Soliciting,
        Requesting,
        Bound,
        Renewing,
        Rebinding,
        Releasing,
    };

    PrefixRequest(const Duid& clientId, const PrefixRequestSettings& settings);

    /** The link is there: a Solicit goes within a second, at a random time. */
    void Start(int64_t nowNs, double chance);
    /** Gives back what it has, which it uses no more from now on (18.2.7). */
    void Release(int64_t nowNs);
    /** The message to send now, if there is one; `chance` is for its successors. */
    std::optional<Dhcpv6Message> OnTime(int64_t nowNs, double chance);
    /** When OnTime() has something to do. */
    std::optional<int64_t> GetDeadline() const;
    /** True if it was for this client and counted. */
    bool OnMessage(const Dhcpv6Message& message, int64_t nowNs);

    State GetState() const
    {
        return m_state;
    }

    /** Those that are valid, in the order in which they came. */
    const std::vector<PrefixLease>& GetLeases() const
    {
        return m_leases;
    }

  private:
    void Enter(State state, int64_t startNs);
    bool Expire(int64_t nowNs);
    std::optional<int64_t> EndOfValidity() const;
    std::optional<int64_t> NextSending() const;
    void Advance(int64_t nowNs);
    Dhcpv6Message Compose(int64_t nowNs) const;
    PrefixAssociation Wanted() const;
    bool OnAdvertise(const Dhcpv6Message& message, int64_t nowNs);
    void Choose(int64_t nowNs);
    bool OnReply(const Dhcpv6Message& message, int64_t nowNs);
    bool OnFailure(uint16_t code, const Duid& server, bool withdrawn, int64_t nowNs);
    bool Withdraw(const PrefixAssociation& given);
    bool Take(const PrefixAssociation& given, int64_t nowNs);
    void SetTimes(const PrefixAssociation& given, int64_t nowNs);
    const PrefixAssociation* Ours(const Dhcpv6Message& message) const;

    Duid m_clientId;
    PrefixRequestSettings m_settings;
    State m_state{State::Idle};
    std::optional<int64_t> m_startNs;              //!< of the next exchange
    std::optional<Dhcpv6Retransmission> m_sending; //!< while an answer is waited for
    uint32_t m_transaction{0};
    uint32_t m_sent{0};       //!< messages of this exchange
    int64_t m_paidUntilNs{0}; //!< each message costs a second of time (14.1)
    std::optional<uint32_t> m_solMaxRt;
    std::optional<Dhcpv6Message> m_best; //!< of the Advertises until now
    std::vector<DelegatedPrefix> m_offered;
    Duid m_server;
    std::vector<PrefixLease> m_leases;
    std::vector<PrefixLease> m_released;
    int64_t m_renewNs{0};  //!< T1
    int64_t m_rebindNs{0}; //!< T2
};

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_REQUEST_H
