// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DNS_H
#define V6LAB_TEST_DNS_H

#include "model/core/dns/dns-message.h"

#include <stdexcept>
#include <string>

/** Words in which tests of the DNS speak. */
namespace ns3::v6lab::test
{

/** The name, or std::invalid_argument with the text. */
inline DnsName
Name(const std::string& text)
{
    const auto name = DnsName::Parse(text);
    if (!name)
    {
        throw std::invalid_argument("no name: " + text);
    }
    return *name;
}

inline DnsRecord
Rr(const std::string& line)
{
    return DnsRecord::Parse(line);
}

inline std::optional<DnsMessage>
Decoded(const std::string& wire)
{
    return DnsMessage::Decode(reinterpret_cast<const uint8_t*>(wire.data()), wire.size());
}

/** Records as lines, a single blank between fields. */
inline std::string
Lines(const DnsRecords& records)
{
    std::string text;
    for (const auto& record : records)
    {
        std::string line = record.ToString() + "\n";
        for (char& c : line)
        {
            c = c == '\t' ? ' ' : c;
        }
        text += line;
    }
    return text;
}

/** Bytes of a literal, zeros in it included. */
template <size_t N>
std::string
Raw(const char (&literal)[N])
{
    return std::string(literal, N - 1);
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DNS_H
