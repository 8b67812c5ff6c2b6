# SPDX-License-Identifier: GPL-2.0-only
"""What is one value, what are several, and what is neither."""
from collections import deque
from ipaddress import ip_address, ip_interface, ip_network

import numpy
import pandas
import pytest
import v6lab
from v6lab import translate
from v6lab._words import words

SEVERAL = {
    "a list": ["a", "b"],
    "a tuple": ("a", "b"),
    "a deque": deque(["a", "b"]),
    "a generator": (word for word in "ab"),
    "a map": map(str, ["a", "b"]),
    "keys": {"a": 1, "b": 2}.keys(),
    "values": {1: "a", 2: "b"}.values(),
    "an array": numpy.array(["a", "b"]),
    "a series": pandas.Series(["a", "b"]),
    "an index": pandas.Index(["a", "b"]),
}
ONE = {
    "a text": "a,b",
    "a network of IPv4": ip_network("192.0.2.0/30"),  # has four addresses
    "a network of IPv6": ip_network("2001:db8::/126"),
    "an interface": ip_interface("192.0.2.1/30"),
    "a number of NumPy's": numpy.int64(3),
}


@pytest.mark.parametrize("value", SEVERAL.values(), ids=SEVERAL.keys())
def test_several_values_are_an_option_several_times(value):
    assert words({"pool4": value}) == ["--pool4=a", "--pool4=b"]


@pytest.mark.parametrize("value", ONE.values(), ids=ONE.keys())
def test_one_value_is_an_option_once(value):
    assert words({"pool4": value}) == [f"--pool4={value}"]


def test_a_prefix_is_a_network_of_ipaddress():
    small = ip_network("2001:db8::/126")
    assert words({"pref64": small}) == [f"--pref64={small}"]  # before one that has no end
    mapped = translate.address("192.0.2.1", pref64=ip_network("64:ff9b::/96"))
    assert mapped.address == ip_address("64:ff9b::c000:201")
    design = v6lab.Topology.scenario("nat64", prefix=ip_network("2001:db8:64::/96"))
    assert design.translators[0].prefix == "2001:db8:64::/96"


def test_a_field_for_one_or_several_prefixes_takes_a_network():
    network = ip_network("10.0.0.0/30")
    for subnet in (v6lab.Subnet("s", network), v6lab.Subnet("s", [network]),
                   v6lab.Subnet("s", addressPrefix=network)):
        assert subnet.addressPrefixes == [network]


def test_a_network_is_no_axis_and_no_list_of_candidates():
    network = ip_network("192.0.2.0/30")
    with pytest.raises(v6lab.InputError, match="prefix: IPv4Network.*: allowed is a list of values"):
        v6lab.sweep("nat64", {"prefix": network})
    with pytest.raises(v6lab.InputError, match="candidates: IPv4Network.*: allowed is a list of addr"):
        v6lab.address.source("192.0.2.9", network)
