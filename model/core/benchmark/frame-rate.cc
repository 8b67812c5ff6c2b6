// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/frame-rate.h"

namespace ns3::v6lab
{

double
MaxFrameRate(double bitsPerSecond, uint32_t frame, uint32_t overhead)
{
    return bitsPerSecond / (8.0 * (frame + overhead + ETHERNET_GAP));
}

const std::vector<uint32_t>&
Rfc8219FrameSizes()
{
    static const std::vector<uint32_t>
        sizes{84, 128, 256, 512, 768, 1024, 1280, 1518, 1522, 2048, 4096, 8192, 9216};
    return sizes;
}

} // namespace ns3::v6lab
