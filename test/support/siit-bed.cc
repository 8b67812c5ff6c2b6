// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

void
Append(Bytes& to, const Bytes& what)
{
    to.insert(to.end(), what.begin(), what.end());
}

} // namespace

Seen
Answer::Only() const
{
    return packets.size() == 1 ? packets.front() : Seen(Bytes(40));
}

SiitBed::SiitBed(Profile profile)
{
    settings.translation.profile = profile;
    around.address4 = *IpAddress::Parse(OWN4);
    around.address6 = *IpAddress::Parse(OWN6);
    Prefix64("2001:db8:100::/40");
}

SiitBed&
SiitBed::Prefix64(const std::string& prefix)
{
    settings.addresses.prefix = Pref64(*Prefix::Parse(prefix));
    return *this;
}

SiitBed&
SiitBed::Map(const std::string& ipv4, const std::string& ipv6)
{
    settings.addresses.eams.Add({*Prefix::Parse(ipv4), *Prefix::Parse(ipv6)});
    return *this;
}

Answer
SiitBed::Send(const Bytes& packet, int64_t nowNs)
{
    if (!m_core)
    {
        m_core.emplace(settings);
    }
    const auto size = static_cast<uint32_t>(packet.size());
    const Outcome outcome = m_core->Process({packet.data(), size, size, 7}, around, nowNs);
    Answer answer;
    answer.fate = outcome.fate;
    answer.reason = outcome.reason;
    answer.needed = outcome.needed;
    for (const auto& emission : outcome.emissions)
    {
        Bytes bytes(emission.head.begin(), emission.head.end());
        bytes.insert(bytes.end(),
                     packet.begin() + emission.tail,
                     packet.begin() + emission.tail + emission.tailLength);
        auto& list = emission.kind == EmissionKind::IcmpError ? answer.errors : answer.packets;
        list.emplace_back(bytes);
    }
    return answer;
}

Answer
SiitBed::SendPart(const Bytes& packet, uint32_t available)
{
    if (!m_core)
    {
        m_core.emplace(settings);
    }
    const Bytes part(packet.begin(), packet.begin() + available);
    const Outcome outcome =
        m_core->Process({part.data(), available, static_cast<uint32_t>(packet.size()), 7},
                        around,
                        0);
    Answer answer;
    answer.fate = outcome.fate;
    answer.reason = outcome.reason;
    answer.needed = outcome.needed;
    return answer;
}

Bytes
FromHex(const std::string& hex)
{
    Bytes bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string
ToHex(const Bytes& bytes)
{
    static constexpr char DIGITS[] = "0123456789abcdef";
    std::string hex;
    for (const uint8_t byte : bytes)
    {
        hex += DIGITS[byte >> 4];
        hex += DIGITS[byte & 15];
    }
    return hex;
}

Bytes
Icmp(uint8_t type, uint8_t code, uint32_t word, const Bytes& behind)
{
    Bytes message{type, code, 0, 0, 0, 0, 0, 0};
    SetWord(message, 4, static_cast<uint16_t>(word >> 16));
    SetWord(message, 6, static_cast<uint16_t>(word));
    Append(message, behind);
    return message;
}

void
ExpectSilence(Verdict& v, const Answer& answer, Reason reason, const std::string& what)
{
    v.True(answer.IsSilent(), what + " something left");
    v.True(answer.fate == Fate::Dropped, what + " not dropped");
    v.Equal(Describe(answer.reason).word, Describe(reason).word, what + " reason");
}

void
ExpectError(Verdict& v,
            const Answer& answer,
            Reason reason,
            int type,
            int code,
            uint32_t word,
            const std::string& to)
{
    v.Equal(Describe(answer.reason).word, Describe(reason).word, "reason");
    v.Equal(answer.packets.size(), 0u, "translated packets");
    v.Equal(answer.errors.size(), 1u, "errors");
    if (answer.errors.size() != 1)
    {
        return;
    }
    const Seen& error = answer.errors.front();
    v.Equal(error.To(), to, "receiver of the error");
    v.Equal(error.From(), std::string(error.IsV4() ? OWN4 : OWN6), "sender of the error");
    v.Equal(error.Type(), type, "type");
    v.Equal(error.Code(), code, "code");
    v.Equal(error.Word(), word, "word behind the checksum");
    v.Equal(error.Ttl(), 64, "hop limit of the error");
    v.Equal(error.Faults(), "", "faults of the error");
}

} // namespace ns3::v6lab::test
