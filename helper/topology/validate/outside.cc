// SPDX-License-Identifier: GPL-2.0-only
// Nodes and links outside Azure, and the figures of links and fabric.
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LEAST_MTU = 68;      // RFC 791 3.2
constexpr uint32_t LEAST_MTU6 = 1280;   // RFC 8200 5
constexpr uint32_t LARGEST_MTU = 65535; // RFC 791 3.1
constexpr int64_t LONGEST_DELAY = 60LL * 60 * 1000000000;
constexpr uint32_t LONGEST_QUEUE = 1000000;

/** A delay may be zero; a sign is no number to begin with. */
void
CheckDelay(ValidationContext& context,
           const std::string& text,
           const std::string& path,
           const std::string& subject)
{
    const auto delay = ParseDuration(text);
    if (!delay || *delay > LONGEST_DELAY)
    {
        context.Add(
            {path, subject, "", "", "\"" + text + "\" is not a delay such as \"2ms\", 1h at most"});
    }
}

void
CheckRate(ValidationContext& context,
          const std::string& text,
          const std::string& path,
          const std::string& subject)
{
    if (ParseRate(text).value_or(0) == 0)
    {
        context.Add(
            {path, subject, "", "", "\"" + text + "\" is not a positive rate such as \"10Gbps\""});
    }
}

/** What the nodes have put on one link. */
struct LinkUse
{
    size_t ends{0};
    bool v6{false};
    std::map<IpAddress, std::string> owners;
};

class OutsideChecker
{
  public:
    explicit OutsideChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology),
          m_uses(m_topology.links.size())
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.nodes.size(); ++i)
        {
            CheckNode(i);
        }
        for (size_t i = 0; i < m_topology.links.size(); ++i)
        {
            CheckLink(m_topology.links[i], m_uses[i], Item("links", i));
        }
    }

  private:
    void Add(const std::string& path, const char* rule, const std::string& sentence)
    {
        m_context.Add({path, m_subject, "", rule, sentence});
    }

    void CheckNode(size_t place)
    {
        const OutsideNode& node = m_topology.nodes[place];
        m_subject = node.name;
        m_onLink.clear();
        m_own.clear();
        std::set<std::string> links;
        for (size_t i = 0; i < node.interfaces.size(); ++i)
        {
            const std::string path = Item(Item("nodes", place) + ".interfaces", i);
            const std::string& name = node.interfaces[i].link;
            const auto link = m_context.links.Find(name);
            if (!link && !name.empty())
            {
                Add(path + ".link", "", "there is no link \"" + name + "\"");
            }
            if (!links.insert(name).second)
            {
                Add(path + ".link", "", "the node is already on link \"" + name + "\"");
            }
            LinkUse unknown;
            LinkUse& use = link ? m_uses[*link] : unknown;
            ++use.ends;
            CheckAddresses(node.interfaces[i], use, path + ".addresses");
        }
        for (size_t i = 0; i < node.routes.size(); ++i)
        {
            CheckRoute(node.routes[i], Item(Item("nodes", place) + ".routes", i));
        }
    }

    void CheckAddresses(const Interface& interface, LinkUse& use, const std::string& path)
    {
        use.v6 = use.v6 || interface.autoconfigure;
        for (size_t i = 0; i < interface.addresses.size(); ++i)
        {
            const std::string& text = interface.addresses[i];
            const auto parsed = ParseInterfaceAddress(text);
            if (!parsed)
            {
                Add(Item(path, i),
                    "RFC 4632 3.1",
                    "\"" + text + "\" is not an address with prefix length such as 192.0.2.1/24");
                continue;
            }
            const IpAddress& address = parsed->address;
            if (!IsUnicast(*parsed))
            {
                Add(Item(path, i), "RFC 1122 3.2.1.3", text + " cannot be a node's own address");
            }
            const auto [first, fresh] = use.owners.emplace(address, m_subject);
            if (!fresh)
            {
                Add(Item(path, i),
                    "RFC 5227 1",
                    address.ToString() + " on link " + interface.link + " already belongs to " +
                        first->second);
            }
            use.v6 = use.v6 || address.IsV6();
            m_onLink.push_back({parsed->network, 0});
            m_own.insert(address);
        }
    }

    /** Neither multicast, loopback or unspecified nor IPv4's network or broadcast address. */
    static bool IsUnicast(const InterfaceAddress& given)
    {
        const IpAddress& address = given.address;
        const bool edge =
            address.IsV4() && given.network.GetLength() < 31 &&
            (address == given.network.GetAddress() || address == given.network.Last());
        return !edge && !address.IsUnspecified() && !address.IsMulticast() && !address.IsLoopback();
    }

    void CheckRoute(const StaticRoute& route, const std::string& path)
    {
        const auto prefix = Prefix::Parse(route.prefix);
        if (!prefix && !route.prefix.empty())
        {
            Add(path + ".prefix", "RFC 4632 3.1", PrefixFormFault(route.prefix)->sentence);
        }
        if (route.nextHop.empty())
        {
            return;
        }
        const auto hop = IpAddress::Parse(route.nextHop);
        if (!hop)
        {
            Add(path + ".nextHop", "", "\"" + route.nextHop + "\" is not an IP address");
            return;
        }
        if (prefix && hop->GetFamily() != prefix->GetFamily())
        {
            Add(path + ".nextHop",
                "",
                std::string("the next hop is ") + Named(hop->GetFamily()) + ", but the prefix is " +
                    Named(prefix->GetFamily()));
        }
        if (m_own.count(*hop) > 0)
        {
            Add(path + ".nextHop", "", route.nextHop + " is the node's own address");
        }
        else if (!PrefixSet(m_onLink).Containing(*hop))
        {
            Add(path + ".nextHop",
                "RFC 1122 3.3.1.1",
                route.nextHop + " is on none of the node's links");
        }
    }

    void CheckLink(const Link& link, const LinkUse& use, const std::string& path)
    {
        m_subject = link.name;
        if (link.kind == "point-to-point" && use.ends != 2)
        {
            Add(path,
                "",
                "a point-to-point link has two ends, this one has " + std::to_string(use.ends));
        }
        if (link.kind == "lan" && use.ends == 0)
        {
            Add(path, "", "no node is on this link");
        }
        CheckRate(m_context, link.dataRate, path + ".dataRate", link.name);
        CheckDelay(m_context, link.delay, path + ".delay", link.name);
        const uint32_t least = use.v6 ? LEAST_MTU6 : LEAST_MTU;
        if (link.mtu < least || link.mtu > LARGEST_MTU)
        {
            Add(path + ".mtu",
                use.v6 ? "RFC 8200 5" : "RFC 791 3.2",
                std::to_string(link.mtu) + " is not from " + std::to_string(least) + " to " +
                    std::to_string(LARGEST_MTU) + (use.v6 ? ", as a link with IPv6 needs" : ""));
        }
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    std::vector<LinkUse> m_uses;
    std::string m_subject;
    std::vector<Claim> m_onLink; //!< of the node being checked
    std::set<IpAddress> m_own;
};

} // namespace

void
ValidateOutside(ValidationContext& context)
{
    OutsideChecker(context).Check();
}

void
ValidateFigures(ValidationContext& context)
{
    const FabricSettings& fabric = context.topology.fabric;
    CheckDelay(context, fabric.vnetDelay, "fabric.vnetDelay", "");
    CheckDelay(context, fabric.peeringDelay, "fabric.peeringDelay", "");
    CheckDelay(context, fabric.globalPeeringDelay, "fabric.globalPeeringDelay", "");
    CheckDelay(context, fabric.internetDelay, "fabric.internetDelay", "");
    CheckRate(context, fabric.nicDataRate, "fabric.nicDataRate", "");
    if (fabric.nicQueuePackets == 0 || fabric.nicQueuePackets > LONGEST_QUEUE)
    {
        context.Add({"fabric.nicQueuePackets",
                     "",
                     "",
                     "",
                     std::to_string(fabric.nicQueuePackets) + " is not from 1 to " +
                         std::to_string(LONGEST_QUEUE)});
    }
}

} // namespace ns3::v6lab
