// SPDX-License-Identifier: GPL-2.0-only
// A host, its resolver with DNS64 (RFC 6147) and the server of a zone. Shows what the host is told
// about a name that has only an IPv4 address, and every query that it took to find out.
#include "helper/stack-helper.h"
#include "model/core/dns/authority.h"
#include "model/core/dns/dns64.h"
#include "model/core/dns/zone-file.h"
#include "model/dns/host-resolver.h"
#include "model/dns/name-server.h"
#include "model/dns/node-resolver.h"

#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iostream>

using namespace ns3;
using namespace ns3::v6lab;

namespace
{

constexpr const char* ZONE = R"(@ 300 SOA ns admin 1 7200 3600 86400 60
    NS   ns
ns  AAAA 2001:db8:2::53
www A    192.0.2.80)";

void
Tell(const DnsExchange& exchange)
{
    const std::string question = " asks for " + DnsTypeWord(exchange.question.type);
    std::cout << exchange.client.address.ToString() << question
              << (exchange.synthesised ? ", which is made from A\n" : "\n");
}

} // namespace

int
main()
{
    NodeContainer nodes(3); // host, resolver, server of the zone
    std::for_each(nodes.Begin(), nodes.End(), [](auto node) { StackHelper().Install(node); });
    const auto link = [&nodes](uint32_t a, const char* ofA, uint32_t b, const char* ofB) {
        const auto devices = PointToPointHelper().Install(nodes.Get(a), nodes.Get(b));
        StackHelper::AddAddress(nodes.Get(a), devices.Get(0), *IpAddress::Parse(ofA), 64);
        StackHelper::AddAddress(nodes.Get(b), devices.Get(1), *IpAddress::Parse(ofB), 64);
    };
    link(0, "2001:db8:1::10", 1, "2001:db8:1::53");
    link(1, "2001:db8:2::1", 2, "2001:db8:2::53");
    const auto ledger = CreateObject<DnsLedger>();
    ledger->TraceConnectWithoutContext("Exchange", MakeCallback(&Tell));
    const auto serve = [&](uint32_t node, const std::shared_ptr<DnsBackend>& backend, bool all) {
        const auto server = CreateObject<NameServer>();
        server->SetBackend(backend, all);
        server->SetLedger(ledger);
        nodes.Get(node)->AddApplication(server);
    };
    const auto authority = std::make_shared<Authority>();
    authority->AddZone(ReadZone(ZONE, *DnsName::Parse("example.com"), "ZONE").zone);
    serve(2, authority, false);
    ResolverSettings settings; // with `roots` it would find the servers of each zone by itself
    settings.forwards.push_back({DnsName(), {*IpAddress::Parse("2001:db8:2::53")}});
    NodeResolver resolver(nodes.Get(1), settings, ledger);
    serve(1, std::make_shared<Dns64>(Dns64Settings(), resolver), true);
    StubSettings stub;
    stub.servers = {*IpAddress::Parse("2001:db8:1::53")};
    const auto host = CreateObject<HostResolver>();
    host->Start(nodes.Get(0), stub, ledger);
    Simulator::Schedule(Seconds(1), [&host] {
        host->Lookup("www.example.com", Family::V6, 0, [](const LookupResult& found) {
            std::cout << "www.example.com is " << found.addresses.at(0).ToString() << "\n";
        });
    });
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
