// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/update-reader.h"

#include "model/core/bgp/attribute-reader.h"
#include "model/core/bgp/attribute-types.h"
#include "model/core/bgp/nlri.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

namespace
{

void
AddMissing(std::vector<AttributeFault>& faults, const AttributeReader& reader, uint8_t type)
{
    if (!reader.Has(type))
    {
        faults.push_back(
            {type, {ErrorCode::UpdateMessage, subcode::MISSING_WELL_KNOWN, {type}}, false});
    }
}

/** RFC 4271 6.3, RFC 7606 3 d: NEXT_HOP is asked for only by the NLRI field (RFC 4760 3). */
void
FindMissing(AttributeReader& reader, bool hasNlri)
{
    AddMissing(reader.faults, reader, attribute::ORIGIN);
    AddMissing(reader.faults, reader, attribute::AS_PATH);
    if (hasNlri)
    {
        AddMissing(reader.faults, reader, attribute::NEXT_HOP);
    }
}

} // namespace

std::variant<Message, Error>
ReadUpdate(ByteReader body, const WireContext& context)
{
    const Error badLengths{ErrorCode::UpdateMessage, subcode::MALFORMED_ATTRIBUTE_LIST};
    const size_t withdrawnSize = body.Take16();
    if (withdrawnSize + 2 > body.Left())
    {
        return badLengths;
    }
    const ByteReader withdrawnBytes = body.TakePart(withdrawnSize);
    const size_t attributesSize = body.Take16();
    if (attributesSize > body.Left())
    {
        return badLengths;
    }
    const ByteReader attributeBytes = body.TakePart(attributesSize);
    auto withdrawn = ReadPrefixes(withdrawnBytes, Family::V4);
    auto nlri = ReadPrefixes(body, Family::V4);
    if (!withdrawn || !nlri)
    {
        return Error{ErrorCode::UpdateMessage, subcode::INVALID_NETWORK};
    }
    AttributeReader reader(context);
    if (const auto error = reader.Read(attributeBytes))
    {
        return *error;
    }
    Update update;
    update.withdrawn = std::move(*withdrawn);
    update.withdrawn.insert(update.withdrawn.end(),
                            reader.withdrawn.begin(),
                            reader.withdrawn.end());
    update.announcements = std::move(reader.announcements);
    const bool hasNlri = !nlri->empty();
    if (hasNlri)
    {
        update.announcements.push_back({reader.nextHop.value_or(IpAddress()), std::move(*nlri)});
    }
    if (!update.announcements.empty())
    {
        FindMissing(reader, hasNlri);
        update.attributes = std::make_shared<PathAttributes>(std::move(reader.attributes));
    }
    const auto severe = std::find_if(reader.faults.begin(),
                                     reader.faults.end(),
                                     [](const AttributeFault& fault) { return !fault.discarded; });
    if (severe != reader.faults.end())
    {
        // RFC 7606 5.2: the damage may hide the routes that had to be taken as withdrawn.
        if (update.announcements.empty() && reader.SaysMoreThanUnreach())
        {
            return severe->error;
        }
        for (const auto& announcement : update.announcements)
        {
            update.withdrawn.insert(update.withdrawn.end(),
                                    announcement.prefixes.begin(),
                                    announcement.prefixes.end());
        }
        update.announcements.clear();
        update.attributes.reset();
    }
    update.faults = std::move(reader.faults);
    return Message(std::move(update));
}

} // namespace ns3::v6lab::bgp
