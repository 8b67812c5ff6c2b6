// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BFD_SESSION_H
#define V6LAB_BFD_SESSION_H

#include "model/core/bfd/bfd-packet.h"

#include <limits>
#include <vector>

namespace ns3::v6lab::bfd
{

constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

struct SessionSettings
{
    int64_t intervalNs{300'000'000}; //!< of our packets, and the least of theirs that we can take
    uint8_t multiplier{3};
    uint32_t discriminator{0}; //!< not 0, and no other session's on the node
};

/**
 * The state machine of one session in asynchronous mode (RFC 5880 6.8), without clock, sockets and
 * random numbers: both sides are active and neither has an echo function.
 */
class Session
{
  public:
    explicit Session(const SessionSettings& settings);

    /** Sends the first packet at the next Tick(). */
    void Start(int64_t nowNs);
    /** The last packet, which says that we ended it by will (RFC 5880 6.8.16). */
    Packet Stop();
    void Receive(const Packet& packet, int64_t nowNs);
    /** To be called at GetNextTimerNs(); `chance`, from 0 to 1, is the jitter (RFC 5880 6.8.7). */
    void Tick(int64_t nowNs, double chance);
    int64_t GetNextTimerNs() const;

    /** Packets to be sent, once. */
    std::vector<Packet> TakePackets();

    /** True once after the way to the neighbour was lost: not when the neighbour ended it by will
     * (RFC 5882 3.2). */
    bool TakeLoss();

    State GetState() const
    {
        return m_state;
    }

    /** How long silence may last (RFC 5880 6.8.4); 0 before anything was heard. */
    int64_t GetDetectionNs() const;

  private:
    Packet Make() const;
    int64_t GetDesiredTxNs() const;
    int64_t GetTxNs() const;
    void GoTo(State state, Diagnostic why);

    const SessionSettings m_settings;
    State m_state{State::Down};
    Diagnostic m_diagnostic{Diagnostic::None};
    uint32_t m_theirs{0}; //!< their discriminator
    uint32_t m_theirTxUs{0};
    uint32_t m_theirRxUs{1};
    uint8_t m_theirMultiplier{0};
    bool m_polling{false};
    bool m_lost{false};
    int64_t m_sendNs{NEVER};
    int64_t m_expireNs{NEVER};
    std::vector<Packet> m_packets;
};

} // namespace ns3::v6lab::bfd

#endif // V6LAB_BFD_SESSION_H
