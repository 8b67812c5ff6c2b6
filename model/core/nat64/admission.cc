// SPDX-License-Identifier: GPL-2.0-only
// Which addresses and ports a packet leaves with: RFC 6146 3.5 to 3.7.
#include "model/core/nat64/nat64-state.h"

#include <algorithm>

namespace ns3::v6lab
{

Nat64Core::State::Admission
Nat64Core::State::Admit6(Pass& pass, const FlowTuple& tuple)
{
    TransportAddress remote4{pass.remote4, tuple.destination.port};
    if (tuple.isError) // the quoted packet's source
    {
        const MappedAddress remote = m_addresses.To4Anyway(tuple.destination.address);
        if (!remote)
        {
            return Outcome::Drop(remote.reason);
        }
        remote4.address = remote.address;
    }
    const Ruling ruling = m_filtering.From6(tuple, remote4, pass.nowNs);
    if (ruling.kind != Ruling::Kind::Forward)
    {
        return Refuse(pass, ruling.reason, ruling.error);
    }
    return Write4(pass, tuple, ruling.other);
}

Nat64Core::State::Admission
Nat64Core::State::Admit4(Pass& pass, const FlowTuple& tuple)
{
    const Ruling ruling = m_filtering.From4(tuple, pass.nowNs);
    switch (ruling.kind)
    {
    case Ruling::Kind::Forward:
        return Write6(pass, tuple, ruling.other);
    case Ruling::Kind::Store:
        return Store(pass, tuple);
    case Ruling::Kind::Drop:
        break;
    }
    return Refuse(pass, ruling.reason, ruling.error);
}

/**
 * Source T, t. An error has source T as well, whichever router behind the NAT64 sent it: that is
 * the only IPv4 address it has (RFC 5508 REQ-5). The tuple of an error is that of the answer to
 * the quoted packet, which went from Z, z to T, t.
 */
Nat64Core::State::Admission
Nat64Core::State::Write4(Pass& pass, const FlowTuple& tuple, const TransportAddress& outside)
{
    const bool icmp = tuple.kind == BibKind::Icmp;
    Rewrite rewrite;
    rewrite.decrement = !pass.hairpin;
    rewrite.outer.source = outside.address;
    rewrite.outer.destination = pass.remote4;
    if (!tuple.isError)
    {
        (icmp ? rewrite.outer.icmpId : rewrite.outer.sourcePort) = outside.port;
        return rewrite;
    }
    Endpoints quoted;
    quoted.source = m_prefix.Extract(tuple.destination.address);
    quoted.destination = outside.address;
    (icmp ? quoted.icmpId : quoted.destinationPort) = outside.port;
    rewrite.quoted = quoted;
    return rewrite;
}

/**
 * Y'. An error of a router whose address the prefix must not stand for (RFC 6052 3.1) leaves under
 * the NAT64's own, as RFC 6791 3 does where a source has no mapping.
 */
MappedAddress
Nat64Core::State::SourceOf(const Pass& pass,
                           const FlowTuple& tuple,
                           const TransportAddress& inside) const
{
    MappedAddress source;
    if (!tuple.isError || !m_routersOwnErrors)
    {
        source.address = m_prefix.Embed(tuple.source.address);
        return source;
    }
    source = m_addresses.To6ForError(pass.packet.source);
    const IpAddress own = pass.around.GetOwnAddress(inside.address);
    if (!source && !own.IsUnspecified())
    {
        source.address = own;
        source.reason = Reason::None;
    }
    return source;
}

/** Destination X', x. The source of an error is as Nat64Settings::routersOwnErrors says. */
Nat64Core::State::Admission
Nat64Core::State::Write6(Pass& pass, const FlowTuple& tuple, const TransportAddress& inside)
{
    const bool icmp = tuple.kind == BibKind::Icmp;
    Rewrite rewrite;
    rewrite.decrement = !pass.hairpin;
    const MappedAddress source = SourceOf(pass, tuple, inside);
    if (!source)
    {
        return Outcome::Drop(source.reason);
    }
    rewrite.outer.source = source.address;
    rewrite.outer.destination = inside.address;
    if (!tuple.isError)
    {
        (icmp ? rewrite.outer.icmpId : rewrite.outer.destinationPort) = inside.port;
        return rewrite;
    }
    Endpoints quoted;
    quoted.source = inside.address;
    quoted.destination = m_prefix.Embed(tuple.source.address);
    (icmp ? quoted.icmpId : quoted.sourcePort) = inside.port;
    rewrite.quoted = quoted;
    return rewrite;
}

/** RFC 6146 3.5.2.2: the SYN waits. Only what an ICMP error may quote of it is kept. */
Outcome
Nat64Core::State::Store(Pass& pass, const FlowTuple& tuple)
{
    const uint32_t kept = std::min(pass.in.length, StoredSyns::KEPT_BYTES);
    if (pass.in.available < kept)
    {
        return Outcome::Needs(kept);
    }
    StoredSyn syn;
    syn.outside = tuple.destination;
    syn.remote = tuple.source;
    syn.bytes.assign(pass.in.bytes, pass.in.bytes + kept);
    syn.length = pass.in.length;
    syn.handle = pass.in.handle;
    syn.hairpin = pass.hairpin;
    const Reason reason = tables.Store(std::move(syn), pass.nowNs);
    if (reason == Reason::None)
    {
        return Outcome::Say(Fate::Held);
    }
    const IcmpError portUnreachable{3, 3, 0}; // what the SYN would have got in the end
    return m_jool ? Refuse(pass, reason, portUnreachable) : Outcome::Drop(reason);
}

} // namespace ns3::v6lab
