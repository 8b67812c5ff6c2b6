// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SIGNED_WORLD_H
#define V6LAB_TEST_SIGNED_WORLD_H

#include "model/core/dns/authority.h"
#include "model/core/dns/dns-time.h"
#include "model/core/dns/dns64.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"
#include "test/support/resolver-bed.h"
#include "test/support/table.h"

/** A small internet whose zones are signed. */
namespace ns3::v6lab::test::signedworld
{

using namespace ns3::v6lab::test::dnsnet;
using test::Row;
using test::Verdict;

constexpr uint32_t YEAR = 365 * 86400;
constexpr auto SECURE = DnsSecurity::Secure;
constexpr auto INSECURE = DnsSecurity::Insecure;
constexpr auto BOGUS = DnsSecurity::Bogus;

inline ZoneSigning
Keys(const std::string& zone)
{
    return ZoneSigning::WithTwoKeys(Name(zone), 1, DNS_EPOCH, DNS_EPOCH + YEAR);
}

const std::string APEX = "@ 3600 SOA ns hostmaster 1 7200 3600 86400 600\n@ 3600 NS ns\n";

/**
 * A signed root on 198.51.100.1, signed example. with a signed and an unsigned zone below it on
 * .2, .3 and .4. What is wrong with example. is for each row to say.
 */
struct World
{
    World()
        : rootKeys(Keys(".")),
          keys(Keys("example.")),
          childKeys(Keys("signed.example."))
    {
        settings.roots.push_back({Name("ns."), {test::data::Addr("198.51.100.1")}});
        settings.useV6 = false;
        settings.tries = 1;
        settings.trustAnchors = rootKeys.GetDs(3600);
    }

    static std::string Lines(const DnsRecords& records)
    {
        std::string text;
        for (const auto& record : records)
        {
            text += record.ToString() + "\n";
        }
        return text;
    }

    static Zone Read(const std::string& origin, const std::string& text)
    {
        return ReadZone(APEX + text, Name(origin), origin).zone;
    }

    /** Signs all, brings the servers up and the resolver with them. */
    Resolver& Start()
    {
        const std::string delegation = "example. 3600 NS ns.example.\nns.example. 3600 A "
                                       "198.51.100.2\nns 3600 A 198.51.100.1\n";
        root.AddZone(
            SignZone(Read(".", delegation + Lines(keys.GetDs(3600)) + rootMore), rootKeys));
        const std::string own = R"(ns      A 198.51.100.2
www     300 A 192.0.2.1
www     300 A 192.0.2.2
*.wild  300 A 192.0.2.3
below.empty 300 A 192.0.2.4
alias   300 CNAME www
out     300 CNAME www.plain
redirect 300 DNAME deep.signed
four    300 A 192.0.2.5
signed  3600 NS ns.signed
ns.signed 3600 A 198.51.100.3
plain   3600 NS ns.plain
ns.plain 3600 A 198.51.100.4
)";
        example.AddZone(
            SignZone(Read("example.", own + Lines(childKeys.GetDs(3600)) + more), keys));
        child.AddZone(
            SignZone(Read("signed.example.",
                          "ns A 198.51.100.3\nwww 300 A 192.0.2.6\nx.deep 300 A 192.0.2.7\n"),
                     childKeys));
        plain.AddZone(Read("plain.example.", "ns A 198.51.100.4\nwww 300 A 192.0.2.8\n"));
        net.ServeBackend("198.51.100.1", root);
        net.ServeBackend("198.51.100.2", example);
        net.ServeBackend("198.51.100.3", child);
        net.ServeBackend("198.51.100.4", plain);
        resolver = std::make_unique<Resolver>(settings, net);
        return *resolver;
    }

    DnsAnswer Ask(const std::string& question, bool dnssecOk = true, bool checkingDisabled = false)
    {
        if (!resolver)
        {
            Start();
        }
        DnsQuery query;
        query.question = Question(question);
        query.dnssecOk = dnssecOk;
        query.checkingDisabled = checkingDisabled;
        return net.Ask(*resolver, *resolver, query);
    }

    ZoneSigning rootKeys;
    ZoneSigning keys;
    ZoneSigning childKeys;
    std::string more;
    std::string rootMore;
    ResolverSettings settings;
    Net net;
    Authority root;
    Authority example;
    Authority child;
    Authority plain;
    std::unique_ptr<Resolver> resolver;
};

/** "NOERROR secure 2 0": code, security, records of answer and authority. */
inline std::string
Shown(const DnsAnswer& answer)
{
    constexpr const char* WORDS[]{"unchecked", "secure", "insecure", "bogus"};
    return DnsRcodeWord(answer.rcode) + " " + WORDS[static_cast<size_t>(answer.security)] +
           (answer.authenticData ? " ad" : "") + " " + std::to_string(answer.answer.size());
}

} // namespace ns3::v6lab::test::signedworld

#endif // V6LAB_TEST_SIGNED_WORLD_H
