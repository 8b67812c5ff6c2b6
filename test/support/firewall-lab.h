// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_FIREWALL_LAB_H
#define V6LAB_TEST_FIREWALL_LAB_H

#include "model/core/firewall/firewall.h"
#include "test/support/azure.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/wire.h"

#include <memory>

/** One Azure Firewall between a client, its server and the internet. */
namespace ns3::v6lab::test::firewall
{

using azure::RuleProtocol;
using flow::Echo;
using flow::IcmpAbout;
using flow::Tcp;
using flow::Udp;

constexpr uint8_t SYN = flow::tcp::SYN;
constexpr uint8_t ACK = flow::tcp::ACK;
constexpr uint8_t FIN = flow::tcp::FIN;
constexpr uint8_t RST = flow::tcp::RST;

const std::string CLIENT = "10.1.0.4";
const std::string SERVER = "10.2.0.4";
const std::string FIREWALL = "10.0.0.4";
const std::string INTERNET = "198.51.100.7";
const flow::End CALLER{CLIENT, 5000};
const flow::End WEB{SERVER, 80};
const flow::End SITE{INTERNET, 443};

/** "allow 200 web: TCP from to ports"; "*" for any. */
inline FirewallRule
Rule(const std::string& name,
     RuleProtocol protocol,
     const std::string& from,
     const std::string& to,
     std::vector<azure::PortRange> ports = {})
{
    FirewallRule rule{name};
    rule.match.protocols = {protocol};
    if (from != "*")
    {
        rule.match.sources = {*Prefix::Parse(from)};
    }
    if (to != "*")
    {
        rule.match.destinations = {*Prefix::Parse(to)};
    }
    rule.match.destinationPorts = std::move(ports);
    return rule;
}

const FirewallCollection WEB_ONLY{
    "net",
    200,
    true,
    {Rule("web", RuleProtocol::Tcp, "10.1.0.0/16", "*", {{80, 80}, {443, 443}}),
     Rule("ping", RuleProtocol::Icmp, "*", "*")}};
const FirewallCollection ALL{"net", 200, true, {Rule("all", RuleProtocol::Any, "*", "*")}};

/** Sends packets through one firewall. */
class Lab
{
  public:
    explicit Lab(FirewallSettings settings)
        : m_firewall(std::make_unique<Firewall>(settings))
    {
    }

    explicit Lab(const FirewallCollection& collection)
        : Lab(With(collection))
    {
    }

    static FirewallSettings With(const FirewallCollection& collection)
    {
        FirewallSettings settings;
        settings.collections = {collection};
        settings.privateRanges = DefaultPrivateRanges();
        return settings;
    }

    /** "> source port destination port" as it leaves, or the word of the reason. */
    std::string Send(const Bytes& bytes, bool own = false, FirewallZone zone = 0)
    {
        FirewallPacket packet;
        packet.facts = *ReadFacts(bytes.data(), bytes.size());
        const size_t header = bytes[0] >> 4 == 4 ? 20 : 40;
        if (packet.facts.icmpError)
        {
            packet.quoted = ReadFacts(bytes.data() + header + 8, bytes.size() - header - 8);
        }
        packet.zone = zone;
        packet.own = own;
        last = m_firewall->Judge(packet, nowNs);
        if (last.reason != Reason::None)
        {
            return std::string(Describe(last.reason).word);
        }
        out = bytes;
        azure::Apply(last.rewrite, out.data(), out.size(), true);
        return "passes";
    }

    /** What left last: "source port > destination port". */
    std::string Out(size_t from = 0) const
    {
        const auto facts = ReadFacts(out.data() + from, out.size() - from);
        return facts->source.ToString() + " " + std::to_string(facts->sourcePort) + " > " +
               facts->destination.ToString() + " " + std::to_string(facts->destinationPort);
    }

    PacketFacts OutFacts() const
    {
        return *ReadFacts(out.data(), out.size());
    }

    std::string RuleName() const
    {
        return last.rule ? last.rule->name : "none";
    }

    void Wait(double seconds)
    {
        nowNs += static_cast<int64_t>(seconds * 1e9);
    }

    Firewall& Get()
    {
        return *m_firewall;
    }

    FirewallVerdict last;
    Bytes out;
    int64_t nowNs{0};

  private:
    std::unique_ptr<Firewall> m_firewall;
};

inline FirewallSettings
Snat(std::vector<std::string> addresses = {FIREWALL})
{
    auto settings = Lab::With(ALL);
    for (const auto& address : addresses)
    {
        settings.snatAddresses.push_back(Address(address));
    }
    return settings;
}

} // namespace ns3::v6lab::test::firewall

#endif // V6LAB_TEST_FIREWALL_LAB_H
