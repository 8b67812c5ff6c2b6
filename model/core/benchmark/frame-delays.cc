// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/frame-delays.h"

#include <cassert>
#include <cstddef>

namespace ns3::v6lab
{

std::vector<int64_t>
DelaysOf(const std::vector<int64_t>& sentNs, const std::vector<int64_t>& receivedNs)
{
    assert(sentNs.size() == receivedNs.size());
    std::vector<int64_t> delays;
    for (size_t i = 0; i < sentNs.size(); ++i)
    {
        if (receivedNs[i] != FRAME_LOST)
        {
            delays.push_back(receivedNs[i] - sentNs[i]);
        }
    }
    return delays;
}

std::vector<int64_t>
DelayDifferencesOf(const std::vector<int64_t>& sentNs, const std::vector<int64_t>& receivedNs)
{
    assert(sentNs.size() == receivedNs.size());
    std::vector<int64_t> differences;
    for (size_t i = 1; i < sentNs.size(); ++i)
    {
        if (receivedNs[i] != FRAME_LOST && receivedNs[i - 1] != FRAME_LOST)
        {
            differences.push_back(receivedNs[i] - sentNs[i] - (receivedNs[i - 1] - sentNs[i - 1]));
        }
    }
    return differences;
}

} // namespace ns3::v6lab
