// SPDX-License-Identifier: GPL-2.0-only
// What firewall rules of every kind have, and the packet filters of appliances.
#include "helper/topology/validate/filter-rules.h"

#include "helper/topology/filter-text.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

void
FilterTexts::Add(const std::string& path, const std::string& sentence) const
{
    m_context.Add({path, m_subject, "", m_rule, sentence});
}

void
FilterTexts::Protocols(const std::vector<std::string>& texts, const std::string& path) const
{
    for (size_t i = 0; i < texts.size(); ++i)
    {
        if (!ParseFilterProtocol(texts[i]))
        {
            Add(Item(path, i), "\"" + texts[i] + "\" is not TCP, UDP, ICMP or Any");
        }
    }
}

void
FilterTexts::Addresses(const std::vector<std::string>& texts, const std::string& path) const
{
    for (size_t i = 0; i < texts.size(); ++i)
    {
        if (texts[i] != "*" && !ParseFilterAddress(texts[i]))
        {
            Add(Item(path, i),
                "\"" + texts[i] + "\" is no address, no prefix without host bits and not \"*\"");
        }
    }
}

void
FilterTexts::Ports(const std::vector<std::string>& texts, const std::string& path) const
{
    for (size_t i = 0; i < texts.size(); ++i)
    {
        if (!azure::ParsePortRange(texts[i]))
        {
            Add(Item(path, i),
                "\"" + texts[i] +
                    "\" is no port from 0 to 65535, no range such as \"80-90\" and "
                    "not \"*\"");
        }
    }
}

void
FilterTexts::Ranges(const std::vector<std::string>& texts,
                    bool only4,
                    const std::string& path) const
{
    for (size_t i = 0; i < texts.size(); ++i)
    {
        const auto prefix = ParseFilterAddress(texts[i]);
        if (!prefix)
        {
            Add(Item(path, i), "\"" + texts[i] + "\" is no address and no prefix");
        }
        else if (only4 && prefix->GetFamily() == Family::V6)
        {
            Add(Item(path, i),
                "only IPv4 ranges can be chosen; in IPv6 it is fc00::/7 and nothing else");
        }
    }
}

namespace
{

void
ValidateNatRules(const GuestFirewall& guest, const FilterTexts& texts, const std::string& path)
{
    std::set<std::string> names;
    for (size_t i = 0; i < guest.natRules.size(); ++i)
    {
        const auto& rule = guest.natRules[i];
        const std::string at = Item(path + ".natRules", i);
        if (!names.insert(rule.name).second)
        {
            texts.Add(at + ".name", "the name \"" + rule.name + "\" is already taken");
        }
        if (rule.port == 0)
        {
            texts.Add(at + ".port", "0 is no port from 1 to 65535");
        }
        const auto server = IpAddress::Parse(rule.translatedAddress);
        const char* version = server && server->IsV4() ? "IPv4" : "IPv6";
        if (!server)
        {
            texts.Add(at + ".translatedAddress",
                      "\"" + rule.translatedAddress + "\" is not an IP address");
        }
        else if (std::count(guest.masquerade.begin(), guest.masquerade.end(), version) == 0)
        {
            texts.Add(at,
                      std::string("needs ") + version + " in masquerade: answers come back here");
        }
    }
}

} // namespace

void
ValidateGuestFirewalls(ValidationContext& context)
{
    const auto& machines = context.topology.virtualMachines;
    for (size_t i = 0; i < machines.size(); ++i)
    {
        if (!machines[i].firewall)
        {
            continue;
        }
        const auto& guest = *machines[i].firewall;
        const std::string path = Item("virtualMachines", i) + ".firewall";
        const FilterTexts texts(context, machines[i].name, "");
        if (!machines[i].guestForwarding)
        {
            texts.Add(path, "is for appliances: set guestForwarding too");
        }
        std::set<std::string> names;
        for (size_t j = 0; j < guest.rules.size(); ++j)
        {
            const auto& rule = guest.rules[j];
            const std::string at = Item(path + ".rules", j);
            if (!names.insert(rule.name).second)
            {
                texts.Add(at + ".name", "the name \"" + rule.name + "\" is already taken");
            }
            texts.Protocols(rule.protocols, at + ".protocols");
            texts.Addresses(rule.sourceAddresses, at + ".sourceAddresses");
            texts.Addresses(rule.destinationAddresses, at + ".destinationAddresses");
            texts.Ports(rule.destinationPorts, at + ".destinationPorts");
        }
        for (size_t j = 0; j < guest.masquerade.size(); ++j)
        {
            if (guest.masquerade[j] != "IPv4" && guest.masquerade[j] != "IPv6")
            {
                texts.Add(Item(path + ".masquerade", j),
                          "\"" + guest.masquerade[j] + "\" is not IPv4 or IPv6");
            }
        }
        texts.Ranges(guest.privateRanges, false, path + ".privateRanges");
        ValidateNatRules(guest, texts, path);
    }
}

} // namespace ns3::v6lab
