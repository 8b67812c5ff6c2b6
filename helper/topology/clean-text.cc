// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/clean-text.h"

namespace ns3::v6lab
{

namespace
{

/** Bytes of the well-formed UTF-8 character at `at` (RFC 3629 4), or 0. */
size_t
CharacterLength(const std::string& text, size_t at)
{
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
    {
        return 1;
    }
    const size_t length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4 || at + length > text.size())
    {
        return 0;
    }
    for (size_t i = 1; i < length; ++i)
    {
        if ((byte(i) & 0xc0) != 0x80)
        {
            return 0;
        }
    }
    const bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xed && byte(1) >= 0xa0;
    const bool beyond = lead == 0xf4 && byte(1) >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

bool
IsControl(unsigned char c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

} // namespace

size_t
FindFoulByte(const std::string& text)
{
    for (size_t at = 0; at < text.size();)
    {
        const size_t length = CharacterLength(text, at);
        if (length == 0 || IsControl(static_cast<unsigned char>(text[at])))
        {
            return at;
        }
        at += length;
    }
    return std::string::npos;
}

} // namespace ns3::v6lab
