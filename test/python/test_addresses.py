# SPDX-License-Identifier: GPL-2.0-only
"""Address tools against the RFCs' published examples."""
import json
import pathlib
import pickle
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
import v6lab
from v6lab import Pref64, address

RFC = json.loads((pathlib.Path(__file__).parents[1] / "data/rfc-examples.json").read_text())


@pytest.mark.parametrize("row", RFC["rfc6052_s2_4"], ids=lambda row: row["prefix"])
def test_rfc_6052_2_4_embeds_and_extracts(row):
    prefix = Pref64(row["prefix"])
    assert prefix.embed(row["ipv4"]) == IPv6Address(row["ipv6"])
    assert prefix.extract(IPv6Address(row["ipv6"])) == IPv4Address(row["ipv4"])
    assert row["ipv6"] in prefix and "2001:db9::1" not in prefix


@pytest.mark.parametrize("row", RFC["checksum_neutral_prefixes"], ids=lambda row: row["prefix"])
def test_rfc_6052_4_1_checksum_neutrality(row):
    assert Pref64(row["prefix"]).checksum_neutral is row["neutral"]


def test_a_prefix_is_a_value():
    assert Pref64() == Pref64("64:ff9b::/96") != Pref64("2001:db8::/32")
    assert len({Pref64(), Pref64("64:ff9b::/96")}) == 1
    assert repr(Pref64("2001:db8::/40")) == "Pref64('2001:db8::/40')"
    assert pickle.loads(pickle.dumps(Pref64("2001:db8::/40"))) == Pref64("2001:db8::/40")
    assert Pref64().well_known and Pref64().length == 96
    assert Pref64().text(IPv4Address("192.0.2.33")) == "64:ff9b::192.0.2.33"  # RFC 6052 2.4


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: Pref64("2001:db8::/97"), "32, 40, 48, 56, 64"),
        (lambda: Pref64().embed("2001:db8::1"), "allowed is an IPv4 address"),
        (lambda: Pref64().extract("2001:db8::1"), "2001:db8::1 is not in 64:ff9b::/96"),
        (lambda: Pref64().embed("nonsense"), "nonsense: allowed is an IPv4 or IPv6 address"),
        (lambda: address.use("1.2.3"), "1.2.3: allowed is an IPv4 or IPv6 address"),
        (lambda: address.source("::1", ["2001:db8::1/129"]), "a prefix length up to 128"),
    ],
)
def test_what_is_no_address_is_a_value_error(call, said):
    with pytest.raises(ValueError) as error:
        call()
    assert isinstance(error.value, v6lab.InputError) and said in str(error.value)


@pytest.mark.parametrize(
    "value, use",
    [
        ("10.1.2.3", "private"),  # RFC 1918
        ("100.64.0.1", "private"),  # RFC 6598
        ("fd00::1", "private"),  # RFC 4193
        ("fe80::1", "reserved"),
        ("168.63.129.16", "platform"),
        ("8.8.8.8", "public"),
        (IPv6Address("64:ff9b:1::1"), "reserved"),  # RFC 8215
    ],
)
def test_use(value, use):
    assert address.use(value) == use


@pytest.mark.parametrize(
    "destination, candidates, best",
    [  # RFC 6724 10.1, in this order there
        ("2001:db8:1::1", ["2001:db8:3::1", "fe80::1"], "2001:db8:3::1"),
        ("ff05::1", ["2001:db8:3::1", "fe80::1"], "2001:db8:3::1"),
        ("2001:db8:1::1", ["2001:db8:1::1", "2001:db8:2::1"], "2001:db8:1::1"),
        ("fe80::1", ["fe80::2", "2001:db8:1::1"], "fe80::2"),
        ("2001:db8:1::1", ["2001:db8:1::2/64", "2001:db8:3::2/64"], "2001:db8:1::2"),
        ("2002:c633:6401::1", ["2002:c633:6401::d5e3:7953:13eb:22e8", "2001:db8:1::2"],
         "2002:c633:6401::d5e3:7953:13eb:22e8"),
        ("192.0.2.1", ["2001:db8::1", "198.51.100.1"], "198.51.100.1"),
        ("192.0.2.1", ["2001:db8::1"], None),
    ],
)
def test_rfc_6724_chooses_the_source(destination, candidates, best):
    for order in (candidates, candidates[::-1]):
        chosen = address.source(destination, order)
        assert chosen == (best and ip_address(best))


def test_scopes_of_rfc_6724_3():
    assert [address.scope(a) for a in ("fe80::1", "2001:db8::1", "169.254.1.1", "10.0.0.1")] == [
        2, 14, 2, 14,
    ]
