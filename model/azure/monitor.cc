// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/monitor.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Monitor);

namespace
{

constexpr const char* NIC_TYPE = "Microsoft.Network/networkInterfaces";

/** "DefaultRule_AllowVnetInBound" or "UserRule_web", of a verdict that names a rule. */
azure::LoggedVerdict
Logged(const azure::Estate& estate, const azure::SecurityVerdict& verdict)
{
    azure::LoggedVerdict logged;
    logged.allowed = verdict.Passes();
    const auto* match = verdict.Deciding();
    if (!match)
    {
        return logged;
    }
    const bool admin = match->stage == azure::RuleStage::AdminRules;
    const auto& groups = admin ? estate.securityAdminRules : estate.networkSecurityGroups;
    logged.group = groups[match->group].name;
    const std::string qualified = azure::QualifiedName(*match->rule);
    const bool byDefault = !admin && qualified.rfind("defaultSecurityRules/", 0) == 0;
    logged.rule = (byDefault ? "DefaultRule_" : "UserRule_") + match->rule->name;
    return logged;
}

} // namespace

const char*
ToWord(Aggregation aggregation)
{
    return aggregation == Aggregation::Total ? "Total" : "Average";
}

TypeId
Monitor::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::Monitor")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<Monitor>();
    return tid;
}

void
Monitor::DoDispose()
{
    m_next.Cancel();
    m_sources.clear();
    m_fabric = nullptr;
    Object::DoDispose();
}

void
Monitor::Watch(const Ptr<VnetFabric>& fabric, const std::set<azure::Index>& nics)
{
    m_fabric = fabric;
    m_nics = nics;
    if (!nics.empty())
    {
        fabric->TraceConnectWithoutContext("NicPacket", MakeCallback(&Monitor::OnNicPacket, this));
    }
    m_next = Simulator::Schedule(NanoSeconds(azure::FlowLog::MINUTE_NS), &Monitor::Sample, this);
}

void
Monitor::Register(const MetricSource& source)
{
    m_last.push_back(source.aggregation == Aggregation::Average ? 0 : source.read());
    m_sources.push_back(source);
}

void
Monitor::RegisterNic(const std::string& name, const Ptr<FabricNic>& nic)
{
    using Counter = uint64_t FabricNic::Counters::*;
    const std::pair<const char*, Counter> metrics[] = {
        {"BytesSentRate", &FabricNic::Counters::bytesSent},
        {"BytesReceivedRate", &FabricNic::Counters::bytesReceived},
        {"PacketsSentRate", &FabricNic::Counters::packetsSent},
        {"PacketsReceivedRate", &FabricNic::Counters::packetsReceived}};
    for (const auto& [metric, counter] : metrics)
    {
        const Counter member = counter;
        Register({name, NIC_TYPE, metric, "", Aggregation::Total, [nic, member] {
                      return static_cast<double>(nic->GetCounters().*member);
                  }});
    }
}

const std::vector<MetricSource>&
Monitor::GetSources() const
{
    return m_sources;
}

void
Monitor::OnNicPacket(const NicPacket& packet)
{
    if (m_nics.count(packet.nic) != 0)
    {
        m_log.Note(packet.nic,
                   packet.direction,
                   packet.facts,
                   Logged(m_fabric->GetEstate(), packet.verdict),
                   Simulator::Now().GetNanoSeconds());
    }
}

void
Monitor::SampleAt(int64_t timeNs)
{
    const double seconds = static_cast<double>(timeNs - m_sampledNs) / 1e9;
    for (size_t i = 0; i < m_sources.size(); ++i)
    {
        const double value = m_sources[i].read();
        const double growth = value - m_last[i];
        const auto aggregation = m_sources[i].aggregation;
        m_values.push_back({i,
                            timeNs,
                            aggregation == Aggregation::Average ? value
                            : aggregation == Aggregation::Rate  ? growth / seconds
                                                                : growth});
        m_last[i] = value;
    }
    m_sampledNs = timeNs;
}

void
Monitor::Sample()
{
    SampleAt(Simulator::Now().GetNanoSeconds());
    m_next = Simulator::Schedule(NanoSeconds(azure::FlowLog::MINUTE_NS), &Monitor::Sample, this);
}

const std::vector<MetricValue>&
Monitor::FinishMetrics()
{
    m_next.Cancel();
    if (const int64_t now = Simulator::Now().GetNanoSeconds(); now > m_sampledNs)
    {
        SampleAt(now);
    }
    return m_values;
}

const std::vector<azure::FlowTuple>&
Monitor::FinishFlowLog()
{
    return m_log.Finish(Simulator::Now().GetNanoSeconds());
}

} // namespace ns3::v6lab
