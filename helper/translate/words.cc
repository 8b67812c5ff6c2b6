// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/words.h"

#include "helper/format/input-error.h"
#include "model/core/translation/pref64-text.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

using Halves = std::pair<std::string, std::string>;

/** In front of and behind the first such character. */
std::optional<Halves>
Split(const std::string& text, char at)
{
    const size_t place = text.find(at);
    if (place == std::string::npos)
    {
        return std::nullopt;
    }
    return Halves{text.substr(0, place), text.substr(place + 1)};
}

std::optional<uint16_t>
Port(const std::string& text)
{
    const bool digits = !text.empty() && text.size() <= 5 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    const int number = digits ? std::stoi(text) : -1;
    if (number < 0 || number > 65535)
    {
        return std::nullopt;
    }
    return static_cast<uint16_t>(number);
}

std::pair<uint16_t, uint16_t>
Ports(const std::string& text, const std::string& word)
{
    const auto halves = Split(text, '-');
    const auto first = Port(halves ? halves->first : text);
    const auto last = Port(halves ? halves->second : text);
    if (!first || !last || *first > *last)
    {
        throw std::invalid_argument("--pool4 " + Clipped(word) + ": \"" + Clipped(text) +
                                    "\" is no range of ports; allowed is LO-HI, 0 to 65535");
    }
    return {*first, *last};
}

/** Takes "tcp:" off the front, if it is there. */
std::optional<BibKind>
TakeKind(std::string& text)
{
    const auto halves = Split(text, ':');
    const auto kind = halves ? BibKindFromWord(halves->first) : std::nullopt;
    if (kind)
    {
        text = halves->second;
    }
    return kind;
}

} // namespace

std::optional<Prefix>
PrefixOrAddress(const std::string& text)
{
    if (const auto address = IpAddress::Parse(text))
    {
        return Prefix(*address, address->GetBits());
    }
    return Prefix::Parse(text);
}

std::optional<std::pair<IpAddress, uint16_t>>
AddressAndPort(const std::string& text)
{
    const auto halves = Split(text, '#');
    const auto address = halves ? IpAddress::Parse(halves->first) : std::nullopt;
    const auto port = halves ? Port(halves->second) : std::nullopt;
    if (!address || !port)
    {
        return std::nullopt;
    }
    return std::make_pair(*address, *port);
}

std::optional<BibKind>
BibKindFromWord(const std::string& word)
{
    std::string lower = word;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    for (const auto kind : {BibKind::Tcp, BibKind::Udp, BibKind::Icmp})
    {
        if (lower == ToWord(kind))
        {
            return kind;
        }
    }
    return std::nullopt;
}

Eam
EamFromWord(const std::string& word)
{
    const auto halves = Split(word, '=');
    auto a = halves ? PrefixOrAddress(halves->first) : std::nullopt;
    auto b = halves ? PrefixOrAddress(halves->second) : std::nullopt;
    if (a && b && a->GetFamily() == Family::V6)
    {
        std::swap(a, b);
    }
    if (!a || !b || a->GetFamily() == b->GetFamily())
    {
        throw std::invalid_argument("\"" + Clipped(word) +
                                    "\" is no explicit mapping; allowed is V4=V6, for example "
                                    "192.0.2.0/24=2001:db8::/120");
    }
    return {*a, *b};
}

PoolRange
PoolRangeFromWord(const std::string& word)
{
    PoolRange range;
    std::string text = word;
    range.kind = TakeKind(text);
    if (const auto ports = Split(text, '#'))
    {
        std::tie(range.firstPort, range.lastPort) = Ports(ports->second, word);
        text = ports->first;
    }
    const auto ends = Split(text, '-');
    const auto first = ends ? IpAddress::Parse(ends->first) : std::nullopt;
    const auto last = ends ? IpAddress::Parse(ends->second) : std::nullopt;
    const auto prefix = ends ? std::nullopt : PrefixOrAddress(text);
    if (prefix && prefix->GetFamily() == Family::V4)
    {
        range.first = prefix->GetAddress();
        range.last = prefix->Last();
    }
    else if (first && last && first->IsV4() && last->IsV4() && !(*last < *first))
    {
        range.first = *first;
        range.last = *last;
    }
    else
    {
        throw std::invalid_argument(
            "--pool4 " + Clipped(word) +
            ": allowed is [PROTO:]ADDR[-ADDR][#LO-HI] with IPv4 addresses, for example "
            "203.0.113.1-203.0.113.4#1024-65535");
    }
    return range;
}

StaticBinding
BindingFromWord(const std::string& word)
{
    StaticBinding binding;
    std::string text = word;
    const auto kind = TakeKind(text);
    const auto halves = Split(text, '=');
    auto inside = halves ? AddressAndPort(halves->first) : std::nullopt;
    auto outside = halves ? AddressAndPort(halves->second) : std::nullopt;
    if (!kind || !inside || !outside || inside->first.IsV4() || outside->first.IsV6())
    {
        throw std::invalid_argument("--bib " + Clipped(word) +
                                    ": allowed is PROTO:V6#PORT=V4#PORT, PROTO one of tcp, udp, "
                                    "icmp, for example tcp:2001:db8::1#80=203.0.113.1#80");
    }
    binding.kind = *kind;
    binding.inside = {inside->first, inside->second};
    binding.outside = {outside->first, outside->second};
    return binding;
}

Pref64
Pref64FromWord(const std::string& word)
{
    return Pref64FromText(Clipped(word));
}

} // namespace ns3::v6lab
