// SPDX-License-Identifier: GPL-2.0-only
// IPv4 hosts that ask for resolvers by DHCP (RFC 2131, RFC 2132, RFC 3397).
#include "helper/translator-helper.h"
#include "model/dhcp/dhcp-inform-client.h"
#include "model/dhcp/dhcp-inform-server.h"
#include "model/dns/host-resolver.h"
#include "test/support/dhcp-text.h"
#include "test/support/json-data.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;
using test::data::Complaint;

namespace
{

/** h and two servers on one LAN; h asks as soon as the run begins. */
class DhcpLan : public SmallNet
{
  public:
    explicit DhcpLan(const std::string& address = "192.0.2.10/24")
    {
        Host("h");
        Host("s1");
        Host("s2");
        Host("other");
        Lan("lan", {"h", "s1", "s2"});
        Link("far", "s1", "other");
        Address("s1", "lan", "192.0.2.1/24");
        Address("s2", "lan", "192.0.2.2/24");
        Address("s1", "far", "198.51.100.1/24");
        if (!address.empty())
        {
            Address("h", "lan", address);
        }
    }

    void Ask() const
    {
        DhcpInformClient::Of(At("h"))->Start(Device("h", "lan"));
    }

    void Serve(const std::string& node, const std::string& link, const std::string& resolver) const
    {
        DhcpSettings settings;
        settings.resolvers = {Addr(resolver)};
        settings.domainName = DnsName::Parse("lab.example");
        settings.searchDomains = {*DnsName::Parse("example")};
        DhcpInformServer::Of(At(node))->Serve(Device(node, link), settings);
    }

    std::string Told() const
    {
        const auto told = DhcpInformClient::Of(At("h"))->GetConfiguration();
        std::string text = Text(told.resolvers);
        text += told.domainName ? told.domainName->ToString() + " " : "";
        return text + Text(told.searchDomains);
    }

    /** "source#port destination#port op type; " of the DHCP messages on the LAN. */
    std::string Messages() const
    {
        std::string text;
        for (const auto& frame : Frames("lan", protocol::UDP))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            text += facts->source.ToString() + "#" + std::to_string(facts->sourcePort) + " " +
                    facts->destination.ToString() + "#" + std::to_string(facts->destinationPort) +
                    " " + std::to_string(frame.bytes.at(28)) + " " +
                    std::to_string(frame.bytes.at(28 + 242)) + "; ";
        }
        return text;
    }
};

const std::string ASKED = "192.0.2.10#68 255.255.255.255#67 1 8; ";

void
AsksAll(test::Verdict& v)
{
    DhcpLan net;
    net.Serve("s2", "lan", "192.0.2.53");
    net.Ask();
    net.Run(90);
    v.Equal(net.Told(), "192.0.2.53 lab.example. example. ", "told");
    v.Equal(net.Messages(), ASKED + "192.0.2.2#67 192.0.2.10#68 2 5; ", "messages");
}

void
TakesFirst(test::Verdict& v)
{
    DhcpLan net;
    net.Serve("s1", "lan", "192.0.2.51");
    net.Serve("s2", "lan", "192.0.2.52");
    net.Ask();
    net.Run(90);
    v.True(net.Told() == "192.0.2.51 lab.example. example. " ||
               net.Told() == "192.0.2.52 lab.example. example. ",
           "one of them, not both: " + net.Told());
}

void
GivesUp(test::Verdict& v)
{
    DhcpLan net;
    net.Ask();
    net.Run(200);
    v.Equal(net.Messages(), ASKED + ASKED + ASKED + ASKED, "messages");
    v.Equal(net.Told(), "", "told");
}

void
ServesOneLink(test::Verdict& v)
{
    DhcpLan net;
    net.Serve("s1", "far", "198.51.100.53");
    net.Ask();
    net.Run(90);
    v.Equal(net.Told(), "", "a server of another link does not hear");
}

void
OfItsOwnSubnet(test::Verdict& v)
{
    DhcpLan net("203.0.113.10/24");
    net.Serve("s1", "lan", "192.0.2.53");
    net.Ask();
    net.Run(90);
    v.Equal(net.Told(), "", "told");
}

/** Its default route leads to a translator, which is nobody to broadcast to. */
void
BesideClat(test::Verdict& v)
{
    DhcpLan net;
    net.Address("h", "lan", "2001:db8:1::10/64");
    ClatHelper helper;
    helper.SetAttribute("PlatPrefix", ns3::StringValue("64:ff9b::/96"));
    helper.SetAttribute("SharedAddress", ns3::StringValue("2001:db8:1::c1a7"));
    helper.Install(net.At("h"));
    net.Serve("s1", "lan", "192.0.2.53");
    net.Ask();
    net.Run(90);
    v.Equal(net.Told(), "192.0.2.53 lab.example. example. ", "told");
}

void
NeedsAddress(test::Verdict& v)
{
    DhcpLan net("");
    const auto says = [&v](const std::string& text) {
        v.True(text.find("IPv4 address") != std::string::npos, text);
    };
    says(Complaint([&net] { net.Ask(); }));
    says(Complaint([&net] { net.Serve("h", "lan", "192.0.2.53"); }));
}

void
OrderOfResolvers(test::Verdict& v)
{
    DhcpLan net;
    net.Serve("s1", "lan", "192.0.2.53");
    net.Ask();
    const auto resolver = ns3::CreateObject<HostResolver>();
    StubSettings settings;
    settings.servers = {Addr("198.51.100.53")};
    resolver->Start(net.At("h"), settings, nullptr);
    net.Run(10);
    std::string order;
    for (const auto& server : resolver->GetServers())
    {
        order += server.ToString() + " ";
    }
    v.Equal(order, "198.51.100.53 192.0.2.53 ", "configured, then DHCP");
    resolver->Dispose();
}

const std::vector<Row> ROWS{
    {"a host asks all of the link, and is answered at its own address, once",
     "RFC 2131 4.1, 4.3.5, 4.4.3; RFC 2132 3.8, 3.17; RFC 3397 2; 6877-09",
     AsksAll},
    {"of two servers' answers the first counts", "RFC 2131 4.4.3", TakesFirst},
    {"without a server a host gives up after a minute", "RFC 2131 4.4.3", GivesUp},
    {"a server serves the links that it is told to", "RFC 2131 4.3", ServesOneLink},
    {"a host with an address of another subnet is not answered", "RFC 2131 4.3.5", OfItsOwnSubnet},
    {"a host with a CLAT asks its link all the same", "RFC 2131 4.1", BesideClat},
    {"client and server need an address on the link", "RFC 2131 4.4.3; RFC 2132 9.7", NeedsAddress},
    {"resolvers of DHCP come behind those that are configured", "RFC 8106 5.3.1", OrderOfResolvers},
};

} // namespace

V6LAB_SUITE("v6lab-dhcp-hosts", ROWS);
