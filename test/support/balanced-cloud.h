// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_BALANCED_CLOUD_H
#define V6LAB_TEST_BALANCED_CLOUD_H

#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "test/support/fabric-lab.h"
#include "test/support/table.h"

#include "ns3/tcp-socket-factory.h"

#include <set>

/** Installed topologies with load balancers, and what can be seen of them. */
namespace ns3::v6lab::test
{

/** A topology that runs: what its interfaces saw, what the fabric said, how its flows fared. */
class CloudRun
{
  public:
    explicit CloudRun(const Topology& topology)
        : m_in(Install(topology))
    {
        for (const auto& entry : m_in.devices)
        {
            const std::string name = entry.first;
            entry.second->TraceConnectWithoutContext(
                "Sniffer",
                Callback<void, Ptr<const Packet>>(
                    [this, name](Ptr<const Packet> packet) { Sniff(name, packet); }));
        }
        m_in.fabric->TraceConnectWithoutContext(
            "Hop",
            Callback<void, const PacketEvent&>([this](const PacketEvent& e) { Note(e); }));
    }

    ~CloudRun()
    {
        m_sockets.clear();
        m_in = Installation();
        Simulator::Destroy();
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    }

    CloudRun(const CloudRun&) = delete;
    CloudRun& operator=(const CloudRun&) = delete;

    Installation& In()
    {
        return m_in;
    }

    void Run(double seconds)
    {
        Simulator::Stop(Seconds(seconds));
        Simulator::Run();
    }

    const FlowRecord& Flow(uint32_t number)
    {
        return m_in.ledger->Get(number);
    }

    /** One datagram from the machine's port. */
    void Datagram(const std::string& node,
                  uint16_t from,
                  const std::string& to,
                  uint16_t port,
                  double at)
    {
        const auto address = *IpAddress::Parse(to);
        auto& socket = m_sockets[{node, from, address.GetFamily()}];
        if (!socket)
        {
            socket = Socket::CreateSocket(m_in.nodes.at(node), UdpSocketFactory::GetTypeId());
            socket->Bind(Endpoint(*IpAddress::Parse(address.IsV4() ? "0.0.0.0" : "::"), from));
        }
        const auto sender = socket;
        const auto peer = Endpoint(address, port);
        Simulator::Schedule(Seconds(at),
                            [sender, peer] { sender->SendTo(Create<Packet>(11), 0, peer); });
    }

    static ns3::Address Endpoint(const IpAddress& address, uint16_t port)
    {
        auto bytes = address.GetBytes();
        return address.IsV4() ? ns3::Address(InetSocketAddress(Ipv4Address(address.ToV4()), port))
                              : ns3::Address(Inet6SocketAddress(Ipv6Address(bytes.data()), port));
    }

    /** A packet that an interface sent or received. */
    struct Seen
    {
        std::string nic;
        PacketFacts facts;
        double seconds;
    };

    template <class Wanted>
    size_t Count(const std::string& nic, const Wanted& wanted) const
    {
        size_t count = 0;
        for (const auto& one : seen)
        {
            count += (nic.empty() || one.nic == nic) && wanted(one.facts);
        }
        return count;
    }

    /** "nic source#port > destination#port", of TCP and UDP without health probes. */
    std::string Walk() const
    {
        std::string text;
        for (const auto& one : seen)
        {
            if (!IsProbe(one.facts))
            {
                text += one.nic + " " + Ends(one.facts) + "\n";
            }
        }
        return text;
    }

    static bool IsProbe(const PacketFacts& facts)
    {
        const auto source = azure::ProbeSource(facts.family);
        return facts.source == source || facts.destination == source;
    }

    static std::string Ends(const PacketFacts& facts)
    {
        return facts.source.ToString() + "#" + std::to_string(facts.sourcePort) + " > " +
               facts.destination.ToString() + "#" + std::to_string(facts.destinationPort);
    }

    std::vector<Seen> seen;   //!< without multicast
    std::string translations; //!< "source > destination becomes source > destination\n"
    std::string drops;        //!< "reason near node\n"
    std::string badChecksums;

  private:
    void Sniff(const std::string& name, const Ptr<const Packet>& packet)
    {
        Bytes bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        const auto facts = ReadFacts(bytes.data(), bytes.size());
        if (facts && !facts->destination.IsMulticast())
        {
            seen.push_back({name, *facts, Simulator::Now().GetSeconds()});
            badChecksums += BadChecksums(bytes);
        }
    }

    void Note(const PacketEvent& event)
    {
        if (event.action == Action::Drop)
        {
            drops +=
                std::string(Describe(event.reason).word) + " near " + m_in.names[event.near] + "\n";
        }
        else
        {
            translations += Ends(event.before) + " becomes " + Ends(*event.after) + "\n";
        }
    }

    Installation m_in;
    std::map<std::tuple<std::string, uint16_t, Family>, Ptr<Socket>> m_sockets;
};

/** A security group that leaves all to Azure's default rules, and one that lets everything in. */
inline void
AddGroups(Topology& t)
{
    NetworkSecurityGroup defaults;
    defaults.name = "defaults";
    NetworkSecurityGroup open;
    open.name = "open";
    SecurityRule rule;
    rule.name = "all";
    rule.priority = 100;
    rule.direction = "Inbound";
    rule.access = "Allow";
    rule.protocol = "*";
    rule.sourceAddressPrefixes = {"*"};
    rule.sourcePortRanges = {"*"};
    rule.destinationAddressPrefixes = {"*"};
    rule.destinationPortRanges = {"*"};
    open.securityRules = {rule};
    t.networkSecurityGroups = {defaults, open};
}

/**
 * Network a with machines web0, web1, ... (10.1.0.4 and fd00:1::4 on) in the pools of load balancer
 * "lb" (10.1.0.100 and fd00:1::100, port 80 to 8080, TCP probe of 8080 every 5 s) and the machine
 * "client" in a subnet of its own.
 */
inline Topology
Pool(size_t machines)
{
    Topology t;
    AddGroups(t);
    t.virtualNetworks = {Network("a",
                                 {"10.1.0.0/16", "fd00:1::/48"},
                                 {Part("web", {"10.1.0.0/24", "fd00:1::/64"}),
                                  Part("out", {"10.1.1.0/24", "fd00:1:0:1::/64"})})};
    t.virtualNetworks[0].subnets[0].networkSecurityGroup = "defaults";
    for (size_t i = 0; i < machines; ++i)
    {
        auto nic = Nic("web" + std::to_string(i), "a/web", {"", "v6"});
        nic.ipConfigurations[0].loadBalancerBackendAddressPools = {"lb/pool4"};
        nic.ipConfigurations[1].loadBalancerBackendAddressPools = {"lb/pool6"};
        AddMachine(t, nic);
    }
    AddMachine(t, Nic("client", "a/out", {"", "v6"}));
    LoadBalancer lb;
    lb.name = "lb";
    lb.frontendIPConfigurations = {{"front4", "a/web", "IPv4", "10.1.0.100", ""},
                                   {"front6", "a/web", "IPv6", "fd00:1::100", ""}};
    lb.backendAddressPools = {{"pool4"}, {"pool6"}};
    lb.probes = {{"probe", "Tcp", 8080, "", 5, 2}};
    for (const std::string version : {"4", "6"})
    {
        LoadBalancingRule rule;
        rule.name = "web" + version;
        rule.frontendIPConfiguration = "front" + version;
        rule.backendAddressPool = "pool" + version;
        rule.probe = "probe";
        rule.protocol = "Tcp";
        rule.frontendPort = 80;
        rule.backendPort = 8080;
        lb.loadBalancingRules.push_back(rule);
    }
    t.loadBalancers = {lb};
    return t;
}

/** A public load balancer with an outbound rule for the only machine. */
inline void
AddOutboundRule(Topology& t)
{
    t.publicIPAddresses.push_back({"front", "IPv4", "192.0.2.80", "Standard"});
    LoadBalancer lb;
    lb.name = "lb";
    lb.frontendIPConfigurations = {{"front", "", "IPv4", "", "front"}};
    lb.backendAddressPools = {{"pool"}};
    OutboundRule rule;
    rule.name = "out";
    rule.frontendIPConfigurations = {"front"};
    rule.backendAddressPool = "pool";
    lb.outboundRules = {rule};
    t.loadBalancers = {lb};
    t.networkInterfaces[0].ipConfigurations[0].loadBalancerBackendAddressPools = {"lb/pool"};
}

inline Workload
Call(const std::string& from,
     const std::string& to,
     const std::string& family,
     const std::string& start = "2s",
     const std::string& kind = "tcp")
{
    Workload workload;
    workload.name = from + " to " + to + " " + family + " " + start;
    workload.kind = kind;
    workload.from = from;
    workload.to = to;
    workload.family = family;
    workload.start = start;
    return workload;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_BALANCED_CLOUD_H
