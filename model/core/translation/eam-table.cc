// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/eam-table.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

Prefix
ParseSide(const std::string& text, Family family)
{
    auto prefix = Prefix::Parse(text);
    if (!prefix)
    {
        if (const auto address = IpAddress::Parse(text))
        {
            prefix = Prefix(*address, address->GetBits());
        }
    }
    if (!prefix || prefix->GetFamily() != family)
    {
        throw std::invalid_argument("explicit mapping: \"" + text + "\" must be an " +
                                    (family == Family::V4 ? "IPv4" : "IPv6") +
                                    " prefix without host bits, or an address");
    }
    return *prefix;
}

uint8_t
SuffixBits(const Prefix& prefix)
{
    return static_cast<uint8_t>(prefix.GetAddress().GetBits() - prefix.GetLength());
}

/** `bits` (at most 32) bits of the address from its bit `from` on, as a number. */
uint32_t
BitsAt(const IpAddress& address, unsigned from, unsigned bits)
{
    const auto& bytes = address.GetBytes();
    uint64_t window = 0;
    for (unsigned i = 0; i < 5; ++i)
    {
        const unsigned place = from / 8 + i;
        window = window << 8 | (place < bytes.size() ? bytes[place] : 0);
    }
    return static_cast<uint32_t>(window >> (40 - from % 8 - bits) & ((uint64_t{1} << bits) - 1));
}

/** 3.3.1: the suffix follows the prefix at once, zeros fill the rest. */
IpAddress
Append(const Prefix& prefix, uint32_t suffix, unsigned bits)
{
    IpAddress::Bytes bytes = prefix.GetAddress().GetBytes();
    const unsigned from = prefix.GetLength();
    const uint64_t window = uint64_t{suffix} << (40 - from % 8 - bits);
    for (unsigned i = 0; i < 5 && from / 8 + i < bytes.size(); ++i)
    {
        bytes[from / 8 + i] |= static_cast<uint8_t>(window >> (32 - 8 * i));
    }
    return IpAddress::V6(bytes.data());
}

/** A block sorts before what it contains, so that the blocks still open are a stack. */
void
WarnOfNesting(std::vector<Eam> entries, Prefix Eam::*side, std::vector<std::string>& warnings)
{
    std::sort(entries.begin(), entries.end(), [side](const Eam& a, const Eam& b) {
        return a.*side < b.*side;
    });
    std::vector<const Eam*> open;
    for (const Eam& entry : entries)
    {
        while (!open.empty() && !(open.back()->*side).Contains(entry.*side))
        {
            open.pop_back();
        }
        if (!open.empty())
        {
            warnings.push_back("In the explicit mappings, " + (entry.*side).ToString() +
                               " lies inside " + (open.back()->*side).ToString() +
                               ": an address may not come back as itself (RFC 7757 5).");
        }
        open.push_back(&entry);
    }
}

} // namespace

Eam
Eam::Parse(const std::string& ipv4, const std::string& ipv6)
{
    return {ParseSide(ipv4, Family::V4), ParseSide(ipv6, Family::V6)};
}

std::string
Eam::ToString() const
{
    return ipv4.ToString() + " - " + ipv6.ToString();
}

void
EamTable::Add(const Eam& entry)
{
    if (entry.ipv4.GetFamily() != Family::V4 || entry.ipv6.GetFamily() != Family::V6)
    {
        throw std::invalid_argument("explicit mapping " + entry.ToString() +
                                    ": one IPv4 and one IPv6 prefix are needed");
    }
    if (SuffixBits(entry.ipv4) > SuffixBits(entry.ipv6))
    {
        throw std::invalid_argument("explicit mapping " + entry.ToString() +
                                    ": the IPv6 prefix must leave at least as many bits as the "
                                    "IPv4 prefix leaves (RFC 7757 3.2)");
    }
    RefuseTaken(entry.ipv4);
    RefuseTaken(entry.ipv6);
    const auto place = static_cast<uint32_t>(m_entries.size());
    m_entries.push_back(entry);
    m_byPrefix.Insert(entry.ipv4, place);
    m_byPrefix.Insert(entry.ipv6, place);
}

void
EamTable::RefuseTaken(const Prefix& prefix) const
{
    if (const uint32_t* other = m_byPrefix.FindExact(prefix))
    {
        throw std::invalid_argument("explicit mapping: the prefix " + prefix.ToString() +
                                    " is taken by the entry " + m_entries[*other].ToString() +
                                    " already (RFC 7757 5)");
    }
}

std::vector<std::string>
EamTable::Warnings() const
{
    std::vector<std::string> warnings;
    WarnOfNesting(m_entries, &Eam::ipv4, warnings);
    WarnOfNesting(m_entries, &Eam::ipv6, warnings);
    return warnings;
}

std::optional<IpAddress>
EamTable::To6(const IpAddress& ipv4) const
{
    const uint32_t* place = m_byPrefix.Find(ipv4);
    if (!place)
    {
        return std::nullopt;
    }
    const Eam& entry = m_entries[*place];
    const uint8_t bits = SuffixBits(entry.ipv4);
    return Append(entry.ipv6, BitsAt(ipv4, entry.ipv4.GetLength(), bits), bits);
}

std::optional<IpAddress>
EamTable::To4(const IpAddress& ipv6) const
{
    const uint32_t* place = m_byPrefix.Find(ipv6);
    if (!place)
    {
        return std::nullopt;
    }
    const Eam& entry = m_entries[*place];
    const uint32_t suffix = BitsAt(ipv6, entry.ipv6.GetLength(), SuffixBits(entry.ipv4));
    return IpAddress::V4(entry.ipv4.GetAddress().ToV4() | suffix);
}

} // namespace ns3::v6lab
