// SPDX-License-Identifier: GPL-2.0-only
// Names of other kinds than the main flow's: with an IPv6 address, aliases, missing, forged.
#include "scenarios/nat64-dns64.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* N46_NAME = "n46.example.com";
/** Its IPv6 address has no route: the router says so. */
constexpr const char* UNROUTED_NAME = "unrouted.example.com";
/** Its IPv6 address is a black hole: whatever goes there is lost, and nobody says so. */
constexpr const char* SILENT_NAME = "silent.example.com";
/** RFC 8305 5, 8: the recommended delay between attempts, and the least. */
constexpr const char* ATTEMPT_DELAY = "250ms";
constexpr const char* LEAST_DELAY = "10ms";
/** What its record was when it was signed, n4's, is not what is served. */
constexpr const char* FORGED_NAME = "forged.example.com";
constexpr const char* DNS64 = "2001:db8:6::53";

} // namespace

void
Nat64Dns64::AddOtherNames(TopologyBuilder& lab) const
{
    const auto native = Tcp("n6", N46_NAME, "TCP to a name with an IPv6 address").Server("n46");
    const auto alias = Tcp("n6", "www.example.com", "TCP to an alias").Server("n4").Start("4s");
    const auto missing = Tcp("n6", "nobody.example.com", "TCP to a name that is not there");
    lab.Add(Flow(native).Start("3s")).Add(alias).Add(Flow(missing).Start("5s"));
    lab.Add(Expect("a real IPv6 address is left alone: nothing is translated", native)
                .Delivered()
                .Called(N46)
                .Answer("real")
                .Translations(0)
                .Clause("RFC 6147 5.1.1"));
    lab.Add(Expect("an alias of an IPv4-only name is followed", alias)
                .Delivered()
                .Called(Behind(N4))
                .Clause("RFC 6147 5.1.5"));
    lab.Add(Expect("a name that does not exist stays so", missing)
                .Failed("name-not-found")
                .Clause("RFC 6147 5.1.2"));
}

/** A record that is not what was signed: only who validates can tell. */
void
Nat64Dns64::AddForgery(TopologyBuilder& lab) const
{
    const auto forged = Tcp("n6", FORGED_NAME, "TCP to a name whose address is forged")
                            .Server(m_dnssec ? "n4" : "n46")
                            .Start("5500ms");
    lab.Add(forged);
    if (m_dnssec)
    {
        lab.Add(
            Expect("a forged address fails validation, and the DNS64 makes nothing of it", forged)
                .Failed("name-lookup-failed")
                .Clause("RFC 4035 5.5, RFC 6147 5.5"));
        return;
    }
    lab.Add(Expect("without DNSSEC a forged address is believed", forged)
                .Delivered()
                .Called(Behind(FORGED_ADDRESS))
                .Translations(1)
                .Clause("RFC 4033 1"));
}

/** What a host with both families makes of a DNS64. */
void
Nat64Dns64::AddChoice(TopologyBuilder& lab) const
{
    const auto silent =
        Tcp("n6", SILENT_NAME, "TCP to a name whose IPv6 is a black hole").Server("n4").Start("6s");
    const auto unrouted =
        Tcp("n6", UNROUTED_NAME, "TCP to a name whose IPv6 has no route").Server("n4").Start("7s");
    lab.Add(silent).Add(unrouted);
    lab.Add(Expect("where IPv6 is a black hole, IPv4 wins after the attempt delay", silent)
                .Delivered()
                .Over("v4")
                .Translations(0)
                .AttemptDelay(ATTEMPT_DELAY)
                .Clause("RFC 8305 5"));
    lab.Add(
        Expect("where a router says that IPv6 has no route, IPv4 need not wait so long", unrouted)
            .Delivered()
            .Over("v4")
            .Translations(0)
            .AttemptDelay(LEAST_DELAY)
            .Clause("RFC 8305 5, 8"));
}

} // namespace ns3::v6lab
