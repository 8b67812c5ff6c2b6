// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/path-forecast.h"

#include "model/core/benchmark/service-cost.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

/** A frame comes to a device, or is served there. */
struct Event
{
    int64_t atNs;
    int64_t decidedNs; //!< since when it is clear: of two at once the one that was clear first
    uint64_t order;
    size_t frame;
    size_t hop;
    bool served;

    bool operator>(const Event& other) const
    {
        return std::tie(atNs, decidedNs, order) >
               std::tie(other.atNs, other.decidedNs, other.order);
    }
};

/** The states of a device. */
struct States
{
    size_t first{0};       //!< of so many flows, from the beginning
    std::set<size_t> more; //!< of these others

    size_t Size() const
    {
        return first + more.size();
    }

    bool Has(size_t flow) const
    {
        return flow < first || more.count(flow) > 0;
    }
};

struct Core
{
    bool busy{false};
    std::deque<std::pair<size_t, size_t>> waiting; //!< frames and which hop it is for them
    std::optional<size_t> making;                  //!< flow whose state it has made last
};

class Forecast
{
  public:
    Forecast(const std::vector<ForecastDevice>& devices,
             const std::vector<std::vector<ForecastHop>>& paths,
             int64_t propagationNs,
             const std::vector<ForecastFrame>& frames)
        : m_devices(devices),
          m_paths(paths),
          m_propagationNs(propagationNs),
          m_frames(frames),
          m_busy(devices.size(), 0),
          m_arrivals(frames.size(), FORECAST_LOST)
    {
        for (const auto& device : devices)
        {
            m_cores.emplace_back(device.cores);
            m_states.push_back({device.states, {}});
        }
        for (size_t i = 0; i < frames.size(); ++i)
        {
            Push(frames[i].sentNs + propagationNs, frames[i].beginNs, i, 0, false);
        }
    }

    std::vector<int64_t> Run()
    {
        while (!m_events.empty())
        {
            const Event event = m_events.top();
            m_events.pop();
            event.served ? Leave(event) : Come(event);
        }
        return m_arrivals;
    }

  private:
    void Push(int64_t atNs, int64_t decidedNs, size_t frame, size_t hop, bool served)
    {
        m_events.push({atNs, decidedNs, m_order++, frame, hop, served});
    }

    const ForecastHop& HopOf(size_t frame, size_t hop) const
    {
        return m_paths[m_frames[frame].path][hop];
    }

    void Come(const Event& event)
    {
        if (event.hop == m_paths[m_frames[event.frame].path].size())
        {
            m_arrivals[event.frame] = event.atNs;
            return;
        }
        const size_t device = HopOf(event.frame, event.hop).device;
        Core& core = m_cores[device][m_frames[event.frame].cores.at(event.hop)];
        if (!core.busy)
        {
            core.busy = true;
            ++m_busy[device];
            Begin(event.atNs, event.frame, event.hop);
        }
        else if (core.waiting.size() < m_devices[device].places)
        {
            core.waiting.emplace_back(event.frame, event.hop);
        }
    }

    void Begin(int64_t nowNs, size_t frame, size_t hop)
    {
        const ForecastHop& here = HopOf(frame, hop);
        const ForecastDevice& device = m_devices[here.device];
        const States& states = m_states[here.device];
        const size_t flow = m_frames[frame].flow;
        Core& core = m_cores[here.device][m_frames[frame].cores.at(hop)];
        // The frame in front may just have made it.
        const bool makes = here.serviceOf && !states.Has(flow) && core.making != flow;
        core.making = makes ? flow : core.making;
        const double alone = here.serviceOf ? here.serviceOf(states.Size(), makes) : here.serviceNs;
        double ns = alone * Slowdown(device.serialFraction, m_busy[here.device]);
        if (device.jitter)
        {
            ns *= 1 + std::max(-1.0, device.jitter());
        }
        Push(nowNs + std::llround(ns), nowNs, frame, hop, true);
    }

    void Leave(const Event& event)
    {
        const ForecastHop& here = HopOf(event.frame, event.hop);
        int64_t& free = m_free[here.wire];
        const int64_t begin = std::max(event.atNs, free);
        free = begin + here.wireNs;
        Push(free + m_propagationNs, begin, event.frame, event.hop + 1, false);
        Core& core = m_cores[here.device][m_frames[event.frame].cores.at(event.hop)];
        if (core.waiting.empty())
        {
            core.busy = false;
            --m_busy[here.device];
        }
        else
        {
            const auto [frame, hop] = core.waiting.front();
            core.waiting.pop_front();
            Begin(event.atNs, frame, hop);
        }
        // The core goes on before the translator has it: what begins now finds one state less.
        if (States& states = m_states[here.device];
            here.serviceOf && !states.Has(m_frames[event.frame].flow))
        {
            states.more.insert(m_frames[event.frame].flow);
        }
    }

    const std::vector<ForecastDevice>& m_devices;
    const std::vector<std::vector<ForecastHop>>& m_paths;
    int64_t m_propagationNs;
    const std::vector<ForecastFrame>& m_frames;
    std::vector<std::vector<Core>> m_cores;
    std::vector<States> m_states;     //!< by device
    std::vector<uint32_t> m_busy;     //!< cores at work, by device
    std::map<size_t, int64_t> m_free; //!< since when a wire is, by its number
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    uint64_t m_order{0};
    std::vector<int64_t> m_arrivals;
};

} // namespace

std::vector<int64_t>
ForecastArrivals(const std::vector<ForecastDevice>& devices,
                 const std::vector<std::vector<ForecastHop>>& paths,
                 int64_t propagationNs,
                 const std::vector<ForecastFrame>& frames)
{
    return Forecast(devices, paths, propagationNs, frames).Run();
}

} // namespace ns3::v6lab
