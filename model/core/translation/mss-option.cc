// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/mss-option.h"

#include "model/core/bytes.h"
#include "model/core/translation/checksum-delta.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t TCP_HEADER = 20;
constexpr uint32_t TCP_CHECKSUM = 16;
constexpr uint8_t END_OF_OPTIONS = 0;
constexpr uint8_t NO_OPERATION = 1;
constexpr uint8_t MAXIMUM_SEGMENT_SIZE = 2;

/** Where the value of the MSS option stands in a TCP header of this size; 0: nowhere. */
uint32_t
FindMss(const uint8_t* header, uint32_t size)
{
    for (uint32_t at = TCP_HEADER; at + 1 < size && header[at] != END_OF_OPTIONS;)
    {
        if (header[at] == NO_OPERATION)
        {
            ++at;
            continue;
        }
        const uint32_t length = header[at + 1];
        if (length < 2 || at + length > size)
        {
            return 0; // broken: whoever reads it will judge
        }
        if (header[at] == MAXIMUM_SEGMENT_SIZE && length == 4)
        {
            return at + 2;
        }
        at += length;
    }
    return 0;
}

/** An option may begin anywhere, so its value may lie across two words of the checksum. */
uint16_t
WordInSum(uint32_t at, uint16_t value)
{
    return at % 2 == 0 ? value : static_cast<uint16_t>(value << 8 | value >> 8);
}

} // namespace

void
LowerMss(uint8_t* header, uint32_t size, uint16_t most, bool checksums)
{
    const uint32_t at = FindMss(header, size);
    const uint16_t before = at == 0 ? uint16_t{0} : Read16(header + at);
    if (before <= most)
    {
        return;
    }
    header[at] = static_cast<uint8_t>(most >> 8);
    header[at + 1] = static_cast<uint8_t>(most);
    if (checksums)
    {
        ChecksumDelta delta;
        delta.Replace(WordInSum(at, before), WordInSum(at, most));
        const uint16_t sum = delta.Apply(Read16(header + TCP_CHECKSUM));
        header[TCP_CHECKSUM] = static_cast<uint8_t>(sum >> 8);
        header[TCP_CHECKSUM + 1] = static_cast<uint8_t>(sum);
    }
}

} // namespace ns3::v6lab
