// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATE_RECORDS_H
#define V6LAB_STATE_RECORDS_H

#include "model/core/nat64/transport-address.h"

#include <optional>

/** What translators with state tell people of it. */
namespace ns3::v6lab
{

/** The states of RFC 6146 3.5.2.2; UDP and ICMP sessions have none. */
enum class TcpState : uint8_t
{
    Closed,
    V4Init,
    V6Init,
    Established,
    V4FinReceived,
    V6FinReceived,
    V4FinV6FinReceived,
    Trans,
};

/** The names of RFC 6146: "V4 INIT", "ESTABLISHED", ... */
const char* ToWord(TcpState state);

/** What made a binding. */
enum class BindingOrigin : uint8_t
{
    Inside,        //!< a packet of a host behind the translator
    Outside,       //!< a packet from outside
    Dns,           //!< the DNS proxy, for an answer
    Administrator, //!< static
};

/** "inside", "outside", "dns", "static": the words of the database. */
const char* ToWord(BindingOrigin origin);

/**
 * A binding as people see it. Of a NAT64 (RFC 6146 3.1): X', x and T, t. Of virtual IPv6: the
 * virtual IPv4 address that hosts inside use for an IPv6 peer, and the peer; ports are 0.
 */
struct BindingRecord
{
    std::optional<BibKind> kind{BibKind::Udp}; //!< nothing: all protocols
    TransportAddress inside;
    TransportAddress outside;
    int64_t createdNs{0};
    bool isStatic{false};
    BindingOrigin origin{BindingOrigin::Inside};
    /** When it would end if nothing more came; nothing: its sessions say, or it is static. */
    std::optional<int64_t> expiresNs{};
    std::optional<IpAddress> host{}; //!< the only host inside that it is for; nothing: for all
};

/**
 * A session as people see it. Of a NAT64 (RFC 6146 3.1): X', x; Y', y; T, t; Z, z. Of virtual IPv6:
 * the IPv4 host inside, the IPv6 peer, the host's virtual IPv6 address, the peer's virtual IPv4
 * address.
 */
struct SessionRecord
{
    BibKind kind{BibKind::Udp};
    TransportAddress inside;  //!< of a NAT64 unspecified while a stored SYN waits
    TransportAddress remote6; //!< the remote host in IPv6
    TransportAddress outside; //!< what stands for the inside on the other side
    TransportAddress remote4; //!< the remote host in IPv4
    TcpState state{TcpState::Closed};
    int64_t createdNs{0};
    int64_t expiresNs{0};
    const char* stateWord{nullptr}; //!< of another TCP machine than RFC 6146's; null: `state`
};

/** How much of a pool of IPv4 addresses, or addresses with ports, is taken. */
struct PoolUse
{
    std::optional<BibKind> kind; //!< whose ports; nothing: whole addresses
    uint64_t used{0};
    uint64_t capacity{0};
};

enum class Change : uint8_t
{
    Added,
    Changed, //!< of a session: its TCP state
    Removed,
};

} // namespace ns3::v6lab

#endif // V6LAB_STATE_RECORDS_H
