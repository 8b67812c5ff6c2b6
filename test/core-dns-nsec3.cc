// SPDX-License-Identifier: GPL-2.0-only
// What NSEC3 prove, by the zone of RFC 5155 A and the answers of RFC 5155 B.
#include "model/core/dns/nsec3-proof.h"
#include "test/support/dns.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Name;
using test::Row;
using test::Verdict;

namespace
{

/** Records of RFC 5155 A, named after what they are the hash of. */
const std::string APEX = "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom 2t7b4g4vsa5smi47k61mv5bv1a22bojr "
                         "MX DNSKEY NS SOA NSEC3PARAM RRSIG";
const std::string NS1 = "2t7b4g4vsa5smi47k61mv5bv1a22bojr 2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG";
const std::string A =
    "35mthgpgcu1qg68fab165klnsnk3dpvl b4um86eghhds6nea196smvmlo4ors995 NS DS RRSIG";
const std::string XW = "b4um86eghhds6nea196smvmlo4ors995 gjeqe526plbf1g8mklp59enfd789njgi MX RRSIG";
const std::string YW = "ji6neoaepv8b5o6k4ev33abha8ht9fgc k8udemvp1j2f7eg6jebps17vp3n8i58h";
const std::string W = "k8udemvp1j2f7eg6jebps17vp3n8i58h kohar7mbb8dc2ce8a9qvl8hon4k53uhi";
const std::string NS2 = "q04jkcevqvmu85r014c7dkba38o0ji5r r53bq7cc2uvmubfu5ocmm6pers9tk9en A RRSIG";
const std::string WILD =
    "r53bq7cc2uvmubfu5ocmm6pers9tk9en t644ebqk9bibcna874givr6joj62mlhv MX RRSIG";
const std::string XX = "t644ebqk9bibcna874givr6joj62mlhv 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom "
                       "HINFO A AAAA RRSIG";

/** The records with these flags: the RFC's zone has 1, opt-out. */
Nsec3s
Zone(const std::vector<std::string>& lines,
     int flags = 1,
     const std::string& parameters = "12 aabbccdd",
     int algorithm = 1)
{
    Nsec3s nsec3s;
    for (const auto& line : lines)
    {
        const size_t space = line.find(' ');
        const auto record =
            test::Rr(line.substr(0, space) + ".example. 60 NSEC3 " + std::to_string(algorithm) +
                     " " + std::to_string(flags) + " " + parameters + line.substr(space));
        if (const auto nsec3 = Nsec3Data::Of(record))
        {
            nsec3s.push_back(*nsec3);
        }
    }
    return nsec3s;
}

DnsQuestion
Asked(const std::string& name, uint16_t type)
{
    return {Name(name), type, dns::IN};
}

std::string
Text(DenialProof proof)
{
    constexpr const char* WORDS[]{"none", "opt-out", "full"};
    return WORDS[static_cast<size_t>(proof)];
}

std::string
Text(CutProof proof)
{
    constexpr const char* WORDS[]{"none", "insecure", "no cut", "no name"};
    return WORDS[static_cast<size_t>(proof)];
}

void
NameIsNotThere(Verdict& v)
{
    const auto denied = [](const std::vector<std::string>& lines, int flags) {
        return Text(Nsec3NoName(Zone(lines, flags), Name("a.c.x.w.example.")));
    };
    v.Equal(denied({APEX, XW, A}, 0), "full", "all three");
    v.Equal(denied({APEX, XW, A}, 1), "opt-out", "with opt-out");
    v.Equal(denied({XW, A}, 0), "none", "the next closer name may be there");
    v.Equal(denied({APEX, A}, 0), "none", "no closest encloser");
    v.Equal(denied({APEX, XW}, 0), "none", "the wildcard may be there");
    v.Equal(Text(Nsec3NoName(Zone({APEX, XW, A}, 0), Name("x.w.example."))),
            "none",
            "a name that is there");
    v.Equal(Text(Nsec3NoName(Zone({APEX, XW, A}, 0), Name("a.c.x.w.elsewhere."))),
            "none",
            "another zone's name");
}

void
TypeIsNotThere(Verdict& v)
{
    const auto denied = [](const std::vector<std::string>& lines,
                           const std::string& name,
                           uint16_t type,
                           int flags = 1) {
        return Text(Nsec3NoData(Zone(lines, flags), Asked(name, type)));
    };
    v.Equal(denied({NS1}, "ns1.example.", dns::MX), "full", "B.2");
    v.Equal(denied({NS1}, "NS1.example.", dns::MX), "full", "whatever its letters");
    v.Equal(denied({NS1}, "ns1.example.", dns::A), "none", "the type itself");
    v.Equal(denied({YW}, "y.w.example.", dns::A), "full", "B.2.1: there are names below only");
    v.Equal(denied({APEX}, "example.", dns::DS), "none", "the child has no say in DS");
    v.Equal(denied({A}, "a.example.", dns::A), "none", "nor the parent in more than DS");
    v.Equal(denied({W, NS2, WILD}, "a.z.w.example.", dns::AAAA, 0), "full", "B.5");
    v.Equal(denied({W, NS2, WILD}, "a.z.w.example.", dns::AAAA, 1), "opt-out", "B.5, as it is");
    v.Equal(denied({W, NS2, WILD}, "a.z.w.example.", dns::MX, 0), "none", "the wildcard has it");
    v.Equal(denied({W, NS2}, "a.z.w.example.", dns::AAAA, 0), "none", "no wildcard");
    v.Equal(denied({APEX, A}, "c.example.", dns::DS, 1),
            "opt-out",
            "B.3: no DS of a left-out name");
    v.Equal(denied({APEX, A}, "c.example.", dns::DS, 0), "none", "nothing is left out");
}

void
WildcardAnswered(Verdict& v)
{
    const auto proven = [](const std::vector<std::string>& lines, int flags, uint8_t labels) {
        return Text(Nsec3Expansion(Zone(lines, flags), Name("a.z.w.example."), labels));
    };
    v.Equal(proven({NS2}, 0, 2), "full", "B.4");
    v.Equal(proven({NS2}, 1, 2), "opt-out", "B.4, as it is");
    v.Equal(proven({NS1}, 0, 2), "none", "another gap");
    v.Equal(proven({NS2}, 0, 4), "none", "no wildcard has so many labels");
}

void
CutsAreTold(Verdict& v)
{
    const auto cut = [](const std::vector<std::string>& lines, const std::string& name, int flags) {
        return Text(Nsec3Cut(Zone(lines, flags), Name(name)));
    };
    v.Equal(cut({APEX, A}, "c.example.", 1), "insecure", "B.3: left out");
    v.Equal(cut({APEX, A}, "c.example.", 0), "no name", "nothing is left out");
    v.Equal(cut({A}, "a.example.", 1), "none", "it has a DS");
    v.Equal(cut({APEX}, "example.", 1), "none", "the child's");
    v.Equal(cut({YW}, "y.w.example.", 1), "no cut", "no delegation");
    v.Equal(cut({"35mthgpgcu1qg68fab165klnsnk3dpvl b4um86eghhds6nea196smvmlo4ors995 NS"},
                "a.example.",
                0),
            "insecure",
            "without DS");
    v.Equal(cut({APEX}, "c.example.", 1), "none", "nothing covers it");
}

void
CutsSayNothingOfBelow(Verdict& v)
{
    // hash(b.a.example) is somewhere; this one covers everything but itself.
    const std::string all = "35mthgpgcu1qg68fab165klnsnk3dpvl 35mthgpgcu1qg68fab165klnsnk3dpvl ";
    const auto denied = [&all](const std::string& types) {
        return Text(Nsec3NoName(Zone({all + types}, 0), Name("b.a.example.")));
    };
    v.Equal(denied("A"), "full", "a name without names below");
    v.Equal(denied("NS"), "none", "a delegation");
    v.Equal(denied("DNAME"), "none", "a DNAME");
    v.Equal(denied("NS SOA"), "full", "an apex");
}

void
LastInTheCircle(Verdict& v)
{
    const auto covers = [](const std::string& line) {
        return Text(Nsec3Expansion(Zone({line}, 0), Name("x.example."), 1)) == "full";
    };
    // The whole circle but one hash, whichever that is.
    v.True(covers("t644ebqk9bibcna874givr6joj62mlhv t644ebqk9bibcna874givr6joj62mlhu A"),
           "around the end");
    v.True(covers("00000000000000000000000000000000 vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv A"),
           "from the first to the last");
    v.True(!covers("vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvu vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv A"),
           "a gap without it");
}

void
Ignored(Verdict& v)
{
    v.Equal(Zone({NS1}, 0, "12 aabbccdd", 2).size(), 0u, "another hash algorithm");
    v.Equal(Zone({NS1}, 2).size(), 0u, "a flag that nobody knows");
    v.Equal(Zone({NS1}, 0).size(), 1u, "this is one");
    auto mixed = Zone({XW}, 0);
    for (const auto& other : Zone({APEX, A}, 0, "13 aabbccdd"))
    {
        mixed.push_back(other);
    }
    v.Equal(Text(Nsec3NoName(mixed, Name("a.c.x.w.example."))),
            "none",
            "records of another chain do not count");
    v.Equal(Text(Nsec3NoName({}, Name("a.c.x.w.example."))), "none", "no records");
    auto broken = test::Rr("2t7b4g4vsa5smi47k61mv5bv1a22bojr.example. 60 NSEC3 1 0 12 aabbccdd "
                           "2vptu5timamqttgl4luu9kg21e0aor3s A");
    for (size_t size = 0; size < broken.rdata.size(); ++size)
    {
        auto cut = broken;
        cut.rdata.resize(size);
        const bool whole = size == 5 + 4 + 1 + 20; // all but the types
        v.Equal(Nsec3Data::Of(cut).has_value(), whole, "cut to " + std::to_string(size));
    }
}

const std::vector<Row> ROWS{
    {"NSEC3 prove that a name is not there: encloser, next closer name and wildcard",
     "RFC 5155 8.3, 8.4, 9.2, B.1",
     NameIsNotThere},
    {"NSEC3 prove that a type is not there, at the name, a wildcard or a left-out delegation",
     "RFC 5155 8.5, 8.6, 8.7, B.2, B.2.1, B.5, B.6",
     TypeIsNotThere},
    {"NSEC3 prove that a wildcard had to answer", "RFC 5155 8.8, B.4", WildcardAnswered},
    {"NSEC3 tell delegations without DS, those that are left out too",
     "RFC 5155 8.9, B.3",
     CutsAreTold},
    {"what is below a delegation or a DNAME is not the zone's to deny",
     "RFC 5155 8.3",
     CutsSayNothingOfBelow},
    {"the last NSEC3 covers the end of the circle and its beginning",
     "RFC 5155 3.1.7",
     LastInTheCircle},
    {"NSEC3 of other hashes, flags, chains or forms are ignored", "RFC 5155 8.1, 8.2", Ignored},
};

} // namespace

V6LAB_SUITE("v6lab-core-dns-nsec3", ROWS);
