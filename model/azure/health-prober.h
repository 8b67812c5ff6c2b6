// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HEALTH_PROBER_H
#define V6LAB_HEALTH_PROBER_H

#include "model/azure/packet-head.h"
#include "model/azure/platform-segment.h"
#include "model/core/azure/balancers.h"
#include "model/core/balancer/health-probe.h"

#include "ns3/event-id.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab
{

/**
 * The health probes of all load balancers (L2): TCP connections to the instances, with a request in
 * them for HTTP (and for HTTPS: TLS is not simulated), closed again at once. What comes of them
 * goes to the load balancers. All probes that are due at one time are one event.
 */
class HealthProber
{
  public:
    /** Sends a packet to the NIC. */
    using Sender = std::function<void(azure::Index nic, const Ptr<Packet>& packet)>;
    /** Whether such a packet would arrive at the NIC. */
    using Oracle = std::function<bool(azure::Index nic, const Ptr<Packet>& packet)>;

    /** The load balancers must outlive this object. */
    explicit HealthProber(azure::Balancers& balancers);
    ~HealthProber();
    HealthProber(const HealthProber&) = delete;
    HealthProber& operator=(const HealthProber&) = delete;

    /**
     * From now on. Load balancers are taken to have stood before the run began: until its first
     * probe ends, an instance counts as up if `oracle` says that probes arrive.
     */
    void Start(Sender sender, const Oracle& oracle);
    /** A packet that a NIC sends; true if it answers a probe. */
    bool Take(azure::Index nic, const Ptr<const Packet>& packet);

    /** One instance and one probe of a load balancer. */
    struct Instance
    {
        azure::Index balancer;
        azure::Index probe;
        azure::PoolMember member;
        azure::HealthProbe health;
    };

    const std::vector<Instance>& GetInstances() const
    {
        return m_instances;
    }

  private:
    /** A connection of a probe. */
    struct Talk
    {
        size_t instance;
        uint32_t number;
        PlatformSegment segment; //!< with what the next one has in common with the last
        std::string request;
        uint32_t peerNext{0}; //!< what we acknowledge
        bool closing{false};
    };

    void Advance();
    void Arm();
    void Begin(size_t instance, const azure::ProbeRequest& request);
    void Hear(Talk& talk, const azure::ProbeAnswer& answer);
    void Say(Talk& talk, uint8_t flags, const std::string& data = "");
    void Close(Talk& talk);
    void Tell(Instance& instance);
    PlatformSegment FirstSegment(const Instance& instance, uint16_t port) const;
    static uint64_t KeyOf(azure::Index nic, uint16_t port);

    azure::Balancers& m_balancers;
    Sender m_sender;
    std::vector<Instance> m_instances;
    std::unordered_map<uint64_t, Talk> m_talks; //!< by NIC and our port
    uint16_t m_lastPort{0};
    EventId m_event;
};

} // namespace ns3::v6lab

#endif // V6LAB_HEALTH_PROBER_H
