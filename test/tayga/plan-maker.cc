// SPDX-License-Identifier: GPL-2.0-only
#include "test/tayga/plan-maker.h"

namespace ns3::v6lab::test
{

namespace
{

constexpr uint8_t HOP_BY_HOP = 0;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t DESTINATION = 60;

} // namespace

PlanMaker::PlanMaker(PlanAddresses addresses, uint32_t seed)
    : m_addresses(std::move(addresses)),
      m_random(seed)
{
}

uint32_t
PlanMaker::Below(uint32_t limit)
{
    return static_cast<uint32_t>(m_random() % limit);
}

bool
PlanMaker::OneIn(uint32_t n)
{
    return Below(n) == 0;
}

Bytes
PlanMaker::Random(size_t size)
{
    Bytes bytes(size);
    for (auto& byte : bytes)
    {
        byte = static_cast<uint8_t>(m_random());
    }
    return bytes;
}

void
PlanMaker::ChooseAddresses(PacketPlan& plan, bool quoted)
{
    const bool v4 = plan.family == Family::V4;
    const auto& hosts = v4 ? m_addresses.hosts4 : m_addresses.hosts6;
    const auto& mapped = v4 ? m_addresses.mapped4 : m_addresses.mapped6;
    const auto& strange = v4 ? m_addresses.strange4 : m_addresses.strange6;
    const auto pick = [this](const std::vector<IpAddress>& list) {
        return list[Below(static_cast<uint32_t>(list.size()))];
    };
    plan.source = OneIn(2) ? pick(hosts) : pick(mapped);
    plan.destination = OneIn(2) ? pick(hosts) : pick(mapped);
    if (!quoted && OneIn(30))
    {
        (OneIn(2) ? plan.source : plan.destination) = pick(strange);
    }
}

void
PlanMaker::ChooseHeader(PacketPlan& plan)
{
    plan.trafficClass = static_cast<uint8_t>(m_random());
    plan.hopLimit = OneIn(16) ? static_cast<uint8_t>(Below(3)) : static_cast<uint8_t>(m_random());
    plan.identification = OneIn(16) ? 0 : m_random();
    if (plan.family == Family::V4)
    {
        plan.identification &= 0xffff;
        plan.dontFragment = OneIn(2);
    }
    else
    {
        plan.flowLabel = m_random() & 0xfffff;
    }
}

void
PlanMaker::ChooseFragment(PacketPlan& plan)
{
    if (!OneIn(5))
    {
        return;
    }
    plan.fragmentHeader = plan.family == Family::V6;
    switch (Below(4))
    {
    case 0: // the first one
        plan.moreFragments = true;
        break;
    case 1: // one in the middle
        plan.moreFragments = true;
        plan.fragmentOffset = static_cast<uint16_t>(1 + Below(4000));
        break;
    case 2: // the last one
        plan.fragmentOffset = static_cast<uint16_t>(1 + Below(4000));
        break;
    default: // IPv6: an atomic fragment (RFC 6946)
        break;
    }
}

void
PlanMaker::ChooseOptions(PacketPlan& plan)
{
    if (!OneIn(8))
    {
        return;
    }
    switch (Below(4))
    {
    case 0: // no operation
        plan.options.assign(4 * (1 + Below(10)), 1);
        break;
    case 1: // record route, RFC 791 3.1
        plan.options = {7, 7, 4, 0, 0, 0, 0, 0};
        break;
    case 2: // loose source route that is at its end
        plan.options = {131, 7, 8, 192, 0, 2, 1, 0};
        break;
    default: // loose source route with a place to go
        plan.options = {131, 7, 4, 192, 0, 2, 1, 0};
    }
}

void
PlanMaker::ChooseExtensions(PacketPlan& plan)
{
    if (OneIn(16))
    {
        plan.extensions.emplace_back(HOP_BY_HOP, Bytes{0, 0, 1, 4, 0, 0, 0, 0});
    }
    if (OneIn(16))
    {
        plan.extensions.emplace_back(DESTINATION, Bytes(16, 0));
        plan.extensions.back().second[1] = 1;
    }
    if (OneIn(12))
    {
        Bytes routing(24, 0);
        routing[1] = 2;
        routing[3] = OneIn(2) ? 1 : 0; // segments left
        plan.extensions.emplace_back(ROUTING, routing);
    }
    if (plan.fragmentHeader && OneIn(12))
    {
        plan.behindFragment = {DESTINATION, Bytes{0, 0, 1, 4, 0, 0, 0, 0}};
    }
}

void
PlanMaker::ChooseIcmpOther(PacketPlan& plan)
{
    const bool v4 = plan.family == Family::V4;
    const Bytes types4{13, 14, 17, 18, 9, 10, 15, 16, 6, 30, 253};
    const Bytes types6{130, 131, 132, 133, 134, 135, 136, 137, 143, 100, 200};
    const Bytes& types = v4 ? types4 : types6;
    plan.icmpType = types[Below(static_cast<uint32_t>(types.size()))];
    plan.icmpCode = 0;
    plan.icmpRest = m_random();
}

void
PlanMaker::ChooseIcmpError(PacketPlan& plan, bool quoted)
{
    struct Kind
    {
        uint8_t type;
        uint8_t codes;
    };

    const std::vector<Kind> kinds4{{3, 17}, {11, 2}, {12, 3}, {4, 1}, {5, 4}};
    const std::vector<Kind> kinds6{{1, 8}, {2, 1}, {3, 2}, {4, 4}};
    const auto& kinds = plan.family == Family::V4 ? kinds4 : kinds6;
    const Kind kind = kinds[OneIn(2) ? 0 : Below(static_cast<uint32_t>(kinds.size()))];
    plan.icmpType = kind.type;
    plan.icmpCode = static_cast<uint8_t>(Below(kind.codes));
    const uint32_t mtus[]{0, 68, 576, 1280, 1300, 1400, 1480, 1500, 9000};
    const bool mtu =
        plan.family == Family::V4 ? kind.type == 3 && plan.icmpCode == 4 : kind.type == 2;
    const bool pointer = plan.family == Family::V4 ? kind.type == 12 : kind.type == 4;
    plan.icmpRest = mtu       ? mtus[Below(9)]
                    : pointer ? Below(44) << (plan.family == Family::V4 ? 24 : 0)
                              : 0;
    if (!quoted)
    {
        plan.quoted = std::make_shared<PacketPlan>(Plan(plan.family, true));
        // The error goes back to where the quoted packet came from.
        plan.destination = plan.quoted->source;
        plan.quoteLimit = OneIn(4) ? 28 + Below(60) : 1200;
    }
}

void
PlanMaker::ChooseUpper(PacketPlan& plan, bool quoted)
{
    const bool v4 = plan.family == Family::V4;
    const uint32_t sizes[]{0, 1, 7, 8, 31, 64, 333, 600, 1100, 1200, 1260, 1300, 1400};
    size_t size = sizes[Below(13)];
    plan.upper = static_cast<Upper>(Below(6));
    plan.sourcePort = static_cast<uint16_t>(m_random());
    plan.destinationPort = static_cast<uint16_t>(m_random());
    switch (plan.upper)
    {
    case Upper::Tcp:
        plan.protocol = 6;
        break;
    case Upper::Udp:
        plan.protocol = 17;
        break;
    case Upper::Other: {
        const Bytes protocols{47, 50, 132, 2, 115};
        plan.protocol = OneIn(10) ? static_cast<uint8_t>(v4 ? 58 : 1) : protocols[Below(5)];
        break;
    }
    default:
        plan.protocol = v4 ? 1 : 58;
    }
    if (plan.upper == Upper::Echo)
    {
        plan.icmpType = v4 ? (OneIn(2) ? 8 : 0) : (OneIn(2) ? 128 : 129);
        plan.icmpRest = m_random();
    }
    else if (plan.upper == Upper::IcmpOther)
    {
        ChooseIcmpOther(plan);
    }
    else if (plan.upper == Upper::IcmpError)
    {
        ChooseIcmpError(plan, quoted);
    }
    if (plan.moreFragments)
    {
        size =
            plan.upper == Upper::Tcp && plan.fragmentOffset == 0 ? 4 + size / 8 * 8 : size / 8 * 8;
    }
    plan.payload = Random(size);
}

void
PlanMaker::ChooseDamage(PacketPlan& plan, bool quoted)
{
    const bool v4 = plan.family == Family::V4;
    if (plan.upper == Upper::Udp && v4 && OneIn(10))
    {
        plan.damage = Damage::NoUdpChecksum;
    }
    else if (OneIn(quoted ? 10 : 40))
    {
        plan.damage = Damage::UpperChecksum;
    }
    else if (!quoted && OneIn(60))
    {
        const Damage of4[]{Damage::HeaderChecksum, Damage::ShortHeader};
        const Damage of6[]{Damage::LengthTooLarge, Damage::LengthTooSmall};
        plan.damage = v4 && OneIn(2) ? of4[Below(2)] : of6[Below(2)];
    }
}

PacketPlan
PlanMaker::Plan(Family family, bool quoted)
{
    PacketPlan plan;
    plan.family = family;
    ChooseAddresses(plan, quoted);
    ChooseHeader(plan);
    ChooseFragment(plan);
    if (family == Family::V4)
    {
        ChooseOptions(plan);
    }
    else
    {
        ChooseExtensions(plan);
    }
    ChooseUpper(plan, quoted);
    ChooseDamage(plan, quoted);
    return plan;
}

PacketPlan
PlanMaker::Next()
{
    constexpr size_t LINK_MTU = 1500;
    PacketPlan plan = Plan(OneIn(2) ? Family::V4 : Family::V6, false);
    while (Build(plan).size() > LINK_MTU)
    {
        plan.payload.resize(plan.payload.size() - 8);
    }
    return plan;
}

} // namespace ns3::v6lab::test
