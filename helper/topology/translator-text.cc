// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/translator-text.h"

#include <charconv>

namespace ns3::v6lab
{

namespace
{

std::optional<uint16_t>
ParsePort(const std::string& text)
{
    uint16_t port = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool whole = fault == std::errc() && end == text.data() + text.size();
    return whole ? std::optional<uint16_t>(port) : std::nullopt;
}

} // namespace

bool
ParsePoolProtocol(const std::string& text, std::optional<BibKind>& kind)
{
    kind.reset();
    for (const BibKind candidate : {BibKind::Tcp, BibKind::Udp, BibKind::Icmp})
    {
        if (text == ToWord(candidate))
        {
            kind = candidate;
        }
    }
    return kind || text == "all";
}

bool
ParseAddressRange(const std::string& text, PoolRange& range)
{
    const size_t dash = text.find('-');
    if (dash != std::string::npos)
    {
        const auto first = IpAddress::Parse(text.substr(0, dash));
        const auto last = IpAddress::Parse(text.substr(dash + 1));
        if (!first || !last || !first->IsV4() || !last->IsV4() || *last < *first)
        {
            return false;
        }
        range.first = *first;
        range.last = *last;
        return true;
    }
    const auto block = ParseBlock(text);
    if (!block || block->GetFamily() != Family::V4)
    {
        return false;
    }
    range.first = block->GetAddress();
    range.last = block->Last();
    return true;
}

bool
ParsePortRange(const std::string& text, PoolRange& range)
{
    const size_t dash = text.find('-');
    const auto first = ParsePort(text.substr(0, dash));
    const auto last = dash == std::string::npos ? first : ParsePort(text.substr(dash + 1));
    if (!first || !last || *last < *first)
    {
        return false;
    }
    range.firstPort = *first;
    range.lastPort = *last;
    return true;
}

std::optional<TransportAddress>
ParseTransportAddress(const std::string& text)
{
    const size_t hash = text.find('#');
    if (hash == std::string::npos)
    {
        return std::nullopt;
    }
    const auto address = IpAddress::Parse(text.substr(0, hash));
    const auto port = ParsePort(text.substr(hash + 1));
    if (!address || !port)
    {
        return std::nullopt;
    }
    return TransportAddress{*address, *port};
}

std::optional<Prefix>
ParseBlock(const std::string& text)
{
    if (const auto address = IpAddress::Parse(text))
    {
        return Prefix(*address, address->GetBits());
    }
    return Prefix::Parse(text);
}

std::optional<Eam>
ParseMapping(const std::string& ipv4, const std::string& ipv6)
{
    const auto four = ParseBlock(ipv4);
    const auto six = ParseBlock(ipv6);
    if (!four || !six || four->GetFamily() != Family::V4 || six->GetFamily() != Family::V6)
    {
        return std::nullopt;
    }
    return Eam{*four, *six};
}

} // namespace ns3::v6lab
