// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_PIECES_H
#define V6LAB_ADVERTISEMENT_PIECES_H

#include "model/core/advertisement/router-advertisement.h"

#include <cstddef>
#include <vector>

namespace ns3::v6lab
{

/** Bytes from the ICMPv6 header on, so that it goes over every link in one piece (RFC 8200 5). */
constexpr size_t LONGEST_ADVERTISEMENT = 1280 - 40;

/**
 * An advertisement as one message, or as several of at most LONGEST_ADVERTISEMENT bytes with a
 * subset of the options each (RFC 4861 6.2.3). All of them say what the router is, the link's MTU
 * and the NAT64 prefixes in use: other routers compare those as a set (RFC 8781 5.2).
 */
std::vector<RouterAdvertisement> InPieces(const RouterAdvertisement& whole);

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_PIECES_H
