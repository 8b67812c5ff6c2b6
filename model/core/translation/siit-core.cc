// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/siit-core.h"

#include "model/core/translation/illegal-source.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Between the two passes of a hairpin: no IPv4 link, nobody there to get an error. */
class InsideTranslator : public Surroundings
{
  public:
    explicit InsideTranslator(const Surroundings& around)
        : m_around(around)
    {
    }

    uint32_t GetMtu(const IpAddress& destination) const override
    {
        return destination.IsV4() ? 0xffff : m_around.GetMtu(destination);
    }

    IpAddress GetOwnAddress(const IpAddress&) const override
    {
        return {};
    }

  private:
    const Surroundings& m_around;
};

IcmpError
Prohibited(Family family)
{
    return family == Family::V4 ? IcmpError{3, 13, 0} : IcmpError{1, 1, 0};
}

} // namespace

SiitCore::SiitCore(const SiitSettings& settings)
    : m_addresses(settings),
      m_headers(settings.translation)
{
}

Outcome
SiitCore::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    const ParseResult parsed = ParsePacket(in, m_headers.GetSettings().checksums);
    if (!parsed.packet)
    {
        return parsed.needed != 0 ? Outcome::Needs(parsed.needed) : Outcome::Drop(parsed.reason);
    }
    const ParsedPacket& packet = *parsed.packet;
    if (auto illegal = RefuseIllegalSource(in, packet))
    {
        return std::move(*illegal);
    }
    if (auto early = m_headers.Precheck(in, packet, around, nowNs))
    {
        return std::move(*early);
    }
    const SiitPlan plan = m_addresses.Plan(in, packet, around, false);
    if (plan.needed != 0)
    {
        return Outcome::Needs(plan.needed);
    }
    if (plan.reason != Reason::None)
    {
        // The real translator leaves what it has no addresses for to its node's own forwarding.
        const bool silent = plan.silent || m_headers.GetSettings().profile == Profile::Jool;
        const IcmpError error = Prohibited(packet.GetFamily());
        return silent ? Outcome::Drop(plan.reason)
                      : m_headers.Refuse(plan.reason, error, in, packet, around, nowNs);
    }
    return plan.hairpin ? Hairpin(in, packet, plan.rewrite, around, nowNs)
                        : m_headers.Translate(in, packet, plan.rewrite, around, nowNs);
}

Outcome
SiitCore::Hairpin(const PacketIn& in,
                  const ParsedPacket& packet,
                  const Rewrite& rewrite,
                  const Surroundings& around,
                  int64_t nowNs)
{
    const InsideTranslator inside(around);
    Outcome there = m_headers.Translate(in, packet, rewrite, inside, nowNs);
    if (there.fate != Fate::Translated)
    {
        return there;
    }
    Outcome back = TurnBack(in, there.emissions.front(), inside, nowNs);
    if (back.reason == Reason::FragmentationNeeded)
    {
        const uint32_t mtu = std::max(1280u, around.GetMtu(packet.destination));
        const IcmpError error = icmp::TooBig(Family::V6, mtu);
        return m_headers.Refuse(Reason::PacketTooBig, error, in, packet, around, nowNs);
    }
    return back;
}

Outcome
SiitCore::TurnBack(const PacketIn& in,
                   const Emission& there,
                   const Surroundings& around,
                   int64_t nowNs)
{
    // Whatever the second pass rewrites, the first one has written: no more needs to be at hand.
    const auto head = static_cast<uint32_t>(there.head.size());
    const PacketIn second{there.head.data(), head, there.GetLength(), in.handle};
    const ParseResult parsed = ParsePacket(second, m_headers.GetSettings().checksums);
    if (!parsed.packet)
    {
        return Outcome::Drop(parsed.reason);
    }
    const SiitPlan plan = m_addresses.Plan(second, *parsed.packet, around, true);
    if (plan.reason != Reason::None)
    {
        return Outcome::Drop(plan.reason);
    }
    Outcome back = m_headers.Translate(second, *parsed.packet, plan.rewrite, around, nowNs);
    for (auto& emission : back.emissions)
    {
        emission.tail += there.tail - head;
    }
    return back;
}

} // namespace ns3::v6lab
