// SPDX-License-Identifier: GPL-2.0-only
// What all translators, SIIT and CLAT ask of a configuration.
#include "helper/topology/translator-text.h"
#include "helper/topology/validate/translator-faults.h"
#include "helper/topology/validate/translator-prefixes.h"
#include "model/core/translation/clat-settings.h"
#include "model/core/translation/legal-address.h"
#include "model/core/translation/pref64-text.h"

#include <optional>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LEAST_MTU6 = 1280;
constexpr uint32_t LARGEST_MTU = 65535;

class TranslatorChecker
{
  public:
    TranslatorChecker(ValidationContext& context, size_t place)
        : m_context(context),
          m_faults(context, place),
          m_config(m_faults.config)
    {
    }

    void Check()
    {
        CheckPrefix();
        CheckLists();
        if (m_config.kind == "nat64")
        {
            CheckNat64(m_faults);
        }
        else if (m_config.kind == "siit")
        {
            CheckMappings();
        }
        else if (m_config.kind == "clat")
        {
            CheckSharedClat(m_faults);
            CheckClat();
        }
        else if (m_config.kind == "virtual-ipv6")
        {
            CheckVirtualIp6(m_context, m_faults);
        }
        CheckKindOptions(m_faults);
        if (m_config.lowestIpv6Mtu < LEAST_MTU6 || m_config.lowestIpv6Mtu > LARGEST_MTU)
        {
            Add(".lowestIpv6Mtu",
                "RFC 7915 4.1",
                std::to_string(m_config.lowestIpv6Mtu) + " is not from 1280 to 65535 bytes");
        }
        CheckSizes(m_faults);
    }

  private:
    void Add(const std::string& member, const char* rule, const std::string& sentence)
    {
        m_faults.Add(member, rule, sentence);
    }

    void CheckPrefix()
    {
        if (m_config.prefix.empty())
        {
            return;
        }
        const bool sound = m_faults.Try(".prefix", "RFC 6052 2.2", [&] {
            // As Jool, which takes any with --force.
            const bool any = m_config.kind == "nat64" && m_config.profile == "jool";
            m_prefix =
                Pref64FromText(m_config.prefix, any ? Pref64::UOctet::Any : Pref64::UOctet::Zero)
                    .GetPrefix();
        });
        const auto link = sound && m_config.kind == "nat64"
                              ? LinkOfNat64(m_faults.GetTopology(), m_config)
                              : std::nullopt;
        if (link)
        {
            Add(".prefix",
                "RFC 6052 1.3",
                m_config.prefix + " must be for translation alone, but overlaps " + *link);
        }
    }

    void CheckIpv4(const std::vector<std::string>& list, const std::string& member)
    {
        for (size_t i = 0; i < list.size(); ++i)
        {
            const auto block = ParseBlock(list[i]);
            if (!block || block->GetFamily() != Family::V4)
            {
                Add(Item(member, i), "", "\"" + list[i] + "\" is not an IPv4 address or prefix");
            }
        }
    }

    void CheckLists()
    {
        for (size_t i = 0; i < m_config.errorSources.size(); ++i)
        {
            const std::string& text = m_config.errorSources[i];
            if (!ParseBlock(text))
            {
                Add(Item(".errorSources", i), "", "\"" + text + "\" is not an address or prefix");
            }
        }
        CheckIpv4(m_config.neverTranslate, ".neverTranslate");
        CheckIpv4(m_config.ipv4Prefixes, ".ipv4Prefixes");
        CheckIpv4(m_config.networks, ".networks");
    }

    void CheckMappings()
    {
        if (m_config.prefix.empty() && m_config.mappings.empty())
        {
            Add("", "RFC 7915 6", "a siit needs a prefix or mappings");
        }
        if (m_config.role == "edge" && m_config.mappings.empty())
        {
            Add(".mappings", "RFC 7756 3", "an edge relay needs the mappings of its hosts");
        }
        EamTable table;
        ReadMappings(m_faults, table);
    }

    void CheckClat()
    {
        ClatSettings settings;
        CheckNetworks(settings);
        const bool dedicated = !m_config.dedicatedPrefix.empty();
        const bool shared = !m_config.sharedAddress.empty();
        if (dedicated == shared)
        {
            Add("", "RFC 6877 6.3", "a clat has either a dedicatedPrefix or a sharedAddress");
        }
        if (dedicated)
        {
            CheckDedicated(settings);
        }
        if (shared)
        {
            CheckShared(settings);
        }
        if (m_faults.IsEmpty())
        {
            settings.platPrefix =
                m_config.discoverPrefix ? std::nullopt : std::optional(Pref64(m_prefix));
            m_faults.Try(".prefix", "RFC 6877 2", [&] { Completed(settings); });
        }
    }

    void CheckDedicated(ClatSettings& settings)
    {
        settings.dedicated = Prefix::Parse(m_config.dedicatedPrefix);
        const auto& prefix = settings.dedicated;
        if (!prefix || prefix->GetFamily() != Family::V6 ||
            (prefix->GetLength() != 64 && prefix->GetLength() != 96))
        {
            Add(".dedicatedPrefix",
                "RFC 6877 6.3",
                "\"" + m_config.dedicatedPrefix + "\" is not an IPv6 /64 or /96");
            return;
        }
        if (const auto link = LinkOfDedicated(m_faults.GetTopology(), m_config))
        {
            Add(".dedicatedPrefix",
                "RFC 6877 6.3",
                m_config.dedicatedPrefix + " must be the clat's own, but belongs to " + *link);
        }
        // The IPv4 address stands behind 96 bits, also in a /64 (RFC 6877 6.3).
        m_faults.Try(".dedicatedPrefix", "RFC 6052 2.2", [&] {
            Pref64{Prefix(prefix->GetAddress(), 96)};
        });
    }

    void CheckShared(ClatSettings& settings)
    {
        settings.shared = IpAddress::Parse(m_config.sharedAddress);
        if (!settings.shared || !settings.shared->IsV6() || IsIllegal(*settings.shared))
        {
            Add(".sharedAddress",
                "RFC 6877 6.3",
                "\"" + m_config.sharedAddress + "\" is not the IPv6 address of one host");
        }
    }

    /** The hosts behind a CLAT: their networks must differ, or nobody knew whose a packet is. */
    void CheckNetworks(ClatSettings& settings)
    {
        for (size_t i = 0; i < m_config.networks.size(); ++i)
        {
            const auto network = ParseBlock(m_config.networks[i]);
            if (!network || network->GetFamily() != Family::V4)
            {
                continue; // told with the other lists
            }
            if (network->GetLength() == 0 || IsIllegal(network->GetAddress()))
            {
                Add(Item(".networks", i),
                    "RFC 6877 6.3",
                    m_config.networks[i] + " is not a network of IPv4 hosts");
            }
            for (const auto& other : settings.networks)
            {
                if (network->Overlaps(other))
                {
                    Add(Item(".networks", i),
                        "RFC 6877 6.3",
                        m_config.networks[i] + " overlaps " + other.ToString());
                }
            }
            settings.networks.push_back(*network);
        }
    }

    ValidationContext& m_context;
    TranslatorFaults m_faults;
    const TranslatorConfig& m_config;
    Prefix m_prefix{Pref64().GetPrefix()};
};

/** What a translator stands for in IPv6: of a nat64 always something. */
std::optional<Prefix>
PrefixOf(const TranslatorConfig& config)
{
    const bool wellKnown = config.prefix.empty() && config.kind == "nat64";
    return wellKnown ? Pref64().GetPrefix() : Prefix::Parse(config.prefix);
}

bool
SamePrefix(const TranslatorConfig& a, const TranslatorConfig& b)
{
    const auto first = PrefixOf(a);
    const auto second = PrefixOf(b);
    return first && second && *first == *second;
}

std::vector<PoolRange>
PoolOf(const TranslatorConfig& config)
{
    std::vector<PoolRange> ranges;
    for (const auto& pool : config.pool)
    {
        PoolRange range;
        if (ParseAddressRange(pool.addresses, range))
        {
            ranges.push_back(range);
        }
    }
    return ranges;
}

bool
SharePool(const TranslatorConfig& a, const TranslatorConfig& b)
{
    for (const auto& ours : PoolOf(a))
    {
        for (const auto& theirs : PoolOf(b))
        {
            if (!(ours.last < theirs.first) && !(theirs.last < ours.first))
            {
                return true;
            }
        }
    }
    return false;
}

/** Two of a kind, or two that want the same packets. */
void
CheckCompany(ValidationContext& context, size_t place)
{
    const auto& list = context.topology.translators;
    const TranslatorConfig& ours = list[place];
    TranslatorFaults faults(context, place);
    for (size_t i = 0; i < place; ++i)
    {
        const TranslatorConfig& other = list[i];
        if (other.node != ours.node || ours.node.empty())
        {
            continue;
        }
        if (other.kind == ours.kind)
        {
            faults.Add("", "", "the node has another " + ours.kind + " already");
            return;
        }
        if (ours.kind != "clat" && other.kind != "clat" && SamePrefix(ours, other))
        {
            faults.Add(".prefix", "", "the node's " + other.kind + " has these addresses already");
        }
        if (SharePool(ours, other))
        {
            faults.Add(".pool", "", "the node's " + other.kind + " has these addresses already");
        }
    }
}

} // namespace

bool
ReadMappings(TranslatorFaults& faults, EamTable& table)
{
    const auto& mappings = faults.config.mappings;
    bool sound = true;
    for (size_t i = 0; i < mappings.size(); ++i)
    {
        const auto eam = ParseMapping(mappings[i].ipv4, mappings[i].ipv6);
        if (!eam)
        {
            faults.Add(Item(".mappings", i),
                       "RFC 7757 3.2",
                       "\"" + mappings[i].ipv4 + "\" and \"" + mappings[i].ipv6 +
                           "\" are not an IPv4 and an IPv6 address or prefix");
        }
        sound = eam &&
                faults.Try(Item(".mappings", i), "RFC 7757 3.2, 5", [&] { table.Add(*eam); }) &&
                sound;
    }
    return sound;
}

void
ValidateTranslators(ValidationContext& context)
{
    const auto& list = context.topology.translators;
    for (size_t i = 0; i < list.size(); ++i)
    {
        if (!list[i].node.empty() && !context.HasNode(list[i].node))
        {
            TranslatorFaults(context, i)
                .Add(".node", "", "there is no virtual machine or node \"" + list[i].node + "\"");
        }
        TranslatorChecker(context, i).Check();
        CheckCompany(context, i);
    }
}

} // namespace ns3::v6lab
