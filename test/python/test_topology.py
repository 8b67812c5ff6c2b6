# SPDX-License-Identifier: GPL-2.0-only
"""Topologies as Python values."""
import copy
import inspect
import pickle
from ipaddress import ip_interface

import pytest
import v6lab
from conftest import ROOT
from v6lab import Interface, Link, OutsideNode, Subnet, Topology, VirtualNetwork, Workload

SCENARIOS = list(v6lab.scenarios().name)
FILES = sorted(ROOT.glob("examples/*.yaml")) + [ROOT / "test/data/mtu.yaml"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_s_topology_is_the_command_line_s(name, cli):
    topology = Topology.scenario(name)
    assert topology.to_yaml() == cli("topology", name, "--format", "yaml")[1]
    assert topology.to_json() == cli("topology", name, "--format", "json")[1]
    assert topology.to_dot() == cli("topology", name, "--format", "dot")[1]
    assert topology.to_mermaid() == cli("topology", name, "--format", "mermaid")[1]
    assert topology.validate() == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_read_and_written_is_the_same_topology(file, tmp_path):
    topology = Topology.load(file)
    for name in ("a.yaml", "b.json", "c.yml"):
        topology.save(tmp_path / name)
        again = Topology.load(tmp_path / name)
        assert again == topology and not again.differences(topology)
    assert Topology.parse(file.read_text(), str(file)).name == topology.name


def test_an_arm_template_is_a_topology_like_any_other():
    topology = Topology.load(ROOT / "examples/small-hub/azuredeploy.json")
    assert topology.virtualNetworks and topology.validate() == []


def test_drawings(tmp_path, cli):
    topology = Topology.scenario("azure-to-azure", connect="hub")
    svg = topology._repr_svg_()
    assert svg == cli("topology", "azure-to-azure", "--connect=hub", "--format", "svg")[1]
    for name, start in (("x.svg", "<?xml"), ("x.dot", "graph topology"), ("x.mmd", "flowchart")):
        topology.save(tmp_path / name)
        assert start in (tmp_path / name).read_text()[:400]
    with pytest.raises(v6lab.InputError, match="allowed endings are .yaml"):
        topology.save(tmp_path / "x.png")


def test_a_faulty_topology_is_drawn_all_the_same():
    topology = Topology("x").add(OutsideNode("a"), OutsideNode("a"))
    assert topology.validate() and "<svg" in topology._repr_svg_()


def test_what_cannot_be_drawn_is_shown_as_text():
    topology = Topology("x")
    topology.nodes = 7
    assert topology._repr_svg_() is None and repr(topology) == "<Topology 'x'>"


def test_faults_come_all_at_once_with_paths_and_azure_s_words():
    topology = Topology.scenario("azure-to-azure")
    topology.virtualNetworks[1].addressPrefixes = topology.virtualNetworks[0].addressPrefixes
    topology.virtualNetworks[0].subnets[0].routeTable = "none"
    faults = topology.validate()
    assert len(faults) >= 2
    assert "VnetAddressSpacesOverlap" in {fault.word for fault in faults}
    assert any("virtualNetworks[0].subnets[0]" in fault.path for fault in faults)
    with pytest.raises(v6lab.InputError) as error:
        topology.require_valid()
    assert error.value.messages == [str(fault) for fault in faults]


def test_parts_are_built_by_position_by_name_and_from_dictionaries():
    by_name = OutsideNode(name="a", interfaces=[Interface(link="l", addresses=["192.0.2.1/24"])])
    assert OutsideNode("a", interfaces=[Interface("l", ["192.0.2.1/24"])]) == by_name
    assert OutsideNode("a", interfaces=[{"link": "l", "addresses": ["192.0.2.1/24"]}]) == by_name
    assert OutsideNode.from_dict(by_name.to_dict()) == by_name
    assert type(OutsideNode(**by_name.to_dict()).interfaces[0]) is Interface


def test_azure_s_other_spellings():
    plain = VirtualNetwork("v", addressPrefixes=["10.0.0.0/16"])
    assert VirtualNetwork("v", addressPrefixes="10.0.0.0/16") != plain  # no such spelling of it
    assert VirtualNetwork("v", addressSpace={"addressPrefixes": ["10.0.0.0/16"]}) == plain
    assert Subnet("s", addressPrefix="10.0.0.0/24") == Subnet("s", ["10.0.0.0/24"])
    assert Subnet("s", "10.0.0.0/24") == Subnet("s", ["10.0.0.0/24"])


def test_a_python_keyword_ends_in_an_underscore():
    flow = Workload("w", "ping", from_="a", to="b")
    assert flow.from_ == "a" and flow.to_dict()["from"] == "a"
    assert Workload(**{"name": "w", "kind": "ping", "from": "a", "to": "b"}) == flow


def test_defaults_are_those_of_files_and_not_shared():
    assert Link("l").mtu == 1500 and Link("l").delay == "1ms"
    a, b = Topology("a"), Topology("b")
    a.nodes.append(OutsideNode("x"))
    a.fabric.vnetDelay = "1ms"
    assert b.nodes == [] and b.fabric.vnetDelay == "500us"


def test_values_of_other_libraries(lab):
    import numpy

    lab.nodes[0].interfaces[0].addresses = [ip_interface("2001:db8:1::2/64")]
    lab.links[0].mtu = numpy.int64(1400)
    assert lab.validate() == []
    assert "mtu: 1400" in lab.to_yaml() and '[2001:db8:1::2/64]' in lab.to_yaml()


def test_values_that_no_text_can_hold(lab):
    lab.links[0].mtu = float("nan")
    with pytest.raises(v6lab.InputError):
        lab.validate()
    lab.links[0].mtu = 1500.5
    with pytest.raises(v6lab.InputError, match='whole number .*, found "1500.5"'):
        lab.validate()
    lab.links[0].mtu = 1500
    lab.description = "\ud800"
    with pytest.raises(v6lab.InputError):
        lab.validate()


def test_a_part_shows_itself_as_what_makes_it():
    part = OutsideNode("a", "router", [Interface("l", ["192.0.2.1/24"])])
    assert repr(part) == (
        "OutsideNode(name='a', kind='router', interfaces=[Interface(link='l', "
        "addresses=['192.0.2.1/24'])])"
    )
    assert eval(repr(part)) == part


def test_a_topology_shows_what_there_is(lab):
    assert repr(lab) == "<Topology 'small': 3 nodes, 2 links, 1 translators, 1 workloads>"


def test_equality(lab):
    same = copy.deepcopy(lab)
    assert same == lab and same is not lab
    same.nodes[0].interfaces[0].addresses.append("2001:db8:1::3/64")
    assert same != lab
    assert lab.differences(same) == ["nodes[0].interfaces[0].addresses: 1 / 2 entries"]
    assert Link("a") != OutsideNode("a") and Link("a") != "a"
    with pytest.raises(TypeError):
        hash(lab)


def test_copies_and_pickles(lab):
    for other in (copy.deepcopy(lab), pickle.loads(pickle.dumps(lab)), copy.copy(lab)):
        assert other == lab and type(other) is Topology


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: Link("l", mtus=14), 'unknown key "mtus", did you mean "mtu"?; allowed are name,'),
        (lambda: Link("l", name="m"), 'Link: "name" is given twice'),
        (lambda: Link(*"abcdefgh"), "Link: 8 values for 6 fields"),
        (lambda: setattr(Link("l"), "mtus", 14), 'unknown key "mtus", did you mean "mtu"?'),
        (lambda: Topology("x").add(v6lab.Route("r")), "a topology has no list of Route; it has"),
    ],
)
def test_a_slip_is_a_value_error(call, said):
    with pytest.raises(ValueError) as error:
        call()
    assert isinstance(error.value, v6lab.InputError) and said in str(error.value)


def test_a_slip_of_an_attribute_is_an_attribute_error():
    with pytest.raises(AttributeError):
        Link("l").mut = 1400
    assert not hasattr(Link("l"), "mut")


def test_add_puts_every_part_into_its_list():
    lists = [field for field in Topology.fields if field.many and field.part]
    topology = Topology("x").add([field.part() for field in lists])
    assert all(len(getattr(topology, field.name)) == 1 for field in lists) and len(lists) > 20


def test_every_struct_of_the_declaration_is_a_class_with_its_comment(cli):
    page = cli("reference", "topology")[1]
    titles = {line[3:] for line in page.splitlines() if line.startswith("## ")}
    classes = [getattr(v6lab, name) for name in v6lab.topology._CLASSES]
    assert len(classes) >= len(titles) > 60
    for cls in classes:
        text = inspect.getdoc(cls)
        assert text and all(f"{field.name}: {field.help}" in text for field in cls.fields)
    assert inspect.getdoc(Subnet).startswith("A part of a virtual network. Names are unique")
    header = (ROOT / "helper/topology/topology.h").read_text()
    assert f"/** {inspect.getdoc(Workload).splitlines()[0]} */" in header


def test_help_and_completion_see_the_fields():
    names = list(inspect.signature(Workload).parameters)
    assert names == [field.name for field in Workload.fields]
