// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTCOME_H
#define V6LAB_OUTCOME_H

#include "model/core/address.h"
#include "model/core/reason.h"

#include <boost/container/small_vector.hpp>
#include <cstdint>

namespace ns3::v6lab
{

/** What a translator wrote itself. Ordinary headers fit without an allocation. */
using HeadBytes = boost::container::small_vector<uint8_t, 96>;

/** Where a packet that leaves a translator comes from. */
enum class EmissionKind : uint8_t
{
    Translated, //!< the packet that came in, or a piece of it
    IcmpError,  //!< an error of the translator itself about a packet
    Probe,      //!< the TCP probe of RFC 6146 3.5.2.2, state ESTABLISHED
};

/**
 * One packet to send: `head`, then `tailLength` bytes of the packet `origin` from its byte `tail`
 * on. Payload that does not change is not copied: the caller has it.
 */
struct Emission
{
    Family family{Family::V4};
    EmissionKind kind{EmissionKind::Translated};
    HeadBytes head;
    uint32_t tail{0};
    uint32_t tailLength{0};
    uint64_t origin{0}; //!< PacketIn::handle of the packet that it comes from, 0 for a probe

    uint32_t GetLength() const
    {
        return static_cast<uint32_t>(head.size()) + tailLength;
    }
};

enum class Fate : uint8_t
{
    Translated, //!< `emissions` holds it, in order
    Dropped,    //!< `reason` says why; `emissions` may hold an ICMP error
    Held,       //!< kept for later: a fragment without its first one, a SYN of RFC 6146 3.5.2.2
    NotMine,    //!< no translator's business: routed natively or for the node itself
    NeedsMore,  //!< ask again with at least `needed` bytes at hand; nothing happened yet
};

/** What became of a packet. */
struct Outcome
{
    Fate fate{Fate::Dropped};
    Reason reason{Reason::None}; //!< of a drop
    uint32_t needed{0};          //!< bytes, for Fate::NeedsMore
    boost::container::small_vector<Emission, 1> emissions;

    static Outcome Drop(Reason reason)
    {
        Outcome outcome;
        outcome.reason = reason;
        return outcome;
    }

    static Outcome Say(Fate fate)
    {
        Outcome outcome;
        outcome.fate = fate;
        return outcome;
    }

    static Outcome Needs(uint32_t bytes)
    {
        Outcome outcome;
        outcome.fate = Fate::NeedsMore;
        outcome.needed = bytes;
        return outcome;
    }
};

} // namespace ns3::v6lab

#endif // V6LAB_OUTCOME_H
