// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_TRANSLATOR_H
#define V6LAB_PACKET_TRANSLATOR_H

#include "model/core/nat64/nat64-core.h"
#include "model/core/translation/siit-core.h"
#include "model/core/virtual-ip6/virtual-ip6-core.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace ns3::v6lab
{

/** A translator and the node it runs on. */
struct TranslatorSettings
{
    std::variant<SiitSettings, Nat64Settings, VirtualIp6Settings> core;
    FixedSurroundings around;
};

/** A packet that left a translator, with all its bytes. */
struct SentPacket
{
    int64_t timeNs{0};
    Family family{Family::V4};
    EmissionKind kind{EmissionKind::Translated};
    std::vector<uint8_t> bytes;
};

/** What became of one packet, its bytes put together. */
struct Translation
{
    Fate fate{Fate::Dropped};
    Reason reason{Reason::None}; //!< of a drop
    std::vector<SentPacket> sent;
};

/** What became in the end of a packet that was held: Translated or Dropped, with the reason. */
struct Settled
{
    Fate fate{Fate::Dropped};
    Reason reason{Reason::None};
};

/**
 * A translator without a network around it: whole packets and time in, whole packets out. It keeps
 * the packets that the core still refers to (fragments that wait, stored SYNs).
 */
class PacketTranslator
{
  public:
    /** Throws std::invalid_argument naming the setting that is wrong. */
    explicit PacketTranslator(TranslatorSettings settings);

    /** Everything that timers do up to `nowNs`, each at its own time. */
    std::vector<SentPacket> Advance(int64_t nowNs);
    /** Advance() first: what timers emit is not in the answer. Time never runs backwards. */
    Translation Process(std::vector<uint8_t> packet, int64_t nowNs);
    /** The packets that were held and are no more, since this was asked last. */
    std::vector<Settled> TakeSettled();
    /** Packets that are kept because the core may still refer to them. */
    size_t GetKept() const;
    /** The state of a NAT64; null for other translators. */
    const Nat64Core* GetNat64() const;
    /** The translator of virtual IPv6; null for others. */
    VirtualIp6Core* GetVirtualIp6() const;

  private:
    struct Kept
    {
        int64_t untilNs{0};
        std::vector<uint8_t> bytes;
    };

    /** The packets that the core holds back, by handle, and what became of others. */
    struct Waiting
    {
        std::set<uint64_t> handles;
        std::vector<Settled> settled;

        void Settle(uint64_t handle, Fate fate, Reason reason);
    };

    int64_t GetNextDeadline() const;
    SentPacket Send(const Emission& emission, int64_t timeNs);
    SentPacket Assemble(const Emission& emission, int64_t timeNs) const;
    void Forget(int64_t nowNs);

    FixedSurroundings m_around;
    std::optional<SiitCore> m_siit;
    std::optional<Nat64Core> m_nat64;
    std::unique_ptr<VirtualIp6Core> m_virtualIp6;
    int64_t m_keepNs{0};
    int64_t m_nowNs{0};
    uint64_t m_handles{0};
    std::map<uint64_t, Kept> m_kept;    //!< by handle, so by age
    std::unique_ptr<Waiting> m_waiting; //!< the core's watch has its address
};

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_TRANSLATOR_H
