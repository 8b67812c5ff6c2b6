// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_ENTRY_H
#define V6LAB_ZONE_ENTRY_H

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** One entry of a zone file (RFC 1035 5.1): a record or a directive on one line. */
struct ZoneEntry
{
    size_t line{0};         //!< where it begins, from 1
    bool blankOwner{false}; //!< it begins with a blank: the owner is the one before
    std::string text;       //!< without comments; parentheses and their line ends are blanks
    std::string fault;      //!< why it is no entry; empty if it is one
};

/** Takes the file apart; entries without anything in them are left out. */
std::vector<ZoneEntry> SplitZone(const std::string& text);

/** Takes the first word off `text`; empty at the end. */
std::string TakeWord(std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_ENTRY_H
