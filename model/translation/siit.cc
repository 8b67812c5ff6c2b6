// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/siit.h"

#include "model/core/nat64/profile-choices.h"
#include "model/translation/attribute-names.h"
#include "model/translation/attribute-text.h"
#include "model/translation/profile-attribute.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Siit);

TypeId
Siit::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Siit")
            .SetParent<Translator>()
            .SetGroupName("V6lab")
            .AddConstructor<Siit>()
            .AddAttribute("Prefix",
                          "RFC 6052 prefix; empty: explicit mappings only.",
                          StringValue("64:ff9b::/96"),
                          MakeStringAccessor(&Siit::m_prefix),
                          MakeStringChecker())
            .AddAttribute(
                "Hairpin",
                "Between hosts with explicit mappings: off, simple or intrinsic (RFC 7757 "
                "4.2).",
                StringValue("intrinsic"),
                MakeStringAccessor(&Siit::m_hairpin),
                MakeStringChecker())
            .AddAttribute("WellKnownDeny",
                          "IPv4 that the well-known prefix must not stand for: default, strict "
                          "(documentation and test ranges too) or off (RFC 6052 3.1); profile: "
                          "default, with Profile jool off.",
                          StringValue(attribute::BY_PROFILE),
                          MakeStringAccessor(&Siit::m_wellKnownDeny),
                          MakeStringChecker())
            .AddAttribute("EdgeRelay",
                          "The IPv4 sides of the mappings are hosts behind it, not the IPv6 sides "
                          "(RFC 7756 3).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Siit::m_edgeRelay),
                          MakeBooleanChecker())
            .AddAttribute("LenientUOctet",
                          "Ignore bits 64 to 71 instead of refusing them (RFC 6052 2.2).",
                          StringValue(attribute::BY_PROFILE),
                          attribute::MakeSwitchAccessor(&Siit::m_lenientUOctet),
                          attribute::MakeSwitchChecker());
    return tid;
}

Siit::Siit() = default;
Siit::~Siit() = default;

void
Siit::DoDispose()
{
    m_core.reset();
    Translator::DoDispose();
}

void
Siit::AddEam(const Prefix& ipv4, const Prefix& ipv6)
{
    m_eams.Add({ipv4, ipv6});
}

void
Siit::AddIpv4Prefix(const Prefix& prefix)
{
    m_ipv4.push_back(prefix);
}

const char*
Siit::GetKind() const
{
    return "siit";
}

SiitSettings
Siit::MakeSiitSettings() const
{
    SiitSettings settings;
    settings.translation = MakeSettings();
    const ProfileChoices chosen = ChoicesOf(settings.translation.profile);
    settings.hairpin = attribute::Choose<HairpinMode>("Hairpin",
                                                      m_hairpin,
                                                      {{"off", HairpinMode::Off},
                                                       {"simple", HairpinMode::Simple},
                                                       {"intrinsic", HairpinMode::Intrinsic}});
    settings.addresses.prefix = attribute::ReadPref64("Prefix", m_prefix);
    settings.addresses.eams = m_eams;
    settings.addresses.deny = GetNeverTranslated();
    settings.addresses.wellKnownDeny =
        attribute::ReadWellKnownDeny(m_wellKnownDeny, chosen.wellKnownDeny);
    settings.addresses.lenientUOctet = m_lenientUOctet.value_or(chosen.lenientUOctet);
    return settings;
}

void
Siit::Start()
{
    const SiitSettings settings = MakeSiitSettings();
    if (!settings.addresses.prefix && m_eams.IsEmpty())
    {
        throw std::invalid_argument("Prefix: empty, and there are no explicit mappings: nothing "
                                    "to translate by");
    }
    m_core = attribute::Named([&] { return std::make_unique<SiitCore>(settings); });
    if (settings.addresses.prefix && !m_edgeRelay)
    {
        Attract(settings.addresses.prefix->GetPrefix());
    }
    for (const auto& entry : m_eams.GetEntries())
    {
        Attract(m_edgeRelay ? entry.ipv6 : entry.ipv4);
    }
    if (m_edgeRelay && m_ipv4.empty())
    {
        Attract(Prefix(IpAddress::V4(0), 0));
    }
    for (const auto& prefix : m_ipv4)
    {
        Attract(prefix);
    }
}

std::vector<std::string>
Siit::GetAddressWarnings() const
{
    return StatelessWarnings(MakeSiitSettings().addresses);
}

Outcome
Siit::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    return m_core->Process(in, around, nowNs);
}

} // namespace ns3::v6lab
