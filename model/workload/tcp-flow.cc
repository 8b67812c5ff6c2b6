// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/tcp-flow.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

const std::string SILENCE = "connection timed out";

/** No failure of TCP's: its segments get shorter, and the application hears nothing of it. */
bool
IsTooLong(Family family, uint8_t type, uint8_t code) // RFC 1191 6.4, RFC 8201 5.4
{
    return family == Family::V4 ? type == 3 && code == 4 : type == 2;
}

} // namespace

const char*
TcpFlow::GetProtocolWord() const
{
    return "tcp";
}

uint8_t
TcpFlow::GetProtocolNumber() const
{
    return protocol::TCP;
}

bool
TcpFlow::EndsByItself() const
{
    return true; // connections end what does not move
}

bool
TcpFlow::ChoosesAddresses() const
{
    return true;
}

FlowRecord&
TcpFlow::Record()
{
    return Result();
}

RaceTarget
TcpFlow::Target() const
{
    return {m_name, m_lookup, m_addresses, m_only, GetNat64Prefixes(), m_bound};
}

void
TcpFlow::Ask(uint32_t number)
{
    const auto race = Create<EyeballRace>(*this, GetNode(), Settings(), Target());
    m_open.push_back({number + 1, Simulator::Now(), race, {}});
    race->Start();
}

void
TcpFlow::Connect(EyeballRace& race, size_t attempt, const IpAddress& address)
{
    Transaction& transaction = Of(race);
    const auto route = FindRoute(GetNode(), address, m_bound);
    Ptr<TcpConnection> connection;
    if (route)
    {
        connection =
            Create<TcpConnection>(*this,
                                  GetNode(),
                                  TcpConnection::Plan{{address, m_remote.port},
                                                      *route,
                                                      m_timeout,
                                                      std::max(m_size, TransferHeader::BYTES),
                                                      m_replySize,
                                                      m_bound});
    }
    FlowRecord& result = Result();
    transaction.attempts.push_back({connection, result.attempts.size()});
    result.attempts.push_back({transaction.number, race.GetAttempts()[attempt], ""});
    result.raced = result.raced || attempt > 0;
    if (!route)
    {
        NoteNoRoute(address);
        NoteAttempt(transaction, attempt, Result().failure);
        race.OnFailed(attempt, AttemptOutcome::Unreachable);
    }
    else if (!connection->Open())
    {
        NoteNoPort("no free port", address);
        NoteAttempt(transaction, attempt, Result().failure);
        race.OnFailed(attempt, AttemptOutcome::NoPort);
    }
    else
    {
        Begin(*connection);
    }
}

void
TcpFlow::Begin(TcpConnection& connection)
{
    const Endpoint local = connection.GetLocal();
    NoteSending(local, connection.GetRemote().address);
    if (m_ledger)
    {
        PacketFacts facts;
        facts.source = local.address;
        facts.sourcePort = local.port;
        facts.destination = connection.GetRemote().address;
        facts.destinationPort = connection.GetRemote().port;
        facts.protocol = protocol::TCP;
        m_ledger->Bind(m_flow, FlowKey::Of(facts), GetNode()->GetId());
    }
    connection.Connect();
}

TcpFlow::Transaction&
TcpFlow::Of(const EyeballRace& race)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(), [&](const Transaction& open) {
        return PeekPointer(open.race) == &race;
    });
    NS_ASSERT_MSG(found != m_open.end(), "a race of no transaction");
    return *found;
}

std::pair<TcpFlow::Transaction&, size_t>
TcpFlow::Of(const TcpConnection& connection)
{
    for (Transaction& transaction : m_open)
    {
        for (size_t i = 0; i < transaction.attempts.size(); ++i)
        {
            if (PeekPointer(transaction.attempts[i].connection) == &connection)
            {
                return {transaction, i};
            }
        }
    }
    NS_FATAL_ERROR("a connection of no transaction");
}

void
TcpFlow::Cancel(EyeballRace& race, size_t attempt)
{
    if (const auto connection = Of(race).attempts[attempt].connection)
    {
        connection->Abort();
    }
}

void
TcpFlow::GiveUp(EyeballRace& race)
{
    const Transaction& transaction = Of(race);
    Sync(transaction);
    if (!transaction.attempts.empty())
    {
        NoteDefeat(transaction);
    }
    else if (!m_name.empty())
    {
        NoteNotFound(WhyNotFound(race.GetDisappointments()));
    }
    else
    {
        NoteNoRoute(m_remote.address);
    }
    End(race);
    NoteLost();
}

void
TcpFlow::OnConnected(TcpConnection& connection)
{
    const auto& [transaction, attempt] = Of(connection);
    const Time handshake = connection.GetHandshake();
    transaction.race->OnConnected(attempt);
    Sync(transaction);
    NoteWinner(transaction, connection);
    m_connected(handshake);
}

void
TcpFlow::NoteWinner(const Transaction& transaction, const TcpConnection& connection)
{
    const IpAddress& address = connection.GetRemote().address;
    ConnectionHistory::Of(GetNode())->Get().NoteRtt(connection.GetRoute().device,
                                                    address,
                                                    connection.GetHandshake().GetNanoSeconds());
    FlowRecord& result = Result();
    if (!result.connectNs)
    {
        result.connectNs = (Simulator::Now() - transaction.started).GetNanoSeconds();
        NoteEnds(connection.GetLocal(), address);
    }
}

void
TcpFlow::OnAnswered(TcpConnection& connection)
{
    const Time handshake = connection.GetHandshake();
    End(*Of(connection).first.race);
    NoteAnswer(handshake);
}

void
TcpFlow::OnFailed(TcpConnection& connection, AttemptOutcome outcome, const std::string& failure)
{
    const auto& [transaction, attempt] = Of(connection);
    const auto race = transaction.race;
    if (race->GetWinner() == attempt)
    {
        NoteEnd(failure);
        End(*race);
        NoteLost();
        return;
    }
    NoteAttempt(transaction, attempt, failure);
    race->OnFailed(attempt, outcome);
}

void
TcpFlow::OnIcmpError(TcpConnection& connection, uint8_t type, uint8_t code)
{
    const Family family = connection.GetRemote().address.GetFamily();
    const std::string failure = IcmpFailure(family, type, code);
    if (failure.empty() || IsTooLong(family, type, code))
    {
        return;
    }
    NoteFailure(failure);
    const auto& [transaction, attempt] = Of(connection);
    const auto race = transaction.race;
    if (!race->GetWinner())
    {
        NoteAttempt(transaction, attempt, failure);
        race->OnTrouble(attempt);
    }
}

/** What ICMP said is nearer to the truth than that nobody answered. */
void
TcpFlow::NoteAttempt(const Transaction& transaction, size_t attempt, const std::string& failure)
{
    std::string& noted = Result().attempts[transaction.attempts[attempt].record].failure;
    noted = failure == SILENCE && !noted.empty() ? noted : failure;
}

void
TcpFlow::NoteEnd(const std::string& failure)
{
    const std::string seen = Result().failure;
    NoteFailure(failure == SILENCE && !seen.empty() ? seen : failure);
}

void
TcpFlow::NoteDefeat(const Transaction& transaction)
{
    std::string failure = SILENCE;
    for (const Attempt& attempt : transaction.attempts)
    {
        const std::string& noted = Result().attempts[attempt.record].failure;
        failure = noted == SILENCE ? failure : noted;
    }
    NoteEnd(failure);
}

void
TcpFlow::Sync(const Transaction& transaction)
{
    FlowRecord& result = Result();
    const auto& attempts = transaction.race->GetAttempts();
    for (size_t i = 0; i < transaction.attempts.size(); ++i)
    {
        result.attempts[transaction.attempts[i].record].attempt = attempts[i];
    }
    result.resolvedNs = result.resolvedNs ? result.resolvedNs : transaction.race->GetResolvedNs();
}

void
TcpFlow::End(const EyeballRace& race)
{
    m_open.erase(m_open.begin() + (&Of(race) - m_open.data()));
}

void
TcpFlow::Close()
{
    while (!m_open.empty())
    {
        const Transaction transaction = m_open.back();
        transaction.race->Stop();
        Sync(transaction);
        for (const Attempt& attempt : transaction.attempts)
        {
            if (attempt.connection)
            {
                attempt.connection->Abort();
            }
        }
        m_open.pop_back();
    }
}

void
TcpFlow::DoDispose()
{
    for (const Transaction& transaction : m_open)
    {
        transaction.race->Forget();
        for (const Attempt& attempt : transaction.attempts)
        {
            if (attempt.connection)
            {
                attempt.connection->Forget();
            }
        }
    }
    m_open.clear();
    FlowApplication::DoDispose();
}

} // namespace ns3::v6lab
