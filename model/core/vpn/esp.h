// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ESP_H
#define V6LAB_ESP_H

#include "model/core/address.h"
#include "model/core/reason.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/**
 * ESP in tunnel mode over IPv4, with the sizes of AES-GCM-16 (RFC 4303, RFC 4106 3). Nothing is
 * encrypted: the fields have their places and lengths, the inner packet stands in clear text
 * between them, and the integrity check value is a filler that nobody verifies.
 */
namespace ns3::v6lab::esp
{

constexpr uint32_t HEADER = 8;    //!< security parameters index and sequence number (RFC 4303 2)
constexpr uint32_t IV = 8;        //!< RFC 4106 3.1
constexpr uint32_t TRAILER = 2;   //!< pad length and next header
constexpr uint32_t ICV = 16;      //!< RFC 4106 6
constexpr uint32_t ALIGNMENT = 4; //!< RFC 4303 2.4
constexpr uint32_t OUTER_IPV4 = 20;

/** Padding behind an inner packet of this length, in bytes. */
uint32_t PaddingFor(uint32_t inner);
/** What the link carries for an inner packet of this length: outer header, ESP and all. */
uint32_t OuterLength(uint32_t inner);

/** What stands before the inner packet, from the outer IPv4 header on, and what behind it. */
struct Envelope
{
    std::vector<uint8_t> head;
    std::vector<uint8_t> tail;
};

struct Association
{
    uint32_t source{0}; //!< IPv4, host order
    uint32_t destination{0};
    uint32_t spi{0};
};

/**
 * `tos` is the inner packet's DSCP and ECN (RFC 4301 5.1.2.1); DF is clear, so that the path may
 * fragment. The sequence number must not be 0 (RFC 4303 2.2).
 */
Envelope Seal(const Association& association,
              uint32_t sequence,
              uint16_t identification,
              uint8_t tos,
              Family inner,
              uint32_t innerLength,
              bool checksum);

/** Where the inner packet lies in an ESP packet (which starts with the SPI). */
struct Opened
{
    Reason reason{Reason::None}; //!< EspMalformed: nothing else counts
    uint32_t sequence{0};
    uint8_t nextHeader{0}; //!< 4, 41, or 59: a dummy packet (RFC 4303 2.6)
    uint32_t start{0};
    uint32_t length{0};
};

/** The SPI of an ESP packet; 0 if it is too short to have one. */
uint32_t SpiOf(const uint8_t* packet, size_t size);
Opened Open(const uint8_t* packet, size_t size);

/** Numbers that came already (RFC 4303 3.4.3); the window is 64 wide. */
class ReplayWindow
{
  public:
    /** False: a number that came before, that is too old to tell, or 0. */
    bool Accept(uint32_t sequence);

  private:
    uint32_t m_highest{0};
    uint64_t m_seen{0}; //!< bit n: m_highest - n
};

} // namespace ns3::v6lab::esp

#endif // V6LAB_ESP_H
