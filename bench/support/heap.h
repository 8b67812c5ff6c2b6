// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_HEAP_H
#define V6LAB_BENCH_HEAP_H

#include <cstddef>
#include <malloc.h>
#include <stdexcept>
#include <string>

namespace ns3::v6lab::bench
{

/** What is allocated, in bytes. */
inline size_t
HeapBytes()
{
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/** Ends the measurement if what it measures did not happen. */
inline void
Check(bool condition, const char* what)
{
    if (!condition)
    {
        throw std::runtime_error(std::string("bench: ") + what);
    }
}

} // namespace ns3::v6lab::bench

#endif // V6LAB_BENCH_HEAP_H
