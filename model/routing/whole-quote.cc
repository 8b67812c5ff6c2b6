// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/whole-quote.h"

#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"
#include "model/trace/raw-header.h"

namespace ns3::v6lab
{

namespace
{

constexpr size_t IPV6 = 40;
constexpr size_t QUOTE = IPV6 + 8; //!< of an error without extension headers
constexpr size_t FRAGMENT = QUOTE + IPV6;
constexpr size_t UPPER = FRAGMENT + 8;
constexpr uint8_t FIRST_INFORMATION = 128; //!< types below are errors (RFC 4443 2.1)

bool
QuotesFirstFragment(const std::vector<uint8_t>& bytes)
{
    return bytes.size() >= UPPER + 8 && bytes[6] == protocol::ICMPV6 &&
           bytes[IPV6] < FIRST_INFORMATION && bytes[QUOTE + 6] == protocol::FRAGMENT &&
           bytes[FRAGMENT + 2] == 0 && (bytes[FRAGMENT + 3] & 0xf8) == 0;
}

void
Shorten(std::vector<uint8_t>& header, size_t at)
{
    const int length = (header[at] << 8 | header[at + 1]) - 8;
    header[at] = static_cast<uint8_t>(length >> 8);
    header[at + 1] = static_cast<uint8_t>(length);
}

} // namespace

Ptr<const Packet>
WithWholeQuote(const Ptr<const Packet>& frame, const std::vector<uint8_t>& bytes)
{
    if (!QuotesFirstFragment(bytes))
    {
        return frame;
    }
    std::vector<uint8_t> head(bytes.begin(), bytes.begin() + FRAGMENT);
    Shorten(head, 4);
    Shorten(head, QUOTE + 4);
    head[QUOTE + 6] = bytes[FRAGMENT];
    head[IPV6 + 2] = head[IPV6 + 3] = 0;
    std::vector<uint8_t> message(head.begin() + IPV6, head.end());
    message.insert(message.end(), bytes.begin() + UPPER, bytes.end());
    const uint16_t sum = InternetChecksum()
                             .AddPseudoHeader(IpAddress::V6(bytes.data() + 8),
                                              IpAddress::V6(bytes.data() + 24),
                                              protocol::ICMPV6,
                                              static_cast<uint32_t>(message.size()))
                             .Add(message.data(), message.size())
                             .Get();
    head[IPV6 + 2] = static_cast<uint8_t>(sum >> 8);
    head[IPV6 + 3] = static_cast<uint8_t>(sum);
    const auto whole = frame->Copy();
    whole->RemoveAtStart(static_cast<uint32_t>(UPPER));
    whole->AddHeader(RawHeader(head));
    return whole;
}

} // namespace ns3::v6lab
