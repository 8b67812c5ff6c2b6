// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_EGRESS_QUEUE_H
#define V6LAB_AZURE_EGRESS_QUEUE_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab::azure
{

/**
 * A NIC's egress limit (T3) with a drop-tail queue, kept as arithmetic on times: no simulator event
 * per packet. An idle queue holds no memory but itself.
 */
class EgressQueue
{
  public:
    /**
     * When the packet has left, in ns; nothing if `limit` packets wait already.
     * `bitsPerSecond` 0 means unlimited.
     */
    std::optional<int64_t> Admit(uint32_t bytes,
                                 int64_t nowNs,
                                 uint64_t bitsPerSecond,
                                 uint32_t limit)
    {
        if (bitsPerSecond == 0)
        {
            return nowNs;
        }
        const auto duration = static_cast<int64_t>(uint64_t{bytes} * 8'000'000'000 / bitsPerSecond);
        if (m_freeAtNs <= nowNs)
        {
            m_starts.clear();
            m_head = 0;
            m_freeAtNs = nowNs + duration;
            return m_freeAtNs;
        }
        while (m_head < m_starts.size() && m_starts[m_head] <= nowNs)
        {
            ++m_head;
        }
        if (m_starts.size() - m_head >= limit)
        {
            return std::nullopt;
        }
        if (2 * m_head > m_starts.size())
        {
            m_starts.erase(m_starts.begin(), m_starts.begin() + static_cast<ptrdiff_t>(m_head));
            m_head = 0;
        }
        m_starts.push_back(m_freeAtNs);
        m_freeAtNs += duration;
        return m_freeAtNs;
    }

  private:
    int64_t m_freeAtNs{0};
    std::vector<int64_t> m_starts; //!< when each packet that had to wait starts to leave
    size_t m_head{0};              //!< those before it have started
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_EGRESS_QUEUE_H
