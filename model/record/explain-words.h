// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPLAIN_WORDS_H
#define V6LAB_EXPLAIN_WORDS_H

#include "model/record/explain.h"

#include <cstdint>
#include <string>

namespace ns3::v6lab
{

/** The words of a story that its parts share. */
namespace tell
{

/** RFC 3986 3.2.2: brackets keep an IPv6 address and a port apart. */
std::string Endpoint(const std::string& address, int64_t port);
std::string TtlWord(const HeaderView& header);
/** An application's wish that never became a packet; what a node drops later may be unreadable. */
bool IsAttempt(const HopView& hop);
/** "could not send", and whither if that is known. */
std::string CouldNotSend(const std::string& destination);
std::string Where(const std::string& node, const std::string& near);
std::string Why(const std::string& reason,
                const std::string& sentence,
                const std::string& clause,
                const std::string& rule = "");
/** What a node made of the packet: what changed, and what stayed. */
std::string Change(const HopView& hop);

} // namespace tell

/** Adds the walk of a packet, hop by hop. */
void AppendWalk(std::string& out, const Walk& walk);

} // namespace ns3::v6lab

#endif // V6LAB_EXPLAIN_WORDS_H
