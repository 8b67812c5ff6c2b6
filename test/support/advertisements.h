// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_ADVERTISEMENTS_H
#define V6LAB_TEST_ADVERTISEMENTS_H

#include "model/core/advertisement/router-advertisement.h"
#include "test/support/packets.h"

#include <string>
#include <vector>

/** Router messages as bytes, made by hand. */
namespace ns3::v6lab::test
{

constexpr const char* ROUTER = "fe80::1";
constexpr const char* EVERYBODY = "ff02::1";

inline std::vector<uint8_t>
FromHex(const std::string& text)
{
    std::vector<uint8_t> bytes;
    for (size_t i = 0; i + 1 < text.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

inline std::string
HexOf(const std::vector<uint8_t>& bytes)
{
    std::string text;
    for (const uint8_t byte : bytes)
    {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

/** Puts the checksum of RFC 4443 2.3 into an ICMPv6 message. */
inline std::vector<uint8_t>
Summed(std::vector<uint8_t> message, const std::string& from, const std::string& to)
{
    message[2] = message[3] = 0;
    const uint16_t sum = InternetChecksum()
                             .AddPseudoHeader(*IpAddress::Parse(from),
                                              *IpAddress::Parse(to),
                                              58,
                                              static_cast<uint32_t>(message.size()))
                             .Add(message.data(), message.size())
                             .Get();
    message[2] = static_cast<uint8_t>(sum >> 8);
    message[3] = static_cast<uint8_t>(sum);
    return message;
}

/** Hop limit 64, no flags, lifetime 1800 s, then the options as hex; the checksum is right. */
inline std::vector<uint8_t>
AdvertisementBytes(const std::string& options, const std::string& from = ROUTER)
{
    return Summed(FromHex("86000000400007080000000000000000" + options), from, EVERYBODY);
}

/** An address as 32 hex digits. */
inline std::string
AddressHex(const std::string& address)
{
    std::vector<uint8_t> bytes;
    Append(bytes, address);
    return HexOf(bytes);
}

/** A message as it comes in; `bytes` must outlive it. */
inline RouterMessage
MessageOf(const std::vector<uint8_t>& bytes,
          const std::string& from = ROUTER,
          const std::string& to = EVERYBODY,
          uint8_t hopLimit = 255)
{
    RouterMessage message;
    message.source = *IpAddress::Parse(from);
    message.destination = *IpAddress::Parse(to);
    message.hopLimit = hopLimit;
    message.bytes = bytes.data();
    message.size = bytes.size();
    return message;
}

/** What is read of an advertisement with these options; throws std::bad_variant_access if nothing.
 */
inline RouterAdvertisement
ReadOptions(const std::string& options)
{
    const auto bytes = AdvertisementBytes(options);
    return std::get<RouterAdvertisement>(RouterAdvertisement::Decode(MessageOf(bytes)));
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_ADVERTISEMENTS_H
