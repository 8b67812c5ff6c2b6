// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_RESOLVER_BED_H
#define V6LAB_TEST_RESOLVER_BED_H

#include "model/core/dns/resolver.h"
#include "test/support/dns-net.h"

#include <memory>
#include <string>

namespace ns3::v6lab::test::dnsnet
{

/** A resolver in the small internet, IPv4 only unless told otherwise: paths are then certain. */
struct ResolverBed
{
    explicit ResolverBed(const SmallInternet& internet = SmallInternet(), bool v6 = false)
        : settings(internet.Settings())
    {
        settings.useV6 = v6;
        internet.Serve(net);
    }

    Resolver& Get()
    {
        if (!resolver)
        {
            resolver = std::make_unique<Resolver>(settings, net);
        }
        return *resolver;
    }

    DnsAnswer Ask(const std::string& question)
    {
        return net.Ask(Get(), question);
    }

    /** What was sent since the last call, one a line. */
    std::string Sent()
    {
        std::string text;
        for (; m_seen < net.log.size(); ++m_seen)
        {
            text += net.log[m_seen] + "\n";
        }
        return text;
    }

    Net net;
    ResolverSettings settings;
    std::unique_ptr<Resolver> resolver;

  private:
    size_t m_seen{0};
};

inline std::string
Rcode(const DnsAnswer& answer)
{
    return DnsRcodeWord(answer.rcode);
}

} // namespace ns3::v6lab::test::dnsnet

#endif // V6LAB_TEST_RESOLVER_BED_H
