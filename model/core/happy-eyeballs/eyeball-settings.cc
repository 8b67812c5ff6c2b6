// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/happy-eyeballs/eyeball-settings.h"

#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

namespace
{

/** "2.5 ms". */
std::string
Milliseconds(int64_t ns)
{
    std::string text = std::to_string(static_cast<double>(ns) / EyeballSettings::MS);
    text.erase(text.find_last_not_of('0') + 1);
    return text + (text.back() == '.' ? "0 ms" : " ms");
}

void
Demand(bool fulfilled, const char* name, const std::string& allowed, int64_t ns)
{
    if (!fulfilled)
    {
        throw std::invalid_argument(std::string(name) + " must be " + allowed + ", not " +
                                    Milliseconds(ns));
    }
}

} // namespace

void
EyeballSettings::Check() const
{
    const auto bounded = [](int64_t ns) {
        return ns >= SHORTEST_ATTEMPT_DELAY_NS && ns <= LONGEST_ATTEMPT_DELAY_NS;
    };
    const std::string bounds = "from 10 ms to 2 s (RFC 8305 5)";
    Demand(bounded(attemptDelayNs), "AttemptDelay", bounds, attemptDelayNs);
    Demand(bounded(minimumAttemptDelayNs), "MinimumAttemptDelay", bounds, minimumAttemptDelayNs);
    Demand(resolutionDelayNs >= 0, "ResolutionDelay", "0 ms or more", resolutionDelayNs);
    Demand(lastResortDelayNs >= 0, "LastResortDelay", "0 ms or more", lastResortDelayNs);
    if (firstFamilyCount == 0)
    {
        throw std::invalid_argument("FirstFamilyCount must be 1 or more (RFC 8305 8)");
    }
}

bool
EyeballHost::IsBehindNat64() const
{
    return hasV6 && routesV6 && !routesV4 && hasResolver && only != Family::V4;
}

bool
EyeballHost::MaySynthesize() const
{
    return IsBehindNat64() && !prefixes.empty();
}

bool
EyeballHost::Asks(Family family) const
{
    if (only)
    {
        return *only == family;
    }
    return family == Family::V6 ? hasV6 || !hasV4 : hasV4 || !hasV6;
}

} // namespace ns3::v6lab
