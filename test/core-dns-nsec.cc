// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/nsec-proof.h"
#include "test/support/dns.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Name;
using test::Row;
using test::Verdict;

namespace
{

/** "owner next TYPES", as many as wanted. */
Nsecs
Zone(const std::vector<std::string>& lines)
{
    Nsecs nsecs;
    for (const auto& line : lines)
    {
        const size_t space = line.find(' ');
        nsecs.push_back(
            *NsecData::Of(test::Rr(line.substr(0, space) + " 60 NSEC" + line.substr(space))));
    }
    return nsecs;
}

DnsQuestion
Asked(const std::string& name, uint16_t type)
{
    return {Name(name), type, dns::IN};
}

void
NameIsNotThere(Verdict& v)
{
    // The zone of RFC 4035 B.2: ml.example. does not exist, and no wildcard could stand for it.
    const std::string around = "b.example. ns1.example. NS RRSIG NSEC";
    const std::string wildcard = "example. a.example. NS SOA MX RRSIG NSEC DNSKEY";
    v.True(ProvesNoName(Zone({around, wildcard}), Name("ml.example.")), "both");
    v.True(!ProvesNoName(Zone({around}), Name("ml.example.")), "the wildcard may be there");
    v.True(!ProvesNoName(Zone({wildcard}), Name("ml.example.")), "the name may be there");
    v.True(!ProvesNoName(Zone({around, wildcard}), Name("b.example.")), "an owner exists");
    v.True(!ProvesNoName(Zone({around, wildcard}), Name("ns1.example.")), "and the next one");
    v.True(ProvesNoName(Zone({"xx.example. example. A", wildcard}), Name("zz.example.")),
           "behind the last name");
}

void
CutsSayNothingOfBelow(Verdict& v)
{
    const std::string apex = "example. b.example. NS SOA NSEC DNSKEY";
    const Nsecs cut = Zone({"b.example. c.example. NS RRSIG NSEC", apex});
    v.True(!ProvesNoName(cut, Name("www.b.example.")), "a name below a delegation");
    v.True(ProvesNoName(cut, Name("bb.example.")), "one beside it");
    v.True(!ProvesNoData(cut, Asked("b.example.", dns::A)), "data at the delegation");
    v.True(ProvesNoData(cut, Asked("b.example.", dns::DS)), "but its DS");
    const Nsecs dname = Zone({"b.example. c.example. DNAME RRSIG NSEC", apex});
    v.True(!ProvesNoName(dname, Name("www.b.example.")), "a name below a DNAME");
    v.True(!ProvesNoData(Zone({apex}), Asked("example.", dns::DS)), "the child has no say in DS");
}

void
TypeIsNotThere(Verdict& v)
{
    const Nsecs own = Zone({"www.example. x.example. A RRSIG NSEC"});
    v.True(ProvesNoData(own, Asked("www.example.", dns::AAAA)), "another type");
    v.True(!ProvesNoData(own, Asked("www.example.", dns::A)), "the type itself");
    v.True(!ProvesNoData(Zone({"www.example. x.example. CNAME"}), Asked("www.example.", dns::A)),
           "an alias had to be followed");
    v.True(ProvesNoData(Zone({"a.example. x.y.example. A"}), Asked("y.example.", dns::A)),
           "a name with names below only");
    const std::string gap = "x.w.example. xx.example. MX";
    v.True(
        ProvesNoData(Zone({gap, "*.w.example. x.w.example. MX"}), Asked("z.w.example.", dns::AAAA)),
        "a wildcard without it");
    v.True(!ProvesNoData(Zone({gap, "*.w.example. x.w.example. AAAA"}),
                         Asked("z.w.example.", dns::AAAA)),
           "a wildcard with it");
    v.True(!ProvesNoData(Zone({gap}), Asked("z.w.example.", dns::AAAA)), "no wildcard at all");
}

void
WildcardAnswered(Verdict& v)
{
    const Nsecs gap = Zone({"x.y.w.example. xx.example. MX"});
    v.True(ProvesExpansion(gap, Name("z.w.example.")), "the name itself is not there");
    v.True(!ProvesExpansion(gap, Name("x.y.w.example.")), "it is there");
    v.True(!ProvesExpansion(Zone({"a.example. x.z.example. A"}), Name("z.example.")),
           "there are names below it");
}

void
Delegations(Verdict& v)
{
    const auto cut = [](const std::string& types) {
        return ProveCut(Zone({"b.example. c.example. " + types}), Name("b.example."));
    };
    v.True(cut("NS RRSIG NSEC") == CutProof::Insecure, "without DS");
    v.True(cut("NS DS RRSIG NSEC") == CutProof::None, "with DS, which was not shown");
    v.True(cut("A RRSIG NSEC") == CutProof::NoCut, "no delegation");
    v.True(cut("NS SOA RRSIG NSEC") == CutProof::None, "the child's own NSEC");
    const Nsecs gap = Zone({"a.example. x.z.example. A"});
    v.True(ProveCut(gap, Name("m.example.")) == CutProof::NoName, "no such name");
    v.True(ProveCut(gap, Name("z.example.")) == CutProof::NoCut, "names below only");
    v.True(ProveCut(gap, Name("zz.example.")) == CutProof::None, "somewhere else");
}

const std::vector<Row> ROWS{
    {"NXDOMAIN is proven by the gap around the name and the one around its wildcard",
     "RFC 4035 5.4; RFC 4035 3.1.3.2",
     NameIsNotThere},
    {"The NSEC of a delegation or DNAME says nothing of names below, nor the child's of DS",
     "RFC 6840 4.1; RFC 6672 5.3.4",
     CutsSayNothingOfBelow},
    {"NODATA is proven by the name's types, by names below it, or by its wildcard's types",
     "RFC 4035 5.4; RFC 4035 3.1.3.4; RFC 6840 4.3",
     TypeIsNotThere},
    {"A wildcard answered rightly if the name itself is in a gap",
     "RFC 4035 5.3.4",
     WildcardAnswered},
    {"A delegation is insecure if its NSEC has NS, and neither DS nor SOA",
     "RFC 4035 5.2; RFC 6840 4.4",
     Delegations},
};

} // namespace

V6LAB_SUITE("v6lab-core-dns-nsec", ROWS);
