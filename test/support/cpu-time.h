// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_CPU_TIME_H
#define V6LAB_TEST_CPU_TIME_H

#include <ctime>

namespace ns3::v6lab::test
{

/** Counts the seconds that this process computes, which a busy machine does not change much. */
class CpuTime
{
  public:
    double Seconds() const
    {
        return static_cast<double>(std::clock() - m_start) / CLOCKS_PER_SEC;
    }

  private:
    std::clock_t m_start{std::clock()};
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_CPU_TIME_H
