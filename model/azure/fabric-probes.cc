// SPDX-License-Identifier: GPL-2.0-only
// Health probes on their way to the instances, and dead machines.
#include "model/azure/vnet-fabric.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

void
VnetFabric::StartProbes()
{
    if (m_estate.loadBalancers.empty())
    {
        return;
    }
    m_prober = std::make_unique<HealthProber>(GetOwnBalancers());
    m_prober->Start([this](azure::Index nic, const Ptr<Packet>& packet) { SendProbe(nic, packet); },
                    [this](azure::Index nic, const Ptr<Packet>& packet) {
                        return nic < m_nics.size() && m_nics[nic] != nullptr &&
                               !m_nics[nic]->IsDown() && JudgeProbe(nic, packet).Passes();
                    });
}

const HealthProber*
VnetFabric::GetProber() const
{
    return m_prober.get();
}

azure::SecurityVerdict
VnetFabric::JudgeProbe(azure::Index nic, const Ptr<const Packet>& packet)
{
    const auto facts = PacketHead(packet).Facts();
    const auto& subnet = m_estate.subnets[m_estate.nics[nic].subnet];
    azure::SecurityVerdict verdict;
    if (!azure::ProbeArrives(facts->family, subnet.networkSecurityGroup != azure::NOTHING)) // S4
    {
        verdict.reason = Reason::AzureProbeUnguarded;
        return verdict;
    }
    return m_guard.Enters(nic, packet);
}

void
VnetFabric::SendProbe(azure::Index nic, const Ptr<Packet>& packet)
{
    FabricNic* target = nic < m_nics.size() ? m_nics[nic] : nullptr;
    if (target == nullptr)
    {
        return; // nobody runs on it
    }
    const auto verdict = JudgeProbe(nic, packet);
    if (!IsRefused(verdict, *target, packet))
    {
        Inject(*target, packet, m_vnetDelay.GetNanoSeconds());
    }
}

void
VnetFabric::Inject(FabricNic& target, const Ptr<Packet>& packet, int64_t delayNs)
{
    uint8_t version = 0;
    packet->CopyData(&version, 1);
    Simulator::ScheduleWithContext(target.GetNodeId(),
                                   NanoSeconds(delayNs),
                                   &FabricNic::Receive,
                                   &target,
                                   packet,
                                   version >> 4 == 4 ? ETHERTYPE_V4 : ETHERTYPE_V6);
}

void
VnetFabric::LoseAt(const FabricNic& nic, const Ptr<Packet>& packet)
{
    Drop(Reason::AzureMachineDown, nic, packet, nic.GetNodeId());
}

} // namespace ns3::v6lab
