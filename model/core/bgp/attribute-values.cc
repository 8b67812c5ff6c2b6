// SPDX-License-Identifier: GPL-2.0-only
// The attributes one by one; which they are and whether they may be there: attribute-reader.cc.
#include "model/core/bgp/attribute-reader.h"
#include "model/core/bgp/attribute-types.h"
#include "model/core/bgp/nlri.h"

namespace ns3::v6lab::bgp
{

namespace
{

using namespace attribute;

Error
UpdateError(uint8_t subcode, Bytes data)
{
    return {ErrorCode::UpdateMessage, subcode, std::move(data)};
}

/** RFC 7606 7.2: no unknown segments, no empty ones, nothing left over. */
std::optional<AsPath>
ReadPath(ByteReader bytes, bool fourOctetAs)
{
    std::vector<AsSegment> segments;
    while (bytes.Left() > 0)
    {
        if (bytes.Left() < 2)
        {
            return std::nullopt;
        }
        const uint8_t kind = bytes.Take8();
        const size_t count = bytes.Take8();
        if ((kind != static_cast<uint8_t>(SegmentKind::Set) &&
             kind != static_cast<uint8_t>(SegmentKind::Sequence)) ||
            count == 0 || count * (fourOctetAs ? 4 : 2) > bytes.Left())
        {
            return std::nullopt;
        }
        AsSegment segment;
        segment.kind = static_cast<SegmentKind>(kind);
        for (size_t i = 0; i < count; ++i)
        {
            segment.ases.push_back(fourOctetAs ? bytes.Take32() : bytes.Take16());
        }
        segments.push_back(std::move(segment));
    }
    return AsPath(std::move(segments));
}

/** RFC 4271 6.3: a next hop must be the address of a host. */
bool
IsHost(const IpAddress& address)
{
    return !address.IsUnspecified() && !address.IsMulticast() && !address.IsLoopback() &&
           !(address.IsV4() && address.ToV4() >= 0xf0000000);
}

IpAddress
TakeAddress(ByteReader& bytes, size_t size)
{
    return size == 4 ? IpAddress::V4(bytes.Take32()) : IpAddress::V6(bytes.Take(size));
}

} // namespace

void
AttributeReader::ReadValue(const Item& item)
{
    ByteReader value = item.value;
    switch (item.type)
    {
    case ORIGIN:
        if (value.Left() != 1)
        {
            Withdraw(item, subcode::ATTRIBUTE_LENGTH);
        }
        else if (*item.value.Rest().data() > static_cast<uint8_t>(Origin::Incomplete))
        {
            Withdraw(item, subcode::INVALID_ORIGIN);
        }
        else
        {
            attributes.origin = static_cast<Origin>(value.Take8());
        }
        break;
    case AS_PATH:
        ReadAsPath(item);
        break;
    case NEXT_HOP:
        ReadNextHop(item);
        break;
    case MULTI_EXIT_DISC:
        ReadNumber(item, attributes.med);
        break;
    case LOCAL_PREF:
        if (m_context.internal)
        {
            ReadNumber(item, attributes.localPref);
        }
        else
        {
            Discard(item, subcode::MALFORMED_ATTRIBUTE_LIST); // RFC 7606 7.5
        }
        break;
    case ATOMIC_AGGREGATE:
        attributes.atomicAggregate = value.Left() == 0;
        if (value.Left() != 0)
        {
            Discard(item, subcode::ATTRIBUTE_LENGTH); // RFC 7606 7.6
        }
        break;
    case AGGREGATOR:
        ReadAggregator(item, m_context.fourOctetAs);
        break;
    case AS4_PATH:
        m_as4Path = ReadPath(value, true);
        break;
    default:
        ReadAggregator(item, true);
    }
}

void
AttributeReader::ReadAsPath(const Item& item)
{
    const auto path = ReadPath(item.value, m_context.fourOctetAs);
    if (!path)
    {
        Withdraw(item, subcode::MALFORMED_AS_PATH);
        return;
    }
    attributes.asPath = *path;
}

void
AttributeReader::ReadNextHop(const Item& item)
{
    ByteReader value = item.value;
    if (value.Left() != 4)
    {
        Withdraw(item, subcode::ATTRIBUTE_LENGTH);
        return;
    }
    nextHop = TakeAddress(value, 4);
    if (!IsHost(*nextHop))
    {
        Withdraw(item, subcode::INVALID_NEXT_HOP);
    }
}

void
AttributeReader::ReadNumber(const Item& item, std::optional<uint32_t>& to)
{
    ByteReader value = item.value;
    if (value.Left() != 4)
    {
        Withdraw(item, subcode::ATTRIBUTE_LENGTH);
        return;
    }
    to = value.Take32();
}

void
AttributeReader::ReadAggregator(const Item& item, bool wide)
{
    ByteReader value = item.value;
    if (value.Left() != (wide ? 8u : 6u))
    {
        Discard(item, subcode::ATTRIBUTE_LENGTH); // RFC 7606 7.7, RFC 6793 6
        return;
    }
    Aggregator read;
    read.as = wide ? value.Take32() : value.Take16();
    read.address = value.Take32();
    (item.type == AGGREGATOR ? attributes.aggregator : m_as4Aggregator) = read;
}

std::optional<Error>
AttributeReader::ReadReach(const Item& item)
{
    const Error malformed = UpdateError(subcode::OPTIONAL_ATTRIBUTE, item.whole);
    ByteReader value = item.value;
    if (value.Left() < 5)
    {
        return malformed;
    }
    const uint16_t afi = value.Take16();
    const auto family = FamilyOf(afi, value.Take8());
    const size_t size = value.Take8();
    if (!family)
    {
        return std::nullopt; // routes of a kind that we did not ask for
    }
    const size_t own = *family == Family::V4 ? 4 : 16;
    const bool known = size == own || (own == 16 && size == 32); // RFC 2545 3
    if (!known || size + 1 > value.Left())
    {
        return malformed; // RFC 7606 7.11
    }
    Announcement announcement;
    announcement.nextHop = TakeAddress(value, own);
    value.TakePart(size - own + 1); // the link-local address, and the reserved byte
    auto prefixes = ReadPrefixes(value, *family);
    if (!prefixes)
    {
        return malformed;
    }
    if (!IsHost(announcement.nextHop))
    {
        Withdraw(item, subcode::INVALID_NEXT_HOP);
    }
    announcement.prefixes = std::move(*prefixes);
    announcements.push_back(std::move(announcement));
    return std::nullopt;
}

std::optional<Error>
AttributeReader::ReadUnreach(const Item& item)
{
    ByteReader value = item.value;
    if (value.Left() < 3)
    {
        return UpdateError(subcode::OPTIONAL_ATTRIBUTE, item.whole);
    }
    const uint16_t afi = value.Take16();
    const auto family = FamilyOf(afi, value.Take8());
    if (!family)
    {
        return std::nullopt;
    }
    auto prefixes = ReadPrefixes(value, *family);
    if (!prefixes)
    {
        return UpdateError(subcode::OPTIONAL_ATTRIBUTE, item.whole);
    }
    withdrawn = std::move(*prefixes);
    return std::nullopt;
}

void
AttributeReader::MergeWide()
{
    if (m_context.fourOctetAs) // RFC 6793 4.1: then these two must not be heeded
    {
        return;
    }
    const auto& narrow = attributes.aggregator;
    if (narrow && narrow->as != AS_TRANS && m_as4Aggregator)
    {
        return; // RFC 6793 4.2.3: both AS4 attributes are out of date
    }
    if (narrow && m_as4Aggregator)
    {
        attributes.aggregator = m_as4Aggregator;
    }
    if (m_as4Path)
    {
        attributes.asPath = AsPath::Merged(attributes.asPath, *m_as4Path);
    }
}

} // namespace ns3::v6lab::bgp
