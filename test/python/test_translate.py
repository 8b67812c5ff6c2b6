# SPDX-License-Identifier: GPL-2.0-only
"""The translators' core from Python, against the RFCs' examples and the command line."""
import json
import pathlib
from ipaddress import ip_address

import pytest
import v6lab
from v6lab import translate

DATA = pathlib.Path(__file__).parents[1] / "data"
PLAIN = ("siit-udp-6to4", "siit-udp-4to6-df1", "siit-udp-4to6-df0-small", "siit-echo-request-6to4")
RFC = json.loads((DATA / "rfc-examples.json").read_text())
SIIT = {"pref64": "64:ff9b::/96"}


def udp(source, target, source_port, target_port, payload):
    """A UDP packet of either family, with the checksum of its pseudo-header."""
    source, target = ip_address(source), ip_address(target)
    size = 8 + len(payload)
    ports = source_port.to_bytes(2, "big") + target_port.to_bytes(2, "big")
    pseudo = source.packed + target.packed + size.to_bytes(4, "big") + bytes([0, 0, 0, 17])
    total = checksum(pseudo + ports + size.to_bytes(2, "big") + b"\0\0" + payload)
    body = ports + size.to_bytes(2, "big") + total + payload
    if source.version == 6:
        return b"\x60\0\0\0" + size.to_bytes(2, "big") + b"\x11\x40" + pseudo[:32] + body
    head = b"\x45\0" + (20 + size).to_bytes(2, "big") + b"\0\0\x40\0\x40\x11\0\0" + pseudo[:8]
    return head[:10] + checksum(head) + head[12:] + body


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return (~total & 0xFFFF).to_bytes(2, "big")


@pytest.mark.parametrize(
    "row",
    [row for row in RFC["derived_packet_pairs"] if row["name"] in PLAIN],
    ids=lambda row: row["name"],
)
def test_a_stateless_translator_gives_the_packet_of_rfc_7915(row):
    siit = translate.Translator("siit", pref64="2001:db8:100::/40")
    sent = siit.send(bytes.fromhex(row["input_hex"])).sent
    got, wanted = bytearray(sent[0].data), bytearray.fromhex(row["expect_hex"])
    for part in row.get("mask", []):
        for packet in (got, wanted):
            packet[part["offset"] : part["offset"] + part["len"]] = bytes(part["len"])
    assert len(sent) == 1 and got == wanted


@pytest.mark.parametrize("packet", ["60", 60, [0x60], None], ids=repr)
def test_a_packet_is_bytes(packet):
    siit = translate.Translator("siit", pref64="2001:db8:100::/40")
    with pytest.raises(ValueError, match="^packet=.*: allowed are bytes, from the IP header on"):
        siit.send(packet)


def test_a_nat64_keeps_its_state_between_packets():
    nat64 = translate.Translator("nat64", pref64="64:ff9b::/96", pool4=["203.0.113.1"])
    out = nat64.send(udp("2001:db8::1", "64:ff9b::c000:201", 4000, 53, b"question"))
    assert out.fate == "translated" and [packet.to for packet in out.sent] == ["v4"]
    sent = out.sent[0].data
    assert ip_address(sent[12:16]) == ip_address("203.0.113.1")
    assert ip_address(sent[16:20]) == ip_address("192.0.2.1")
    port = int.from_bytes(sent[20:22], "big")
    back = nat64.send(udp("192.0.2.1", "203.0.113.1", 53, port, b"answer"))
    assert back.sent[0].data == udp("64:ff9b::c000:201", "2001:db8::1", 53, 4000, b"answer")[:7] + (
        b"\x3f") + udp("64:ff9b::c000:201", "2001:db8::1", 53, 4000, b"answer")[8:]
    row = nat64.bindings().iloc[0]
    assert (row.protocol, row.inside, row.inside_port) == ("udp", "2001:db8::1", 4000)
    assert (row.outside, row.outside_port, bool(row.static)) == ("203.0.113.1", port, False)


def test_time_ends_a_binding_of_udp_after_five_minutes():  # RFC 6146 4, UDP_DEFAULT
    nat64 = translate.Translator("nat64", pref64="64:ff9b::/96", pool4="203.0.113.1")
    nat64.send(udp("2001:db8::1", "64:ff9b::c000:201", 4000, 53, b"question"))
    nat64.wait(299)
    assert len(nat64.bindings()) == 1 and nat64.now == 299
    nat64.wait(2)
    assert len(nat64.bindings()) == 0


def test_a_drop_has_the_word_of_its_reason():
    nat64 = translate.Translator("nat64", pref64="64:ff9b::/96", pool4="203.0.113.1")
    dropped = nat64.send(udp("192.0.2.1", "203.0.113.1", 53, 4000, b""))
    assert dropped.fate == "dropped" and dropped.reason in set(v6lab.reasons().reason)
    assert nat64.send(udp("192.0.2.1", "192.0.2.2", 53, 4000, b"")).fate == "not-mine"
    assert nat64.send(b"").reason == nat64.send(b"\x60").reason == "malformed-header"


def test_jsonl_answers_as_the_command_line_does(cli):
    lines = (DATA / "jool-like.jsonl").read_text()
    status, out, _ = cli("translate", "--jsonl", "--profile=jool", stdin=lines)
    assert status == 0
    answers = list(translate.jsonl(lines.splitlines(), profile="jool"))
    assert answers == [json.loads(line) for line in out.splitlines()] and len(answers) > 5


def test_a_capture_is_translated_byte_for_byte_as_by_the_command_line(tmp_path, cli):
    v6lab.run("nat64", pcap=tmp_path / "captures")
    source = sorted((tmp_path / "captures").glob("*.pcap*"), key=lambda f: f.stat().st_size)[-1]
    options = {"pref64": "64:ff9b::/96", "eam": ["192.0.2.0/24=2001:db8:9::/120"]}
    summary = translate.capture(source, tmp_path / "py.pcap", "siit", **options)
    status, out, _ = cli("translate", "--in", source, "--out", tmp_path / "cli.pcap", "--mode",
                         "siit", "--pref64", "64:ff9b::/96", "--eam",
                         "192.0.2.0/24=2001:db8:9::/120")
    assert status == 0 and summary.read > 10
    assert (tmp_path / "py.pcap").read_bytes() == (tmp_path / "cli.pcap").read_bytes()
    assert summary.read == summary.translated + summary.not_mine + summary.not_ip + summary.cut + (
        summary.held) + sum(summary.dropped.values())


def test_an_address_and_its_rule():
    said = translate.address("192.0.2.1", pref64="64:ff9b::/96")
    assert said.address == ip_address("64:ff9b::c000:201")  # RFC 6052 2.2
    assert said.rule == "prefix 64:ff9b::/96 (RFC 6052)"
    rows = RFC["rfc7757_fig1_eamt"]["rows"]
    table = [f"{row['ipv4_prefix']}={row['ipv6_prefix']}" for row in rows]
    for row in RFC["rfc7757_fig7"][:3]:
        assert str(translate.address(row["ipv4"], eam=table)) == row["ipv6"]


def test_time_does_not_run_backwards():
    with pytest.raises(ValueError, match="allowed is a number from 0 up"):
        translate.Translator("siit", **SIIT).wait(-1)
    with pytest.raises(ValueError):
        translate.Translator("siit", **SIIT).wait(float("nan"))
