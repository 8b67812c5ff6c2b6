// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/vpn/esp.h"

#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"

namespace ns3::v6lab::esp
{

namespace
{

constexpr uint8_t NEXT_IPV4 = 4;
constexpr uint8_t NEXT_IPV6 = 41;
constexpr uint8_t NEXT_NONE = 59;
constexpr uint8_t OUTER_TTL = 64;

void
Put16(std::vector<uint8_t>& bytes, uint32_t value)
{
    bytes.push_back(static_cast<uint8_t>(value >> 8));
    bytes.push_back(static_cast<uint8_t>(value));
}

void
Put32(std::vector<uint8_t>& bytes, uint32_t value)
{
    Put16(bytes, value >> 16);
    Put16(bytes, value);
}

/** Bytes that look like what a cipher puts out, and are the same in every run. */
void
PutFiller(std::vector<uint8_t>& bytes, uint64_t seed, uint32_t count)
{
    for (uint32_t i = 0; i < count; ++i)
    {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        bytes.push_back(static_cast<uint8_t>(seed >> 56));
    }
}

void
PutOuter(std::vector<uint8_t>& bytes,
         const Association& association,
         uint16_t identification,
         uint8_t tos,
         uint32_t length,
         bool checksum)
{
    bytes.push_back(0x45);
    bytes.push_back(tos);
    Put16(bytes, length);
    Put16(bytes, identification);
    Put16(bytes, 0);
    bytes.push_back(OUTER_TTL);
    bytes.push_back(protocol::ESP);
    Put16(bytes, 0);
    Put32(bytes, association.source);
    Put32(bytes, association.destination);
    if (checksum)
    {
        const uint16_t sum = InternetChecksum().Add(bytes.data(), OUTER_IPV4).Get();
        bytes[10] = static_cast<uint8_t>(sum >> 8);
        bytes[11] = static_cast<uint8_t>(sum);
    }
}

} // namespace

uint32_t
PaddingFor(uint32_t inner)
{
    return (ALIGNMENT - (inner + TRAILER) % ALIGNMENT) % ALIGNMENT;
}

uint32_t
OuterLength(uint32_t inner)
{
    return OUTER_IPV4 + HEADER + IV + inner + PaddingFor(inner) + TRAILER + ICV;
}

Envelope
Seal(const Association& association,
     uint32_t sequence,
     uint16_t identification,
     uint8_t tos,
     Family inner,
     uint32_t innerLength,
     bool checksum)
{
    Envelope envelope;
    auto& head = envelope.head;
    head.reserve(OUTER_IPV4 + HEADER + IV);
    PutOuter(head, association, identification, tos, OuterLength(innerLength), checksum);
    Put32(head, association.spi);
    Put32(head, sequence);
    Put32(head, association.spi); // RFC 4106 3.1: unique for the key; a counter will do
    Put32(head, sequence);
    const uint32_t padding = PaddingFor(innerLength);
    for (uint32_t i = 1; i <= padding; ++i) // RFC 4303 2.4
    {
        envelope.tail.push_back(static_cast<uint8_t>(i));
    }
    envelope.tail.push_back(static_cast<uint8_t>(padding));
    envelope.tail.push_back(inner == Family::V4 ? NEXT_IPV4 : NEXT_IPV6);
    PutFiller(envelope.tail, uint64_t{association.spi} << 32 | sequence, ICV);
    return envelope;
}

uint32_t
SpiOf(const uint8_t* packet, size_t size)
{
    return size < HEADER ? 0 : Read32(packet);
}

Opened
Open(const uint8_t* packet, size_t size)
{
    Opened opened;
    opened.reason = Reason::EspMalformed;
    if (size < HEADER + IV + TRAILER + ICV)
    {
        return opened;
    }
    const size_t trailer = size - ICV - TRAILER;
    const uint32_t padding = packet[trailer];
    const uint8_t next = packet[trailer + 1];
    const size_t room = trailer - HEADER - IV;
    if (padding > room || (next != NEXT_IPV4 && next != NEXT_IPV6 && next != NEXT_NONE))
    {
        return opened;
    }
    for (uint32_t i = 0; i < padding; ++i)
    {
        if (packet[trailer - padding + i] != static_cast<uint8_t>(i + 1))
        {
            return opened;
        }
    }
    opened.reason = Reason::None;
    opened.sequence = Read32(packet + 4);
    opened.nextHeader = next;
    opened.start = HEADER + IV;
    opened.length = static_cast<uint32_t>(room - padding);
    return opened;
}

bool
ReplayWindow::Accept(uint32_t sequence)
{
    constexpr uint32_t WIDTH = 64;
    if (sequence == 0)
    {
        return false;
    }
    if (sequence > m_highest)
    {
        const uint32_t shift = sequence - m_highest;
        m_seen = shift >= WIDTH ? 1 : m_seen << shift | 1;
        m_highest = sequence;
        return true;
    }
    const uint32_t age = m_highest - sequence;
    if (age >= WIDTH || (m_seen >> age & 1) != 0)
    {
        return false;
    }
    m_seen |= uint64_t{1} << age;
    return true;
}

} // namespace ns3::v6lab::esp
