// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FRAGMENT_STORE_H
#define V6LAB_FRAGMENT_STORE_H

#include "model/core/translation/header-translator.h"

#include <list>
#include <map>
#include <tuple>
#include <vector>

namespace ns3::v6lab
{

/** A fragment that waits, with all its bytes. */
struct HeldFragment
{
    std::vector<uint8_t> bytes;
    uint64_t handle{0};
    uint32_t offset{0}; //!< of its payload in the datagram's
    bool hairpin{false};

    PacketIn GetPacket() const
    {
        const auto size = static_cast<uint32_t>(bytes.size());
        return {bytes.data(), size, size, handle};
    }
};

/** The payload of a fragment that came. */
struct Piece
{
    uint32_t stop{0};   //!< where it ends in the datagram's payload
    uint64_t digest{0}; //!< of its bytes, and of whether more follow
};

/** What is known of a datagram of which fragments have come. */
struct Datagram
{
    using Key = std::tuple<IpAddress, IpAddress, uint8_t, uint32_t>;

    Key key;
    int64_t expiresNs{0};
    std::map<uint32_t, Piece> pieces; //!< by where they start, in bytes
    std::optional<uint32_t> end;      //!< of the payload, once the last fragment came
    std::vector<HeldFragment> held;
    std::optional<Rewrite> rewrite; //!< once the first fragment was let through
    Reason refused{Reason::None};   //!< the rest of it will be dropped for this
    bool waitsForAll{false};        //!< its checksum needs the whole payload
    uint32_t heldBytes{0};          //!< as the limit counts them

    bool IsComplete() const;
};

/** What a fragment did to its datagram. */
enum class FragmentArrival : uint8_t
{
    New,
    Duplicate, //!< place and bytes of one that came before: not needed (RFC 8200 4.5)
    Overlap,   //!< the datagram is lost (RFC 8200 4.5, RFC 5722 3)
    NoRoom,    //!< the limit is reached and what is there stays
};

/**
 * Datagrams in fragments (RFC 6146 3.4). They are not put together again: later fragments follow
 * the first one through the translator, and only what comes before it is held. Bytes are bounded,
 * with a share for the book-keeping, and everything ends after FRAGMENT_MIN.
 */
class FragmentStore
{
  public:
    FragmentStore(uint32_t byteLimit, int64_t timeoutNs)
        : m_limit(byteLimit),
          m_timeoutNs(timeoutNs)
    {
    }

    /** The datagram of a fragment, made if it is new; null if there is no room. */
    Datagram* Open(const ParsedPacket& packet, int64_t nowNs);
    /** Notes that this piece came; all its bytes are there. */
    FragmentArrival Note(Datagram& datagram, const PacketIn& in, const ParsedPacket& packet);
    /** False if there is no room. */
    bool Hold(Datagram& datagram, HeldFragment fragment);
    /** Gives all that is held, by offset, and forgets that it was held. */
    std::vector<HeldFragment> Release(Datagram& datagram);
    void Close(Datagram& datagram);
    /** The datagram that expires first; null if there is none. */
    Datagram* GetFirst();
    /** When that is; nothing if there is none. */
    std::optional<int64_t> GetDeadline() const;

    uint64_t GetHeldFragments() const
    {
        return m_heldFragments;
    }

    uint64_t GetHeldBytes() const
    {
        return m_bytes;
    }

  private:
    bool Charge(Datagram& datagram, uint32_t bytes);

    uint32_t m_limit;
    int64_t m_timeoutNs;
    uint64_t m_bytes{0};
    uint64_t m_heldFragments{0};
    std::list<Datagram> m_datagrams; //!< in the order in which they expire
    std::map<Datagram::Key, std::list<Datagram>::iterator> m_byKey;
};

} // namespace ns3::v6lab

#endif // V6LAB_FRAGMENT_STORE_H
