# SPDX-License-Identifier: GPL-2.0-only
"""How answers may be spelt, and what is said of those that cannot be read."""
from ipaddress import IPv6Address

import pytest
from lab_solutions import fill_in
from v6lab import lab
from v6lab.lab.forms import Address, Clause, Malformed, Name, Number, Word

RATE, BYTES, BITS, SECONDS = Number("Mbit/s", 0.02, relative=True), Number("bytes"), Number("bits"), Number("s")

SPELT = [
    *[(RATE, text, 90.9) for text in (
        "90.9", "90.9 Mbit/s", "90.9Mbit/s", "90.9 mbit/s", "90.9 Mbps", "90.9 MBPS", "90.9 Mb/s",
        "90,9", "90,9 Mbit/s")],
    (RATE, "0,909", 0.909),
    *[(BYTES, text, 1480) for text in (
        "1480", "1480 B", "1480 bytes", "1480 byte", "1480 Bytes", "1480 octets", "1480 Octets", "1480B")],
    *[(BITS, text, 64) for text in ("64", "bit 64", "Bit 64", "64 bits", "64 bit")],
    *[(SECONDS, text, 7440.5) for text in (
        "7440.5", "7440.5 s", "7440.5s", "7440.5 sec", "7440.5 seconds", "7440,5 S")],
    (Number("queries"), "1 query", 1),
    (Number(), "64", 64),
    (Number(), "-3", -3),
]


@pytest.mark.parametrize("form, text, value", SPELT, ids=[row[1] for row in SPELT])
def test_a_number_may_be_spelt_in_the_usual_ways(form, text, value):
    assert form.read(text) == value


STATES = Word("established", "v6 fin rcv", "v4 fin rcv", "v6 fin + v4 fin rcv", "trans")
WRITTEN = [
    (Address(6), "[2001:db8::1]", IPv6Address("2001:db8::1")),
    (Address(6), "2001:DB8:0:0::1", IPv6Address("2001:db8::1")),
    (STATES, "V6 FIN + V4 FIN RCV", "v6 fin + v4 fin rcv"),
    (STATES, "v4 fin + v6 fin rcv", "v6 fin + v4 fin rcv"),
    (STATES, "v4 fin+v6 fin", "v6 fin + v4 fin rcv"),
    (STATES, "V4 FIN", "v4 fin rcv"),
]


@pytest.mark.parametrize("form, text, value", WRITTEN, ids=[row[1] for row in WRITTEN])
def test_addresses_and_states_may_be_spelt_as_others_write_them(form, text, value):
    assert form.read(text) == value


@pytest.mark.parametrize("form, text", [
    (Address(6), "[2001:db8::1"), (Address(6), "[2001:db8::1]:80"), (Address(6), "[]"),
    (Address(4), "[192.0.2.1]"), (STATES, "fin"), (STATES, "v6 fin + v6 fin"), (STATES, ""),
])
def test_what_is_neither_is_refused(form, text):
    with pytest.raises(Malformed):
        form.read(text)


REFUSED = [
    ("a rate in bytes", RATE, "90.9 MB/s", "write 12.5 or 12.5 Mbit/s"),
    ("a rate in bytes, by its initials", RATE, "90.9 MBps", "write 12.5 or 12.5 Mbit/s"),
    ("a rate in another power", RATE, "90909 kbit/s", "write 12.5 or 12.5 Mbit/s"),
    ("bits for bytes", BYTES, "1480 b", "is not a whole number of bytes: write 12 or 12 bytes"),
    ("two units", BYTES, "1480 bytes B", "write 12 or 12 bytes"),
    ("a comma that may part thousands", BYTES, "1,480", "may be 1.480 or 1480: write it without"),
    ("both signs", RATE, "1.234,5", "write 12.5"),
    ("no number", BITS, "bits", "write 12 or 12 bits"),
    ("nan", RATE, "nan", "write 12.5"),
    ("minutes", SECONDS, "2 m", "write 12 or 12 s"),
    ("a unit where there is none", Number(), "64 hops", "is not a whole number: write 12"),
]


@pytest.mark.parametrize("form, text, words", [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_no_number_of_the_unit_is_told_with_how_to_write_it(form, text, words):
    with pytest.raises(Malformed) as told:
        form.read(text)
    assert words in str(told.value)


def test_a_name_counts_in_capitals_or_not_and_is_shown_as_it_is():
    form = Name("a next hop type")
    assert form.agrees(form.read("virtualappliance"), "VirtualAppliance")
    assert not form.agrees(form.read("VirtualNetwork"), "VirtualAppliance")
    assert form.shown("VirtualAppliance") == "VirtualAppliance"


def test_the_key_has_azure_s_spelling(solved):
    report = lab.check(solved("hub-spoke"))
    assert report.shown_key["across_type"] == "VirtualAppliance" and report.points == 20


# Requirements 7915-039 and 7915-127 say the same of a packet that is too long, at both places.
@pytest.mark.parametrize("answer, points", [("RFC 7915 1.4", 1), ("RFC 7915 section 5", 1), ("RFC 7915 4", 0)])
def test_the_rule_of_packets_that_do_not_fit_stands_at_two_places(done, answer, points):
    folder = done("pmtu")
    fill_in(folder, {"told_rule": answer})
    mark = next(mark for mark in lab.check(folder).marks if mark.id == "told_rule")
    assert mark.points == points
    assert points or mark.said.startswith("not the clause; wanted is " + Clause().says())
