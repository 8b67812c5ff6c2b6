// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/diagnosis.h"
#include "model/core/packet-facts.h"
#include "scenarios/cli/azure-question.h"
#include "scenarios/cli/verbs.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

constexpr uint16_t EPHEMERAL = 49152; // the first of those that callers take (RFC 6335 6)

struct Endpoint
{
    IpAddress address;
    uint16_t port{0};
};

/** "10.0.0.4:80" or "[2001:db8::4]:80"; * for the port where that end calls, as az has it. */
Endpoint
NeedEndpoint(const AzureQuestion& question, const char* option, bool calls)
{
    const std::string text = Need(question, option, "10.0.0.4:80");
    const size_t colon = text.rfind(':');
    const bool bracketed = text.front() == '[' && colon > 1 && text[colon - 1] == ']';
    const auto address =
        IpAddress::Parse(bracketed ? text.substr(1, colon - 2) : text.substr(0, colon));
    const std::string digits = colon == std::string::npos ? "" : text.substr(colon + 1);
    const bool any = digits == "*" && calls;
    const auto port = digits.find_first_of("*-") != std::string::npos
                          ? std::nullopt
                          : azure::ParsePortRange(digits);
    if (!address || (!port && !any) || address->IsV6() != bracketed)
    {
        throw UsageError(fmt::format("--{}={}: write an address and a port, such as 10.0.0.4:80 or "
                                     "[2001:db8::4]:80{}",
                                     option,
                                     text,
                                     calls ? "; * stands for a port of the caller's" : ""));
    }
    return {*address, any ? EPHEMERAL : port->first};
}

std::string
Lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

/** One of two words, in any letter case; true for the first. */
bool
NeedWord(const AzureQuestion& question, const char* option, const char* first, const char* second)
{
    const std::string text = Need(question, option, first);
    if (Lower(text) != Lower(first) && Lower(text) != Lower(second))
    {
        throw UsageError(fmt::format("--{}={}: allowed is {}|{}", option, text, first, second));
    }
    return Lower(text) == Lower(first);
}

/** S4: packets from the Internet come in by the public address, if there is one. */
bool
ComesFromInternet(const azure::Estate& estate,
                  azure::Index nic,
                  const IpAddress& local,
                  const IpAddress& remote)
{
    const auto& self = estate.nics[nic];
    const auto& all = self.ipConfigurations;
    return azure::Belongs(azure::InternetTag(estate, self.subnet), remote) &&
           std::any_of(all.begin(), all.end(), [&](const azure::IpConfiguration& one) {
               return one.address == local && one.publicAddress;
           });
}

} // namespace

int
IpFlowVerify(const Words& words)
{
    po::options_description own("options");
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    own.add_options()                                                                 //
        ("direction", text("DIRECTION"), "inbound|outbound, seen from the interface") //
        ("local",
         text("ADDR:PORT"),
         "the interface's end; [ADDR]:PORT in IPv6; outbound PORT may be *")  //
        ("remote", text("ADDR:PORT"), "the other end; inbound PORT may be *") //
        ("protocol", text("PROTOCOL"), "TCP|UDP");
    const auto question = AskAzure("ip-flow-verify", own, words);
    if (!question)
    {
        return GOOD;
    }
    const bool inbound = NeedWord(*question, "direction", "inbound", "outbound");
    const bool tcp = NeedWord(*question, "protocol", "TCP", "UDP");
    const Endpoint local = NeedEndpoint(*question, "local", !inbound);
    const Endpoint remote = NeedEndpoint(*question, "remote", inbound);
    if (local.address.GetFamily() != remote.address.GetFamily())
    {
        throw UsageError("--local and --remote: both must be of one IP version");
    }
    const auto& estate = question->plan.estate;
    const azure::Index nic = ChooseNic(*question, local.address, "local");
    const Endpoint& from = inbound ? remote : local;
    const Endpoint& to = inbound ? local : remote;
    const auto answer = azure::VerifyIpFlow(
        estate,
        nic,
        inbound ? azure::RuleDirection::Inbound : azure::RuleDirection::Outbound,
        {from.address, to.address, tcp ? protocol::TCP : protocol::UDP, true, from.port, to.port},
        inbound && ComesFromInternet(estate, nic, local.address, remote.address));
    Answer lines{{"access", answer.verdict.Passes() ? "Allow" : "Deny"},
                 {"ruleName", answer.ruleName}};
    if (const auto* match = answer.verdict.Deciding())
    {
        lines.emplace_back("networkSecurityGroup", answer.group);
        lines.emplace_back("appliesTo", ToWord(match->stage));
    }
    if (!answer.verdict.Passes())
    {
        lines.emplace_back("reason", Describe(answer.verdict.reason).word);
    }
    Print(*question, lines);
    return GOOD;
}

} // namespace ns3::v6lab::cli
