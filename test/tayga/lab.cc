// SPDX-License-Identifier: GPL-2.0-only
#include "test/tayga/lab.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab::test
{

namespace
{

IpAddress
Address(const std::string& text)
{
    return *IpAddress::Parse(text);
}

Prefix
Single(const IpAddress& address)
{
    return {address, address.GetBits()};
}

std::vector<IpAddress>
Addresses(const std::vector<std::string>& texts)
{
    std::vector<IpAddress> list;
    for (const auto& text : texts)
    {
        list.push_back(Address(text));
    }
    return list;
}

TaygaSettings
TheirSettings(const PlanAddresses& addresses)
{
    TaygaSettings settings;
    settings.prefix = *Prefix::Parse("2001:db8:64::/96");
    settings.own4 = Address("192.0.2.254");
    settings.own6 = Address("2001:db8:ff::1");
    for (size_t i = 0; i < addresses.mapped4.size(); ++i)
    {
        settings.maps.push_back({Single(addresses.mapped4[i]), Single(addresses.mapped6[i])});
    }
    return settings;
}

TranslatorSettings
OurSettings(const TaygaSettings& theirs)
{
    SiitSettings siit;
    siit.translation.errors = ErrorSending::On;
    siit.translation.rfc6791Pool.push_back(Single(theirs.own4));
    siit.addresses.prefix = Pref64(theirs.prefix);
    for (const auto& map : theirs.maps)
    {
        siit.addresses.eams.Add(map);
    }
    siit.hairpin = HairpinMode::Off;
    TranslatorSettings settings;
    settings.core = std::move(siit);
    settings.around.address4 = theirs.own4;
    settings.around.address6 = theirs.own6;
    return settings;
}

} // namespace

TaygaLab::TaygaLab()
{
    addresses.hosts4 = Addresses({"203.0.113.5", "8.8.8.8", "100.64.7.9", "198.18.0.255"});
    for (const auto& host : addresses.hosts4)
    {
        addresses.hosts6.push_back(Pref64(*Prefix::Parse("2001:db8:64::/96")).Embed(host));
    }
    addresses.mapped4 = Addresses({"198.51.100.1", "198.51.100.7", "10.7.0.1"});
    addresses.mapped6 = Addresses({"fd00:1::2", "2001:db8:1:ffff::7", "2001:db8::1"});
    addresses.strange4 = Addresses(
        {"127.0.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "169.254.1.1", "240.0.0.1"});
    addresses.strange6 = Addresses({"2001:db8:9::9",
                                    "::1",
                                    "::",
                                    "ff02::1",
                                    "fe80::1",
                                    "2001:db8:64::7f00:1",
                                    "2001:db8:64::e000:1"});
    const TaygaSettings theirs = TheirSettings(addresses);
    m_tayga = std::make_unique<Tayga>(theirs);
    m_ours = std::make_unique<PacketTranslator>(OurSettings(theirs));
}

bool
TaygaLab::IsStrange(const IpAddress& address) const
{
    const auto& list = address.IsV4() ? addresses.strange4 : addresses.strange6;
    return std::find(list.begin(), list.end(), address) != list.end();
}

Comparison
TaygaLab::Compare(const PacketPlan& plan)
{
    Comparison comparison;
    comparison.plan = plan;
    comparison.input = Build(plan);
    comparison.strangeSource = IsStrange(plan.source);
    comparison.strangeDestination = IsStrange(plan.destination);
    comparison.theirs = m_tayga->Exchange(comparison.input);
    const Translation ours = m_ours->Process(comparison.input, 0);
    comparison.reason = ours.reason;
    for (const auto& sent : ours.sent)
    {
        comparison.ours.push_back(sent.bytes);
    }
    return comparison;
}

PacketPlan
TaygaLab::PlanZeroChecksum()
{
    PacketPlan plan;
    plan.family = Family::V6;
    plan.source = addresses.mapped6[0];
    plan.destination = addresses.hosts6[0];
    plan.payload = Bytes(4, 0x11);
    for (uint32_t port = 0; port < 65536; ++port)
    {
        plan.sourcePort = static_cast<uint16_t>(port);
        const Translation ours = m_ours->Process(Build(plan), 0);
        if (ours.sent.size() == 1 && Word(ours.sent[0].bytes, 26) == 0xffff)
        {
            return plan;
        }
    }
    throw std::logic_error("no port gives that checksum");
}

} // namespace ns3::v6lab::test
