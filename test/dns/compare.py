#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Asks two servers the same and compares their answers section by section.

compare.py zones|names OURS THEIRS: "zones" are authoritative servers, "names" resolvers with a DNS64.
"""
import sys

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype

HOSTS = """both four six mail text www chain tosix out deeper dangling nowhere loop1 wild one.wild any.wild
    a.any.wild ent b.ent a.b.ent x.ent dn x.dn y.dn z.dn _sip._tcp mapped short sub four.sub six.sub any.sub
    insec four.insec six.insec www.insec nowhere.insec bad four.bad FOUR""".split()
NAMES = ["example."] + [f"{host}.example." for host in HOSTS]
OTHERS = {
    ".": "NS SOA DNSKEY A",
    "example.": "NS SOA DNSKEY DS MX TXT",
    "sub.example.": "NS SOA DNSKEY DS",
    "insec.example.": "NS SOA DS",
    "_sip._tcp.example.": "SRV",
    "www.example.": "CNAME",
    "dn.example.": "DNAME",
    "x.dn.example.": "CNAME",
    "four.plain.": "A AAAA TXT",
    "both.plain.": "A AAAA",
    "nowhere.plain.": "A AAAA",
    "nobody.": "A AAAA DS",
    "2.2.0.192.in-addr.arpa.": "PTR",
    "3.2.0.192.in-addr.arpa.": "PTR",
    "30.2.0.192.in-addr.arpa.": "PTR",
}
# Of the DNS64 only: names of synthesised addresses.
SYNTHESISED = [f"{n:x}.0.2.0.0.0.0.c.{'0.' * 16}b.9.f.f.4.6.0.0.ip6.arpa." for n in (2, 3, 14)]
# Of resolvers only: zones with NSEC3. The last one has too many iterations and counts as unsigned.
HASHED = [
    f"{host}.{zone}.example."
    for zone in ("hashed", "optout", "costly")
    for host in """four six nowhere a.nowhere one.wild any.wild a.any.wild wild ent b.ent x.ent dn x.dn y.dn insec
        four.insec six.insec nowhere.insec""".split()
] + ["hashed.example.", "optout.example.", "costly.example."]
FLAGS = ("", "do", "cd do", "ad")


def queries(resolver):
    """(name, type, flags)"""
    for flags in FLAGS:
        for name in NAMES:
            for rdtype in ("A", "AAAA", "TXT"):
                yield name, rdtype, flags
        for name, types in OTHERS.items():
            for rdtype in types.split():
                yield name, rdtype, flags
        for name in SYNTHESISED if resolver else ():
            yield name, "PTR", flags
        for name in HASHED if resolver else ():
            for rdtype in ("A", "AAAA", "TXT") if ".insec." in name else ("A", "AAAA", "TXT", "DS"):
                yield name, rdtype, flags
    for name in ("four.example.", "six.example.", "nowhere.example."):
        for rdtype in ("A", "AAAA"):
            yield name, rdtype, "cd"


def ask(server, name, rdtype, flags, resolver):
    query = dns.message.make_query(name, rdtype, want_dnssec="do" in flags, use_edns=0, payload=4096)
    query.flags = dns.flags.RD if resolver else 0
    query.flags |= (dns.flags.CD if "cd" in flags else 0) | (dns.flags.AD if "ad" in flags else 0)
    answer = dns.query.udp(query, server, timeout=8, ignore_unexpected=True)
    if answer.flags & dns.flags.TC:
        answer = dns.query.tcp(query, server, timeout=8)
    return answer


def section(rrsets, resolver):
    """Its records, sorted; of a resolver without their TTLs, which depend on what was asked before."""
    lines = set()
    for rrset in rrsets:
        for data in rrset:
            text = data.to_text().lower()
            lines.add(f"{rrset.name} {'' if resolver else rrset.ttl} {dns.rdatatype.to_text(rrset.rdtype)} {text}".lower())
    return sorted(lines)


def parts(answer, resolver):
    flags = answer.flags & ~dns.flags.TC
    return {
        "rcode": dns.rcode.to_text(answer.rcode()),
        "flags": dns.flags.to_text(flags),
        "answer": section(answer.answer, resolver),
        "authority": section(answer.authority, resolver),
        "additional": section(answer.additional, resolver),
    }


def types(lines):
    """Of a section's records."""
    return {line.split()[2 if line.split()[1].isdigit() else 1] for line in lines}


# What differs, and why: (sentence, whether this is it). Each must occur.
EXPLAINED = {
    "zones": [
        (
            "an alias into another zone is followed where both are served; BIND leaves it to resolvers (RFC 1034 4.3.2)",
            lambda part, a, b, name, rdtype, flags: name in ("out.example.", "deeper.example.")
            and part in ("answer", "authority", "additional")
            and set(b[part]) < set(a[part]),
        ),
        (
            "a loop of aliases is told as far as it goes; BIND fails (RFC 1034 3.6.2)",
            lambda part, a, b, name, rdtype, flags: name == "loop1.example."
            and part == "rcode"
            and (a[part], b[part]) == ("NOERROR", "SERVFAIL")
            and len(a["answer"]) > 1,
        ),
        (
            "addresses of the root's servers, and of servers in another zone, are added; BIND leaves them (RFC 1034 4.3.2)",
            lambda part, a, b, name, rdtype, flags: part == "additional"
            and b[part] == []
            and (name == "." or rdtype == "PTR")
            and types(a[part]) <= {"a", "rrsig"},
        ),
    ],
    "names": [
        (
            "an AAAA of ::ffff:0:0/96 counts as none (RFC 6147 5.1.4); unbound excludes nothing unless it is told",
            lambda part, a, b, name, rdtype, flags: (name, rdtype, part) == ("mapped.example.", "AAAA", "answer")
            and "64:ff9b::c000:20d" in a[part][0]
            and "::ffff:192.0.2.13" in b[part][0],
        ),
        (
            "no addresses are added to NS, MX and SRV, which is for each to decide (RFC 1034 4.3.2); unbound adds some",
            lambda part, a, b, name, rdtype, flags: part == "additional"
            and rdtype in ("NS", "MX", "SRV")
            and a[part] == []
            and types(b[part]) <= {"a", "aaaa", "rrsig"},
        ),
        (
            "the CNAME that a DNAME makes can be asked for (RFC 6672 3.2); unbound fails to validate it",
            lambda part, a, b, name, rdtype, flags: (name, rdtype) == ("x.dn.example.", "CNAME")
            and a["rcode"] == "NOERROR"
            and ((b["rcode"] == "SERVFAIL") if "cd" not in flags else (part == "flags")),
        ),
        (
            "the name of a synthesised address is an alias if that has a PTR, else as ip6.arpa says (RFC 6147 5.3.1);"
            " unbound puts what there is under in-addr.arpa at the name itself",
            lambda part, a, b, name, rdtype, flags: name in SYNTHESISED
            and ("cname" in types(a["answer"]) if b["answer"] else a["answer"] == []),
        ),
        (
            "a DNS64 tells nobody who asked without DO that an AAAA is authentic (RFC 6147 5.5.1); unbound does",
            lambda part, a, b, name, rdtype, flags: part == "flags"
            and (rdtype, flags) == ("AAAA", "ad")
            and b[part] == a[part] + " AD",
        ),
        (
            "a synthesised AAAA is authentic if the denial of a real one was, too (RFC 6147 5.5.2); unbound looks at the A alone",
            lambda part, a, b, name, rdtype, flags: part == "flags"
            and name.endswith(".costly.example.")
            and (rdtype, flags) == ("AAAA", "do")
            and b[part] == a[part] + " AD",
        ),
        (
            "keys, DS and the root's servers are authentic like all else; unbound, which knows them already, does not say so",
            lambda part, a, b, name, rdtype, flags: part == "flags"
            and (rdtype in ("DS", "DNSKEY") or (name, rdtype) == (".", "NS"))
            and a[part].replace(" AD", "") == b[part],
        ),
        (
            "CD without DO does not stop synthesis, which RFC 6147 5.5 leaves open; with unbound it does",
            lambda part, a, b, name, rdtype, flags: part in ("answer", "authority")
            and (name, rdtype, flags) == ("four.example.", "AAAA", "cd")
            and len(a["answer"]) == 2
            and b["answer"] == [],
        ),
    ],
}


def main():
    kind, ours, theirs = sys.argv[1:]
    resolver = kind == "names"
    seen = dict.fromkeys((sentence for sentence, _ in EXPLAINED[kind]), 0)
    asked = unexplained = 0
    for name, rdtype, flags in queries(resolver):
        asked += 1
        a = parts(ask(ours, name, rdtype, flags, resolver), resolver)
        b = parts(ask(theirs, name, rdtype, flags, resolver), resolver)
        for part in a:
            if a[part] == b[part]:
                continue
            reasons = [
                sentence
                for sentence, fits in EXPLAINED[kind]
                if fits(part, a, b, name, rdtype, flags)
            ]
            for sentence in reasons:
                seen[sentence] += 1
            if not reasons:
                unexplained += 1
                print(f"{name} {rdtype} {flags}: {part}\n  ours   {a[part]}\n  theirs {b[part]}")
    for sentence, times in seen.items():
        print(f"{times} times: {sentence}" if times else f"NEVER: {sentence}")
    print(f"{asked} questions, {unexplained} unexplained differences")
    sys.exit(unexplained > 0 or 0 in seen.values() or asked < 300)


main()
