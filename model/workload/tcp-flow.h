// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_FLOW_H
#define V6LAB_TCP_FLOW_H

#include "model/workload/eyeball-race.h"
#include "model/workload/flow-application.h"
#include "model/workload/tcp-connection.h"

#include <utility>
#include <vector>

namespace ns3::v6lab
{

/**
 * TCP transactions: each connects, sends `Size` bytes, receives `ReplySize` bytes and closes.
 * With a large size and a reply of one byte it is a bulk transfer. The round-trip time is that of
 * the handshake.
 *
 * Each connects by Happy Eyeballs (RFC 8305): attempts to all addresses compete, the first that
 * connects carries the transaction, and the others are aborted; what still answers them gets a
 * reset. An attempt fails when it is not connected within `Timeout`, and a transaction when no
 * attempt is left, or when after connecting nothing moves for as long: an address that connects and
 * then carries nothing is not given up for another (RFC 8305 9.1).
 *
 * ICMP errors are soft errors (RFC 1122 4.2.3.9): they are noted, and the connection goes on
 * trying.
 */
class TcpFlow : public FlowApplication, public EyeballRace::Runner, public TcpConnection::Owner
{
  public:
    static TypeId GetTypeId();

  protected:
    void DoDispose() override;
    void Ask(uint32_t number) override;
    const char* GetProtocolWord() const override;
    uint8_t GetProtocolNumber() const override;
    bool EndsByItself() const override;
    bool ChoosesAddresses() const override;
    void Close() override;

  private:
    struct Attempt
    {
        Ptr<TcpConnection> connection; //!< null: it never came about
        size_t record;                 //!< place among the flow's attempts
    };

    struct Transaction
    {
        uint32_t number; //!< from 1
        Time started;
        Ptr<EyeballRace> race;
        std::vector<Attempt> attempts; //!< as the race counts them
    };

    void Connect(EyeballRace& race, size_t attempt, const IpAddress& address) override;
    void Cancel(EyeballRace& race, size_t attempt) override;
    void GiveUp(EyeballRace& race) override;
    void OnConnected(TcpConnection& connection) override;
    void OnAnswered(TcpConnection& connection) override;
    void OnFailed(TcpConnection& connection,
                  AttemptOutcome outcome,
                  const std::string& failure) override;
    void OnIcmpError(TcpConnection& connection, uint8_t type, uint8_t code) override;
    FlowRecord& Record() override;

    EyeballSettings Settings() const;
    RaceTarget Target() const;
    /** The transaction of a race, the attempt of a connection. */
    Transaction& Of(const EyeballRace& race);
    std::pair<Transaction&, size_t> Of(const TcpConnection& connection);
    void Begin(TcpConnection& connection);
    void NoteAttempt(const Transaction& transaction, size_t attempt, const std::string& failure);
    /** What the race knows goes on record. */
    void Sync(const Transaction& transaction);
    void NoteWinner(const Transaction& transaction, const TcpConnection& connection);
    void NoteDefeat(const Transaction& transaction);
    /** `failure` is what ended a transaction. */
    void NoteEnd(const std::string& failure);
    void End(const EyeballRace& race);

    uint32_t m_replySize{0};
    Time m_resolutionDelay;
    Time m_attemptDelay;
    bool m_adaptiveDelay{false};
    Time m_minimumAttemptDelay;
    uint32_t m_firstFamilyCount{1};
    Time m_lastResortDelay;
    bool m_nextOnFailure{true};
    std::vector<Transaction> m_open; //!< those under way, oldest first
    TracedCallback<Time> m_connected;
};

} // namespace ns3::v6lab

#endif // V6LAB_TCP_FLOW_H
