// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/context.h"
#include "model/core/special-addresses.h"

namespace ns3::v6lab
{

namespace
{

/** Says what is wrong with a public address that somebody on the internet is to have. */
std::string
Trouble(const std::string& text, const std::string& version)
{
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        return "\"" + text + "\" is not an IP address";
    }
    if (!version.empty() && address->GetFamily() != FamilyOf(version))
    {
        return text + " is not an " + version + " address";
    }
    return IsPublic(*address) ? "" : text + " is not a public address";
}

/** Addresses are compared as values: 2001:db8::1 and 2001:DB8:0::1 are one. */
class PublicAddresses
{
  public:
    explicit PublicAddresses(ValidationContext& context)
        : m_context(context)
    {
    }

    void Check(const std::string& text,
               const std::string& version,
               const std::string& path,
               const std::string& subject)
    {
        const std::string trouble = Trouble(text, version);
        if (!trouble.empty())
        {
            m_context.Add({path, subject, "", "RFC 6890 2.2", trouble});
            return;
        }
        Claim(*IpAddress::Parse(text), path, subject, text);
    }

    /** `what`: the address as the complaint names it. */
    void Claim(const IpAddress& address,
               const std::string& path,
               const std::string& subject,
               const std::string& what)
    {
        const auto [first, fresh] = m_owners.emplace(address, subject);
        if (!fresh)
        {
            m_context.Add({path, subject, "", "", what + " already belongs to " + first->second});
        }
    }

    const std::map<IpAddress, std::string>& GetOwners() const
    {
        return m_owners;
    }

  private:
    ValidationContext& m_context;
    std::map<IpAddress, std::string> m_owners;
};

/** Prefixes that the internet routes to nodes; owner: the node. */
struct RoutedPrefixes
{
    std::vector<Claim> claims;
    std::vector<std::string> paths; //!< of each claim
};

/** The prefixes of all nodes, with complaints about those that are none or not public. */
RoutedPrefixes
CollectRouted(ValidationContext& context)
{
    const auto& nodes = context.topology.nodes;
    RoutedPrefixes routed;
    for (size_t i = 0; i < nodes.size(); ++i)
    {
        const size_t count = nodes[i].internet ? nodes[i].internet->prefixes.size() : 0;
        for (size_t j = 0; j < count; ++j)
        {
            const std::string& text = nodes[i].internet->prefixes[j];
            const std::string path = Item(Item("nodes", i) + ".internet.prefixes", j);
            const auto prefix = Prefix::Parse(text);
            if (!prefix)
            {
                context.Add(
                    {path, nodes[i].name, "", "RFC 4632 3.1", PrefixFormFault(text)->sentence});
                continue;
            }
            if (!IsPublic(*prefix))
            {
                context.Add({path, nodes[i].name, "", "RFC 6890 2.2", text + " is not all public"});
            }
            routed.claims.push_back({*prefix, i});
            routed.paths.push_back(path);
        }
    }
    return routed;
}

/** Routed prefixes are disjoint and nobody else's home. */
void
CheckRoutedPrefixes(ValidationContext& context, const PublicAddresses& addresses)
{
    const auto& nodes = context.topology.nodes;
    const RoutedPrefixes routed = CollectRouted(context);
    for (const auto& [first, second] : FindOverlaps(routed.claims))
    {
        const Claim& a = routed.claims[first];
        const Claim& b = routed.claims[second];
        context.Add({routed.paths[second],
                     nodes[b.owner].name,
                     "",
                     "",
                     b.prefix.ToString() + " overlaps " + a.prefix.ToString() + " of " +
                         nodes[a.owner].name});
    }
    const PrefixSet set(routed.claims);
    for (const auto& [address, owner] : addresses.GetOwners())
    {
        const Claim* around = set.Containing(address);
        if (around && nodes[around->owner].name != owner)
        {
            context.Add(
                {Item("nodes", around->owner) + ".internet.prefixes",
                 nodes[around->owner].name,
                 "",
                 "",
                 around->prefix.ToString() + " contains " + address.ToString() + " of " + owner});
        }
    }
}

} // namespace

void
ValidatePublicAddresses(ValidationContext& context)
{
    PublicAddresses addresses(context);
    const auto& publics = context.topology.publicIPAddresses;
    for (size_t i = 0; i < publics.size(); ++i)
    {
        if (!publics[i].ipAddress.empty())
        {
            addresses.Check(publics[i].ipAddress,
                            publics[i].publicIPAddressVersion,
                            Item("publicIPAddresses", i) + ".ipAddress",
                            publics[i].name);
        }
    }
    const auto& nodes = context.topology.nodes;
    for (size_t i = 0; i < nodes.size(); ++i)
    {
        const size_t count = nodes[i].internet ? nodes[i].internet->addresses.size() : 0;
        for (size_t j = 0; j < count; ++j)
        {
            addresses.Check(nodes[i].internet->addresses[j],
                            "",
                            Item(Item("nodes", i) + ".internet.addresses", j),
                            nodes[i].name);
        }
    }
    for (const auto& derived : DerivedAddresses(context))
    {
        addresses.Claim(derived.address,
                        derived.path,
                        derived.nic,
                        derived.address.ToString() + ", the public address of " + derived.nic +
                            ",");
    }
    CheckRoutedPrefixes(context, addresses);
}

} // namespace ns3::v6lab
