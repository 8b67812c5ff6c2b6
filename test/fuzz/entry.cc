// SPDX-License-Identifier: GPL-2.0-only
// libFuzzer's door into one target; the build says which.
#include "test/fuzz/targets.h"

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size)
{
    ns3::v6lab::fuzz::V6LAB_FUZZ_TARGET(bytes, size);
    return 0;
}
