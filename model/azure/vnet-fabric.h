// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VNET_FABRIC_H
#define V6LAB_VNET_FABRIC_H

#include "model/azure/connection-ends.h"
#include "model/azure/fabric-nic.h"
#include "model/azure/gateway-nat64.h"
#include "model/azure/health-prober.h"
#include "model/azure/nic-packet.h"
#include "model/azure/packet-head.h"
#include "model/azure/security-guard.h"
#include "model/core/azure/balancers.h"
#include "model/core/azure/delivery.h"
#include "model/core/azure/effective-routes.h"
#include "model/core/azure/estate.h"
#include "model/core/azure/flow-memory.h"
#include "model/core/azure/service-flows.h"
#include "model/core/azure/shared-sources.h"
#include "model/trace/packet-event.h"

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <memory>
#include <vector>

namespace ns3::v6lab
{

/**
 * Azure's data plane and the public internet around it.
 *
 * For each packet that leaves a NIC the fabric looks up that subnet's effective routes and hands
 * the packet straight to the NIC that owns the next hop or the destination: one event per crossing,
 * no TTL decrement. Routes are compiled per subnet when first used, and again after a change.
 * Security rules are asked at both interfaces, for the first packet of each flow.
 * Multicast control traffic of guests (ND, MLD, IGMP) is swallowed; everything else that does not
 * arrive has a reason, traced with the sending node in `near`.
 */
class VnetFabric : public Object
{
  public:
    static TypeId GetTypeId();

    VnetFabric();
    ~VnetFabric() override;

    const azure::Estate& GetEstate() const
    {
        return m_estate;
    }

    /** For changes: whatever was compiled is thrown away. Hold no reference across Run(). */
    azure::Estate& EditEstate();
    /**
     * Replaces what a network's gateways know (R7). What other subnets than those that see it have
     * compiled stays.
     */
    void SetGatewayRoutes(azure::Index vnet, std::vector<azure::Route> routes);
    /** Replaces a route table; only the subnets with that table compile their routes anew. */
    void SetRouteTable(azure::Index table, azure::RouteTable routes);
    /** Whether the subnet's routes are ready: a packet has asked for them since they changed. */
    bool IsCompiled(azure::Index subnet) const;

    /** Gives the node the device of a NIC of the estate; addresses in the guest are its own. */
    Ptr<FabricNic> Attach(const Ptr<ns3::Node>& node, azure::Index nic);
    /** Gives the node a device on the public internet and adds it to the estate. */
    Ptr<FabricNic> AttachInternet(const Ptr<ns3::Node>& node, const azure::InternetHost& host);
    /** The table of the NIC's subnet. */
    std::vector<azure::EffectiveRoute> GetEffectiveRoutes(azure::Index nic) const;

    /**
     * Load balancers probe their instances from now on. Call when the estate and all NICs are
     * there; without it, instances of rules with a probe are down.
     */
    void StartProbes();
    /** Null without load balancers. Their figures are what Azure Monitor's metrics are made of. */
    const azure::Balancers* GetBalancers() const;
    /** Null before StartProbes(). DipAvailability is made of their successes. */
    const HealthProber* GetProber() const;

    /** See azure::SharedSources and azure::OutboundMap: SnatConnectionCount, UsedSnatPorts, ... */
    azure::SharedSources& GetSharedSources()
    {
        return m_sharedSources;
    }

    // Attributes.
    // fabric-assumptions.cc: attributes for azure::Assumptions
    static TypeId AddAssumptions(TypeId tid);
    void SetReservedRanges(std::string prefixes);
    std::string GetReservedRanges() const;
    void SetOutboundOrder(std::string methods);
    std::string GetOutboundOrder() const;

    template <typename T, T azure::Assumptions::*FIELD>
    void Assume(T value)
    {
        EditEstate().assumptions.*FIELD = value;
    }

    template <typename T, T azure::Assumptions::*FIELD>
    T Assumed() const
    {
        return m_estate.assumptions.*FIELD;
    }

    void SetSecurityFlowIdle(Time idle);
    Time GetSecurityFlowIdle() const;
    void SetSecurityFlows(uint32_t flows);
    uint32_t GetSecurityFlows() const;

    /** Called by NICs: a packet, from its IP header on, with its EtherType. */
    void Carry(FabricNic& from, const Ptr<Packet>& packet, uint16_t protocol);
    /** Called by NICs of dead machines. */
    void LoseAt(const FabricNic& nic, const Ptr<Packet>& packet);
    /** Called by NICs that end. */
    void Detach(const FabricNic& nic);

  protected:
    void DoDispose() override;

  private:
    /** The answer of a balanced flow, and how the fabric treats it. */
    struct Named
    {
        std::optional<azure::FrontendAnswer> answer{};
        IpAddress source; //!< the instance's own address, for what is asked of sources
    };

    void Route(FabricNic& from, const Ends& ends, const Ptr<Packet>& packet, uint16_t protocol);
    void Send(FabricNic& from,
              azure::Decision& decision,
              const Ptr<Packet>& packet,
              uint16_t protocol);
    azure::Decision Decide(const FabricNic& from, const Ends& ends, const Ptr<Packet>& packet);
    Named NameOf(const FabricNic& from, const Ends& ends, const Ptr<Packet>& packet);
    Reason Balance(azure::Decision& decision, const FabricNic& from, const Ptr<Packet>& packet);
    bool IsClosedFrontend(const azure::Decision& decision) const;
    azure::Balancers& GetOwnBalancers();
    void NoteEnds(azure::Index balancer,
                  const ConnectionEnds::Key& key,
                  const PacketHead& head,
                  bool fromServer);
    void ArmIdle(azure::Index balancer);
    void EndIdle(azure::Index balancer);
    void Reset(azure::Index balancer, const azure::IdleConnection& idle);
    GatewayNat64& GetNat64(azure::Index gateway);
    void CarryTo4(FabricNic& from, const Ptr<Packet>& packet, azure::Index gateway);
    /** False if no NAT gateway's NAT64 knows the packet. */
    bool CarryTo6(FabricNic& from, const Ptr<Packet>& packet);
    void ReportTranslation(const FabricNic& from,
                           const Ptr<const Packet>& before,
                           const Ptr<const Packet>& after);
    /** What keeps a probe from the NIC; None: nothing. */
    azure::SecurityVerdict JudgeProbe(azure::Index nic, const Ptr<const Packet>& packet);
    void SendProbe(azure::Index nic, const Ptr<Packet>& packet);
    void Inject(FabricNic& target, const Ptr<Packet>& packet, int64_t delayNs);
    bool Judge(azure::Decision& decision, const FabricNic& from, const Ptr<Packet>& packet);
    azure::SecurityVerdict Leaves(const FabricNic& from,
                                  const azure::Decision& decision,
                                  const Ptr<Packet>& packet);
    bool IsRefused(const azure::SecurityVerdict& verdict,
                   const FabricNic& from,
                   const Ptr<Packet>& packet);
    bool IsAsymmetricReturn(const FabricNic& from, const Ptr<Packet>& packet);
    void NoteInbound(const azure::Decision& decision, const Ptr<Packet>& packet);
    Reason ShareSource(azure::Decision& decision, const FabricNic& from, const PacketFacts& facts);
    Reason FindBehindShared(azure::Decision& decision, const Ptr<Packet>& packet);
    Ptr<Packet> Translate(const azure::Decision& decision,
                          const FabricNic& from,
                          const Ptr<Packet>& packet);
    void Drop(Reason reason,
              const FabricNic& from,
              const Ptr<Packet>& packet,
              uint32_t node,
              const char* rule = nullptr);
    /** Tells who listens that a packet passes a NIC, or is refused there. */
    void NoteNic(azure::Index nic,
                 azure::RuleDirection direction,
                 const Ptr<Packet>& packet,
                 const azure::Rewrite& rewrite,
                 const azure::SecurityVerdict& verdict);
    FabricNic* FindTarget(const azure::Decision& decision) const;
    int64_t DelayOf(azure::Crossing crossing) const;
    azure::Delivery& GetDelivery();
    void RoutesChanged(const std::vector<azure::Index>& subnets);

    azure::Estate m_estate;
    std::unique_ptr<azure::Delivery> m_delivery; //!< null after a change, until the next packet
    SecurityGuard m_guard{m_estate};
    azure::SharedSources m_sharedSources{m_estate};
    std::unique_ptr<azure::Balancers> m_balancers;      //!< null until needed
    std::unique_ptr<HealthProber> m_prober;             //!< null until StartProbes()
    std::vector<std::unique_ptr<GatewayNat64>> m_nat64; //!< by NAT gateway; null until needed
    std::vector<EventId> m_idleEvents;                  //!< by load balancer
    ConnectionEnds m_ends;
    azure::ServiceFlows m_services; //!< R8, R9: whom platform services answer
    azure::FlowMemory m_inbound;    //!< R19: flows from outside that are answered elsewhere
    std::vector<FabricNic*> m_nics; //!< by index in the estate
    std::vector<FabricNic*> m_internetNics;

    Time m_vnetDelay;
    Time m_peeringDelay;
    Time m_globalPeeringDelay;
    Time m_internetDelay;
    DataRate m_nicDataRate;
    uint32_t m_nicQueuePackets{0};
    PacketTrace m_hop;
    PacketTrace m_drop;
    NicPacketTrace m_nicPacket;
};

} // namespace ns3::v6lab

#endif // V6LAB_VNET_FABRIC_H
