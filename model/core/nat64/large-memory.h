// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LARGE_MEMORY_H
#define V6LAB_LARGE_MEMORY_H

#include <cstdlib>
#include <new>
#include <sys/mman.h>

namespace ns3::v6lab
{

/**
 * An allocator for tables that packets look into at random: what is large lies in huge pages, if
 * the system has them, so that a look-up does not also miss the processor's page tables.
 */
template <typename T>
class LargeMemory
{
  public:
    using value_type = T;

    LargeMemory() = default;

    template <typename U>
    LargeMemory(const LargeMemory<U>&)
    {
    }

    T* allocate(size_t count)
    {
        size_t bytes = count * sizeof(T);
        if (bytes < HUGE_PAGE)
        {
            return static_cast<T*>(::operator new(bytes, ALIGNMENT));
        }
        bytes = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
        void* memory = std::aligned_alloc(HUGE_PAGE, bytes);
        if (!memory)
        {
            throw std::bad_alloc();
        }
#ifdef MADV_HUGEPAGE
        madvise(memory, bytes, MADV_HUGEPAGE); // advice only: without it all still works
#endif
        return static_cast<T*>(memory);
    }

    void deallocate(T* memory, size_t count)
    {
        if (count * sizeof(T) < HUGE_PAGE)
        {
            ::operator delete(memory, ALIGNMENT);
        }
        else
        {
            std::free(memory);
        }
    }

    friend bool operator==(const LargeMemory&, const LargeMemory&)
    {
        return true;
    }

    friend bool operator!=(const LargeMemory&, const LargeMemory&)
    {
        return false;
    }

  private:
    static constexpr size_t HUGE_PAGE = size_t{2} << 20;
    static constexpr std::align_val_t ALIGNMENT{alignof(T)};
};

} // namespace ns3::v6lab

#endif // V6LAB_LARGE_MEMORY_H
