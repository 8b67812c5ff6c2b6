// SPDX-License-Identifier: GPL-2.0-only
// Sizes of all translators, and what a CLAT whose hosts share an address has besides.
#include "helper/topology/quantity.h"
#include "helper/topology/validate/translator-faults.h"
#include "model/core/time-units.h"
#include "model/core/translation/settings.h"
#include "model/translation/attribute-text.h"

namespace ns3::v6lab
{

namespace
{

constexpr int64_t LONGEST = 30LL * 24 * 3600 * SECOND;

/** A timeout of a NAT44: which field, and the least that its RFC allows. */
struct NatTime
{
    std::string TranslatorConfig::*field;
    const char* member;
    int64_t least;
    const char* rule;
};

constexpr NatTime NAT_TIMES[]{
    {&TranslatorConfig::udpTimeout, ".udpTimeout", 120 * SECOND, "RFC 4787 REQ-5"},
    {&TranslatorConfig::tcpEstablishedTimeout,
     ".tcpEstablishedTimeout",
     7440 * SECOND,
     "RFC 5382 REQ-5"},
    {&TranslatorConfig::tcpTransitoryTimeout,
     ".tcpTransitoryTimeout",
     240 * SECOND,
     "RFC 5382 REQ-5"},
    {&TranslatorConfig::icmpTimeout, ".icmpTimeout", 60 * SECOND, "RFC 5508 REQ-2"},
};

} // namespace

void
CheckSizes(TranslatorFaults& faults)
{
    const TranslatorConfig& config = faults.config;
    TranslationSettings settings;
    if (config.largestIcmpv4Error != 0)
    {
        settings.largestIcmpv4Error = config.largestIcmpv4Error;
        faults.Try(".largestIcmpv4Error", "RFC 1812 4.3.2.3", [&] { CheckSettings(settings); });
    }
    if (!config.plateaus.empty())
    {
        TranslationSettings sized;
        faults.Try(".plateaus", "RFC 1191 7.1", [&] {
            sized.plateaus = attribute::ReadNumbers("plateaus", config.plateaus);
            CheckSettings(sized);
        });
    }
}

void
CheckSharedClat(TranslatorFaults& faults)
{
    const TranslatorConfig& config = faults.config;
    const TranslatorConfig standard;
    const bool shares = !config.networks.empty() && !config.sharedAddress.empty();
    for (const NatTime& nat : NAT_TIMES)
    {
        const std::string& text = config.*nat.field;
        if (text == standard.*nat.field)
        {
            continue;
        }
        const auto time = ParseDuration(text);
        if (!shares)
        {
            faults.Add(nat.member, "", "of a clat, goes with networks and a sharedAddress only");
        }
        else if (!time || *time < nat.least || *time > LONGEST)
        {
            faults.Add(nat.member,
                       nat.rule,
                       "\"" + text + "\" is not a time from " + FormatDuration(nat.least) +
                           " to 720h");
        }
    }
    if (!shares && config.maxMappings != standard.maxMappings)
    {
        faults.Add(".maxMappings", "", "of a clat, goes with networks and a sharedAddress only");
    }
    if (config.maxMappings == 0)
    {
        faults.Add(".maxMappings", "", "0 is not from 1 to 4294967295");
    }
}

} // namespace ns3::v6lab
