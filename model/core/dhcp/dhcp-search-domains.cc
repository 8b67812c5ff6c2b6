// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcp/dhcp-message.h"

#include <map>
#include <string>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t POINTER = 0xc0; //!< RFC 1035 4.1.4: the two highest bits
constexpr size_t LARGEST_OFFSET = 0x3fff;
constexpr size_t LONGEST_NAME = 255;

/** A name without compression, and where what follows it begins. */
struct ReadName
{
    std::string wire;
    size_t end{0};
};

/** Pointers lead to what stands in front of them only, so that none leads in circles. */
std::optional<ReadName>
NameAt(const std::vector<uint8_t>& data, size_t begin)
{
    ReadName name;
    size_t at = begin;
    size_t limit = begin; // of where pointers may lead
    while (at < data.size() && name.wire.size() < LONGEST_NAME)
    {
        const uint8_t head = data[at];
        if ((head & POINTER) == POINTER)
        {
            const bool whole = at + 1 < data.size();
            const size_t target = whole ? size_t{head & 0x3fu} << 8 | data[at + 1] : limit;
            name.end = name.end == 0 ? at + 2 : name.end;
            if (target >= limit)
            {
                return std::nullopt;
            }
            at = limit = target;
            continue;
        }
        if ((head & POINTER) != 0 || at + head >= data.size())
        {
            return std::nullopt;
        }
        name.wire.append(data.begin() + static_cast<std::ptrdiff_t>(at),
                         data.begin() + static_cast<std::ptrdiff_t>(at + head + 1));
        at += size_t{head} + 1;
        if (head == 0)
        {
            name.end = name.end == 0 ? at : name.end;
            return name;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<uint8_t>
EncodeSearchDomains(const std::vector<DnsName>& names)
{
    std::vector<uint8_t> data;
    std::map<std::string, size_t> known; // where a name stands; letters as they are
    for (const auto& name : names)
    {
        DnsName rest = name;
        while (!rest.IsRoot() && known.count(rest.GetWire()) == 0)
        {
            if (data.size() <= LARGEST_OFFSET)
            {
                known.emplace(rest.GetWire(), data.size());
            }
            const auto label = rest.FirstLabel();
            data.push_back(static_cast<uint8_t>(label.size()));
            data.insert(data.end(), label.begin(), label.end());
            rest = rest.Parent();
        }
        if (rest.IsRoot())
        {
            data.push_back(0);
            continue;
        }
        const size_t offset = known[rest.GetWire()];
        data.push_back(static_cast<uint8_t>(POINTER | offset >> 8));
        data.push_back(static_cast<uint8_t>(offset));
    }
    return data;
}

std::vector<DnsName>
DecodeSearchDomains(const std::vector<uint8_t>& data)
{
    std::vector<DnsName> names;
    for (size_t at = 0; at < data.size();)
    {
        const auto read = NameAt(data, at);
        const auto name =
            read ? DnsName::FromWire(reinterpret_cast<const uint8_t*>(read->wire.data()),
                                     read->wire.size())
                 : std::nullopt;
        if (!name)
        {
            return {}; // what stands behind it cannot be told from it
        }
        names.push_back(*name);
        at = read->end;
    }
    return names;
}

} // namespace ns3::v6lab
