// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_FILE_H
#define V6LAB_ZONE_FILE_H

#include "model/core/dns/zone-check.h"
#include "model/core/dns/zone.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

/** "file:line" of the last record of each name and type. */
using ZonePlaces = std::map<std::pair<DnsName, uint16_t>, std::string>;

/** A zone as it was read, and what a reader should know of it. */
struct ZoneFile
{
    Zone zone;
    std::vector<std::string> warnings; //!< "file:line: sentence"
    ZonePlaces places;
};

/** A file that a zone file includes. */
struct IncludedFile
{
    std::string source; //!< what messages call it; one file has one
    std::string text;
};

/** Opens what "$INCLUDE name" in the file `source` means; throws std::invalid_argument. */
using OpenInclude = std::function<IncludedFile(const std::string& name, const std::string& source)>;

/** What of a zone a text holds. */
struct ZonePart
{
    bool complete{true}; //!< false: others add to it, and the whole is theirs to check
    size_t firstLine{1}; //!< the number of the text's first line in messages
    OpenInclude open{};  //!< none: $INCLUDE is an error
};

/**
 * Reads a zone file (RFC 1035 5, RFC 2308 4, RFC 3597 5) whose records are within `origin`, which
 * relative names are relative to until $ORIGIN says another. `source` is what messages call the
 * file. Throws std::invalid_argument with a line "source:line: sentence" for each error, twenty at
 * most. Files that include each other are one, and so are more than sixteen within each other.
 */
ZoneFile ReadZone(const std::string& text,
                  const DnsName& origin,
                  const std::string& source,
                  const ZonePart& part = ZonePart());

/** Of the last record of the fault's name and type, or of the name alone; "" if it has none. */
std::string PlaceOf(const ZonePlaces& places, const ZoneFault& fault);

/** The zone as a file that every name server reads: one line a record, all names absolute. */
std::string WriteZone(const Zone& zone);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_FILE_H
