// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/judge.h"

#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"
#include "test/support/wire.h"

#include <stdexcept>

namespace ns3::v6lab::fuzz
{

namespace
{

/** A packet that is no fragment and has no extension headers or options in the way. */
bool
IsPlain(const std::vector<uint8_t>& packet)
{
    if (packet.size() >= 28 && packet[0] == 0x45)
    {
        return (test::Word(packet, 6) & 0x3fff) == 0 && test::Word(packet, 2) == packet.size();
    }
    return packet.size() >= 48 && packet[0] >> 4 == 6 && packet[6] != protocol::FRAGMENT &&
           test::Word(packet, 4) + size_t{40} == packet.size();
}

bool
HasRightUpper(const std::vector<uint8_t>& packet)
{
    const auto facts = ReadFacts(packet.data(), packet.size());
    const size_t start = packet[0] >> 4 == 4 ? 20 : 40;
    return facts && HasRightChecksum(facts->source,
                                     facts->destination,
                                     packet[0] >> 4 == 4 ? packet[9] : packet[6],
                                     packet.data() + start,
                                     packet.size() - start);
}

bool
IsTransport(const std::vector<uint8_t>& packet)
{
    const uint8_t upper = packet[0] >> 4 == 4 ? packet[9] : packet[6];
    const size_t start = packet[0] >> 4 == 4 ? 20 : 40;
    if (upper == protocol::TCP)
    {
        return packet.size() >= start + 20;
    }
    return upper == protocol::UDP && packet.size() >= start + 8 &&
           test::Word(packet, start + 4) == packet.size() - start &&
           test::Word(packet, start + 6) != 0;
}

} // namespace

void
Require(bool condition, const std::string& what)
{
    if (!condition)
    {
        throw std::logic_error(what);
    }
}

void
JudgePacket(const SentPacket& sent, bool checksums)
{
    const auto& packet = sent.bytes;
    const bool v4 = sent.family == Family::V4;
    Require(packet.size() >= (v4 ? 20u : 40u), "a packet shorter than its header left");
    Require(packet[0] >> 4 == (v4 ? 4 : 6), "a packet with another version left");
    Require((v4 ? 0u : 40u) + test::Word(packet, v4 ? 2 : 4) == packet.size(),
            "a packet left whose header says another length");
    Require(packet[v4 ? 8 : 7] != 0, "a packet left without hop limit");
    if (v4)
    {
        Require((packet[0] & 15) >= 5 && 4u * (packet[0] & 15) <= packet.size(),
                "a packet left whose header is longer than it");
        Require(!checksums || test::Folded(test::Sum(packet, 0, 4u * (packet[0] & 15))) == 0xffff,
                "a packet with a wrong header checksum left");
    }
    if (sent.kind == EmissionKind::IcmpError && checksums)
    {
        Require(HasRightUpper(packet), "an ICMP error with a wrong checksum left");
        Require(packet.size() <= (v4 ? 576u : 1280u), "an ICMP error quotes too much");
    }
}

void
JudgeChecksums(const std::vector<uint8_t>& in, const Translation& translation)
{
    if (translation.fate != Fate::Translated || translation.sent.size() != 1)
    {
        return;
    }
    const auto& out = translation.sent[0].bytes;
    if (IsPlain(in) && IsPlain(out) && IsTransport(in) && HasRightUpper(in))
    {
        Require(HasRightUpper(out), "a right checksum became wrong");
    }
}

void
JudgeTranslation(const Translation& translation, bool checksums)
{
    Require(translation.fate != Fate::NeedsMore, "a whole packet is not enough");
    Require(translation.fate != Fate::Translated || !translation.sent.empty(),
            "translated into nothing");
    Require((translation.fate == Fate::Dropped) == (translation.reason != Reason::None),
            "a drop without reason, or a reason without drop");
    for (const auto& sent : translation.sent)
    {
        JudgePacket(sent, checksums);
    }
}

} // namespace ns3::v6lab::fuzz
