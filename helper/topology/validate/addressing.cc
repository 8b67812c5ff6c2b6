// SPDX-License-Identifier: GPL-2.0-only
// Rules A1, A2, A3, A5 and A6: address spaces and subnets.
#include "helper/topology/validate/context.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Azure keeps these for services of its own, with a least size each (rule A6). */
struct ReservedSubnet
{
    const char* name;
    uint8_t longestPrefix;
};

constexpr ReservedSubnet RESERVED_SUBNETS[] = {{"GatewaySubnet", 29},
                                               {"AzureFirewallSubnet", 26},
                                               {"AzureFirewallManagementSubnet", 26},
                                               {"AzureBastionSubnet", 26},
                                               {"RouteServerSubnet", 27}};

/** Ranges that mean something else everywhere, or in Azure (A7). */
const std::vector<Prefix>&
ForbiddenRanges()
{
    static const std::vector<Prefix> RANGES{*Prefix::Parse("127.0.0.0/8"),
                                            *Prefix::Parse("169.254.0.0/16"),
                                            *Prefix::Parse("224.0.0.0/4"),
                                            *Prefix::Parse("255.255.255.255/32"),
                                            *Prefix::Parse("168.63.129.16/32"),
                                            *Prefix::Parse("::/127"),
                                            *Prefix::Parse("fe80::/10"),
                                            *Prefix::Parse("ff00::/8")};
    return RANGES;
}

/** One virtual network's prefixes and subnets. */
class AddressingChecker
{
  public:
    AddressingChecker(ValidationContext& context, size_t place)
        : m_context(context),
          m_vnet(context.topology.virtualNetworks[place]),
          m_place(place),
          m_path(Item("virtualNetworks", place))
    {
    }

    void Check()
    {
        CheckSpace();
        for (size_t i = 0; i < m_vnet.subnets.size(); ++i)
        {
            CheckSubnet(i);
        }
        CheckSiblings();
    }

  private:
    void Add(const std::string& path, const char* word, const char* rule, const std::string& text)
    {
        m_context.Add({path, m_subject, word, rule, text});
    }

    bool CheckForm(const std::string& text, const std::string& path)
    {
        auto fault = PrefixFormFault(text);
        if (!fault)
        {
            return true;
        }
        fault->path = path;
        fault->subject = m_subject;
        m_context.Add(*fault);
        return false;
    }

    void CheckSpace()
    {
        m_subject = m_vnet.name;
        const auto& texts = m_vnet.addressPrefixes;
        for (size_t i = 0; i < texts.size(); ++i)
        {
            const std::string path = Item(m_path + ".addressPrefixes", i);
            if (!CheckForm(texts[i], path))
            {
                continue;
            }
            for (const Prefix& range : ForbiddenRanges())
            {
                if (range.Overlaps(*Prefix::Parse(texts[i])))
                {
                    Add(path, "", "A7", texts[i] + " overlaps the reserved " + range.ToString());
                }
            }
        }
        const auto claims = ParsedClaims(texts);
        if (!m_context.spaces[m_place].Has(Family::V4) && claims.size() == texts.size())
        {
            Add(m_path + ".addressPrefixes",
                "",
                "A2",
                "the address space has no IPv4 prefix; Azure has no IPv6-only networks");
        }
        for (const auto& [first, second] : FindOverlaps(claims))
        {
            const size_t a = claims[first].owner;
            const size_t b = claims[second].owner;
            Add(Item(m_path + ".addressPrefixes", b),
                "",
                "A5",
                texts[b] + " overlaps " + texts[a] + " of the same virtual network");
        }
    }

    void CheckSubnet(size_t place)
    {
        const Subnet& subnet = m_vnet.subnets[place];
        m_subject = m_vnet.name + "/" + subnet.name;
        const std::string path = Item(m_path + ".subnets", place) + ".addressPrefixes";
        int count4 = 0;
        int count6 = 0;
        bool formed = true;
        for (size_t i = 0; i < subnet.addressPrefixes.size(); ++i)
        {
            const std::string& text = subnet.addressPrefixes[i];
            if (!CheckForm(text, Item(path, i)))
            {
                formed = false;
                continue;
            }
            const Prefix prefix = *Prefix::Parse(text);
            ++(prefix.GetFamily() == Family::V4 ? count4 : count6);
            CheckInSpace(prefix, Item(path, i));
            CheckSize(subnet, prefix, Item(path, i));
        }
        if (count4 > 1 || count6 > 1)
        {
            Add(path, "", "A2", "a subnet has one IPv4 prefix and at most one IPv6 prefix");
        }
        if (count4 == 0 && formed && !subnet.addressPrefixes.empty())
        {
            Add(path, "", "A2", "the subnet has no IPv4 prefix; Azure has no IPv6-only subnets");
        }
    }

    void CheckInSpace(const Prefix& prefix, const std::string& path)
    {
        const PrefixSet& space = m_context.spaces[m_place];
        if (space.Containing(prefix))
        {
            return;
        }
        const std::string family = Named(prefix.GetFamily());
        Add(path,
            "NetcfgInvalidSubnet",
            "A5",
            space.Has(prefix.GetFamily())
                ? prefix.ToString() + " lies in no address prefix of the virtual network"
                : prefix.ToString() + " is " + family + ", but the virtual network has no " +
                      family + " address space");
    }

    void CheckSize(const Subnet& subnet, const Prefix& prefix, const std::string& path)
    {
        const uint8_t length = prefix.GetLength();
        const bool gateway = subnet.name == "GatewaySubnet";
        if (prefix.GetFamily() == Family::V6)
        {
            if (length > 64 || (length < 64 && !gateway))
            {
                Add(path,
                    "",
                    "A1",
                    "an IPv6 subnet prefix must be exactly /64, not /" + std::to_string(length));
            }
            return;
        }
        if (length > 29)
        {
            Add(path,
                "",
                "A3",
                "Azure reserves five addresses of each subnet, which leaves none in a /" +
                    std::to_string(length) + "; the smallest is /29");
        }
        for (const auto& reserved : RESERVED_SUBNETS)
        {
            // Bastion hosts made before November 2021 live on in a /27.
            const bool former = subnet.name == "AzureBastionSubnet" && length == 27 &&
                                m_context.topology.azure == "2021";
            if (subnet.name == reserved.name && length > reserved.longestPrefix && !former)
            {
                Add(path,
                    "",
                    "A6",
                    subnet.name + " must be /" + std::to_string(reserved.longestPrefix) +
                        " or larger, not /" + std::to_string(length));
            }
        }
    }

    void CheckSiblings()
    {
        std::vector<Claim> claims;
        for (size_t i = 0; i < m_vnet.subnets.size(); ++i)
        {
            for (const Claim& claim : ParsedClaims(m_vnet.subnets[i].addressPrefixes))
            {
                claims.push_back({claim.prefix, i});
            }
        }
        for (const auto& [first, second] : FindOverlaps(claims))
        {
            const Subnet& a = m_vnet.subnets[claims[first].owner];
            const Subnet& b = m_vnet.subnets[claims[second].owner];
            m_subject = m_vnet.name + "/" + b.name;
            Add(Item(m_path + ".subnets", claims[second].owner),
                "NetcfgSubnetRangesOverlap",
                "A5",
                claims[second].prefix.ToString() + " overlaps " + claims[first].prefix.ToString() +
                    " of subnet " + a.name);
        }
    }

    ValidationContext& m_context;
    const VirtualNetwork& m_vnet;
    size_t m_place;
    std::string m_path;
    std::string m_subject;
};

} // namespace

void
ValidateAddressing(ValidationContext& context)
{
    for (size_t i = 0; i < context.topology.virtualNetworks.size(); ++i)
    {
        AddressingChecker(context, i).Check();
    }
}

} // namespace ns3::v6lab
