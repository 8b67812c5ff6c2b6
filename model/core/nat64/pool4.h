// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_POOL4_H
#define V6LAB_POOL4_H

#include "model/core/nat64/port-spans.h"
#include "model/core/nat64/transport-address.h"
#include "model/core/reason.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * IPv4 addresses and ports that a NAT64 may use, for all protocols or for one. Port 0 means the
 * ICMP identifier 0 only.
 */
struct PoolRange
{
    std::optional<BibKind> kind; //!< nothing: all three
    IpAddress first;
    IpAddress last;
    uint16_t firstPort{1024};
    uint16_t lastPort{65535};
};

/** How a free port is looked for. */
enum class PortSelection : uint8_t
{
    Preserve,         //!< RFC 6146 3.5.1.1: the same port, else its range and parity (D12)
    SimpleRandom,     //!< RFC 6056 3.3.1
    RandomRetry,      //!< RFC 6056 3.3.2
    Hash,             //!< RFC 6056 3.3.3
    DoubleHash,       //!< RFC 6056 3.3.4
    RandomIncrements, //!< RFC 6056 3.3.5, N = 500
    Blocks,           //!< dynamic blocks of ports for each subscriber (RFC 7422 2, D = 0)
    Deterministic,    //!< RFC 7422: each subscriber's own range, then dynamic blocks
};

struct PoolSettings
{
    std::vector<PoolRange> ranges;
    PortSelection selection{PortSelection::Preserve};
    bool keepRange{true};          //!< 6146-23: system ports stay system ports while there are any
    bool keepParity{true};         //!< 6146-24, UDP only
    int64_t quarantineNs{0};       //!< 6146-106: how long a freed UDP or ICMP port rests
    uint32_t subscriberPorts{0};   //!< 6146-103: per subscriber and protocol; 0: no limit
    uint8_t subscriberPrefix{128}; //!< bits of the IPv6 source that name a subscriber
    bool pairedOnly{true};         //!< 6146-108: no other address if the paired one is full
    uint32_t blockSize{100};       //!< ports of a block
    /** RFC 7422's I, for PortSelection::Deterministic: the IPv6 block of all subscribers. */
    std::optional<Prefix> subscribers;
    uint32_t dynamicFactor{2}; //!< RFC 7422's D: subscribers' worth of ports kept for blocks
    /** 8158-09: percent of the pool in use that count as high and as low again; 0: not watched. */
    uint8_t highWater{0};
    uint8_t lowWater{0};
    uint64_t seed{1};
};

/** A block of ports that a subscriber got or gave back (RFC 8158 4.6.10). */
struct PortBlock
{
    IpAddress subscriber; //!< the first address of its prefix
    IpAddress outside;
    PortSpan ports;
};

/** Told of every block, with true when it is given out and false when it comes back. */
using BlockWatch = std::function<void(const PortBlock&, bool allocated)>;

/** What RFC 8158 wants logged of a pool, as counts. */
struct PoolCounters
{
    uint64_t exhausted{0};       //!< requests refused with PoolExhausted
    uint64_t exhaustedEvents{0}; //!< of them, those to log: one a second (8158-07)
    uint64_t subscriberLimit{0}; //!< requests refused with SubscriberLimit: quota event 3
    uint64_t high{0};            //!< times that use rose to highWater
    uint64_t low{0};             //!< times that it fell back to lowWater after that
};

/**
 * The IPv4 side of a NAT64: which transport addresses are its own and which of them are in use
 * (6146-25: one use per binding table). Time is passed in, in nanoseconds.
 */
class Pool4
{
  public:
    struct Request
    {
        BibKind kind{BibKind::Udp};
        TransportAddress inside; //!< X', x
        TransportAddress remote; //!< Y (IPv4), y: destinations of RFC 6056's hashes
        /** 6146-22: the address that this host's other bindings have; it is kept if it can be. */
        std::optional<IpAddress> paired;
        int64_t nowNs{0};
    };

    /** What was found, or why nothing was: PoolExhausted or SubscriberLimit. */
    struct Allocation
    {
        TransportAddress outside;
        Reason reason{Reason::None};
    };

    /** Throws std::invalid_argument naming the range or setting and what is allowed. */
    explicit Pool4(const PoolSettings& settings);
    ~Pool4();
    Pool4(Pool4&&) noexcept;
    Pool4& operator=(Pool4&&) noexcept;

    /** 6146-07: some range has this address, for any protocol. */
    bool Owns(const IpAddress& address) const;
    bool Owns(BibKind kind, const TransportAddress& outside) const;

    Allocation Allocate(const Request& request);
    /**
     * Whether a dynamic binding may have just this transport address: it is on the address that the
     * host or subscriber has, and no limit refuses it.
     */
    bool MayClaim(const Request& request, const TransportAddress& outside) const;
    /**
     * For static bindings and stored SYNs; false if it is in use, not ours or another subscriber's.
     * Nobody's limit refuses it. A resting port (quarantineNs) can be claimed.
     */
    bool Claim(BibKind kind, const TransportAddress& outside, const IpAddress& inside);
    /** Of what Allocate() or Claim() gave; `inside` as it was then. */
    void Release(BibKind kind,
                 const TransportAddress& outside,
                 const IpAddress& inside,
                 int64_t nowNs);
    /** Transport addresses in use, and how many there are. */
    uint64_t GetUsed(BibKind kind) const;
    uint64_t GetCapacity(BibKind kind) const;
    const PoolCounters& GetCounters() const;
    void SetBlockWatch(BlockWatch watch);

  private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace ns3::v6lab

#endif // V6LAB_POOL4_H
