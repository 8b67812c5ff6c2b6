// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RECORD_SCHEMA_H
#define V6LAB_RECORD_SCHEMA_H

#include <string>

namespace ns3::v6lab
{

/** PRAGMA user_version of the files that this program reads and writes. */
constexpr int SCHEMA_VERSION = 7;

/**
 * The whole schema as SQL. Every table, view and column carries a comment with its meaning and
 * unit; SQLite keeps the comments in the file, so that `.schema` in any SQLite shell shows them.
 */
std::string SchemaSql();

/**
 * A hop's key holds run, packet and hop, so that the walk of a packet is one short range of the
 * table. 17 bits of run, 34 bits of packet, 12 bits of hop.
 */
namespace hopkey
{
constexpr int HOP_BITS = 12;
constexpr int PACKET_BITS = 34;
constexpr long long MAX_HOP = (1LL << HOP_BITS) - 1;
constexpr long long MAX_RUN = (1LL << 17) - 1;

/** The key of one hop, or of the first row of a packet or run. */
constexpr long long
Of(long long runKey, long long packet = 0, long long hop = 0)
{
    return runKey << (HOP_BITS + PACKET_BITS) | packet << HOP_BITS | hop;
}
} // namespace hopkey

} // namespace ns3::v6lab

#endif // V6LAB_RECORD_SCHEMA_H
