// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RATE_SEARCH_H
#define V6LAB_RATE_SEARCH_H

#include <cstdint>
#include <functional>

namespace ns3::v6lab
{

/**
 * The highest rate that passes, by bisection (RFC 2544 26.1, RFC 8219 7.1): `most` if that passes,
 * else a rate r that passes while one of at most r / (1 - resolution) does not. 0 if nothing down
 * to a millionth of `most` passes. `passes` must not pass above a rate that it refuses.
 */
double SearchRate(double most, double resolution, const std::function<bool(double rate)>& passes);

/**
 * The same for who must not try a rate far above what passes: from `first`, which is at most
 * `most`, doubles until a rate does not pass, then bisects.
 */
double SearchRateUpwards(double first,
                         double most,
                         double resolution,
                         const std::function<bool(double rate)>& passes);

/**
 * The same for who knows about where it is, such as from the repetition before: begins four steps
 * of the resolution below `guess`, which is at most `most`, and goes on from there in growing
 * steps, up or down, before it bisects.
 */
double SearchRateNear(double guess,
                      double most,
                      double resolution,
                      const std::function<bool(double rate)>& passes);

/**
 * The largest number from `first` to `most` that holds: doubles until one does not, then halves
 * the step (RFC 9693 4.10). 0 if `first` does not hold; `most` if all do.
 */
uint64_t SearchCapacity(uint64_t first,
                        uint64_t most,
                        const std::function<bool(uint64_t number)>& holds);

} // namespace ns3::v6lab

#endif // V6LAB_RATE_SEARCH_H
