// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-time.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

#include <sstream>
#include <stdexcept>

namespace ns3::v6lab::fuzz
{

namespace
{

void
RequireLines(const std::string& text)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        Require(line.compare(0, 2, "z:") == 0 || line.compare(0, 4, "and ") == 0,
                "a message does not name file and line");
    }
}

} // namespace

void
DnsZone(const uint8_t* bytes, size_t size)
{
    const DnsName origin = *DnsName::Parse("example");
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    try
    {
        const Zone zone = ReadZone(text, origin, "z").zone;
        const std::string printed = WriteZone(zone);
        const Zone again = ReadZone(printed, origin, "z").zone;
        Require(again.GetRecords() == zone.GetRecords(), "a printed zone is read as another");
        SignZone(zone, ZoneSigning::WithOneKey(origin, 1, DNS_EPOCH, DNS_EPOCH + 86400));
    }
    catch (const std::invalid_argument& error)
    {
        RequireLines(error.what());
    }
}

} // namespace ns3::v6lab::fuzz
