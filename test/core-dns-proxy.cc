// SPDX-License-Identifier: GPL-2.0-only
// The DNS proxy of virtual IPv6, with a directory that keeps a list of what it was asked for.
#include "model/core/dns/dns-proxy.h"
#include "test/support/scripted-backend.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Block;

namespace
{

constexpr const char* CLIENT = "10.0.0.7";

/** Virtual addresses 10.64.0.1, 10.64.0.2, ... for peers; 2001:db8:64::/96 is the inside. */
class Directory : public PeerDirectory
{
  public:
    std::optional<IpAddress> BindForDns(const IpAddress& peer6,
                                        int64_t ttlNs,
                                        const IpAddress& host4) override
    {
        log += (log.empty() ? "" : "; ") + peer6.ToString() + " " + std::to_string(ttlNs / SECOND) +
               "s for " + host4.ToString();
        if (peer6 == Addr("2001:db8:64::a00:5"))
        {
            return Addr("10.0.0.5");
        }
        if (m_bound.count(peer6) == 0 && m_bound.size() == free)
        {
            return std::nullopt;
        }
        const auto number = std::to_string(m_bound.size() + 1);
        return m_bound.emplace(peer6, Addr("10.64.0." + number)).first->second;
    }

    std::optional<IpAddress> FindPeer(const IpAddress& virtual4, const IpAddress&) const override
    {
        for (const auto& [peer6, ipv4] : m_bound)
        {
            if (ipv4 == virtual4)
            {
                return peer6;
            }
        }
        return std::nullopt;
    }

    int64_t GetHold() const override
    {
        return hold;
    }

    std::vector<Prefix> GetVirtualPrefixes() const override
    {
        return {Block("10.64.0.0/16")};
    }

    std::string log;
    size_t free{100};
    int64_t hold{600 * SECOND};

  private:
    std::map<IpAddress, IpAddress> m_bound;
};

/** A proxy in front of a table. */
struct Bed
{
    DnsQuery Query(const std::string& question) const
    {
        DnsQuery query;
        query.question = Question(question);
        query.dnssecOk = dnssecOk;
        query.checkingDisabled = checkingDisabled;
        query.asker = Addr(CLIENT);
        return query;
    }

    DnsAnswer Ask(const std::string& question)
    {
        if (!m_proxy)
        {
            m_proxy = std::make_unique<DnsProxy>(settings, directory, backend);
        }
        std::vector<DnsAnswer> answers;
        m_proxy->Ask(Query(question), 0, [&](const DnsAnswer& answer, int64_t) {
            answers.push_back(answer);
        });
        if (answers.size() != 1)
        {
            throw std::runtime_error(std::to_string(answers.size()) + " answers");
        }
        return answers.front();
    }

    /** six.example. has an AAAA with this TTL only. */
    DnsAnswer& SayOnlyAaaa(uint32_t ttl = 30)
    {
        backend.SayEmpty("six.example. A");
        return backend.Say("six.example. AAAA",
                           {{"six.example. " + std::to_string(ttl) + " AAAA 2001:db8:ffff::80"}});
    }

    uint64_t CountExhausted() const
    {
        return m_proxy->GetExhausted();
    }

    ScriptedBackend backend;
    Directory directory;
    DnsProxySettings settings;
    bool dnssecOk{false};
    bool checkingDisabled{false};

  private:
    std::unique_ptr<DnsProxy> m_proxy;
};

void
Synthesises(Verdict& v)
{
    Bed bed;
    bed.SayOnlyAaaa();
    const auto answer = bed.Ask("six.example. A");
    v.Equal(bed.backend.log, "six.example. A; six.example. AAAA", "order");
    v.Equal(bed.directory.log, "2001:db8:ffff::80 30s for 10.0.0.7", "bound");
    v.Equal(Text(answer.answer), "six.example. 30 A 10.64.0.1", "answer");
    v.True(answer.synthesised, "marked as synthetic");
    v.True(!answer.authoritative, "no zone's own");
    v.Equal(Text(bed.Ask("six.example. A").answer),
            "six.example. 30 A 10.64.0.1",
            "the same again");
}

void
FollowsAliases(Verdict& v)
{
    Bed bed;
    bed.backend.Say("www.example. A", {{"www.example. 50 CNAME six.example."}});
    bed.backend.Say(
        "www.example. AAAA",
        {{"www.example. 50 CNAME six.example.", "six.example. 30 AAAA 2001:db8:ffff::80"}});
    v.Equal(Text(bed.Ask("www.example. A").answer),
            "www.example. 50 CNAME six.example.; six.example. 30 A 10.64.0.1",
            "answer");
}

void
LeavesA(Verdict& v)
{
    Bed bed;
    bed.SayOnlyAaaa();
    bed.backend.Say("six.example. A", {{"six.example. 300 A 192.0.2.80"}});
    const auto answer = bed.Ask("six.example. A");
    v.Equal(Text(answer.answer), "six.example. 300 A 192.0.2.80", "answer");
    v.True(!answer.synthesised, "real");
    v.Equal(bed.backend.log, "six.example. A", "AAAA is not asked for");
    v.Equal(bed.directory.log, "", "nothing is bound");
}

void
PrefersAaaa(Verdict& v)
{
    Bed bed;
    bed.settings.preferIpv6 = true;
    bed.SayOnlyAaaa();
    bed.backend.Say("six.example. A", {{"six.example. 300 A 192.0.2.80"}});
    v.Equal(Text(bed.Ask("six.example. A").answer), "six.example. 30 A 10.64.0.1", "IPv6");
    v.Equal(bed.backend.log, "six.example. AAAA", "A is not asked for");
    bed.backend.SayEmpty("four.example. AAAA");
    bed.backend.Say("four.example. A", {{"four.example. 300 A 192.0.2.4"}});
    const auto four = bed.Ask("four.example. A");
    v.Equal(Text(four.answer), "four.example. 300 A 192.0.2.4", "without AAAA the A");
    v.True(!four.synthesised, "real");
}

/** The TTL of a synthetic A, and that the directory is told the same. */
Row
Ttl(const std::string& sentence, uint32_t aaaa, uint32_t most, int64_t holdNs, uint32_t expected)
{
    return {sentence, "V.4 step 4; VDC-12", [=](Verdict& v) {
                Bed bed;
                bed.settings.maxTtl = most;
                bed.directory.hold = holdNs;
                bed.SayOnlyAaaa(aaaa);
                v.Equal(bed.Ask("six.example. A").answer.at(0).ttl, expected, "TTL");
                v.Equal(bed.directory.log,
                        "2001:db8:ffff::80 " + std::to_string(expected) + "s for 10.0.0.7",
                        "what the binding outlives");
            }};
}

void
Exhausted(Verdict& v)
{
    Bed bed;
    bed.directory.free = 1;
    bed.SayOnlyAaaa();
    bed.backend.SayEmpty("other.example. A");
    bed.backend.Say("other.example. AAAA", {{"other.example. 30 AAAA 2001:db8:ffff::81"}});
    v.Equal(bed.Ask("six.example. A").answer.size(), 1u, "the first has its address");
    v.Equal(bed.CountExhausted(), 0u, "none failed");
    const auto second = bed.Ask("other.example. A");
    v.Equal(second.rcode, dns::SERVFAIL, "none is left");
    v.True(second.answer.empty() && !second.synthesised, "no records");
    v.Equal(bed.CountExhausted(), 1u, "counted");
    v.Equal(bed.Ask("six.example. A").answer.size(), 1u, "who has one keeps it");
    v.Equal(bed.CountExhausted(), 1u, "counted once");
}

void
SayThree(Bed& bed)
{
    bed.backend.SayEmpty("three.example. A");
    bed.backend.Say("three.example. AAAA",
                    {{"three.example. 30 AAAA 2001:db8:ffff::1",
                      "three.example. 30 AAAA 2001:db8:ffff::2",
                      "three.example. 30 AAAA 2001:db8:ffff::3"}});
}

void
BindsEach(Verdict& v)
{
    Bed bed;
    SayThree(bed);
    v.Equal(Text(bed.Ask("three.example. A").answer),
            "three.example. 30 A 10.64.0.1; three.example. 30 A 10.64.0.2; "
            "three.example. 30 A 10.64.0.3",
            "answer");
}

void
BindsFirst(Verdict& v)
{
    Bed bed;
    bed.settings.onlyFirst = true;
    SayThree(bed);
    v.Equal(Text(bed.Ask("three.example. A").answer), "three.example. 30 A 10.64.0.1", "answer");
    v.Equal(bed.directory.log, "2001:db8:ffff::1 30s for 10.0.0.7", "one binding");
}

void
BindsWhatIsLeft(Verdict& v)
{
    Bed bed;
    bed.directory.free = 2;
    SayThree(bed);
    const auto answer = bed.Ask("three.example. A");
    v.Equal(answer.rcode, dns::NOERROR, "rcode");
    v.Equal(answer.answer.size(), 2u, "two of three");
}

void
Pointer(Verdict& v)
{
    Bed bed;
    bed.SayOnlyAaaa();
    const std::string nibbles =
        "0.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.f.f.f.f.8.b.d.0.1.0.0.2.ip6.arpa.";
    bed.backend.Say(nibbles + " PTR", {{nibbles + " 900 PTR six.example."}});
    bed.Ask("six.example. A");
    bed.backend.log.clear();
    const auto answer = bed.Ask("1.0.64.10.in-addr.arpa. PTR");
    v.Equal(bed.backend.log, nibbles + " PTR", "the peer's name is asked for");
    v.Equal(Text(answer.answer), "1.0.64.10.in-addr.arpa. 900 PTR six.example.", "answer");
    v.True(answer.synthesised, "marked as synthetic");
    bed.backend.log.clear();
    v.Equal(bed.Ask("9.0.64.10.in-addr.arpa. PTR").rcode, dns::NXDOMAIN, "of nobody's address");
    v.Equal(bed.backend.log, "9.0.64.10.in-addr.arpa. PTR", "as it is");
}

void
SplitView(Verdict& v)
{
    Bed bed;
    bed.backend.SayEmpty("www.site.example. A");
    bed.backend.Say("www.site.example. AAAA", {{"www.site.example. 30 AAAA 2001:db8:64::a00:5"}});
    v.Equal(Text(bed.Ask("www.site.example. A").answer),
            "www.site.example. 30 A 10.0.0.5",
            "the neighbour's real address");
}

const std::string SIGNATURE =
    "six.example. 30 RRSIG AAAA 15 2 30 20270101000000 20260101000000 1 example. "
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";

void
ValidUpToHere(Verdict& v)
{
    for (const bool secure : {true, false})
    {
        Bed bed;
        bed.dnssecOk = true;
        DnsAnswer& six = bed.SayOnlyAaaa();
        six.answer.push_back(DnsRecord::Parse(SIGNATURE));
        six.authenticData = secure;
        six.security = secure ? DnsSecurity::Secure : DnsSecurity::Insecure;
        const auto answer = bed.Ask("six.example. A");
        v.Equal(Text(answer.answer), "six.example. 30 A 10.64.0.1", "no signature of AAAA");
        v.Equal(answer.authenticData, secure, "AD is that of AAAA");
        v.True(bed.backend.queries.at(1).dnssecOk && !bed.backend.queries.at(1).checkingDisabled,
               "the flags go on");
    }
}

void
RawForValidator(Verdict& v)
{
    Bed bed;
    bed.dnssecOk = true;
    bed.checkingDisabled = true;
    bed.SayOnlyAaaa();
    const auto answer = bed.Ask("six.example. A");
    v.True(answer.answer.empty() && answer.authority.size() == 1, "the denial as it is");
    v.True(!answer.synthesised, "not synthetic");
    v.Equal(bed.backend.log, "six.example. A", "AAAA is not asked for");
    v.True(bed.backend.queries.at(0).checkingDisabled && bed.backend.queries.at(0).dnssecOk,
           "the flags go on");
    v.Equal(bed.directory.log, "", "nothing is bound");
}

void
Bogus(Verdict& v)
{
    for (const bool first : {true, false})
    {
        Bed bed;
        bed.SayOnlyAaaa();
        DnsAnswer& bogus = bed.backend.Say(first ? "six.example. A" : "six.example. AAAA");
        bogus.rcode = dns::SERVFAIL;
        bogus.security = DnsSecurity::Bogus;
        const auto answer = bed.Ask("six.example. A");
        v.Equal(answer.rcode, dns::SERVFAIL, first ? "bogus A" : "bogus AAAA");
        v.True(answer.answer.empty(), "no records");
        v.Equal(bed.directory.log, "", "nothing is bound");
        v.Equal(bed.backend.queries.size(), first ? 1u : 2u, "questions");
    }
}

void
Missing(Verdict& v)
{
    Bed bed;
    v.Equal(bed.Ask("nobody.example. A").rcode, dns::NXDOMAIN, "rcode");
    v.Equal(bed.backend.log, "nobody.example. A", "true of all types: AAAA is not asked for");
    bed.backend.SayEmpty("mail.example. A", 111);
    bed.backend.SayEmpty("mail.example. AAAA", 222);
    const auto empty = bed.Ask("mail.example. A");
    v.Equal(empty.rcode, dns::NOERROR, "a name with neither");
    v.True(empty.answer.empty() && !empty.synthesised, "no records");
    v.Equal(empty.authority.at(0).ttl, 111u, "the denial of A");
}

void
Failing(Verdict& v)
{
    Bed bed;
    bed.SayOnlyAaaa();
    bed.backend.Say("six.example. A").rcode = dns::SERVFAIL;
    v.Equal(bed.Ask("six.example. A").answer.size(), 1u, "A fails, AAAA is there");
    bed.backend.SayEmpty("late.example. A");
    bed.backend.Say("late.example. AAAA").rcode = dns::SERVFAIL;
    v.Equal(bed.Ask("late.example. A").rcode, dns::SERVFAIL, "whether it has AAAA is unknown");
}

void
OtherTypes(Verdict& v)
{
    Bed bed;
    bed.SayOnlyAaaa();
    bed.backend.Say(
        "example. MX",
        {{"example. 60 MX 1 six.example."}, {}, {"six.example. 30 AAAA 2001:db8:ffff::80"}});
    const auto mail = bed.Ask("example. MX");
    v.Equal(Text(mail.additional), "six.example. 30 AAAA 2001:db8:ffff::80", "additional");
    v.Equal(Text(bed.Ask("six.example. AAAA").answer),
            "six.example. 30 AAAA 2001:db8:ffff::80",
            "AAAA");
    v.Equal(bed.backend.log, "example. MX; six.example. AAAA", "as they are");
    v.Equal(bed.directory.log, "", "nothing is bound");
}

const std::vector<Row> ROWS{
    {"who asks for the A of a name with AAAA only gets the peer's virtual address",
     "V.4 steps 1 to 4; VDC-04",
     Synthesises},
    {"aliases on the way stay in the answer", "V.4 step 4; VDC-04", FollowsAliases},
    {"a name with an A keeps it", "V.4 step 2; VDC-11", LeavesA},
    {"where IPv6 is preferred, the AAAA is bound though there is an A, and an A alone is kept",
     "V.4 step 2; VDC-11",
     PrefersAaaa},
    Ttl("the TTL is that of the AAAA where it is the shortest", 30, 60, 600 * SECOND, 30),
    Ttl("the TTL is at most what was configured", 3600, 60, 600 * SECOND, 60),
    Ttl("the TTL is at most half of the hold", 3600, 60, 40 * SECOND, 20),
    Ttl("half of an odd hold is rounded down", 3600, 60, 41 * SECOND, 20),
    Ttl("a TTL of zero stays one", 0, 60, 600 * SECOND, 0),
    {"where no virtual address is free the answer is SERVFAIL, and counted",
     "V.2; VDC-14",
     Exhausted},
    {"each of several AAAA is bound", "V.4; VDC-16", BindsEach},
    {"or, if so configured, the first one only", "V.4; VDC-16", BindsFirst},
    {"where addresses are left for some of them, those are told",
     "V.2; VDC-14, VDC-16",
     BindsWhatIsLeft},
    {"the name of a virtual address is its peer's; one of nobody's is asked for as it is",
     "V.4; VDC-17",
     Pointer},
    {"the virtual address of a neighbour becomes its real one", "V.2; VDC-18", SplitView},
    {"AD is that of the AAAA, and the signatures end here", "V.4 step 4; VDC-07", ValidUpToHere},
    {"who validates himself, with CD and DO, gets what the zone holds",
     "V.5; VDC-07",
     RawForValidator},
    {"what is bogus is SERVFAIL, whichever of the two it was", "RFC 4035 5.5; VDC-07", Bogus},
    {"a name that does not exist stays so, and one with neither type has the denial of A",
     "RFC 8020 2; VDC-04",
     Missing},
    {"an A that fails does not hide the AAAA, but an AAAA that fails is no denial of A",
     "RFC 2308 7.1; VDC-04",
     Failing},
    {"other types pass as they are, additional sections too", "V.4; VDC-04", OtherTypes},
};

V6LAB_SUITE("v6lab-core-dns-proxy", ROWS);

} // namespace
