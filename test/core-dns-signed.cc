// SPDX-License-Identifier: GPL-2.0-only
// The zone of RFC 4035 appendix A and the answers of its appendix B; the key of RFC 8080 6.
#include "model/core/dns/dns-time.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"
#include "test/support/dns-answers.h"
#include "test/support/json-data.h"

using namespace ns3::v6lab;
using test::Asks;
using test::Name;
using test::Row;
using test::Verdict;
using test::data::Complaint;

namespace
{

const char* const EXAMPLE = R"($TTL 3600
@      SOA ns1 bugs.x.w 1081539377 3600 300 3600000 3600
       NS ns1
       NS ns2
       MX 1 xx
a      NS ns1.a
       NS ns2.a
       DS 57855 5 1 b6dcd485719adca18e5f3d48a2331627fdd3636b
ns1.a  A 192.0.2.5
ns2.a  A 192.0.2.6
ai     A 192.0.2.9
       AAAA 2001:db8:0:0:0:0:f00:baa9
b      NS ns1.b
       NS ns2.b
ns1.b  A 192.0.2.7
ns2.b  A 192.0.2.8
ns1    A 192.0.2.1
ns2    A 192.0.2.2
*.w    MX 1 ai
x.w    MX 1 xx
x.y.w  MX 1 xx
xx     A 192.0.2.10
       AAAA 2001:db8:0:0:0:0:f00:baaa
)";

constexpr uint32_t YEAR = 365 * 86400;

Zone
Plain(const std::string& more = "")
{
    return ReadZone(EXAMPLE + more, Name("example"), "z").zone;
}

ZoneSigning
OneKey()
{
    return ZoneSigning::WithOneKey(Name("example"), 1, DNS_EPOCH, DNS_EPOCH + YEAR);
}

/** With what the appendix does not have: an alias, a DNAME and their like. */
Authority
Signed()
{
    Authority authority(Authority::Settings{true});
    authority.AddZone(SignZone(Plain("al CNAME x.u.w\ndn DNAME w\n"), OneKey()));
    return authority;
}

const std::string SOA =
    "~ example. 3600 SOA ns1.example. bugs.x.w.example. 1081539377 3600 300 3600000 3600\n"
    "~ example. 3600 RRSIG SOA\n";

std::string
Nsec(const std::string& owner, const std::string& next)
{
    return "~ " + owner + " 3600 NSEC " + next + "\n~ " + owner + " 3600 RRSIG NSEC\n";
}

const std::string DELEGATION_A = "~ a.example. 3600 NS ns1.a.example.\n"
                                 "~ a.example. 3600 NS ns2.a.example.\n";
const std::string DELEGATION_B = "~ b.example. 3600 NS ns1.b.example.\n"
                                 "~ b.example. 3600 NS ns2.b.example.\n";
const std::string GLUE_B = "+ ns1.b.example. 3600 A 192.0.2.7\n+ ns2.b.example. 3600 A 192.0.2.8\n";
const std::string DS = "57855 5 1 b6dcd485719adca18e5f3d48a2331627fdd3636b\n";

/** The key, its DS and its signature over an MX are printed there. */
void
Rfc8080(Verdict& v)
{
    const DnsName zone = Name("example.com");
    const DnsKey key{zone, DnsKeyRole::Combined, "82260384628080122645190204142262"};
    const std::string dnskey = key.ToDnskey(3600).DataText();
    v.Equal(dnskey.substr(0, dnskey.find(" ;")),
            "257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=",
            "DNSKEY");
    v.Equal(key.ToDs(3600).DataText(),
            "3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b",
            "DS");
    v.Equal(key.GetTag(), 3613, "tag");
    const Zone signedZone =
        SignZone(Zone::Of(zone,
                          {test::Rr("example.com. 3600 IN SOA a. b. 1 2 3 4 5"),
                           test::Rr("example.com. 3600 IN NS a."),
                           test::Rr("example.com. 3600 IN MX 10 mail.example.com.")}),
                 {{key}, 1438207200, 1440021600, {}});
    v.Equal(signedZone.Find(zone, dns::MX)->signatures.at(0).DataText(),
            "MX 15 2 3600 20150819220000 20150729220000 3613 example.com. "
            "oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9Vrbp"
            "MngwcrqNAg==",
            "RRSIG");
}

/** What is signed and what is not (RFC 4035 2.2), and the chain of NSEC (2.3). */
void
WhatIsSigned(Verdict& v)
{
    const Zone zone = SignZone(Plain(), OneKey());
    std::string chain;
    for (const auto& [name, node] : zone.GetNodes())
    {
        const auto cut = zone.FindCut(name);
        for (const auto& [type, set] : node)
        {
            const bool ours = !cut || (*cut == name && type != dns::NS);
            v.Equal(set.signatures.size(),
                    ours ? 1u : 0u,
                    "signatures of " + name.ToString() + " " + DnsTypeWord(type));
        }
        chain += node.count(dns::NSEC) > 0 ? name.ToString() + " " : "";
    }
    v.Equal(chain,
            "example. a.example. ai.example. b.example. ns1.example. ns2.example. *.w.example. "
            "x.w.example. x.y.w.example. xx.example. ",
            "names with NSEC");
    v.Equal(zone.Find(Name("b.example"), dns::NSEC)->records.at(0).DataText(),
            "ns1.example. NS RRSIG NSEC ",
            "an insecure delegation's types");
    v.Equal(zone.Find(Name("xx.example"), dns::NSEC)->records.at(0).DataText(),
            "example. A AAAA RRSIG NSEC ",
            "the last name leads to the apex");
}

void
TwoKeys(Verdict& v)
{
    auto signing = ZoneSigning::WithTwoKeys(Name("example"), 1, DNS_EPOCH, DNS_EPOCH + YEAR);
    const Zone zone = SignZone(Plain(), signing);
    const auto* keys = zone.Find(Name("example"), dns::DNSKEY);
    const std::string ksk = std::to_string(signing.keys.at(0).GetTag());
    const std::string zsk = std::to_string(signing.keys.at(1).GetTag());
    const auto by = [&](uint16_t type) {
        const auto& signatures = zone.Find(Name("example"), type)->signatures;
        return std::to_string(signatures.size()) + " " + signatures.at(0).DataText();
    };
    v.Equal(keys->records.size(), 2u, "keys");
    v.True(by(dns::DNSKEY).find(" " + ksk + " example.") != std::string::npos, "keys by the KSK");
    v.True(by(dns::SOA).find("1 SOA") == 0 &&
               by(dns::SOA).find(" " + zsk + " example.") != std::string::npos,
           "the rest by the ZSK alone");
    v.Equal(signing.GetDs(60).size(), 1u, "one DS");
    v.Equal(signing.GetDs(60).at(0).DataText().substr(0, ksk.size() + 1), ksk + " ", "of the KSK");
}

void
Determinism(Verdict& v)
{
    const std::string once = WriteZone(SignZone(Plain(), OneKey()));
    v.Equal(WriteZone(SignZone(Plain(), OneKey())), once, "signed again");
    v.Equal(WriteZone(SignZone(SignZone(Plain(), OneKey()), OneKey())), once, "over the old ones");
    v.True(DnsKey::Derive(Name("a"), DnsKeyRole::Combined, 1).secret !=
                   DnsKey::Derive(Name("b"), DnsKeyRole::Combined, 1).secret &&
               DnsKey::Derive(Name("a"), DnsKeyRole::Combined, 1).secret !=
                   DnsKey::Derive(Name("a"), DnsKeyRole::Combined, 2).secret,
           "another zone or seed has another key");
    v.Equal(DnsKey::Derive(Name("A"), DnsKeyRole::Combined, 1).secret,
            DnsKey::Derive(Name("a"), DnsKeyRole::Combined, 1).secret,
            "the case of letters does not matter");
}

void
Times(Verdict& v)
{
    v.Equal(DnsSeconds(0), 1767225600u, "a run begins at 2026-01-01T00:00:00Z");
    v.Equal(DnsSeconds(1999999999), 1767225601u, "whole seconds");
    const Zone zone = SignZone(Plain(), OneKey());
    const std::string text = zone.Find(Name("example"), dns::SOA)->signatures.at(0).DataText();
    v.True(text.find(" 20270101000000 20260101000000 ") != std::string::npos, text);
}

void
Faults(Verdict& v)
{
    auto signing = OneKey();
    const Zone right = SignZone(Plain(), signing);
    signing.faults.tampered = {{Name("ns1.example"), dns::A}};
    const Zone tampered = SignZone(Plain(), signing);
    v.Equal(tampered.Find(Name("ns1.example"), dns::A)->records.at(0).DataText(),
            "192.0.2.0",
            "another address");
    v.True(tampered.Find(Name("ns1.example"), dns::A)->signatures ==
               right.Find(Name("ns1.example"), dns::A)->signatures,
           "under the same signature");
    signing.faults = {};
    signing.faults.expired = true;
    const std::string text =
        SignZone(Plain(), signing).Find(Name("ns1.example"), dns::A)->signatures.at(0).DataText();
    v.True(text.find(" 20251231235959 20251202000000 ") != std::string::npos, text);
    const auto ds = OneKey().GetDs(60);
    signing.faults = {};
    signing.faults.wrongDs = true;
    v.True(signing.GetDs(60).size() == 1 && signing.GetDs(60) != ds, "another key's DS");
    signing.faults.missingDs = true;
    v.True(signing.GetDs(60).empty(), "no DS");
}

Row
Refused(const std::string& sentence, const std::string& said, void (*spoil)(ZoneSigning&))
{
    return {sentence + " is refused", "RFC 4035 2.1, 2.2", [=](Verdict& v) {
                auto signing = OneKey();
                spoil(signing);
                const std::string text = Complaint([&] { SignZone(Plain(), signing); });
                v.True(text.find(said) != std::string::npos, "\"" + text + "\" says why");
            }};
}

const std::vector<Row> ROWS{
    {"keys, digests and signatures are those of the RFC's example", "RFC 8080 6.1", Rfc8080},
    {"all that the zone has authority for is signed, and nothing else",
     "RFC 4035 2.2, 2.3",
     WhatIsSigned},
    {"with two keys one signs the keys, the other the rest", "RFC 4035 2.1, RFC 6781 3.1", TwoKeys},
    {"the same zone and seed give the same signatures", "RFC 8032 5.1.6", Determinism},
    {"signatures say times of day, of which simulated 0 is one", "RFC 4034 3.1.5", Times},
    {"zones can be broken on purpose", "RFC 4035 5.3", Faults},
    Refused("a zone without keys", "no key", [](ZoneSigning& s) { s.keys.clear(); }),
    Refused("another zone's key",
            "a key of test.",
            [](ZoneSigning& s) { s.keys[0].zone = Name("test"); }),
    Refused("a key that is too short",
            "has no 32 bytes",
            [](ZoneSigning& s) { s.keys[0].secret.pop_back(); }),
    Refused("an end before the beginning",
            "later than inception",
            [](ZoneSigning& s) { s.expiration = s.inception; }),
    Refused("tampering with what is not there",
            "no A record of q.",
            [](ZoneSigning& s) {
                s.faults.tampered = {{Name("q.example"), dns::A}};
            }),
    Asks("an answer and its signature",
         "RFC 4035 3.1.1, B.1",
         Signed,
         "x.w.example MX DO",
         "NOERROR aa\n= x.w.example. 3600 MX 1 xx.example.\n= x.w.example. 3600 RRSIG MX\n"),
    Asks("no such name: the gap, and that no wildcard is in it",
         "RFC 4035 3.1.3.2, B.2",
         Signed,
         "ml.example A DO",
         "NXDOMAIN aa\n" + SOA + Nsec("dn.example.", "ns1.example.") +
             Nsec("example.", "a.example.")),
    Asks("no such name where one gap has both: it is said once",
         "RFC 4035 3.1.3.2",
         Signed,
         "x.xx.example A DO",
         "NXDOMAIN aa\n" + SOA + Nsec("xx.example.", "example.")),
    Asks("no such type: what the name has",
         "RFC 4035 3.1.3.1, B.3",
         Signed,
         "ns1.example MX DO",
         "NOERROR aa\n" + SOA + Nsec("ns1.example.", "ns2.example.")),
    Asks("no such type at a name that only lies above others: the gap that it lies in",
         "RFC 4035 3.1.3.1, RFC 4592 2.2.2",
         Signed,
         "y.w.example A DO",
         "NOERROR aa\n" + SOA + Nsec("x.w.example.", "x.y.w.example.")),
    Asks("a delegation to a signed zone: its DS",
         "RFC 4035 3.1.4, B.4",
         Signed,
         "mc.a.example MX DO",
         "NOERROR\n" + DELEGATION_A + "~ a.example. 3600 DS " + DS +
             "~ a.example. 3600 RRSIG DS\n"
             "+ ns1.a.example. 3600 A 192.0.2.5\n+ ns2.a.example. 3600 A 192.0.2.6\n"),
    Asks("a delegation to a zone that is not signed: proof that it has no DS",
         "RFC 4035 3.1.4, B.5",
         Signed,
         "mc.b.example MX DO",
         "NOERROR\n" + DELEGATION_B + Nsec("b.example.", "dn.example.") + GLUE_B),
    Asks("a wildcard's answer: its signature, and that the name itself is not there",
         "RFC 4035 3.1.3.3, B.6",
         Signed,
         "a.z.w.example MX DO",
         "NOERROR aa\n= a.z.w.example. 3600 MX 1 ai.example.\n= a.z.w.example. 3600 RRSIG MX\n" +
             Nsec("x.y.w.example.", "xx.example.")),
    Asks("a wildcard without the type: that the name is not there, and what the wildcard has",
         "RFC 4035 3.1.3.4, B.7",
         Signed,
         "a.z.w.example AAAA DO",
         "NOERROR aa\n" + SOA + Nsec("x.y.w.example.", "xx.example.") +
             Nsec("*.w.example.", "x.w.example.")),
    Asks("DS of the apex, asked of the child: it has none",
         "RFC 4035 3.1.4.1, B.8",
         Signed,
         "example DS DO",
         "NOERROR aa\n" + SOA + Nsec("example.", "a.example.")),
    Asks("DS of a delegation",
         "RFC 4035 3.1.4.1",
         Signed,
         "a.example DS DO",
         "NOERROR aa\n= a.example. 3600 DS " + DS + "= a.example. 3600 RRSIG DS\n"),
    Asks("DS of a delegation that has none",
         "RFC 4035 3.1.4.1",
         Signed,
         "b.example DS DO",
         "NOERROR aa\n" + SOA + Nsec("b.example.", "dn.example.")),
    Asks("an alias into a wildcard: signatures of both, and the gap",
         "RFC 4035 3.1.3.3",
         Signed,
         "al.example MX DO",
         "NOERROR aa\n= al.example. 3600 CNAME x.u.w.example.\n= al.example. 3600 RRSIG CNAME\n"
         "= x.u.w.example. 3600 MX 1 ai.example.\n= x.u.w.example. 3600 RRSIG MX\n" +
             Nsec("*.w.example.", "x.w.example.")),
    Asks("a DNAME is signed, the CNAME made of it is not",
         "RFC 6672 5.3.1",
         Signed,
         "x.dn.example MX DO",
         "NOERROR aa\n= dn.example. 3600 DNAME w.example.\n= dn.example. 3600 RRSIG DNAME\n"
         "= x.dn.example. 3600 CNAME x.w.example.\n"
         "= x.w.example. 3600 MX 1 xx.example.\n= x.w.example. 3600 RRSIG MX\n"),
    Asks("who does not ask for signatures gets none",
         "RFC 4035 3.1, RFC 3225 3",
         Signed,
         "ml.example A",
         "NXDOMAIN aa\n" + SOA.substr(0, SOA.find('\n') + 1)),
    Asks("nor proofs with a wildcard's answer",
         "RFC 4035 3.1, RFC 3225 3",
         Signed,
         "a.z.w.example MX",
         "NOERROR aa\n= a.z.w.example. 3600 MX 1 ai.example.\n"),
    Asks("nor with a delegation",
         "RFC 4035 3.1, RFC 3225 3",
         Signed,
         "mc.b.example MX",
         "NOERROR\n" + DELEGATION_B + GLUE_B),
    Asks("but NSEC, asked for by name, is a record like others",
         "RFC 4035 3.1",
         Signed,
         "xx.example NSEC",
         "NOERROR aa\n= xx.example. 3600 NSEC example.\n"),
    Asks("at a delegation it is the parent's",
         "RFC 4034 4, RFC 4035 2.3",
         Signed,
         "b.example NSEC",
         "NOERROR aa\n= b.example. 3600 NSEC dn.example.\n"),
    Asks("and so are signatures",
         "RFC 4035 3.1",
         Signed,
         "x.w.example RRSIG",
         "NOERROR aa\n= x.w.example. 3600 RRSIG MX\n= x.w.example. 3600 RRSIG NSEC\n"),
};

V6LAB_SUITE("v6lab-core-dns-signed", ROWS);

} // namespace
