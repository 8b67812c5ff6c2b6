# SPDX-License-Identifier: GPL-2.0-only
"""What is wrong is said in the words of the command line, letter by letter."""
import json
import warnings

import pytest
import v6lab
from v6lab import translate

FAULTY_FORM = "name: x\nnodes:\n  - {name: a, knid: host}\n  - {kind: 7}\nlinkz: []\n"
FAULTY_SENSE = "name: x\nnodes:\n  - {name: a}\n  - {name: a}\nlinks:\n  - {name: l, mtu: 3}\n"
CASE = {"id": 1, "mode": "siit", "from": "v6", "inject": "60", "config": {"pool7": "::/96"}}
NAT64 = {"pref64": "64:ff9b::/96"}
SIIT = {"pref64": "2001:db8::/96"}
JITTER = "ns3::Icmpv6L4Protocol::RsRetransmissionJitter"

# What it is about, the call, the words of the command line.
WRONG = [
    ("no such scenario", lambda: v6lab.run("nat46"), ["run", "nat46"]),
    ("no such option", lambda: v6lab.run("hub-spoke", spoke=4), ["run", "hub-spoke", "--spoke=4"]),
    ("a value out of range", lambda: v6lab.run("hub-spoke", spokes=0),
     ["run", "hub-spoke", "--spokes=0"]),
    ("a word that is none", lambda: v6lab.run("azure-to-azure", connect="wire"),
     ["run", "azure-to-azure", "--connect=wire"]),
    ("a truth value", lambda: v6lab.run("azure-to-azure", udr="maybe"),
     ["run", "azure-to-azure", "--udr=maybe"]),
    ("a seed of zero", lambda: v6lab.run("nat64", seed=0), ["run", "nat64", "--seed=0"]),
    ("half a run", lambda: v6lab.run("nat64", run=1.5), ["run", "nat64", "--run=1.5"]),
    ("a level that is none", lambda: v6lab.run("nat64", record="all"),
     ["run", "nat64", "--record=all"]),
    ("a file that is not there", lambda: v6lab.run("none.yaml"), ["run", "none.yaml"]),
    ("a file of wrong form", lambda: v6lab.run("form.yaml"), ["run", "form.yaml"]),
    ("the same, read only", lambda: v6lab.Topology.load("form.yaml"), ["topology", "form.yaml"]),
    ("a file without sense", lambda: v6lab.run("sense.yaml"), ["run", "sense.yaml"]),
    ("the same, in Python", lambda: v6lab.Topology.load("sense.yaml").run(), ["run", "sense.yaml"]),
    ("the same, asked for", lambda: v6lab.Topology.load("sense.yaml").require_valid(),
     ["topology", "sense.yaml"]),
    ("parameters of no template", lambda: v6lab.run("sense.yaml", parameters="p.json"),
     ["run", "sense.yaml", "--parameters=p.json"]),
    ("parameters of a scenario", lambda: v6lab.run("nat64", parameters="p.json"),
     ["run", "nat64", "--parameters=p.json"]),
    ("address spaces that overlap", lambda: v6lab.run("azure-to-azure", overlap=True),
     ["run", "azure-to-azure", "--overlap=true"]),
    ("a folder that is not there", lambda: v6lab.run("nat64", db="no/such/x.db"),
     ["run", "nat64", "--db=no/such/x.db"]),
    ("no database", lambda: v6lab.run("nat64", db="form.yaml"), ["run", "nat64", "--db=form.yaml"]),
    ("captures into a file", lambda: v6lab.run("nat64", pcap="form.yaml"),
     ["run", "nat64", "--pcap=form.yaml"]),
    ("no class of ns-3", lambda: v6lab.run("nat64", ns3={"ns3::Nothing::Much": 1}),
     ["run", "nat64", "--ns3::Nothing::Much=1"]),
    ("a value that crashes ns-3",
     lambda: v6lab.run("mtu.yaml", ns3={JITTER: "ns3::ConstantRandomVariable[Constant=-5]"}),
     ["run", "mtu.yaml", f"--{JITTER}=ns3::ConstantRandomVariable[Constant=-5]"]),
    ("an option of the drawing", lambda: v6lab.Topology.scenario("hub-spoke", spoke=4),
     ["topology", "hub-spoke", "--spoke=4"]),
    ("options of no scenario", lambda: v6lab.options("nat46"), ["describe", "nat46"]),
    ("a NAT64 without a pool", lambda: translate.Translator("nat64", **NAT64),
     ["translate", "--in=a", "--out=b", "--mode=nat64", "--pref64=64:ff9b::/96"]),
    ("a pool that is none", lambda: translate.Translator("nat64", pool4="1.2.3", **NAT64),
     ["translate", "--in=a", "--out=b", "--mode=nat64", "--pref64=64:ff9b::/96", "--pool4=1.2.3"]),
    ("a translator of no kind", lambda: translate.Translator("nat46"),
     ["translate", "--in=a", "--out=b", "--mode=nat46"]),
    ("a setting of another kind", lambda: translate.Translator("siit", pool4="1.2.3.4", **NAT64),
     ["translate", "--in=a", "--out=b", "--mode=siit", "--pool4=1.2.3.4", "--pref64=64:ff9b::/96"]),
    ("no such setting", lambda: translate.Translator("siit", pref46="64:ff9b::/96"),
     ["translate", "--mode=siit", "--pref46=64:ff9b::/96"]),
    ("a capture that is not there", lambda: translate.capture("none", "out", "siit", **SIIT),
     ["translate", "--in=none", "--out=out", "--mode=siit", "--pref64=2001:db8::/96"]),
    ("a capture onto itself", lambda: translate.capture("form.yaml", "form.yaml", "siit", **SIIT),
     ["translate", "--in=form.yaml", "--out=form.yaml", "--mode=siit", "--pref64=2001:db8::/96"]),
    ("no address", lambda: translate.address("192.0.2", **NAT64),
     ["translate", "--address=192.0.2", "--pref64=64:ff9b::/96"]),
    ("nothing to map by", lambda: translate.address("192.0.2.1"),
     ["translate", "--address=192.0.2.1"]),
    ("no such view", lambda: v6lab.Result("run.db").view("v_nothing"),
     ["show", "run.db", "v_nothing"]),
    ("no such column", lambda: v6lab.Result("run.db").flows("colour = 1"),
     ["show", "run.db", "v_flow", "--where=colour = 1"]),
    ("a way round the run", lambda: v6lab.Result("run.db").flows("1) OR (1"),
     ["show", "run.db", "v_flow", "--where=1) OR (1"]),
    ("no such flow", lambda: v6lab.Result("run.db").explain(99), ["explain", "run.db", "99"]),
    ("no such run", lambda: v6lab.Result("run.db", 9), ["show", "run.db", "v_flow", "--run=9"]),
    ("no database to read", lambda: v6lab.Result("none.db"), ["show", "none.db", "v_flow"]),
    ("a text for a database", lambda: v6lab.view("form.yaml", "v_flow"),
     ["show", "form.yaml", "v_flow"]),
]


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    """A folder with the files that the rows name."""
    here = tmp_path_factory.mktemp("errors")
    (here / "form.yaml").write_text(FAULTY_FORM)
    (here / "sense.yaml").write_text(FAULTY_SENSE)
    (here / "p.json").write_text("{}")
    from conftest import ROOT

    (here / "mtu.yaml").write_bytes((ROOT / "test/data/mtu.yaml").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        v6lab.run("nat64", db="run.db")
        yield


@pytest.mark.parametrize("call, words", [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_argument_is_a_value_error_in_the_words_of_the_command_line(call, words, cli):
    status, _, said = cli(*words)
    with pytest.raises(ValueError) as error:
        call()
    assert status == 2 and said
    assert isinstance(error.value, v6lab.InputError)
    assert str(error.value).splitlines() == said


def test_every_fault_is_a_message_of_its_own():
    with pytest.raises(v6lab.InputError) as error:
        v6lab.run("form.yaml")
    assert len(error.value.messages) == 4
    assert all(message.startswith("form.yaml:") for message in error.value.messages)


def test_an_address_that_is_not_translated(cli):
    status, out, _ = cli("translate", "--address=fe80::1", "--pref64=64:ff9b::/96")
    with pytest.raises(v6lab.NotTranslated) as error:
        translate.address("fe80::1", pref64="64:ff9b::/96")
    assert status == 1 and str(error.value) == out.strip()
    assert error.value.reason in str(error.value)


def test_a_case_with_an_unknown_key(cli):
    status, _, said = cli("translate", "--jsonl", stdin=json.dumps(CASE) + "\n")
    with pytest.raises(v6lab.InputError) as error:
        translate.case(CASE)
    assert status == 2 and error.value.messages == said


@pytest.mark.parametrize("design", [7, None, v6lab.Link("l")])
def test_what_is_no_design(design):
    with pytest.raises(v6lab.InputError, match="allowed is a scenario's name, a file or a Topology"):
        v6lab.run(design)


@pytest.mark.parametrize("name, allowed", [("progress", "True, False or None"), ("check", "True or False")])
@pytest.mark.parametrize("value", ["x", 1, []], ids=repr)
def test_a_switch_is_a_truth_value(name, allowed, value):
    with pytest.raises(v6lab.InputError, match=f"^{name}=.*: allowed is {allowed}"):
        v6lab.run("464xlat", **{name: value})


def test_help_is_no_option():
    for call in (lambda: v6lab.run("nat64", help=True), lambda: translate.Translator("siit", help="")):
        with pytest.raises(v6lab.InputError, match="read the documentation"):
            call()


@pytest.mark.parametrize("name", ["json", "quiet", "help_json"])
def test_what_is_about_printing_is_no_argument(name):
    for call in (v6lab.run, v6lab.sweep):
        with pytest.raises(v6lab.InputError, match=name):
            call("nat64", **{name: True})
    with pytest.raises(v6lab.InputError, match=f"^{name}: is of the command line"):
        v6lab.run("nat64", **{name: True})


def test_to_merge_nothing_is_a_mistake(tmp_path):
    with pytest.raises(v6lab.InputError, match="database is missing"):
        v6lab.merge(into=tmp_path / "z.db")


def test_a_wrong_value_in_a_topology_is_named_by_its_path(lab):
    lab.links[1].mtu = "wide"
    lab.nodes[0].kind = "hots"
    lab.nodes[1].interfaces.append({"link": "home", "adresses": []})
    lab.workloads[0].from_ = None
    lab.zones = "none"
    with pytest.raises(v6lab.InputError) as error:
        lab.validate()
    assert error.value.messages == [
        'nodes[0].kind: unknown word "hots"; allowed are host, router',
        'nodes[1].interfaces[2]: unknown key "adresses", did you mean "addresses"?; allowed are '
        "link, addresses, autoconfigure, dhcp",
        'links[1].mtu: expected a whole number from 0 to 4294967295, found the text "wide"',
        'zones: expected a list, found the text "none"',
        "workloads[0].from: expected a text, found nothing",
    ]


STRANGERS = {
    "nodes[3]: expected OutsideNode, found Link": lambda lab: lab.nodes.append(v6lab.Link("q")),
    "nodes[0].interfaces[0]: expected Interface, found Link":
        lambda lab: lab.nodes[0].interfaces.insert(0, v6lab.Link("home")),
    "links[0]: expected Link, found Topology": lambda lab: lab.links.insert(0, lab),
}


@pytest.mark.parametrize("message", STRANGERS)
def test_a_part_of_another_class_does_not_pass_for_one_of_the_list(message, lab):
    STRANGERS[message](lab)
    for use in (lab.validate, lab.to_yaml, lab.run, lambda: v6lab.Topology("x").differences(lab)):
        with pytest.raises(v6lab.InputError) as error:
            use()
        assert error.value.messages == [message]


def test_what_is_missing_is_named():
    with pytest.raises(v6lab.InputError) as error:
        v6lab.Topology("x", nodes=[v6lab.OutsideNode()]).validate()
    assert error.value.messages == ['nodes[0]: "name" is missing (unique among virtual machines and nodes)']


def test_warnings_are_warnings(tmp_path):
    path = tmp_path / "lab.yaml"
    lab = v6lab.Topology("x").add(
        v6lab.OutsideNode("a", interfaces=[v6lab.Interface("l", ["192.0.2.1/24"])]),
        v6lab.OutsideNode("b", interfaces=[v6lab.Interface("l", ["2001:db8::1/64"])]),
        v6lab.Link("l"),
        v6lab.Translator("b", "siit", prefix="2001:db8:1::/96",
                         mappings=[v6lab.Mapping("192.0.2.0/28", "2001:db8:9::/124"),
                                   v6lab.Mapping("192.0.2.1", "2001:db8:9::1")]),
    )
    lab.save(path)
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        result = v6lab.run(path)
    assert [str(warning.message) for warning in found] == result.warnings != []
    assert all(warning.category is v6lab.V6labWarning for warning in found)
    assert all(warning.filename == __file__ for warning in found)
