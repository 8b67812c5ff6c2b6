// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/dhcp-text.h"
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"
#include "model/core/dns/dns-name.h"
#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t MOST_PACKETS = 10000000;
constexpr uint32_t MOST_DATAGRAM_BYTES = 65507; // RFC 791 3.1: 65535 less IP and UDP headers
constexpr int64_t LONGEST_RUN = 30LL * 24 * 3600 * SECOND;
constexpr uint32_t MOST_TTL = 255;

class WorkloadChecker
{
  public:
    WorkloadChecker(ValidationContext& context, size_t place)
        : m_context(context),
          m_workload(context.topology.workloads[place]),
          m_path(Item("workloads", place))
    {
    }

    void Check()
    {
        CheckEnds();
        CheckSizes();
        CheckTimes();
        CheckKindOptions();
    }

  private:
    void Add(const char* member, const char* rule, const std::string& sentence)
    {
        m_context.Add({m_path + member, m_workload.name, "", rule, sentence});
    }

    void CheckEnds()
    {
        const Workload& w = m_workload;
        if (!w.from.empty() && (!m_context.HasNode(w.from) || m_context.bastions.Find(w.from)))
        {
            Add(".from", "", "there is no virtual machine or node \"" + w.from + "\"");
        }
        const auto literal = IpAddress::Parse(w.to);
        const bool node = m_context.HasNode(w.to);
        const bool frontend = IsBalancer(w.to);
        const bool name = !literal && !node && !frontend && IsName(w.to);
        if (!w.to.empty() && !literal && !node && !frontend && !name)
        {
            Add(".to",
                "",
                "\"" + w.to +
                    "\" is no virtual machine, node, load balancer or literal IP address, and no "
                    "domain name with a dot in it, such as www.example.com");
        }
        if (name && !HasResolver(w.from))
        {
            Add(".to", "", w.from + " has no resolvers to ask for the name " + w.to);
        }
        if (!w.to.empty() && w.from == w.to)
        {
            Add(".to", "", "a flow must not end where it starts");
        }
        if (!w.server.empty() && !m_context.HasNode(w.server) && !IsBalancer(w.server))
        {
            Add(".server",
                "",
                "there is no virtual machine, node or load balancer \"" + w.server + "\"");
        }
        const bool bastion = m_context.bastions.Find(w.to).has_value();
        if (bastion)
        {
            CheckBastion();
        }
        if (!w.server.empty() && ((node && !bastion) || w.server == w.from))
        {
            Add(".server",
                "",
                node ? "goes with a domain name or a literal address: another node is named in to"
                     : "a flow must not end where it starts");
        }
        const bool other = literal && (w.family == "v4" || w.family == "v6") &&
                           w.family != ToWord(literal->GetFamily());
        if (other)
        {
            Add(".family", "", "the address " + w.to + " is not " + w.family);
        }
        if (literal && (literal->IsMulticast() || literal->IsUnspecified() ||
                        *literal == *IpAddress::Parse("255.255.255.255")))
        {
            Add(".to", "", w.to + " is not a unicast address");
        }
        else if (literal && Prefix::Parse("::ffff:0:0/96")->Contains(*literal))
        {
            Add(".to",
                "RFC 4291 2.5.5.2",
                w.to + " is an IPv4 address as programs write it, which no packet carries: write " +
                    w.to.substr(w.to.rfind(':') + 1));
        }
        else if (literal && (literal->IsLoopback() || IsOwn(*literal)))
        {
            Add(".to", "", "a flow must not end where it starts");
        }
    }

    bool IsBalancer(const std::string& name) const
    {
        const auto& all = m_context.topology.loadBalancers;
        return std::any_of(all.begin(), all.end(), [&](const LoadBalancer& one) {
            return one.name == name;
        });
    }

    /** D8: the user says which machine, and how. */
    void CheckBastion()
    {
        const Workload& w = m_workload;
        if (w.kind != "tcp" && w.kind != "tcp-bulk")
        {
            Add(".kind", "D8", "a Bastion is called by tcp or tcp-bulk");
        }
        if (w.port != 0 && w.port != 443)
        {
            Add(".port", "D8", "a Bastion listens on 443");
        }
        if (!m_context.machines.Find(w.server))
        {
            Add(".server", "D8", "names the virtual machine behind the Bastion " + w.to);
        }
        if (w.serverPort != 0 && w.serverPort != 22 && w.serverPort != 3389)
        {
            Add(".serverPort", "D8", "a Bastion connects to 22 (SSH) or 3389 (RDP)");
        }
    }

    static bool IsName(const std::string& text)
    {
        const auto name = DnsName::Parse(text);
        return name && !name->IsRoot() && text.find('.') != std::string::npos;
    }

    bool HasResolver(const std::string& from) const
    {
        if (const auto place = m_context.nodes.Find(from))
        {
            const OutsideNode& node = m_context.topology.nodes[*place];
            return !node.resolvers.empty() ||
                   std::any_of(node.interfaces.begin(),
                               node.interfaces.end(),
                               [&](const Interface& each) {
                                   return each.autoconfigure ||
                                          AsksByDhcp(m_context.topology, node, each);
                               });
        }
        const auto place = m_context.machines.Find(from);
        return !place || !m_context.topology.virtualMachines[*place].resolvers.empty();
    }

    /** True for the addresses written down for the caller; assigned ones are known later. */
    bool IsOwn(const IpAddress& address) const
    {
        const Topology& topology = m_context.topology;
        const auto same = [&](const std::string& text) {
            return IpAddress::Parse(text) == address;
        };
        bool own = false;
        if (const auto place = m_context.machines.Find(m_workload.from))
        {
            for (const auto& name : topology.virtualMachines[*place].networkInterfaces)
            {
                const auto nic = m_context.nics.Find(name);
                own = own || (nic && HasAddress(topology.networkInterfaces[*nic], same));
            }
        }
        if (const auto place = m_context.nodes.Find(m_workload.from))
        {
            const OutsideNode& node = topology.nodes[*place];
            for (const auto& interface : node.interfaces)
            {
                own = own || std::any_of(interface.addresses.begin(),
                                         interface.addresses.end(),
                                         [&](const std::string& text) {
                                             const auto read = ParseInterfaceAddress(text);
                                             return read && read->address == address;
                                         });
            }
            for (const auto& service : node.vpnServices)
            {
                own = own || std::any_of(service.addresses.begin(), service.addresses.end(), same);
            }
            own = own || (node.internet && std::any_of(node.internet->addresses.begin(),
                                                       node.internet->addresses.end(),
                                                       same));
        }
        return own;
    }

    template <typename Same>
    bool HasAddress(const NetworkInterface& nic, const Same& same) const
    {
        return std::any_of(
            nic.ipConfigurations.begin(),
            nic.ipConfigurations.end(),
            [&](const IpConfiguration& configuration) {
                const auto place = m_context.publicIps.Find(configuration.publicIPAddress);
                return same(configuration.privateIPAddress) ||
                       (place && same(m_context.topology.publicIPAddresses[*place].ipAddress));
            });
    }

    void CheckSizes()
    {
        const Workload& w = m_workload;
        if (w.count > MOST_PACKETS)
        {
            Add(".count", "", "at most " + std::to_string(MOST_PACKETS));
        }
        const bool datagrams = w.kind == "ping" || w.kind == "udp-echo" || w.kind == "traceroute";
        if (datagrams && w.size > MOST_DATAGRAM_BYTES)
        {
            Add(".size",
                "RFC 791 3.1",
                "at most " + std::to_string(MOST_DATAGRAM_BYTES) + " bytes fit into a packet");
        }
    }

    /** The time in a field, or a complaint. */
    int64_t Time(const char* member, const std::string& text)
    {
        const auto time = ParseDuration(text);
        if (!time || *time > LONGEST_RUN)
        {
            Add(member, "", "\"" + text + "\" is not a time such as \"100ms\", 720h at most");
            return 0;
        }
        return *time;
    }

    void CheckTimes()
    {
        const int64_t start = Time(".start", m_workload.start);
        const int64_t interval = Time(".interval", m_workload.interval);
        const int64_t timeout = Time(".timeout", m_workload.timeout);
        if (timeout == 0 && ParseDuration(m_workload.timeout))
        {
            Add(".timeout", "", "must be more than zero, or no answer could ever be in time");
        }
        const int64_t count = std::max<int64_t>(1, std::min(m_workload.count, MOST_PACKETS));
        if (interval > (LONGEST_RUN - std::min(start, LONGEST_RUN)) / count)
        {
            Add(".interval", "", "the workload would last more than 30 days");
        }
    }

    /** An option that the kind does not have would be ignored silently. */
    void CheckKindOptions()
    {
        const Workload& w = m_workload;
        if (w.replySize != 0 && w.kind != "tcp")
        {
            Add(".replySize", "", "goes with kind tcp only");
        }
        if (w.dontFragment && w.kind != "ping")
        {
            Add(".dontFragment", "", "goes with kind ping only");
        }
        if (w.port != 0 && (w.kind == "ping" || w.kind == "traceroute"))
        {
            Add(".port", "", w.kind + " has no ports");
        }
        if (w.serverPort != 0 && (w.server.empty() || w.kind == "ping" || w.kind == "traceroute"))
        {
            Add(".serverPort", "", "goes with a server and kinds that have ports only");
        }
        if (w.count > MOST_TTL && w.kind == "traceroute")
        {
            Add(".count", "RFC 791 3.1", "at most 255 hops");
        }
    }

    ValidationContext& m_context;
    const Workload& m_workload;
    std::string m_path;
};

} // namespace

void
ValidateWorkloads(ValidationContext& context)
{
    for (size_t i = 0; i < context.topology.workloads.size(); ++i)
    {
        WorkloadChecker(context, i).Check();
    }
}

} // namespace ns3::v6lab
