// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/update-writer.h"

#include "model/core/bgp/attribute-types.h"
#include "model/core/bgp/nlri.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

namespace
{

using namespace attribute;

constexpr size_t MOST_BODY = MAX_MESSAGE_SIZE - HEADER_SIZE;
/** What an UPDATE can need beside its attributes: two lengths, a next hop, the longest prefix. */
constexpr size_t RESERVE = 4 + (4 + 5 + 16) + 17;

void
PutAttribute(Bytes& to, uint8_t flags, uint8_t type, const Bytes& value)
{
    const bool isLong = value.size() > 255;
    Put8(to, flags | (isLong ? EXTENDED_LENGTH : 0u));
    Put8(to, type);
    if (isLong)
    {
        Put16(to, static_cast<uint32_t>(value.size()));
    }
    else
    {
        Put8(to, static_cast<uint32_t>(value.size()));
    }
    PutAll(to, value);
}

Bytes
PathBytes(const AsPath& path, bool fourOctetAs)
{
    Bytes bytes;
    for (const auto& segment : path.GetSegments())
    {
        Put8(bytes, static_cast<uint8_t>(segment.kind));
        Put8(bytes, static_cast<uint32_t>(segment.ases.size()));
        for (const uint32_t as : segment.ases)
        {
            fourOctetAs ? Put32(bytes, as) : Put16(bytes, as);
        }
    }
    return bytes;
}

Bytes
Number(uint32_t value)
{
    Bytes bytes;
    Put32(bytes, value);
    return bytes;
}

Bytes
AggregatorBytes(const Aggregator& aggregator, bool fourOctetAs)
{
    Bytes bytes;
    fourOctetAs ? Put32(bytes, aggregator.as)
                : Put16(bytes, aggregator.as > 0xffff ? AS_TRANS : aggregator.as);
    Put32(bytes, aggregator.address);
    return bytes;
}

/** RFC 6793 4.2.2: what two octets cannot say goes into AS4_PATH and AS4_AGGREGATOR. */
void
PutWide(Bytes& to, const PathAttributes& attributes)
{
    if (!(attributes.asPath.ForTwoOctets() == attributes.asPath))
    {
        PutAttribute(to, OPTIONAL | TRANSITIVE, AS4_PATH, PathBytes(attributes.asPath, true));
    }
    if (attributes.aggregator && attributes.aggregator->as > 0xffff)
    {
        PutAttribute(to,
                     OPTIONAL | TRANSITIVE,
                     AS4_AGGREGATOR,
                     AggregatorBytes(*attributes.aggregator, true));
    }
}

/** All attributes but MP_REACH_NLRI, in the order of their types (RFC 4271 5). */
Bytes
AttributeBytes(const PathAttributes& attributes, const Bytes& nextHop, bool fourOctetAs)
{
    Bytes bytes;
    PutAttribute(bytes, TRANSITIVE, ORIGIN, {static_cast<uint8_t>(attributes.origin)});
    PutAttribute(
        bytes,
        TRANSITIVE,
        AS_PATH,
        PathBytes(fourOctetAs ? attributes.asPath : attributes.asPath.ForTwoOctets(), fourOctetAs));
    if (!nextHop.empty())
    {
        PutAttribute(bytes, TRANSITIVE, NEXT_HOP, nextHop);
    }
    if (attributes.med)
    {
        PutAttribute(bytes, OPTIONAL, MULTI_EXIT_DISC, Number(*attributes.med));
    }
    if (attributes.localPref)
    {
        PutAttribute(bytes, TRANSITIVE, LOCAL_PREF, Number(*attributes.localPref));
    }
    if (attributes.atomicAggregate)
    {
        PutAttribute(bytes, TRANSITIVE, ATOMIC_AGGREGATE, {});
    }
    if (attributes.aggregator)
    {
        PutAttribute(bytes,
                     OPTIONAL | TRANSITIVE,
                     AGGREGATOR,
                     AggregatorBytes(*attributes.aggregator, fourOctetAs));
    }
    for (const auto& other : attributes.others)
    {
        PutAttribute(bytes, OPTIONAL | TRANSITIVE | PARTIAL, other.type, other.value);
    }
    if (!fourOctetAs)
    {
        PutWide(bytes, attributes);
    }
    return bytes;
}

/** Prefixes from `from` on, as many as `room` bytes hold; `from` moves on. */
Bytes
TakePrefixes(const std::vector<Prefix>& prefixes, size_t& from, size_t room)
{
    Bytes bytes;
    while (from < prefixes.size() && bytes.size() + SizeOf(prefixes[from]) <= room)
    {
        PutPrefix(bytes, prefixes[from++]);
    }
    return bytes;
}

Bytes
UpdateMessage(const Bytes& withdrawn, const Bytes& attributes, const Bytes& nlri)
{
    Bytes body;
    Put16(body, static_cast<uint32_t>(withdrawn.size()));
    PutAll(body, withdrawn);
    Put16(body, static_cast<uint32_t>(attributes.size()));
    PutAll(body, attributes);
    PutAll(body, nlri);
    return WithHeader(MessageType::Update, body);
}

Bytes
AddressBytes(const IpAddress& address)
{
    const auto& bytes = address.GetBytes();
    return Bytes(bytes.begin(), bytes.begin() + (address.IsV4() ? 4 : 16));
}

/** MP_UNREACH_NLRI, or MP_REACH_NLRI if there is a next hop (RFC 4760 3 and 4). */
Bytes
MultiprotocolBytes(Family family, const IpAddress* nextHop, const Bytes& nlri)
{
    Bytes value;
    Put16(value, AfiOf(family));
    Put8(value, SAFI_UNICAST);
    if (nextHop)
    {
        const Bytes address = AddressBytes(*nextHop);
        Put8(value, static_cast<uint32_t>(address.size()));
        PutAll(value, address);
        Put8(value, 0); // reserved
    }
    PutAll(value, nlri);
    Bytes bytes;
    PutAttribute(bytes, OPTIONAL, nextHop ? MP_REACH_NLRI : MP_UNREACH_NLRI, value);
    return bytes;
}

} // namespace

bool
Fits(const PathAttributes& attributes, bool fourOctetAs)
{
    return AttributeBytes(attributes, {}, fourOctetAs).size() + RESERVE <= MOST_BODY;
}

std::vector<Bytes>
EncodeAnnouncement(const PathAttributes& attributes,
                   const Announcement& announcement,
                   bool fourOctetAs)
{
    assert(Fits(attributes, fourOctetAs));
    const IpAddress& nextHop = announcement.nextHop;
    const bool v4 = nextHop.IsV4();
    const Bytes shared =
        AttributeBytes(attributes, v4 ? AddressBytes(nextHop) : Bytes(), fourOctetAs);
    const size_t room = MOST_BODY - 4 - shared.size() - (v4 ? 0 : 4 + 5 + 16);
    std::vector<Bytes> messages;
    for (size_t next = 0; next < announcement.prefixes.size();)
    {
        const Bytes nlri = TakePrefixes(announcement.prefixes, next, room);
        if (v4)
        {
            messages.push_back(UpdateMessage({}, shared, nlri));
            continue;
        }
        Bytes all = MultiprotocolBytes(Family::V6, &nextHop, nlri);
        PutAll(all, shared);
        messages.push_back(UpdateMessage({}, all, {}));
    }
    return messages;
}

std::vector<Bytes>
EncodeWithdrawal(const std::vector<Prefix>& prefixes)
{
    std::vector<Prefix> of[2];
    for (const auto& prefix : prefixes)
    {
        of[prefix.GetFamily() == Family::V4 ? 0 : 1].push_back(prefix);
    }
    std::vector<Bytes> messages;
    for (size_t next = 0; next < of[0].size();)
    {
        messages.push_back(UpdateMessage(TakePrefixes(of[0], next, MOST_BODY - 4), {}, {}));
    }
    for (size_t next = 0; next < of[1].size();)
    {
        const Bytes nlri = TakePrefixes(of[1], next, MOST_BODY - 4 - 4 - 3);
        messages.push_back(UpdateMessage({}, MultiprotocolBytes(Family::V6, nullptr, nlri), {}));
    }
    return messages;
}

} // namespace ns3::v6lab::bgp
