// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROBE_LISTENER_H
#define V6LAB_PROBE_LISTENER_H

#include "helper/install/installation.h"
#include "helper/install/probe-run.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A port that a probe came to, and nobody had opened. */
struct ClosedPort
{
    std::string node;
    uint16_t port{0};
};

/** Notes what happens to the packets of one flow of an installation, as long as it lives. */
class ProbeListener
{
  public:
    /** Drops are added to the result. Both must outlive this object. */
    ProbeListener(const Installation& installation, uint32_t flow, ProbeResult& result);
    ~ProbeListener();
    ProbeListener(const ProbeListener&) = delete;
    ProbeListener& operator=(const ProbeListener&) = delete;

    /**
     * Of the first probe that arrived; of the first that set out, where none did; of one that never
     * left, its source alone.
     */
    std::vector<ProbeHop> HopsOfProbe() const;
    const std::vector<ClosedPort>& GetClosedPorts() const;

  private:
    void ForEachFlow(const std::function<void(const Ptr<Object>&)>& visit) const;
    std::string NameOf(uint32_t node) const;
    bool Has(const std::string& node, const IpAddress& address) const;
    IpAddress AddressOf(const PacketEvent& event, const std::string& node, bool addressed) const;
    void OnHop(const PacketEvent& event);
    void OnDrop(const PacketEvent& event);
    void AddHop(const PacketEvent& event, const std::string& node, bool addressed);
    void AddDrop(const PacketEvent& event, const std::string& at);

    const Installation& m_in;
    uint32_t m_flow;
    ProbeResult& m_result;
    std::vector<ClosedPort> m_closed;
    std::map<uint32_t, std::vector<ProbeHop>> m_hops; //!< by packet
    uint32_t m_delivered{0};                          //!< the first probe that arrived; 0: none
};

} // namespace ns3::v6lab

#endif // V6LAB_PROBE_LISTENER_H
