// SPDX-License-Identifier: GPL-2.0-only
// Rule G3: ExpressRoute circuits and their private peering.
#include "helper/topology/validate/context.h"

namespace ns3::v6lab
{

namespace
{

class CircuitChecker
{
  public:
    explicit CircuitChecker(ValidationContext& context)
        : m_context(context)
    {
    }

    void Check(const ExpressRouteCircuit& circuit, size_t place)
    {
        m_path = Item("expressRouteCircuits", place);
        m_subject = circuit.name;
        CheckRouter(circuit.primaryRouter, ".primaryRouter");
        CheckRouter(circuit.secondaryRouter, ".secondaryRouter");
        if (circuit.bandwidthInMbps == 0)
        {
            Add(".bandwidthInMbps", "", "must be at least 1");
        }
        for (size_t i = 0; i < circuit.peerings.size(); ++i)
        {
            CheckPeering(circuit, circuit.peerings[i], Item(".peerings", i));
            CheckAsn(circuit, circuit.peerings[i], Item(".peerings", i));
        }
    }

  private:
    void CheckRouter(const std::string& name, const std::string& member)
    {
        if (name.empty())
        {
            return; // nobody answers at that link
        }
        const auto node = m_context.nodes.Find(name);
        if (!node)
        {
            Add(member, "InvalidResourceReference", "there is no node \"" + name + "\"");
        }
        else if (m_context.topology.nodes[*node].kind != "router")
        {
            Add(member, "", name + " is a host; a circuit ends at a router");
        }
    }

    void CheckPeering(const ExpressRouteCircuit& circuit,
                      const ExpressRoutePeering& peering,
                      const std::string& path)
    {
        if (peering.name != "AzurePrivatePeering")
        {
            Add(path + ".name", "", "only AzurePrivatePeering is simulated");
            return;
        }
        CheckLink(peering.primaryPeerAddressPrefix, path + ".primaryPeerAddressPrefix", Family::V4);
        CheckLink(peering.secondaryPeerAddressPrefix,
                  path + ".secondaryPeerAddressPrefix",
                  Family::V4);
        CheckLink(peering.primaryPeerAddressPrefixIPv6,
                  path + ".primaryPeerAddressPrefixIPv6",
                  Family::V6);
        CheckLink(peering.secondaryPeerAddressPrefixIPv6,
                  path + ".secondaryPeerAddressPrefixIPv6",
                  Family::V6);
        if (peering.primaryPeerAddressPrefixIPv6.empty() !=
            peering.secondaryPeerAddressPrefixIPv6.empty())
        {
            Add(path, "", "IPv6 needs a /126 for both links");
        }
        if (!circuit.allowIPv6 && !peering.primaryPeerAddressPrefixIPv6.empty())
        {
            Add(path + ".primaryPeerAddressPrefixIPv6", "", "the circuit has allowIPv6=false");
        }
    }

    /** The other end of the session is a node of this topology. */
    void CheckAsn(const ExpressRouteCircuit& circuit,
                  const ExpressRoutePeering& peering,
                  const std::string& path)
    {
        for (const auto& name : {circuit.primaryRouter, circuit.secondaryRouter})
        {
            const auto place = m_context.nodes.Find(name);
            const auto* node = place ? &m_context.topology.nodes[*place] : nullptr;
            if (node && node->bgp && node->bgp->asn != peering.peerASN)
            {
                Add(path + ".peerASN",
                    "",
                    std::to_string(peering.peerASN) + " is not the asn of " + name + "'s bgp, " +
                        std::to_string(node->bgp->asn));
                return;
            }
        }
    }

    void CheckLink(const std::string& text, const std::string& member, Family family)
    {
        const bool v4 = family == Family::V4;
        if (text.empty())
        {
            if (v4)
            {
                Add(member, "", "each link needs a /30");
            }
            return;
        }
        if (const auto fault = PrefixFormFault(text))
        {
            Add(member, fault->word.c_str(), fault->sentence);
            return;
        }
        const auto prefix = *Prefix::Parse(text);
        if (prefix.GetFamily() != family || prefix.GetLength() != (v4 ? 30 : 126))
        {
            Add(member, "", v4 ? "must be an IPv4 /30" : "must be an IPv6 /126");
        }
    }

    void Add(const std::string& member, const char* word, const std::string& sentence)
    {
        m_context.Add({m_path + member, m_subject, word, "G3", sentence});
    }

    ValidationContext& m_context;
    std::string m_path;
    std::string m_subject;
};

} // namespace

void
ValidateCircuits(ValidationContext& context)
{
    CircuitChecker checker(context);
    for (size_t i = 0; i < context.topology.expressRouteCircuits.size(); ++i)
    {
        checker.Check(context.topology.expressRouteCircuits[i], i);
    }
}

} // namespace ns3::v6lab
