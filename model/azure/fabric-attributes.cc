// SPDX-License-Identifier: GPL-2.0-only
// What users may set of the fabric, and its trace sources.
#include "model/azure/vnet-fabric.h"

#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VnetFabric);

TypeId
VnetFabric::GetTypeId()
{
    static TypeId tid = AddAssumptions(
        TypeId("ns3::v6lab::VnetFabric")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<VnetFabric>()
            .AddAttribute("VnetDelay",
                          "One way within a virtual network (T1).",
                          TimeValue(MicroSeconds(500)),
                          MakeTimeAccessor(&VnetFabric::m_vnetDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("PeeringDelay",
                          "One way between peered networks of one region (P8).",
                          TimeValue(MicroSeconds(500)),
                          MakeTimeAccessor(&VnetFabric::m_peeringDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GlobalPeeringDelay",
                          "One way between peered networks of two regions.",
                          TimeValue(MilliSeconds(40)),
                          MakeTimeAccessor(&VnetFabric::m_globalPeeringDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("InternetDelay",
                          "One way to, from or over the public internet.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&VnetFabric::m_internetDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("NicDataRate",
                          "Egress limit of NICs that set none themselves (T3); 0bps: unlimited.",
                          DataRateValue(DataRate(1'000'000'000)),
                          MakeDataRateAccessor(&VnetFabric::m_nicDataRate),
                          MakeDataRateChecker())
            .AddAttribute("NicQueuePackets",
                          "Packets that may wait in front of that limit.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&VnetFabric::m_nicQueuePackets),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SecurityFlowIdle",
                          "How long network security groups remember a flow that is idle [K].",
                          TimeValue(Seconds(240)),
                          MakeTimeAccessor(&VnetFabric::SetSecurityFlowIdle,
                                           &VnetFabric::GetSecurityFlowIdle),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute(
                "SecurityFlows",
                "Flows that network security groups remember in all [K].",
                UintegerValue(1'000'000),
                MakeUintegerAccessor(&VnetFabric::SetSecurityFlows, &VnetFabric::GetSecurityFlows),
                MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Hop",
                            "Something happened to a packet: translated or dropped.",
                            MakeTraceSourceAccessor(&VnetFabric::m_hop),
                            "ns3::v6lab::PacketEventCallback")
            .AddTraceSource("Drop",
                            "A packet was dropped, and why.",
                            MakeTraceSourceAccessor(&VnetFabric::m_drop),
                            "ns3::v6lab::PacketEventCallback")
            .AddTraceSource("NicPacket",
                            "A packet passes the NIC of a virtual network, or is refused there.",
                            MakeTraceSourceAccessor(&VnetFabric::m_nicPacket),
                            "ns3::v6lab::NicPacketCallback"));
    return tid;
}

void
VnetFabric::SetSecurityFlowIdle(Time idle)
{
    m_guard.SetFlowIdle(idle);
}

Time
VnetFabric::GetSecurityFlowIdle() const
{
    return m_guard.GetFlowIdle();
}

void
VnetFabric::SetSecurityFlows(uint32_t flows)
{
    m_guard.SetFlows(flows);
}

uint32_t
VnetFabric::GetSecurityFlows() const
{
    return m_guard.GetFlows();
}

int64_t
VnetFabric::DelayOf(azure::Crossing crossing) const
{
    switch (crossing)
    {
    case azure::Crossing::Vnet:
        return m_vnetDelay.GetNanoSeconds();
    case azure::Crossing::Peering:
        return m_peeringDelay.GetNanoSeconds();
    case azure::Crossing::GlobalPeering:
        return m_globalPeeringDelay.GetNanoSeconds();
    default:
        return m_internetDelay.GetNanoSeconds();
    }
}

} // namespace ns3::v6lab
