// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/draw.h"
#include "helper/draw/escape.h"
#include "helper/topology/builder.h"
#include "test/support/table.h"
#include "test/support/topologies.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Row;
using test::Verdict;

namespace
{

size_t
Count(const std::string& text, const std::string& part)
{
    size_t count = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    {
        ++count;
    }
    return count;
}

/** All three languages say all of these. */
Row
Shows(const std::string& sentence,
      const std::function<Topology()>& make,
      const std::vector<std::string>& parts)
{
    return {sentence, "", [=](Verdict& v) {
                const Topology topology = make();
                const std::string svg = DrawSvg(topology);
                for (const auto& part : parts)
                {
                    v.True(DrawDot(topology).find(EscapeForDot(part)) != std::string::npos,
                           part + " in dot");
                    v.True(DrawMermaid(topology).find(EscapeForMermaid(part)) != std::string::npos,
                           part + " in mermaid");
                    // graphviz writes - as an entity as well.
                    std::string shown;
                    for (const char c : EscapeForDot(part))
                    {
                        shown += c == '-' ? std::string("&#45;") : std::string(1, c);
                    }
                    v.True(svg.find(shown) != std::string::npos, shown + " in svg");
                }
                v.True(Count(svg, "<text") >= parts.size(), "the text is text");
            }};
}

/** Names that mean something to graphviz, XML, HTML, YAML or Mermaid. */
Topology
Nasty()
{
    const std::string name = "\"<b>&amp;</b>\" ]--> end; %% [x] {y} `z` \\N \\n #35; é\n-->";
    Topology t =
        TopologyBuilder(name, name)
            .Add(Vnet(name).Space(name).Subnet(name, name).Uses(name))
            .Add(Udr(name).Via(name, name))
            .Add(Vm(name).Nic(name + "/" + name, name))
            .Add(Lan(name))
            .Add(Wire("w" + name).Delay(name))
            .Add(Router("r" + name).On(name, name).On("w" + name).Internet(name))
            .Add(Host("h" + name).On("w" + name, name))
            .Add(Nat64On("r" + name).Prefix(name).Pool(name, name, name).Bind(name, name, name))
            .Add(TranslatorOn(name, "h" + name))
            .Add(SiitOn(name).Map(name, name))
            .Add(ClatOn(name).Prefix(name).Dedicated(name).Network(name))
            .Build();
    t.virtualNetworks.push_back(Vnet(std::string("\xff\xfe\0\x1b", 4)).Get());
    return t;
}

Topology
OneSided(const std::string& state)
{
    return TopologyBuilder("x")
        .Add(Vnet("a").Space("10.0.0.0/16"))
        .Add(Vnet("b").Space("10.1.0.0/16"))
        .PeerOneSide("b", "a", UseRemoteGateways, state)
        .Build();
}

const std::vector<Row> ROWS{
    Shows("two peered networks show names, prefixes of both versions and addresses",
          test::TwoNetworks,
          {"two networks",
           "10.1.0.0/16",
           "2001:db8:2::/48",
           "vm-a",
           "10.1.0.4",
           "2001:db8:1::4",
           "peering",
           "IPv4 + IPv6"}),
    Shows("a hub shows its appliance, the flags, the routes and the internet",
          [] { return test::HubWithSpokes(2); },
          {"hub",
           "spoke2",
           "nva",
           "NVA",
           "forwarded traffic",
           "route table to-nva",
           "0.0.0.0/0 → 10.0.0.4",
           "Internet",
           "203.0.113.10",
           "IPv4 only"}),
    Shows("twelve spokes show the shared routes once",
          [] { return test::HubWithSpokes(12); },
          {"spoke1", "spoke12", "vm12", "route table to-nva", "10.0.0.0/8 → 10.0.0.4"}),
    Shows("sites outside Azure show routers, links, prefixes and figures",
          test::OutsideSites,
          {"r1", "198.51.100.1/30", "lan-a", "2001:db8:c::/64", "100Mbps, 10ms, MTU 1400"}),
    Shows("a NAT64 stands in its node's box, with prefix, pool and static bindings",
          [] {
              Topology t = test::OutsideSites();
              t.translators = {Nat64On("r1")
                                   .Pool("203.0.113.129")
                                   .Bind("tcp", "2001:db8:a::10#80", "203.0.113.129#8080")
                                   .Get()};
              return t;
          },
          {"NAT64 64:ff9b::/96 ↔ 203.0.113.129 (ports 1024-65535)",
           "static tcp 203.0.113.129#8080 → 2001:db8:a::10#80"}),
    Shows("name servers tell their zones and what they resolve, hosts that routers tell them all",
          [] {
              Topology t = test::OutsideSites();
              t.nodes[0].interfaces[0].autoconfigure = true;
              t.zones = {DnsZone(".").Server("r1").Get(),
                         DnsZone("example.com").Server("r1").Signed().Get()};
              t.nameServers = {
                  ResolverOn(t.nodes[1].name).Validate().Dns64("2001:db8:64::/96").Get()};
              return t;
          },
          {"zones ., example.com (signed)",
           "resolver, validates, DNS64 2001:db8:64::/96",
           "IPv6 by advertisement"}),
    Shows("a pool of several ranges tells the ports of each address once",
          [] {
              Topology t = test::OutsideSites();
              t.translators = {Nat64On("r1")
                                   .Prefix("2001:db8:64::/96")
                                   .Pool("203.0.113.129", "5000-5015", "tcp")
                                   .Pool("203.0.113.129", "1-65535", "udp")
                                   .Pool("203.0.113.136/29")
                                   .Get()};
              return t;
          },
          {"NAT64 2001:db8:64::/96 ↔ 203.0.113.129 (ports tcp 5000-5015, udp 1-65535)",
           "203.0.113.136/29 (ports 1024-65535)"}),
    Shows("CLATs tell their own prefix or address, the provider's prefix and for whom they are",
          [] {
              Topology t = test::OutsideSites();
              t.translators = {
                  ClatOn("pc").Prefix("2001:db8:64::/96").Dedicated("2001:db8:c::/64").Get(),
                  ClatOn("r1").Network("192.0.2.0/24").Shared("2001:db8:c::1").Get(),
                  ClatOn("r2").Shared("2001:db8:c::2").Get()};
              t.translators[2].discoverPrefix = true;
              return t;
          },
          {"CLAT 2001:db8:c::/64 → PLAT 2001:db8:64::/96",
           "for its own IPv4",
           "CLAT 2001:db8:c::1 → PLAT 64:ff9b::/96",
           "for 192.0.2.0/24, behind a NAT44",
           "CLAT 2001:db8:c::2 → PLAT by discovery"}),
    Shows("security groups stand on the subnets and machines that they guard",
          [] {
              Topology t = test::TwoNetworks();
              t.networkSecurityGroups = {Nsg("web").Get(), Nsg("own").Get()};
              t.virtualNetworks[0].subnets[0].networkSecurityGroup = "web";
              t.networkInterfaces[1].networkSecurityGroup = "own";
              return t;
          },
          {"NSG web", "NSG own"}),
    Shows("a SIIT on a virtual machine counts its mappings and shows the first ones",
          [] {
              Topology t = test::TwoNetworks();
              auto siit = SiitOn("vm-a");
              for (const char* last : {"1", "2", "3", "4", "5"})
              {
                  siit.Map(std::string("192.0.2.") + last, std::string("2001:db8:e::") + last);
              }
              t.translators = {siit.Get(),
                               SiitOn("vm-b").Prefix("2001:db8:64::/96").Map("a", "b").Get()};
              return t;
          },
          {"SIIT 5 mappings",
           "192.0.2.3 ↔ 2001:db8:e::3",
           "and 2 more",
           "SIIT 2001:db8:64::/96, 1 mapping"}),
    {"the legend explains translators where there are any",
     "",
     [](Verdict& v) {
         Topology t = test::OutsideSites();
         const std::string entry = "translator between IPv6 and IPv4";
         v.Equal(Count(DrawDot(t), entry), 0U, "without");
         t.translators = {Nat64On("r1").Pool("203.0.113.129").Get()};
         v.Equal(Count(DrawDot(t), entry), 1U, "with");
     }},
    Shows("a public address stands on the line from the internet",
          [] {
              return TopologyBuilder("x")
                  .Add(Vnet("a").Space("10.0.0.0/16").Subnet("s", "10.0.0.0/24").Private())
                  .Add(Vm("vm").Nic("a/s").Public(PublicIp("pip").At("203.0.113.7")))
                  .Build();
          },
          {"203.0.113.7", "private subnet", "IPv4 next free"}),
    Shows("one side alone is shown as Initiated, with its flags",
          [] { return OneSided(""); },
          {"peering Initiated", "b: remote gateways", "a: no peering back"}),
    Shows("a side left over is shown as Disconnected",
          [] { return OneSided("Disconnected"); },
          {"peering Disconnected"}),
    {"shared routes are told once, not in every subnet",
     "",
     [](Verdict& v) {
         v.Equal(Count(DrawDot(test::HubWithSpokes(12)), "0.0.0.0/0 →"), 1U, "in dot");
         v.Equal(Count(DrawDot(test::HubWithSpokes(2)), "0.0.0.0/0 →"), 2U, "in dot, two users");
     }},
    {"a peering that is not Connected is drawn in another line style",
     "",
     [](Verdict& v) {
         v.Equal(Count(DrawDot(OneSided("")), "style=dashed"), 1U, "dashed");
         v.Equal(Count(DrawDot(OneSided("Disconnected")), "style=dotted"), 1U, "dotted");
         v.Equal(Count(DrawDot(test::TwoNetworks()), "style=dashed"), 0U, "connected");
     }},
    {"a large route table is cut",
     "",
     [](Verdict& v) {
         Udr table("rt");
         for (int i = 0; i < 100; ++i)
         {
             table.To("10." + std::to_string(i) + ".0.0/16", "None");
         }
         const Topology t =
             TopologyBuilder("x")
                 .Add(Vnet("a").Space("10.200.0.0/16").Subnet("s", "10.200.0.0/24").Uses("rt"))
                 .Add(table)
                 .Build();
         v.True(DrawDot(t).find("and 96 more") != std::string::npos, "cut");
         v.Equal(Count(DrawDot(t), "→ None"), 4U, "routes");
     }},
    {"public addresses of machines beside each other share a line, to their subnet",
     "",
     [](Verdict& v) {
         Topology t = TopologyBuilder("x")
                          .Add(Vnet("n").Space("10.0.0.0/16").Subnet("s", "10.0.0.0/24"))
                          .Add(PublicIp("p").At("203.0.113.1"))
                          .Add(PublicIp("q").At("203.0.113.2"))
                          .Add(Vm("a").Nic("n/s"))
                          .Add(Vm("b").Nic("n/s"))
                          .Build();
         t.networkInterfaces[0].ipConfigurations[0].publicIPAddress = "p";
         v.Equal(Count(DrawDot(t), "-- vnet0:m0x0:w"), 1U, "one: to the machine");
         t.networkInterfaces[1].ipConfigurations[0].publicIPAddress = "q";
         v.Equal(Count(DrawDot(t), "-- vnet0:m0x0:w"), 0U, "two: not to one of them");
         v.Equal(Count(DrawDot(t), "-- vnet0:s0:w"), 1U, "but to their subnet");
         v.Equal(Count(DrawDot(t), "a 203.0.113.1"), 1U, "with their names");
         v.Equal(Count(DrawDot(t), "b 203.0.113.2"), 1U, "with their names");
     }},
    {"a hub with many spokes is about as wide as a slide",
     "",
     [](Verdict& v) {
         for (const uint32_t spokes : {6u, 8u, 12u, 24u})
         {
             Topology t = test::HubWithSpokes(spokes);
             for (auto& vnet : t.virtualNetworks) // more to see in each
             {
                 for (const char* name : {"b", "c", "d"})
                 {
                     vnet.subnets.push_back(vnet.subnets.front());
                     vnet.subnets.back().name = name;
                 }
             }
             const std::string svg = DrawSvg(t);
             const size_t size = svg.find("width=\"");
             double width = 0;
             double height = 1;
             std::sscanf(svg.c_str() + size, "width=\"%lfpt\" height=\"%lfpt", &width, &height);
             const double shape = width / height;
             v.True(shape > 1.2 && shape < 2.6,
                    std::to_string(spokes) + " spokes: " + std::to_string(shape));
         }
     }},
    {"names with markup, quotes, line breaks and bad bytes are text in all drawings",
     "",
     [](Verdict& v) {
         const std::string svg = DrawSvg(Nasty());
         v.True(svg.find("&quot;&lt;b&gt;&amp;amp;&lt;/b&gt;&quot;") != std::string::npos,
                "the name as text in svg");
         v.True(svg.find("<b>") == std::string::npos, "no markup of users in svg");
         const std::string mermaid = DrawMermaid(Nasty());
         v.True(mermaid.find("#34;#60;b#62;#38;amp#59;#60;/b#62;#34;") != std::string::npos,
                "the name as entities in mermaid");
         v.True(mermaid.find("<b>", mermaid.find("flowchart")) == std::string::npos,
                "no markup of users in mermaid");
         v.Equal(Count(mermaid, "\n-->"), 0U, "no line of users in mermaid");
     }},
    {"an empty topology is a title",
     "",
     [](Verdict& v) {
         v.True(DrawSvg(Topology()).find(">Topology</text>") != std::string::npos, "svg");
         v.Equal(DrawMermaid(Topology()).find("---\ntitle: \"Topology\"\n---\nflowchart LR\n"),
                 0U,
                 "mermaid");
     }},
    {"what Validate() would refuse is drawn too",
     "",
     [](Verdict& v) {
         const Topology t = TopologyBuilder("x").Add(Vm("lost").Nic("no/where")).Build();
         v.True(DrawSvg(t).find(">lost</text>") != std::string::npos, "svg");
         v.True(DrawMermaid(t).find("lost") != std::string::npos, "mermaid");
     }},
    {"one topology is always the same drawing",
     "",
     [](Verdict& v) {
         v.True(DrawDot(test::EverythingSet()) == DrawDot(test::EverythingSet()), "dot");
         v.True(DrawSvg(test::EverythingSet()) == DrawSvg(test::EverythingSet()), "svg");
     }},
    {"without graphviz the SVG is refused with the package to install",
     "",
     [](Verdict& v) {
         const char* before = std::getenv("PATH");
         const std::string path = before ? before : "";
         setenv("PATH", "/nonexistent", 1);
         std::string message;
         try
         {
             DrawSvg(Topology());
         }
         catch (const std::runtime_error& error)
         {
             message = error.what();
         }
         setenv("PATH", path.c_str(), 1);
         v.True(message.find("package graphviz") != std::string::npos, message);
     }},
};

V6LAB_SUITE("v6lab-topology-draw", ROWS);

} // namespace
