// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MONITOR_H
#define V6LAB_MONITOR_H

#include "model/azure/vnet-fabric.h"
#include "model/core/azure/flow-log.h"

#include "ns3/event-id.h"
#include "ns3/object.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** How a metric's values of a minute become one. */
enum class Aggregation : uint8_t
{
    Total,   //!< a counter: what it grew by
    Average, //!< a gauge: its value at the end of the minute
    Rate,    //!< a counter: what it grew by in a second, on average
};

/** "Total" or "Average"; Azure averages rates. */
const char* ToWord(Aggregation aggregation);

/** A metric of Azure Monitor, by Azure's names, and where its value comes from. */
struct MetricSource
{
    std::string resource;
    std::string type; //!< "Microsoft.Network/networkInterfaces"
    std::string metric;
    std::string dimensions; //!< "Name=value, Name=value", or empty
    Aggregation aggregation{Aggregation::Total};
    std::function<double()> read;
};

/** A value of a metric for one minute. */
struct MetricValue
{
    size_t source;  //!< place in the monitor's sources
    int64_t timeNs; //!< the end of the minute, or of the run
    double value;
};

/**
 * Azure Monitor: VNet flow logs of the NICs that it is told to watch, and metrics, sampled once per
 * simulated minute and when the run ends. Whoever has counters adds them with Register().
 */
class Monitor : public Object
{
  public:
    static TypeId GetTypeId();

    /** Begins to sample, and to listen to the fabric if there are NICs to watch. */
    void Watch(const Ptr<VnetFabric>& fabric, const std::set<azure::Index>& nics);
    void Register(const MetricSource& source);
    /** The four metrics of a network interface. */
    void RegisterNic(const std::string& name, const Ptr<FabricNic>& nic);

    const std::vector<MetricSource>& GetSources() const;
    /** Samples what is left of the last minute; call it in the end of the run. */
    const std::vector<MetricValue>& FinishMetrics();
    const std::vector<azure::FlowTuple>& FinishFlowLog();

  protected:
    void DoDispose() override;

  private:
    void OnNicPacket(const NicPacket& packet);
    void Sample();
    void SampleAt(int64_t timeNs);

    Ptr<VnetFabric> m_fabric;
    std::set<azure::Index> m_nics;
    azure::FlowLog m_log;
    std::vector<MetricSource> m_sources;
    std::vector<double> m_last; //!< of counters, by source
    std::vector<MetricValue> m_values;
    int64_t m_sampledNs{0};
    EventId m_next;
};

} // namespace ns3::v6lab

#endif // V6LAB_MONITOR_H
