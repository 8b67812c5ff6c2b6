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


NO_PART = {
    "a text": ("x", "^add: 'x' is no part; allowed are parts, as v6lab.Link"),
    "a number": (7, "^add: 7 is no part"),
    "nothing": (None, "^add: None is no part"),
    "a class": (v6lab.Link, "^add: <class '.*Link'> is no part"),
    "a network": (ip_network("::/126"), "^add: IPv6Network.* is no part"),
    "a text in a list": ([v6lab.Link("l"), "x"], "^add: 'x' is no part"),
    "a dictionary": ({"name": "l"}, "^add: {'name': 'l'}: a dictionary does not tell which part"),
    "a part of a part": (v6lab.Subnet("s"), "^a topology has no list of Subnet; it has .*Link"),
}


@pytest.mark.parametrize("part, words", NO_PART.values(), ids=NO_PART.keys())
def test_what_is_no_part_is_not_added_and_nothing_beside_it(part, words):
    design = v6lab.Topology("x")
    with pytest.raises(v6lab.InputError, match=words):
        design.add(v6lab.Link("first"), part)
    assert design.links == []


def test_parts_are_added_in_lists_of_lists():
    design = v6lab.Topology("x").add(v6lab.Link("a"), [v6lab.Link("b"), (v6lab.Link("c"),)],
                                     (v6lab.Link(name) for name in "de"))
    assert [link.name for link in design.links] == list("abcde")


NOT_ONE = {
    "seeds": (lambda: v6lab.sweep("nat64", seed=[1, 2, 3]), "seed=[1, 2, 3]: allowed is one value"),
    "levels": (lambda: v6lab.sweep("nat64", runs=2, record=["flows", "packets"]),
               "record=['flows', 'packets']: allowed is one value"),
    "numbers of jobs": (lambda: v6lab.sweep("nat64", runs=2, jobs=(1, 2)),
                        "jobs=(1, 2): allowed is one value"),
    "values of an option of a run": (
        lambda: v6lab.run("nat64-dns64", client=["ipv6-only", "dual-stack"]),
        "client=['ipv6-only', 'dual-stack']: allowed is one value; v6lab.sweep() makes runs with several"),
    "seeds of a run": (lambda: v6lab.run("nat64", seed=range(3)),
                       "seed=range(0, 3): allowed is one value; v6lab.sweep() makes runs with several"),
    "values of a drawing's": (lambda: v6lab.Topology.scenario("nat64-dns64", client=["a", "b"]),
                              "client=['a', 'b']: allowed is one value"),
    "values of an attribute": (lambda: v6lab.run("nat64", ns3={"ns3::TcpSocket::InitialCwnd": [1, 2]}),
                               "ns3::TcpSocket::InitialCwnd=[1, 2]: allowed is one value"),
}
WRONG_KIND = {
    "attributes in a list": (lambda: v6lab.run("nat64", ns3=["a"]),
                             "ns3=['a']: allowed is {\"ns3::Class::Attribute\": value}"),
    "the same in a sweep": (lambda: v6lab.sweep("nat64", runs=2, ns3="a"),
                            "ns3='a': allowed is {\"ns3::Class::Attribute\": value}"),
    "a student's number": (lambda: v6lab.lab.start("pmtu", 3), "--student: 3: allowed is a text"),
    "a lab's number": (lambda: v6lab.lab.start(3, "ada"), "3: no such lab; allowed are addresses, "
                       "first-packet, state-table, pmtu, island, hub-spoke"),
    "a text for a time": (lambda: siit().wait("3"), "seconds='3': allowed is a number from 0 up"),
    "no time": (lambda: siit().wait(None), "seconds=None: allowed is a number from 0 up"),
    "time without end": (lambda: siit().wait(float("inf")),
                         "seconds=inf: its clock stands at 0 s and goes to 4000000000 s"),
}


def siit():
    return translate.Translator("siit", pref64="2001:db8::/96")


@pytest.mark.parametrize("call, words", [*NOT_ONE.values(), *WRONG_KIND.values()],
                         ids=[*NOT_ONE, *WRONG_KIND])
def test_a_value_of_a_wrong_kind_is_told_with_its_name(call, words):
    with pytest.raises(v6lab.InputError) as refused:
        call()
    assert str(refused.value) == words


def test_a_wait_that_is_refused_changes_nothing():
    nat64 = translate.Translator("nat64", pref64="64:ff9b::/96", pool4="203.0.113.1")
    nat64.wait(1.5)
    with pytest.raises(v6lab.InputError):
        nat64.wait(1e30)
    assert nat64.now == 1.5 and nat64.wait(numpy.float64(0.5)) == [] and nat64.now == 2
    nat64.wait(3_999_999_998)
    assert nat64.bindings().empty and nat64.now == 4e9
