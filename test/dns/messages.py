#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Reads what `v6lab-dns messages` prints: dnspython must find in the bytes what was put into them."""
import json
import sys

import dns.flags
import dns.message


def section(rrsets):
    """As the program writes records: name, type, class, TTL, data; all uncompressed."""
    return [
        [rrset.name.to_wire().hex(), int(rrset.rdtype), int(rrset.rdclass), rrset.ttl, data.to_wire().hex()]
        for rrset in rrsets
        for data in rrset
    ]


def found(wire):
    message = dns.message.from_wire(wire, one_rr_per_rrset=True)
    seen = {
        "id": message.id,
        "flags": set(dns.flags.to_text(message.flags).split()),
        "rcode": int(message.rcode()),
        "question": [message.question[0].name.to_wire().hex(), int(message.question[0].rdtype)],
        "answer": section(message.answer),
        "authority": section(message.authority),
        "additional": section(message.additional),
    }
    if message.edns >= 0:
        seen["edns"] = [message.payload, bool(message.ednsflags & dns.flags.DO)]
    return seen


def main():
    same = 0
    total = 0
    for line in sys.stdin:
        put = json.loads(line)
        wire = bytes.fromhex(put.pop("wire"))
        put["flags"] = set(put["flags"].split())
        seen = found(wire)
        total += 1
        same += seen == put
        if seen != put:
            print(f"{wire.hex()}\n  put in {put}\n  found  {seen}")
    print(f"{same} of {total} messages are the same")


main()
