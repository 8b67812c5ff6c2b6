// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/pref64.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

const Prefix&
WellKnownPrefix()
{
    static const Prefix prefix = *Prefix::Parse("64:ff9b::/96");
    return prefix;
}

void
Check(const Prefix& prefix, Pref64::UOctet uOctet)
{
    const uint8_t length = prefix.GetLength();
    const auto allowed = {32, 40, 48, 56, 64, 96};
    if (prefix.GetFamily() != Family::V6 ||
        std::find(allowed.begin(), allowed.end(), length) == allowed.end())
    {
        throw std::invalid_argument("the translation prefix " + prefix.ToString() +
                                    " must be an IPv6 prefix of length 32, 40, 48, 56, 64 or 96 "
                                    "(RFC 6052 2.2)");
    }
    if (uOctet == Pref64::UOctet::Zero && !Pref64::HasZeroUOctet(prefix.GetAddress()))
    {
        throw std::invalid_argument("bits 64 to 71 of the translation prefix " + prefix.ToString() +
                                    " must be zero (RFC 6052 2.2)");
    }
    if (prefix != WellKnownPrefix() && prefix.Overlaps(WellKnownPrefix()))
    {
        throw std::invalid_argument("the translation prefix " + prefix.ToString() +
                                    " must not contain the well-known prefix 64:ff9b::/96, which "
                                    "is used whole (RFC 6052 2.1)");
    }
}

} // namespace

Pref64::Pref64()
    : Pref64(WellKnownPrefix())
{
}

Pref64::Pref64(const Prefix& prefix, UOctet uOctet)
    : m_prefix(prefix),
      m_wellKnown(prefix == WellKnownPrefix())
{
    Check(prefix, uOctet);
    IpAddress::Bytes mask{};
    std::fill_n(mask.begin(), prefix.GetLength() / 8, uint8_t{0xff});
    std::memcpy(m_mask, mask.data(), sizeof(m_mask));
    std::memcpy(m_words, prefix.GetAddress().GetBytes().data(), sizeof(m_words));
    auto place = static_cast<uint8_t>(prefix.GetLength() / 8);
    for (uint8_t& octet : m_places)
    {
        place = static_cast<uint8_t>(place + (place == U_OCTET));
        octet = place++;
    }
}

bool
Pref64::IsChecksumNeutral() const
{
    const auto& bytes = m_prefix.GetAddress().GetBytes();
    uint32_t sum = 0;
    for (size_t i = 0; i < bytes.size(); i += 2)
    {
        sum += uint32_t{bytes[i]} << 8 | bytes[i + 1];
    }
    // The IPv4 address must keep to 16-bit words: with u in between it is shifted by an octet, and
    // an octet's place in its word decides what it adds.
    return sum % 0xffff == 0 && m_places[0] % 2 == 0 && m_places[2] % 2 == 0 &&
           m_places[1] == m_places[0] + 1 && m_places[3] == m_places[2] + 1;
}

std::string
Pref64::ToText(const IpAddress& ipv4) const
{
    if (m_prefix.GetLength() != 96)
    {
        return Embed(ipv4).ToString();
    }
    // With 0.1.0.1 in it, the text ends in "1:1" or, where inet_ntop(3) writes dots, in "0.1.0.1".
    std::string text = Embed(IpAddress::V4(0x00010001)).ToString();
    text.erase(text.find('.') == std::string::npos ? text.size() - 3 : text.rfind(':') + 1);
    return text + ipv4.ToString();
}

} // namespace ns3::v6lab
