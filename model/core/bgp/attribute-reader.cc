// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/attribute-reader.h"

#include "model/core/bgp/attribute-types.h"
#include "model/core/bgp/nlri.h"

namespace ns3::v6lab::bgp
{

namespace
{

using namespace attribute;

/** The Optional and Transitive bits of a type we know; nothing for others. */
std::optional<uint8_t>
FlagsOf(uint8_t type)
{
    switch (type)
    {
    case ORIGIN:
    case AS_PATH:
    case NEXT_HOP:
    case LOCAL_PREF:
    case ATOMIC_AGGREGATE:
        return TRANSITIVE;
    case MULTI_EXIT_DISC:
    case MP_REACH_NLRI:
    case MP_UNREACH_NLRI:
        return OPTIONAL;
    case AGGREGATOR:
    case AS4_PATH:
    case AS4_AGGREGATOR:
        return OPTIONAL | TRANSITIVE;
    default:
        return std::nullopt;
    }
}

Error
UpdateError(uint8_t subcode, Bytes data = {})
{
    return {ErrorCode::UpdateMessage, subcode, std::move(data)};
}

} // namespace

bool
AttributeReader::SaysMoreThanUnreach() const
{
    return m_seen.count() > (m_seen[MP_UNREACH_NLRI] ? 1u : 0u);
}

void
AttributeReader::Withdraw(const Item& item, uint8_t subcode)
{
    faults.push_back({item.type, UpdateError(subcode, item.whole), false});
}

void
AttributeReader::Discard(const Item& item, uint8_t subcode)
{
    faults.push_back({item.type, UpdateError(subcode, item.whole), true});
}

std::optional<Error>
AttributeReader::Read(ByteReader list)
{
    while (list.Left() > 0)
    {
        const ByteReader start = list;
        const bool isLong = (*ByteReader(list).Take(1) & EXTENDED_LENGTH) != 0;
        if (list.Left() < (isLong ? 4u : 3u))
        {
            faults.push_back({0, UpdateError(subcode::MALFORMED_ATTRIBUTE_LIST), false});
            m_seen.set(0);
            break; // RFC 7606 4
        }
        const uint8_t flags = list.Take8();
        const uint8_t type = list.Take8();
        const size_t length = isLong ? list.Take16() : list.Take8();
        if (length > list.Left())
        {
            if (type == MP_REACH_NLRI || type == MP_UNREACH_NLRI) // RFC 7606 3 j
            {
                return UpdateError(subcode::OPTIONAL_ATTRIBUTE);
            }
            faults.push_back({type, UpdateError(subcode::MALFORMED_ATTRIBUTE_LIST), false});
            m_seen.set(type);
            break; // RFC 7606 4
        }
        const ByteReader value = list.TakePart(length);
        const size_t size = start.Left() - list.Left();
        if (const auto error =
                ReadItem({flags, type, value, ByteReader(start).TakePart(size).Rest()}))
        {
            return error;
        }
    }
    MergeWide();
    return std::nullopt;
}

std::optional<Error>
AttributeReader::ReadItem(const Item& item)
{
    if (m_seen[item.type]) // RFC 7606 3 g
    {
        if (item.type == MP_REACH_NLRI || item.type == MP_UNREACH_NLRI)
        {
            return UpdateError(subcode::MALFORMED_ATTRIBUTE_LIST);
        }
        Discard(item, subcode::MALFORMED_ATTRIBUTE_LIST);
        return std::nullopt;
    }
    m_seen.set(item.type);
    const auto flags = FlagsOf(item.type);
    const bool isAs4 = item.type == AS4_PATH || item.type == AS4_AGGREGATOR;
    if (!flags || (isAs4 && !m_context.readsAs4))
    {
        return ReadUnknown(item);
    }
    if ((item.flags & (OPTIONAL | TRANSITIVE)) != *flags)
    {
        Withdraw(item, subcode::ATTRIBUTE_FLAGS); // RFC 7606 3 c
    }
    if (item.type == MP_REACH_NLRI)
    {
        return ReadReach(item);
    }
    if (item.type == MP_UNREACH_NLRI)
    {
        return ReadUnreach(item);
    }
    ReadValue(item);
    return std::nullopt;
}

std::optional<Error>
AttributeReader::ReadUnknown(const Item& item)
{
    if ((item.flags & OPTIONAL) == 0)
    {
        return UpdateError(subcode::UNRECOGNIZED_WELL_KNOWN, item.whole);
    }
    if ((item.flags & TRANSITIVE) != 0)
    {
        attributes.others.push_back({item.type, item.value.Rest()});
    }
    return std::nullopt;
}

} // namespace ns3::v6lab::bgp
