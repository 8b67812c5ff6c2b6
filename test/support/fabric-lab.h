// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_FABRIC_LAB_H
#define V6LAB_TEST_FABRIC_LAB_H

#include "helper/install/azure-install.h"
#include "helper/stack-helper.h"
#include "test/support/wire.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/global-value.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/**
 * A topology in a simulation, with UDP senders and echo servers, and a log of what each NIC saw,
 * what the fabric translated and what it dropped. Checksums are on.
 */
class FabricLab
{
  public:
    /** `detection`: whether guests probe for duplicate addresses when they start. */
    explicit FabricLab(const Topology& topology, bool detection = false)
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
        Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", BooleanValue(detection));
        InstallAzure(topology, m_in);
        for (const auto& description : topology.nodes)
        {
            auto node = CreateObject<ns3::Node>();
            StackHelper().Install(node);
            m_in.nodes[description.name] = node;
            m_in.names[node->GetId()] = description.name;
            AttachToInternet(description, m_in);
        }
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

    ~FabricLab()
    {
        m_sockets.clear();
        m_in = Installation();
        Simulator::Destroy();
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
        Config::Reset();
    }

    FabricLab(const FabricLab&) = delete;
    FabricLab& operator=(const FabricLab&) = delete;

    Installation& In()
    {
        return m_in;
    }

    /** Answers every datagram on the port with its own bytes. */
    void Echo(const std::string& node, uint16_t port, Family family)
    {
        Open(node, family, port)
            ->SetRecvCallback(Callback<void, Ptr<Socket>>([](Ptr<Socket> socket) {
                ns3::Address peer;
                while (auto packet = socket->RecvFrom(peer))
                {
                    socket->SendTo(Create<Packet>(packet->GetSize()), 0, peer);
                }
            }));
    }

    /** Two seconds into the run, a datagram from port 5000; what comes back is counted. */
    void Send(const std::string& node,
              const std::string& to,
              uint16_t port,
              uint32_t size = 11,
              double at = 2)
    {
        const auto address = *IpAddress::Parse(to);
        auto& socket = m_sockets[node + ToWord(address.GetFamily())];
        if (!socket)
        {
            socket = Open(node, address.GetFamily(), 5000);
            socket->SetRecvCallback(Callback<void, Ptr<Socket>>([this](Ptr<Socket> s) {
                while (auto packet = s->Recv())
                {
                    ++answers;
                    answeredBytes += packet->GetSize();
                }
            }));
        }
        const ns3::Address peer = Endpoint(address, port);
        Simulator::Schedule(Seconds(at), [socket, peer, size] {
            socket->SendTo(Create<Packet>(size), 0, peer);
        });
    }

    void Run(double seconds = 6)
    {
        Simulator::Stop(Seconds(seconds));
        Simulator::Run();
    }

    std::string walk;          //!< per packet at a NIC: "nic source > destination ttl N\n"
    std::string drops;         //!< "reason near node\n", or "reason near node by rule\n"
    std::string translations;  //!< "source > destination becomes source > destination\n"
    std::string badChecksums;  //!< of every packet at every NIC
    std::vector<double> times; //!< of the lines of `walk`, in ms since two seconds
    int answers{0};
    uint32_t answeredBytes{0};

  private:
    static ns3::Address Endpoint(const IpAddress& address, uint16_t port)
    {
        auto bytes = address.GetBytes();
        return address.IsV4() ? ns3::Address(InetSocketAddress(Ipv4Address(address.ToV4()), port))
                              : ns3::Address(Inet6SocketAddress(Ipv6Address(bytes.data()), port));
    }

    Ptr<Socket> Open(const std::string& node, Family family, uint16_t port)
    {
        auto socket = Socket::CreateSocket(m_in.nodes.at(node), UdpSocketFactory::GetTypeId());
        socket->Bind(Endpoint(*IpAddress::Parse(family == Family::V4 ? "0.0.0.0" : "::"), port));
        return socket;
    }

    static std::string Ends(const PacketFacts& facts)
    {
        return facts.source.ToString() + " > " + facts.destination.ToString();
    }

    void Sniff(const std::string& name, const Ptr<const Packet>& packet)
    {
        Bytes bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        const auto facts = ReadFacts(bytes.data(), bytes.size());
        if (!facts || facts->destination.IsMulticast())
        {
            return;
        }
        walk += name + " " + Ends(*facts) + " ttl " + std::to_string(facts->ttl) + "\n";
        times.push_back((Simulator::Now() - Seconds(2)).GetNanoSeconds() / 1e6);
        if (!facts->fragment || facts->family == Family::V4)
        {
            badChecksums += BadChecksums(bytes);
        }
    }

    void Note(const PacketEvent& event)
    {
        if (event.action == Action::Drop)
        {
            const std::string at = event.node == PacketEvent::FABRIC ? "near " : "at ";
            drops += std::string(Describe(event.reason).word) + " " + at + m_in.names[event.near] +
                     (event.rule ? std::string(" by ") + event.rule : "") + "\n";
        }
        else
        {
            translations += Ends(event.before) + " becomes " + Ends(*event.after) + "\n";
        }
    }

    Installation m_in;
    std::map<std::string, Ptr<Socket>> m_sockets;
};

/** A network interface with one configuration per address; an empty address is a dynamic one. */
inline NetworkInterface
Nic(const std::string& name,
    const std::string& subnet,
    const std::vector<std::string>& addresses,
    const std::string& publicAddress = "",
    bool forwarding = false)
{
    NetworkInterface nic;
    nic.name = name;
    nic.enableIPForwarding = forwarding;
    for (const auto& address : addresses)
    {
        IpConfiguration configuration;
        configuration.name = "ip" + std::to_string(nic.ipConfigurations.size());
        configuration.subnet = subnet;
        configuration.privateIPAddress = address == "v6" ? "" : address;
        configuration.privateIPAddressVersion =
            address.find(':') != std::string::npos || address == "v6" ? "IPv6" : "IPv4";
        nic.ipConfigurations.push_back(configuration);
    }
    nic.ipConfigurations[0].publicIPAddress = publicAddress;
    nic.ipConfigurations[0].primary = true;
    return nic;
}

/** A virtual machine of the NIC's name. */
inline void
AddMachine(Topology& topology, const NetworkInterface& nic)
{
    topology.networkInterfaces.push_back(nic);
    topology.virtualMachines.push_back({nic.name, {nic.name}, nic.enableIPForwarding});
}

inline Subnet
Part(const std::string& name,
     const std::vector<std::string>& prefixes,
     const std::string& routeTable = "")
{
    Subnet subnet;
    subnet.name = name;
    subnet.addressPrefixes = prefixes;
    subnet.routeTable = routeTable;
    return subnet;
}

inline VirtualNetwork
Network(const std::string& name,
        const std::vector<std::string>& prefixes,
        const std::vector<Subnet>& subnets)
{
    VirtualNetwork network;
    network.name = name;
    network.addressPrefixes = prefixes;
    network.subnets = subnets;
    return network;
}

inline void
Peer(Topology& topology, size_t a, size_t b, bool forwarded = true)
{
    auto& networks = topology.virtualNetworks;
    for (const auto& [near, far] : {std::pair{a, b}, std::pair{b, a}})
    {
        VirtualNetworkPeering peering;
        peering.name = "to-" + networks[far].name;
        peering.remoteVirtualNetwork = networks[far].name;
        peering.allowForwardedTraffic = forwarded;
        networks[near].virtualNetworkPeerings.push_back(peering);
    }
}

inline OutsideNode
InternetNode(const std::string& name, const std::vector<std::string>& addresses)
{
    OutsideNode node;
    node.name = name;
    node.internet = InternetAttachment{addresses, {}};
    return node;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_FABRIC_LAB_H
