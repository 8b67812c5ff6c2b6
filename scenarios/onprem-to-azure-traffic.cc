// SPDX-License-Identifier: GPL-2.0-only
// What is called in onprem-to-azure, and what is expected of it.
#include "scenarios/embedded-address.h"
#include "scenarios/onprem-to-azure.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* DATA = "10.1.1.4";
constexpr const char* DATA_IPV6 = "2001:db8:a1:1::4";
constexpr const char* DATA_NAME = "data.example.com";
constexpr const char* SERVER_VIRTUAL = "172.16.46.1";

using Way = std::vector<std::string>;

/** What a packet's TTL of 64 is after these nodes, its sender and its receiver among them. */
uint32_t
TtlAfter(const Way& path)
{
    return 66 - static_cast<uint32_t>(path.size());
}

} // namespace

std::vector<std::string>
OnpremToAzure::PathToData() const
{
    const Way in = Connection().ToAzure();
    if (TranslatesInAzure())
    {
        return Join({{"server", "core"}, in, {"nva", "data-source"}});
    }
    if (TranslatesOnprem())
    {
        return Join({{"server", "core", "nat64"}, in, {"data-source"}});
    }
    return Join({{"server", "core"}, in, {"data-source"}});
}

std::vector<std::string>
OnpremToAzure::PathFromData() const
{
    const Way out = Connection().FromAzure();
    if (TranslatesInAzure())
    {
        return Join({{"data-source", "nva"}, out, {"core", "server"}});
    }
    if (TranslatesOnprem())
    {
        return Join({{"data-source"}, out, {"nat64", "core", "server"}});
    }
    return Join({{"data-source"}, out, {"core", "server"}});
}

/** Where a solution with IPv6 over the gateway fails, or an expectation without any failure. */
Expect
OnpremToAzure::Fails(const std::string& sentence, const Flow& flow) const
{
    if (NeedsIpv6() && Connection().IsVpn() && m_azure == "2023")
    {
        return Expect(sentence + ": no, the VPN gateway carries IPv4 only", flow)
            .Failed("azure-gateway-ipv4-only")
            .At("hub-vpn")
            .Clause("A; D1");
    }
    if (TranslatesInAzure() && !IsToldToEdge())
    {
        return Expect(sentence + ": no, a circuit leads to the networks' own prefixes only", flow)
            .Failed("no-route")
            .At("edge")
            .Clause("D7, G4");
    }
    if (HasNat64() && IsForbidden())
    {
        return Expect(sentence + ": no, 64:ff9b::/96 must not stand for private addresses", flow)
            .Failed("well-known-prefix-non-global")
            .At(TranslatesInAzure() ? "nva" : "nat64")
            .Clause("RFC 6052 3.1; D4");
    }
    return Expect("", flow);
}

void
OnpremToAzure::AddCall(TopologyBuilder& lab) const
{
    const auto call =
        Tcp("server", DATA_NAME, "TCP to the data source").Server("data-source").Start("1s");
    lab.Add(call);
    if (m_solution == "none")
    {
        lab.Add(Expect("the name has an IPv4 address only, of no use to an IPv6-only server", call)
                    .Failed("no-address-of-family")
                    .Clause("A; RFC 6147 1"));
        return;
    }
    if (HasNat64())
    {
        AddLiteral(lab);
        if (IsForbidden())
        {
            lab.Add(Expect("nor does DNS64 make such an address", call)
                        .Failed("no-address-of-family")
                        .Clause("RFC 6052 3.1; D4"));
            return;
        }
    }
    lab.Add(Expect(HasNat64() ? "DNS64 makes an IPv6 address of the name's IPv4 address"
                              : "the name has an IPv6 address of its own",
                   call)
                .Called(HasNat64() ? EmbeddedAddress(Pref64(), DATA) : DATA_IPV6)
                .Answer(HasNat64() ? "synthesised" : "real")
                .Clause(HasNat64() ? "RFC 6147 5.1.7, RFC 6052 2.2" : "RFC 6147 5.1.1"));
    const auto fails = Fails("the server reaches the data source", call);
    if (!fails.Get().expect.empty())
    {
        lab.Add(fails);
        return;
    }
    const Way there = PathToData();
    lab.Add(Expect(HasNat64() ? "the server reaches the data source, translated once"
                              : "the server reaches the data source over IPv6 all the way",
                   call)
                .Delivered()
                .Translations(HasNat64() ? 1 : 0)
                .Path(there)
                .Back(PathFromData())
                .Ttl(TtlAfter(there))
                .Clause(HasNat64() ? "A; RFC 6146 3" : "A; D1"));
    AddRoute(lab);
}

/** As in the article: the server puts the IPv4 address behind the prefix itself. */
void
OnpremToAzure::AddLiteral(TopologyBuilder& lab) const
{
    const auto ping =
        Ping("server", EmbeddedAddress(Pref64(), DATA), "ping to the embedded address")
            .Server("data-source")
            .Start("8s");
    lab.Add(ping);
    const std::string sentence = "an address that the server makes itself leads there";
    const auto fails = Fails(sentence, ping);
    lab.Add(fails.Get().expect.empty()
                ? Expect(sentence, ping).Delivered().Translations(1).Clause("A; RFC 6052 2.3")
                : fails);
}

/** Where the IP version changes: from there on routers have addresses behind the prefix. */
void
OnpremToAzure::AddRoute(TopologyBuilder& lab) const
{
    const auto trace = Traceroute("server", DATA_NAME, "traceroute to the data source")
                           .Over("v6")
                           .Server("data-source")
                           .Start("6s")
                           .Every("500ms");
    lab.Add(trace);
    lab.Add(Expect(HasNat64() ? "a traceroute shows where the IP version changes"
                              : "a traceroute shows IPv6 all the way",
                   trace)
                .Delivered()
                .Routers(RoutersToData())
                .Clause("RFC 6146 3.4, RFC 7915 4.2"));
}

/** Who answers a traceroute: behind the NAT64 by IPv4 addresses, which it embeds. */
std::vector<std::string>
OnpremToAzure::RoutersToData() const
{
    const bool ipv4 = TranslatesOnprem();
    const auto either = [&](const char* v6, const char* v4) {
        return ipv4 ? EmbeddedAddress(Pref64(), v4) : std::string(v6);
    };
    Way routers{"2001:db8:c:1::1"};
    if (ipv4)
    {
        routers.emplace_back("2001:db8:c::64");
    }
    routers.push_back(either("2001:db8:c::2", "172.16.0.2"));
    if (!Connection().IsVpn())
    {
        routers.push_back(either("2001:db8:ee::2", "192.168.255.2"));
    }
    routers.push_back(either("2001:db8:a0:ff::4", "10.0.255.4"));
    if (TranslatesInAzure())
    {
        routers.emplace_back("2001:db8:a0:1::4");
    }
    routers.push_back(HasNat64() ? EmbeddedAddress(Pref64(), DATA) : DATA_IPV6);
    return routers;
}

/** The IPv4 that there was before goes on. */
void
OnpremToAzure::AddNeighbour(TopologyBuilder& lab) const
{
    const auto ping = Ping("worker", "data-source").Over("v4").Start("500ms");
    lab.Add(ping);
    lab.Add(Expect("the data source's IPv4 traffic in Azure goes on as before", ping)
                .Delivered()
                .Over("v4")
                .Path("worker", "data-source")
                .Translations(0)
                .Clause("A; R1"));
}

void
OnpremToAzure::AddReverse(TopologyBuilder& lab) const
{
    const bool byName = m_reverse == "virtual-ipv6";
    const auto call =
        Tcp("worker", byName ? "server.example.com" : SERVER_VIRTUAL, "TCP to the IPv6-only server")
            .Server("server")
            .Start("3s");
    lab.Add(call);
    if (byName)
    {
        lab.Add(Expect("the DNS proxy answers with a virtual IPv4 address", call)
                    .Called(SERVER_VIRTUAL)
                    .Answer("synthesised")
                    .Clause("draft-vogt-durand slides: outbound by DNS proxies"));
    }
    const Way there = Join({{"worker"}, Connection().FromAzure(), {"relay", "core", "server"}});
    const Way back = Join({{"server", "core", "relay"}, Connection().ToAzure(), {"worker"}});
    lab.Add(Expect("an IPv4-only machine in Azure reaches the IPv6-only server", call)
                .Delivered()
                .Translations(1)
                .Path(there)
                .Back(back)
                .Ttl(TtlAfter(there))
                .Clause(byName ? "A; draft-vogt-durand abstract" : "A; RFC 7757 3"));
}

} // namespace ns3::v6lab
