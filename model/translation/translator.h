// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_H
#define V6LAB_TRANSLATOR_H

#include "model/core/translation/outcome.h"
#include "model/core/translation/packet-in.h"
#include "model/core/translation/settings.h"
#include "model/core/translation/surroundings.h"
#include "model/routing/detour.h"
#include "model/routing/forwarding-plane.h"
#include "model/trace/packet-event.h"

#include "ns3/node.h"
#include "ns3/object.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::v6lab
{

class NodeLinks;

/**
 * What all translators on a node share: the settings of RFC 7915 as attributes, the way of packets
 * into the core and out of it, and the trace sources.
 *
 * A translator is aggregated to a node that has v6lab's stack (StackHelper). Routes to its prefixes
 * lead to it, so packets that a longer prefix leads elsewhere are not its business (RFC 7915 4.6,
 * 5.6). It counts as one hop: TTL and hop limit fall by one.
 *
 * Trace sources: Hop and Drop as in every model, Translated (the translations among the hops).
 */
class Translator : public Object, protected Detour
{
  public:
    static TypeId GetTypeId();

    Translator();
    ~Translator() override;

    /**
     * Aggregates the translator to a node and begins to work. Throws std::invalid_argument that
     * names the attribute which is out of range, or that the node has no v6lab stack.
     */
    void Attach(const Ptr<Node>& node);
    /** The word of the view v_translation: "siit", "nat64", "clat" or "virtual-ipv6". */
    virtual const char* GetKind() const = 0;
    /**
     * An IPv4 prefix for sources of ICMPv6 errors that have no mapping (RFC 6791), or an IPv6
     * prefix for those of ICMPv4 errors.
     */
    void AddErrorSource(const Prefix& prefix);
    /**
     * An IPv4 prefix that is not translated (RFC 6888 REQ-6), explicit mappings excepted. Before
     * Attach().
     */
    void AddNeverTranslated(const Prefix& ipv4);
    /** What works but a person should know of, one sentence each; none before Attach(). */
    std::vector<std::string> GetWarnings() const;

    /** Fragments that wait for others, or a SYN for that of the other side (RFC 6146 3.5.2.2). */
    bool HoldsPackets() const
    {
        return !m_held.empty();
    }

  protected:
    void DoDispose() override;

    /** Reads the attributes, makes the core and names the prefixes that lead here. */
    virtual void Start() = 0;
    virtual Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs) = 0;
    /** After each packet: for cores with timers. */
    virtual void AfterPacket();
    /** What the addresses of its settings are warned of. */
    virtual std::vector<std::string> GetAddressWarnings() const;

    TranslationSettings MakeSettings() const;
    const std::vector<Prefix>& GetNeverTranslated() const;
    /** Packets to the prefix come here from now on. */
    void Attract(const Prefix& prefix);
    /**
     * Sends all that the core put out at once, in order; `about` is the packet that came in, null
     * if none did. What of it was held is held no more.
     */
    void SendAll(const Emission* emissions, size_t count, const Ptr<const Packet>& about);
    /** A packet that the core holds back; null if there is none. */
    Ptr<const Packet> GetHeld(uint64_t handle) const;
    /** It is held no more. */
    void Release(uint64_t handle);
    void ReportDrop(const Ptr<const Packet>& frame, Reason reason);
    /** The node's links; after Attach(). */
    const NodeLinks& GetLinks() const;

    bool Take(const Ptr<const Packet>& frame, Family family, const Arrived& arrived) override;
    uint32_t GetMtu(const IpAddress& destination) const override;
    std::optional<IpAddress> GetSource(const IpAddress& destination) const override;

  private:
    void Send(const Emission& emission, const Ptr<const Packet>& about);
    Ptr<Packet> Assemble(const Emission& emission, const Ptr<const Packet>& origin) const;
    void ReportTranslation(const Ptr<const Packet>& before, const Ptr<const Packet>& after);

    Ptr<ForwardingPlane> m_plane;
    std::unique_ptr<NodeLinks> m_links; //!< null before Attach() and after disposal
    std::vector<Prefix> m_errorSources;
    std::vector<Prefix> m_never;
    std::map<uint64_t, Ptr<const Packet>> m_held; //!< by handle
    uint64_t m_lastHandle{0};
    PacketTrace m_hop;
    PacketTrace m_dropped;
    PacketTrace m_translated;

    // Attributes.
    std::string m_profile;
    std::string m_zeroChecksum;
    std::string m_errors;
    std::string m_plateaus;
    int32_t m_tos{-1};
    uint32_t m_lowestIpv6Mtu{0};
    uint32_t m_largestIcmpv4Error{0};
    uint32_t m_errorRate{0};
    uint32_t m_errorBurst{0};
    uint64_t m_seed{0};
    bool m_zeroTrafficClass{false};
    bool m_clampMss{false};
    bool m_strictErrorSuppression{false};
    bool m_randomErrorSource{true};
    bool m_interfaceInfo{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_H
