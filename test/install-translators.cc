// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/translator-install.h"
#include "helper/stack-helper.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "test/support/table.h"
#include "test/support/topologies.h"

#include "ns3/simulator.h"

#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Row;
using test::Verdict;

namespace
{

/** Nodes with a stack and no links, by the names that a topology gives them. */
class BareNodes
{
  public:
    explicit BareNodes(const Topology& topology)
    {
        for (const auto& node : topology.nodes)
        {
            const auto made = ns3::CreateObject<ns3::Node>();
            StackHelper().Install(made);
            installation.nodes[node.name] = made;
        }
    }

    ~BareNodes()
    {
        installation = {};
        ns3::Simulator::Destroy();
    }

    Installation installation;
};

/** Random translators, of values near the edges of what is allowed. */
class Maker
{
  public:
    explicit Maker(uint32_t seed)
        : m_random(seed)
    {
    }

    TranslatorConfig Make()
    {
        TranslatorConfig t;
        t.node = Word({"r1", "r2", "pc", "server"});
        t.kind = Word({"nat64", "siit", "clat", "virtual-ipv6"});
        t.prefix = Seldom(2) ? "" : Prefix6();
        if (t.kind == "nat64")
        {
            MakeNat64(t);
        }
        else if (t.kind == "siit")
        {
            Fill(t.mappings, [this] { return MappingConfig{Ipv4(), Ipv6()}; });
            Fill(t.ipv4Prefixes, [this] { return Ipv4(); });
            t.hairpin = Word({"off", "simple", "intrinsic"});
        }
        else if (t.kind == "clat")
        {
            MakeClat(t);
        }
        else
        {
            MakeVirtualIp6(t);
        }
        Fill(t.errorSources, [this] { return Ipv4(); });
        Fill(t.neverTranslate, [this] { return Ipv4(); });
        t.profile = Word({"rfc", "jool"});
        t.wellKnownDeny = Word({"default", "strict", "off"});
        t.zeroUdpChecksum = Word({"drop", "compute"});
        t.icmpErrors = Word({"on", "rate-limited", "off"});
        t.plateaus = Seldom(60) ? Word({"67", "x"}) : Word({"", "1492, 1006", "68"});
        t.largestIcmpv4Error = Number({0, 68, 65535, 0, 67});
        t.lowestIpv6Mtu = Number({1280, 1280, 1500, 65535, 1279, 65536});
        return t;
    }

  private:
    using Words = std::vector<const char*>;

    size_t Below(size_t limit)
    {
        return m_random() % limit;
    }

    bool Seldom(size_t often)
    {
        return Below(often) == 0;
    }

    std::string Word(const Words& words)
    {
        return words[Below(words.size())];
    }

    /** The last two are seldom. */
    uint32_t Number(const std::vector<uint32_t>& numbers)
    {
        return numbers[Seldom(12) ? Below(numbers.size()) : Below(numbers.size() - 2)];
    }

    template <class List, class Make>
    void Fill(List& list, Make&& make)
    {
        for (size_t count = Seldom(2) ? Below(4) : 0; count > 0; --count)
        {
            list.push_back(make());
        }
    }

    std::string Prefix6()
    {
        return Seldom(8)
                   ? Word({"64:ff9b::/64", "2001:db8::/95", "2001:db8::ff00:0:0:0/96", "::/0"})
                   : Word({"64:ff9b::/96",
                           "64:ff9b:1::/48",
                           "2001:db8::/32",
                           "2001:db8:100::/40",
                           "2001:db8:1:2::/64",
                           "2001:db8:64::/96"});
    }

    std::string Ipv4()
    {
        return Seldom(10) ? Word({"0.0.0.0/0", "127.0.0.1", "224.0.0.0/4", "2001:db8::1", "x"})
                          : "192.0." + std::to_string(Below(3)) + "." + std::to_string(Below(8)) +
                                (Seldom(4) ? "/31" : "");
    }

    std::string Ipv6()
    {
        return "2001:db8:" + std::to_string(Below(3)) + "::" + std::to_string(Below(8)) +
               (Seldom(4) ? "/127" : "");
    }

    void MakePool(TranslatorConfig& t)
    {
        PoolConfig pool;
        pool.addresses = Seldom(10) ? Ipv4()
                                    : Word({"192.0.2.64/28",
                                            "192.0.2.71",
                                            "192.0.2.72-192.0.2.84",
                                            "198.18.0.0/16",
                                            "198.18.255.255-198.19.0.0"});
        if (Seldom(3))
        {
            pool.ports = Word({"0", "0-65535", "80", "1000-1100", "5000-5099", "9-1"});
        }
        if (Seldom(4))
        {
            pool.protocol = Word({"tcp", "udp", "icmp"});
        }
        t.pool.push_back(pool);
    }

    void MakeNat64(TranslatorConfig& t)
    {
        for (size_t count = 1 + Below(2); count > 0; --count)
        {
            MakePool(t);
        }
        Fill(t.bindings, [this] {
            return BindingConfig{Word({"tcp", "udp", "icmp"}),
                                 Ipv6() + "#" + Word({"0", "80", "5000"}),
                                 "192.0.2." + std::to_string(71 + Below(2)) + "#" +
                                     Word({"0", "80", "1024", "1025", "5000", "5001"})};
        });
        if (Seldom(2))
        {
            t.portSelection = Word({"simple-random",
                                    "random-retry",
                                    "hash",
                                    "double-hash",
                                    "random-increments",
                                    "blocks",
                                    "blocks",
                                    "deterministic",
                                    "deterministic"});
        }
        if (t.portSelection == "deterministic" || Seldom(20))
        {
            t.subscribers = Word({"2001:db8::/56", "2001:db8::/120", "2001:db8::/32", ""});
        }
        t.subscriberPrefix = Number({128, 64, 128, 0, 384});
        t.subscriberPorts = Number({0, 0, 100, 65535, 65536});
        t.blockSize = Number({100, 1, 64, 64512, 64513, 0});
        t.udpTimeout = Seldom(20) ? "119s" : "2min";
        t.icmpTimeout = Seldom(20) ? "59s" : "60s";
        t.tcpEstablishedTimeout = Seldom(20) ? "7199s" : Word({"", "2h", "3h"});
        t.poolHighWater = Number({0, 80, 100, 0, 101});
        t.poolLowWater = t.poolHighWater > 0 ? Number({0, 40, 80, 0, 101}) : 0;
        t.tcpTransitoryTimeout = Seldom(20) ? "721h" : "720h";
        t.tcpOpeningTimeout = Word({"", "1s", "30s", Seldom(4) ? "0s" : "720h"});
        t.subscriberSessions = Number({0, 1, 100, 10000001, 0});
        t.subscriberRate = Number({0, 1, 1000000, 1000001, 0});
        t.maxBindings = Number({1, 1000, 10000000, 10000001, 0});
        t.maxSessions = Number({1, 1000, 10000000, 10000001, 0});
    }

    void MakeVirtualIp6(TranslatorConfig& t)
    {
        t.prefix =
            Word({"2001:db8:64::/96", "2001:db8:100::/40", "64:ff9b:1::/48", "64:ff9b::/96"});
        t.pool = {{Word({"10.64.0.0/16", "10.64.0.0/30", "10.64.0.1"})}};
        if (Seldom(6))
        {
            t.pool.push_back({Word({"10.65.0.0/31", "10.64.0.2", "10.65.0.0-10.65.0.9"})});
        }
        if (Seldom(3))
        {
            t.mappings = {{Seldom(8) ? "10.64.0.7" : Ipv4(), Ipv6()}};
        }
        if (Seldom(3))
        {
            t.peers = {
                {Seldom(3) ? Ipv6() : "2001:db8:ffff::1", "10.64.0." + std::to_string(Below(3))}};
        }
        if (Seldom(3))
        {
            t.networks = {Ipv4()};
            t.inboundPeers = {Ipv6()};
        }
        t.inbound = !Seldom(8);
        t.perHost = Seldom(2);
        t.bindRouters = Seldom(2);
        t.udpTimeout = Seldom(20) ? "0s" : "1s";
        t.bindingHold = Seldom(20) ? "721h" : "720h";
        t.bindingGuard = Seldom(20) ? "-1s" : "0s";
        t.quarantine = Seldom(20) ? "soon" : "0s";
        t.maxBindings = Number({1, 1000, 10000000, 10000001, 0});
    }

    void MakeClat(TranslatorConfig& t)
    {
        const bool shared = Seldom(2);
        if (shared || Seldom(10))
        {
            t.sharedAddress = Seldom(8) ? Word({"64:ff9b::1", "ff02::1", "::1", "::ffff:192.0.2.1"})
                                        : "2001:db8:7::1";
        }
        if (!shared)
        {
            t.dedicatedPrefix = Word({"2001:db8:7::/64",
                                      "2001:db8:7::/96",
                                      "2001:db8:7::/96",
                                      "2001:db8:7:0:ff00::/96",
                                      "64:ff9b::/96",
                                      "64:ff9b::/64"});
        }
        Fill(t.networks, [this] {
            return Seldom(3) ? Ipv4() : "192.168." + std::to_string(Below(4)) + ".0/24";
        });
        if (shared && !t.networks.empty())
        {
            t.udpTimeout = Seldom(20) ? "119s" : "2min";
            t.tcpEstablishedTimeout = Seldom(20) ? "7439s" : Word({"", "124min", "720h"});
            t.tcpTransitoryTimeout = Seldom(20) ? "721h" : "720h";
            t.icmpTimeout = Seldom(20) ? "59s" : "60s";
            t.maxMappings = Number({65536, 1, 4294967295, 0, 0});
        }
    }

    std::mt19937 m_random;
};

/** Whether Validate() accepts it; then it must not throw. */
bool
Try(const Topology& topology, Verdict& v)
{
    if (!Validate(topology).empty())
    {
        return false;
    }
    BareNodes nodes(topology);
    try
    {
        InstallTranslators(topology, nodes.installation);
        return true;
    }
    catch (const std::invalid_argument& error)
    {
        v.True(false, error.what());
        return false;
    }
}

const std::vector<Row> ROWS{
    {"no translator that Validate() accepts is refused when it is built: 8000 random ones",
     "",
     [](Verdict& v) {
         Maker maker(6146);
         std::map<std::string, size_t> built;
         size_t refused = 0;
         for (size_t i = 0; i < 8000; ++i)
         {
             Topology topology = test::OutsideSites();
             topology.translators = {maker.Make()};
             ++(Try(topology, v) ? built[topology.translators[0].kind] : refused);
         }
         for (const char* kind : {"nat64", "siit", "clat", "virtual-ipv6"})
         {
             v.True(built[kind] > 300, kind + (": " + std::to_string(built[kind])) + " built");
         }
         v.True(refused > 1000, std::to_string(refused) + " refused");
     }},
    {"nor are several on the same nodes: 1500 random topologies",
     "",
     [](Verdict& v) {
         Maker maker(7915);
         size_t built = 0;
         for (size_t i = 0; i < 1500; ++i)
         {
             Topology topology = test::OutsideSites();
             topology.translators = {maker.Make(), maker.Make(), maker.Make()};
             built += Try(topology, v);
         }
         v.True(built > 20, std::to_string(built) + " built");
     }},
    {"a node's name stands before what a translator refuses that nobody validated",
     "",
     [](Verdict& v) {
         Topology topology = test::OutsideSites();
         topology.translators = {Nat64On("r1").Get()};
         BareNodes nodes(topology);
         std::string message;
         try
         {
             InstallTranslators(topology, nodes.installation);
         }
         catch (const std::invalid_argument& error)
         {
             message = error.what();
         }
         v.Equal(message,
                 "translator of node r1: pool: a NAT64 needs at least one IPv4 address "
                 "(RFC 6146 3)",
                 "message");
     }},
};

V6LAB_SUITE("v6lab-install-translators", ROWS);

} // namespace
