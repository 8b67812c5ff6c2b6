// SPDX-License-Identifier: GPL-2.0-only
// What the fuzzers start from and what they once found, without a fuzzer.
#include "test/fuzz/targets.h"
#include "test/support/source-folder.h"
#include "test/support/table.h"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

using Target = void (*)(const uint8_t* bytes, size_t size);

void
RunAll(test::Verdict& v, const std::string& name, Target target)
{
    size_t inputs = 0;
    const std::string folder = test::SourceFolder() + "/test/fuzz/corpus/" + name;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
    {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        try
        {
            target(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
        }
        catch (const std::exception& error)
        {
            v.True(false, entry.path().filename().string() + ": " + error.what());
        }
        ++inputs;
    }
    v.True(inputs > 2, std::to_string(inputs) + " inputs");
}

Row
Inputs(const std::string& sentence, const std::string& clause, const std::string& name, Target run)
{
    return {sentence, clause, [=](test::Verdict& v) { RunAll(v, name, run); }};
}

const std::vector<Row> ROWS{
    Inputs("a stateless translator keeps its rules for every committed input of its fuzzer",
           "RFC 7915",
           "siit",
           fuzz::Siit),
    Inputs("a stateful translator keeps its rules for every committed input of its fuzzer",
           "RFC 6146",
           "nat64",
           fuzz::Nat64),
    Inputs("a CLAT whose hosts share an address keeps its rules for every committed input of its "
           "fuzzer",
           "RFC 6877 6.3, RFC 4787",
           "clat",
           fuzz::Clat),
    Inputs("virtual IPv6 keeps its rules for every committed input of its fuzzer",
           "draft-vogt-durand; VDC-09",
           "virtual-ip6",
           fuzz::VirtualIp6),
    Inputs("a firewall keeps its rules for every committed input of its fuzzer",
           "M2",
           "firewall",
           fuzz::FirewallRun),
    Inputs("the readers of OpenWrt's rules and of Jool's lines keep theirs for every committed "
           "input of their fuzzer",
           "article C",
           "openwrt",
           fuzz::OpenWrtLines),
    Inputs("the reader of cases answers or refuses every committed input of its fuzzer",
           "",
           "jsonl",
           fuzz::Jsonl),
    Inputs("every committed input of the messages' fuzzer is refused or comes back as it was read",
           "RFC 1035 4.1",
           "dnswire",
           fuzz::DnsWire),
    Inputs("every committed input of the zones' fuzzer is refused by line or read, printed and "
           "signed",
           "RFC 1035 5.1",
           "dnszone",
           fuzz::DnsZone),
    Inputs("a server answers every committed input of its fuzzer by a right message or not at all",
           "RFC 1035 4.1.1",
           "dnsserver",
           fuzz::DnsServer),
    Inputs("a resolver answers in time whatever the servers of its fuzzer's committed inputs say",
           "RFC 1034 5.3.3",
           "dnsresolver",
           fuzz::DnsResolver),
    Inputs("DHCPv6's client and server take or leave every committed input of their fuzzer",
           "RFC 8415 16",
           "dhcpv6",
           fuzz::Dhcpv6),
    Inputs("DHCP's client and server take or leave every committed input of their fuzzer",
           "RFC 2131 4.3.5, 4.4.3",
           "dhcp",
           fuzz::Dhcp),
    Inputs("every committed router message is refused, or read and written as it was",
           "RFC 4861 6.1, RFC 8106 5.3.1, RFC 8781 4",
           "routeradvert",
           fuzz::RouterAdvert),
    Inputs("every committed packet of a VPN's application is refused, or answered as it was asked",
           "RFC 9293 3.10.7.4, RFC 768, RFC 792, RFC 4443 4",
           "vpn",
           fuzz::Vpn),
};

V6LAB_SUITE("v6lab-fuzz-inputs", ROWS);

} // namespace
