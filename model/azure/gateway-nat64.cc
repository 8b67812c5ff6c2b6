// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/gateway-nat64.h"

#include "model/core/translation/pref64.h"
#include "model/routing/packet-bytes.h"
#include "model/trace/raw-header.h"

namespace ns3::v6lab
{

Nat64Settings
GatewayNat64::SettingsOf(const azure::NatGatewaySettings& gateway)
{
    const azure::SnatTimers timers = azure::SnatOf(gateway).timers;
    Nat64Settings settings;
    for (const auto& address : gateway.publicAddresses)
    {
        if (address.IsV4())
        {
            settings.pool.ranges.push_back({std::nullopt, address, address});
        }
    }
    settings.pool.selection = PortSelection::SimpleRandom;
    settings.timeouts.udp = timers.udpIdle;
    settings.addressDependentFiltering = true;
    settings.dropExternalTcp = true;
    settings.dropIcmpQueries = true;
    return settings;
}

GatewayNat64::GatewayNat64(const azure::NatGatewaySettings& settings)
    : m_core(SettingsOf(settings))
{
    for (const auto& address : settings.publicAddresses)
    {
        if (address.IsV4())
        {
            m_around.address4 = address;
        }
    }
    m_around.address6 = Pref64().Embed(m_around.address4);
}

GatewayNat64::Result
GatewayNat64::Translate(const Ptr<const Packet>& packet, int64_t nowNs)
{
    const auto bytes = BytesOf(packet);
    PacketIn in;
    in.bytes = bytes.data();
    in.available = in.length = static_cast<uint32_t>(bytes.size());
    const Outcome outcome = m_core.Process(in, m_around, nowNs);
    Result result;
    for (const auto& emission : outcome.emissions)
    {
        const bool own = emission.kind != EmissionKind::Translated;
        const Ptr<Packet> made =
            own ? Create<Packet>(bytes.data() + emission.tail, emission.tailLength)
                : packet->CreateFragment(emission.tailLength > 0 ? emission.tail : 0,
                                         emission.tailLength);
        made->AddHeader(RawHeader(emission.head.data(), emission.head.size()));
        (own ? result.errors : result.packets).push_back(made);
    }
    if (outcome.fate != Fate::Translated)
    {
        result.reason =
            outcome.fate == Fate::Dropped ? outcome.reason : Reason::AzureOutboundUnsupported;
    }
    return result;
}

bool
GatewayNat64::Knows(const PacketFacts& packet, const std::optional<PacketFacts>& quoted) const
{
    const uint8_t carried = quoted ? quoted->protocol : packet.protocol;
    if (carried != protocol::TCP && carried != protocol::UDP)
    {
        return false;
    }
    const TransportAddress outside =
        quoted ? TransportAddress{quoted->source, quoted->sourcePort}
               : TransportAddress{packet.destination, packet.destinationPort};
    return m_core.HasBinding(carried == protocol::TCP ? BibKind::Tcp : BibKind::Udp, outside);
}

} // namespace ns3::v6lab
