// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SERVICE_QUEUE_H
#define V6LAB_SERVICE_QUEUE_H

#include "ns3/nstime.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

namespace ns3::v6lab
{

/**
 * How long requests take at a server that needs time for each: some workers, one queue, first come
 * first served.
 */
class ServiceQueue
{
  public:
    /** `places`: requests that may wait for a worker at once. */
    ServiceQueue(Time serviceTime, uint32_t workers, uint32_t places);

    /** When a request that comes now is done; nothing if there is no place left for it. */
    std::optional<Time> Admit(Time now);

  private:
    Time m_serviceTime;
    uint32_t m_places;
    std::priority_queue<Time, std::vector<Time>, std::greater<Time>> m_free; //!< one a worker
    std::deque<Time> m_starts; //!< of requests that waited, those still waiting at the end
};

} // namespace ns3::v6lab

#endif // V6LAB_SERVICE_QUEUE_H
