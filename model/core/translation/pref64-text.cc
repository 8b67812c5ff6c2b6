// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/pref64-text.h"

#include "model/core/translation/legal-address.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** The prefix that was meant where bits are set behind its length. */
std::optional<Prefix>
WithoutHostBits(const std::string& text)
{
    const size_t slash = text.find('/');
    const auto address = IpAddress::Parse(text.substr(0, slash));
    if (slash == std::string::npos || !address || address->IsV4())
    {
        return std::nullopt;
    }
    const auto length = Prefix::Parse("::" + text.substr(slash));
    return length ? std::optional(Prefix(*address, length->GetLength())) : std::nullopt;
}

} // namespace

Prefix
Ipv6PrefixFromText(const std::string& text, const std::string& example)
{
    const auto prefix = Prefix::Parse(text);
    if (prefix && prefix->GetFamily() == Family::V6)
    {
        return *prefix;
    }
    if (const auto meant = WithoutHostBits(text))
    {
        throw std::invalid_argument(
            "\"" + text + "\" has bits set behind its length; it should be " + meant->ToString());
    }
    throw std::invalid_argument("\"" + text + "\" is not an IPv6 prefix such as " + example);
}

Pref64
Pref64FromText(const std::string& text, Pref64::UOctet uOctet)
{
    const Pref64 pref64(Ipv6PrefixFromText(text, "64:ff9b::/96"), uOctet);
    const Prefix& prefix = pref64.GetPrefix();
    if (IsIllegal(prefix.GetAddress()))
    {
        throw std::invalid_argument("the translation prefix " + prefix.ToString() +
                                    " must not be of unspecified, loopback, link-local, multicast "
                                    "or IPv4-mapped addresses (RFC 4291 2.5, 2.7); allowed is one "
                                    "of the network's own or 64:ff9b::/96");
    }
    return pref64;
}

} // namespace ns3::v6lab
