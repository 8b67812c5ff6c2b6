// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_NAT64_H
#define V6LAB_GATEWAY_NAT64_H

#include "model/core/nat64/nat64-core.h"
#include "model/core/nat64/nat64-settings.h"
#include "model/core/outbound/nat-gateway.h"
#include "model/core/packet-facts.h"
#include "model/core/translation/surroundings.h"

#include "ns3/packet.h"

#include <vector>

namespace ns3::v6lab
{

/** The NAT64 of a NAT gateway of the SKU StandardV2 (D4): 64:ff9b::/96, TCP and UDP. */
class GatewayNat64
{
  public:
    struct Result
    {
        Reason reason{Reason::None};
        std::vector<Ptr<Packet>> packets{}; //!< translated
        std::vector<Ptr<Packet>> errors{};  //!< ICMP errors for the sender
    };

    explicit GatewayNat64(const azure::NatGatewaySettings& settings);

    /** A whole IPv6 or IPv4 packet. */
    Result Translate(const Ptr<const Packet>& packet, int64_t nowNs);
    /** Whether an IPv4 packet, or the one that it quotes, belongs to a flow. */
    bool Knows(const PacketFacts& packet, const std::optional<PacketFacts>& quoted) const;

  private:
    static Nat64Settings SettingsOf(const azure::NatGatewaySettings& gateway);

    Nat64Core m_core;
    FixedSurroundings m_around;
};

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_NAT64_H
