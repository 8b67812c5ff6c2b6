// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-install.h"
#include "model/azure/packet-head.h"
#include "test/support/fabric-lab.h"
#include "test/support/hostile.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include <array>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

constexpr uint32_t COUNT = 3000;

bool
IsMulticastOrDiscovery(const PacketFacts& facts)
{
    return facts.destination.IsMulticast() ||
           (facts.protocol == protocol::ICMPV6 && facts.icmpType >= 133 && facts.icmpType <= 137);
}

/** Tags hostile packets, and holds every one of them against what the traces say of it. */
class Accounts
{
  public:
    /** Sends a packet through a device; `quiet`: the documentation says nobody traces it. */
    void Send(const Ptr<NetDevice>& device,
              const Address& to,
              Family family,
              const Bytes& bytes,
              double ms)
    {
        const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        packet->AddPacketTag(PacketIdentity(1, static_cast<uint32_t>(m_sent.size() + 1)));
        m_sent.push_back(bytes);
        m_ended.push_back(0);
        const uint16_t type = family == Family::V4 ? ETHERTYPE_V4 : ETHERTYPE_V6;
        Simulator::Schedule(MicroSeconds(static_cast<int64_t>(ms * 1000)),
                            [=] { device->Send(packet, to, type); });
    }

    void Note(const PacketEvent& event)
    {
        const uint32_t id = event.identity.GetPacket();
        const bool end = event.action == Action::Deliver || event.action == Action::Drop;
        if (event.identity.GetFlow() == 1 && end)
        {
            m_ended[id - 1] += 1;
            ++m_byReason[event.action == Action::Drop ? std::string(Describe(event.reason).word)
                                                      : "delivered"];
            m_nameless += event.action == Action::Drop && event.reason == Reason::None;
        }
    }

    Callback<void, const PacketEvent&> Listener()
    {
        return Callback<void, const PacketEvent&>([this](const PacketEvent& e) { Note(e); });
    }

    /** No packet is lost without an event, and the mutations reach as many reasons as wanted. */
    void Judge(Verdict& v, size_t reasons) const
    {
        std::string lost;
        size_t quiet = 0;
        for (size_t i = 0; i < m_sent.size(); ++i)
        {
            const auto facts = ReadFacts(m_sent[i].data(), m_sent[i].size());
            if (facts && IsMulticastOrDiscovery(*facts))
            {
                ++quiet;
            }
            else if (m_ended[i] == 0 && lost.size() < 2000)
            {
                lost += Text(m_sent[i]) + "\n";
            }
        }
        v.Equal(lost, "", "packets without an end");
        v.Equal(m_nameless, 0u, "drops without a reason");
        std::string seen;
        for (const auto& [word, count] : m_byReason)
        {
            seen += word + " " + std::to_string(count) + "; ";
        }
        v.True(m_byReason.count("delivered") != 0 && m_byReason.size() > reasons,
               "deliveries and more than " + std::to_string(reasons) + " reasons in: " + seen);
        v.True(quiet * 4 < m_sent.size(), "most packets are accounted for");
    }

  private:
    static std::string Text(const Bytes& bytes)
    {
        std::string text;
        for (size_t i = 0; i < std::min<size_t>(bytes.size(), 96); ++i)
        {
            const char* digits = "0123456789abcdef";
            text += {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
        }
        return std::to_string(bytes.size()) + " " + text;
    }

    std::vector<Bytes> m_sent;
    std::vector<uint32_t> m_ended;
    std::map<std::string, size_t> m_byReason;
    uint32_t m_nameless{0};
};

const HostileEnds LINK4{{"192.0.2.1",
                         "192.0.2.1",
                         "203.0.113.9",
                         "127.0.0.1",
                         "224.0.0.1",
                         "192.0.2.254",
                         "255.255.255.255"},
                        {"198.51.100.1",
                         "198.51.100.1",
                         "198.51.100.1",
                         "192.0.2.254",
                         "198.51.100.254",
                         "203.0.113.1",
                         "198.51.100.255",
                         "255.255.255.255",
                         "224.0.0.5",
                         "127.0.0.1",
                         "0.0.0.0",
                         "198.51.100.77"}};
const HostileEnds LINK6{{"2001:db8:1::1",
                         "2001:db8:1::1",
                         "2001:db8:9::9",
                         "::1",
                         "::",
                         "fe80::1",
                         "ff02::1",
                         "2001:db8:1::ff"},
                        {"2001:db8:2::1",
                         "2001:db8:2::1",
                         "2001:db8:2::1",
                         "2001:db8:1::ff",
                         "2001:db8:2::ff",
                         "2001:db8:77::1",
                         "::1",
                         "::",
                         "ff02::1",
                         "fe80::2",
                         "2001:db8:2::77"}};

/** From host a's link into router r, and through it into host b. */
void
OverLinks(Verdict& v, Family family, uint32_t seed)
{
    SmallNet net;
    net.BuildPath();
    net.Listen("b", 7);
    Accounts accounts;
    for (const auto* node : {"a", "r", "b"})
    {
        StackHelper::ConnectTraces(net.At(node), accounts.Listener(), {});
    }
    HostilePackets packets(family, family == Family::V4 ? LINK4 : LINK6, seed);
    const auto from = net.Device("a", "near");
    for (uint32_t i = 0; i < COUNT; ++i)
    {
        const auto to = net.Device("r", "near")->GetAddress();
        accounts.Send(from, to, family, packets.Next(), 1 + 0.1 * i);
    }
    net.Run(200); // longer than any reassembly waits
    accounts.Judge(v, 8);
}

/** "web" has public addresses of its own, "batch" shares one, "nva" forwards; one internet host. */
Topology
Cloud()
{
    Topology t;
    t.virtualNetworks = {Network("a",
                                 {"10.1.0.0/16", "2001:db8:1::/48"},
                                 {Part("s", {"10.1.0.0/24", "2001:db8:1::/64"})})};
    t.publicIPAddresses = {{"pip4", "IPv4", "192.0.2.10"}, {"pip6", "IPv6", "2001:db8:f::1"}};
    auto web = Nic("web", "a/s", {"10.1.0.4", "2001:db8:1::4"}, "pip4");
    web.ipConfigurations[1].publicIPAddress = "pip6";
    AddMachine(t, web);
    AddMachine(t, Nic("batch", "a/s", {"10.1.0.5", "2001:db8:1::5"}));
    AddMachine(t, Nic("nva", "a/s", {"10.1.0.6", "2001:db8:1::6"}, "", true));
    t.nodes = {InternetNode("user", {"198.51.100.7", "2001:db8:99::7"})};
    return t;
}

/** The cloud with raw senders on every NIC, and all traces on. */
class HostileCloud
{
  public:
    HostileCloud()
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
        const Topology topology = Cloud();
        InstallAzure(topology, m_in);
        const auto user = CreateObject<Node>();
        StackHelper().Install(user);
        m_in.nodes["user"] = user;
        AttachToInternet(topology.nodes[0], m_in);
        for (const auto& entry : m_in.nodes)
        {
            StackHelper::ConnectTraces(entry.second, m_accounts.Listener(), {});
        }
        m_in.fabric->TraceConnectWithoutContext("Hop", m_accounts.Listener());
    }

    ~HostileCloud()
    {
        m_in = Installation();
        Simulator::Destroy();
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
        Config::Reset();
    }

    HostileCloud(const HostileCloud&) = delete;
    HostileCloud& operator=(const HostileCloud&) = delete;

    void Send(const std::string& nic, HostilePackets packets, Family family, double ms)
    {
        const auto device = m_in.devices.at(nic);
        for (uint32_t i = 0; i < COUNT / 2; ++i)
        {
            m_accounts.Send(device, device->GetBroadcast(), family, packets.Next(), ms + 0.2 * i);
        }
    }

    /** The public address of machines that have none of their own. */
    std::string SharedOutbound() const
    {
        return m_in.fabric->GetEstate().sharedOutbound->ToString();
    }

    void Run(Verdict& v)
    {
        Simulator::Stop(Seconds(200));
        Simulator::Run();
        m_accounts.Judge(v, 10);
    }

  private:
    Installation m_in;
    Accounts m_accounts;
};

/** Everybody to everybody: within the network, out to the internet, back in, and nowhere. */
void
ThroughCloud(Verdict& v, Family family, uint32_t seed)
{
    const bool v4 = family == Family::V4;
    const std::vector<std::string> to4{"198.51.100.7",
                                       "198.51.100.7",
                                       "10.1.0.4",
                                       "10.1.0.5",
                                       "10.1.0.6",
                                       "10.1.0.1",
                                       "192.0.2.10",
                                       "203.0.113.3",
                                       "10.9.0.1",
                                       "224.0.0.22",
                                       "255.255.255.255"};
    const std::vector<std::string> to6{"2001:db8:99::7",
                                       "2001:db8:99::7",
                                       "2001:db8:1::4",
                                       "2001:db8:1::5",
                                       "2001:db8:1::6",
                                       "2001:db8:f::1",
                                       "2001:db8:77::1",
                                       "fe80::9",
                                       "fd00::1",
                                       "ff02::16"};
    HostileCloud cloud;
    uint32_t sender = 0;
    const auto send = [&](const std::string& nic, const HostileEnds& ends) {
        cloud.Send(nic, HostilePackets(family, ends, seed + sender), family, 1000 + sender / 20.);
        ++sender;
    };
    for (const auto& [nic, own4, own6] : {std::array{"web", "10.1.0.4", "2001:db8:1::4"},
                                          std::array{"batch", "10.1.0.5", "2001:db8:1::5"},
                                          std::array{"nva", "10.1.0.6", "2001:db8:1::6"}})
    {
        const std::string own = v4 ? own4 : own6;
        send(nic, {{own, own, own, v4 ? "10.1.0.99" : "2001:db8:1::99"}, v4 ? to4 : to6});
    }
    const std::string shared = cloud.SharedOutbound();
    const HostileEnds in4{{"198.51.100.7", "198.51.100.7", "10.1.0.4"},
                          {shared, shared, "192.0.2.10", "192.0.2.10", "10.1.0.4", "198.51.100.7"}};
    const HostileEnds in6{{"2001:db8:99::7", "2001:db8:99::7", "fd00::7"},
                          {"2001:db8:f::1", "2001:db8:f::1", "2001:db8:1::5", "fd00::1"}};
    send("user/internet", v4 ? in4 : in6);
    cloud.Run(v);
}

template <typename Check>
Row
Hostile(const std::string& sentence, const std::string& clause, Check check, Family family)
{
    return {sentence, clause, [=](Verdict& v) { check(v, family, 7); }};
}

const std::vector<Row> ROWS{
    Hostile("hostile IPv4 packets end at the router or host, each with its reason",
            "RFC 1122 1.2.2, RFC 1812 5.2.2",
            OverLinks,
            Family::V4),
    Hostile("hostile IPv6 packets end at the router or host, each with its reason",
            "RFC 1122 1.2.2, RFC 8200 4",
            OverLinks,
            Family::V6),
    Hostile("hostile IPv4 packets end in the fabric or at a guest, each with its reason",
            "RFC 1122 1.2.2, R20",
            ThroughCloud,
            Family::V4),
    Hostile("hostile IPv6 packets end in the fabric or at a guest, each with its reason",
            "RFC 1122 1.2.2, R20",
            ThroughCloud,
            Family::V6),
};

V6LAB_SUITE("v6lab-hostile-packets", ROWS);

} // namespace
