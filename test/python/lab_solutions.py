# SPDX-License-Identifier: GPL-2.0-only
"""Answers to the labs as a diligent student finds them: arithmetic with ipaddress on what README.md
says, captures through scapy, tables through sqlite3. Nothing here asks the code that is tested."""
import json
import re
import sqlite3
from ipaddress import IPv4Address, IPv6Address, IPv6Network


def embedded(prefix, ipv4):
    """RFC 6052 2.2 with shifts: the address split round bits 64 to 71."""
    network = IPv6Network(str(prefix))
    bits = format(int(IPv4Address(ipv4)), "032b")
    before = max(0, min(32, 64 - network.prefixlen))
    head, tail = bits[:before], bits[before:]
    behind = head + ("0" * 8 if network.prefixlen < 96 else "") + tail
    start = network.prefixlen
    return IPv6Address(int(network.network_address) | int(behind, 2) << (128 - start - len(behind)))


def extracted(address, length):
    """The other way round."""
    bits = format(int(IPv6Address(address)), "0128b")
    if length < 96:
        bits = bits[:64] + bits[72:]
    return IPv4Address(int(bits[length : length + 32], 2))


class Folder:
    """What a student sees."""

    def __init__(self, path):
        self.path = path
        self.text = (path / "README.md").read_text()
        self.questions = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", self.text, re.M))

    def row(self, what):
        """The second cell of the table row that begins with `what`."""
        return re.search(rf"^\| {re.escape(what)} \| (.*?) \|$", self.text, re.M)[1]

    def find(self, pattern):
        return re.search(pattern, self.text)[1]

    def sql(self, asked, run=1):
        """The rows of a view of the run with this number."""
        db = sqlite3.connect(self.path / "run.sqlite")
        db.row_factory = sqlite3.Row
        ids = [row[0] for row in db.execute("SELECT run_id FROM v_run")]
        rows = db.execute(asked.replace("RUN", f"run_id = '{ids[run - 1]}'")).fetchall()
        db.close()
        return rows

    def packets(self, label, point):
        """The IP packets of a capture, as scapy reads them."""
        from scapy.all import IP, IPv6, rdpcap

        for frame in rdpcap(str(self.path / "captures" / label / f"{point}.pcap")):
            layer = frame.getlayer(IPv6) or frame.getlayer(IP)
            if layer is not None:
                yield layer


def addresses(folder):
    ask = folder.questions
    pref64 = folder.row("nat64's prefix")
    server = folder.row("n4, IPv4-only server")
    found = {"p_u": "64", "p_to": embedded(pref64, server)}
    for name, text in ask.items():
        if name.startswith("embed_"):
            ipv4, prefix = re.search(r"Embed (\S+) in your /\d+, `(\S+)`", text).groups()
            found[name] = embedded(prefix, ipv4)
        if name.startswith("extract_"):
            address, length = re.search(r"in `(\S+)`, whose prefix is a /(\d+)", text).groups()
            found[name] = extracted(address, int(length))
    suspects = dict(re.findall(r"^- (\w): `(\S+)`$", folder.text, re.M))
    (found["bad"],) = [k for k, v in suspects.items() if IPv6Address(v).packed[8] != 0]
    router = folder.row("r4").split()[0]
    return found | {
        "to_before": embedded(pref64, server), "to_after": server,
        "from_after": folder.row("nat64's pool"), "router": embedded(pref64, router),
        "private": "well-known-prefix-non-global",
    }


def first_packet(folder):
    from scapy.all import DNS, TCP

    pref64 = IPv6Network(folder.row("nat64's prefix"))
    server, pool = folder.row("n4, IPv4-only server"), folder.row("nat64's pool")

    def syn(point, flags):
        seen = folder.packets("network", point)
        return next(one for one in seen if TCP in one and one[TCP].flags == flags)

    front, back, answer = syn("nat64-front", "S"), syn("nat64-back", "S"), syn("n6-inside", "SA")
    asked = [p for p in folder.packets("network", "r6-names") if DNS in p and p[DNS].qr == 0]
    assert (front.hlim, front.src) == (63, folder.row("n6, IPv6-only client"))
    assert front.plen + 20 == back.len  # RFC 7915 5.1
    made = IPv6Address(int(pref64.network_address) + int(IPv4Address(server)))
    assert IPv6Address(answer.src) == made
    return {
        "p_hops": "61", "p_source": pool, "dns_real": server, "dns_answer": made,
        "dns_queries": len(asked), "dns_rule": "RFC 6147 § 5.1.7", "source_after": pool,
        "port_after": back[TCP].sport, "destination_after": server, "hops_after": 64 - 2,
        "hops_rule": "7915 5.1", "length_after": back.len,
        "df_after": "no" if back.len <= 1260 else "yes",
        "checksum_before": f"{front[TCP].chksum:04x}", "checksum_after": hex(back[TCP].chksum),
        "checksum_rule": "RFC 7915, section 5.5", "back_source": made,
    }


def state_table(folder):
    udp, icmp, tcp = re.search(r"UDP (\d+) s, ICMP (\d+) s, TCP .*? (\d+) s", folder.text).groups()
    published = int(folder.find(r"calls port (\d+) of it"))
    moment = float(folder.find(r"table of one moment, ([\d.]+) s")) * 1e9
    pref64 = folder.row("nat64's prefix")
    talk = folder.sql("SELECT * FROM v_session WHERE RUN AND remote_port = 5001")
    ping = folder.sql("SELECT * FROM v_session WHERE RUN AND protocol = 'icmp'")
    made = folder.sql("SELECT * FROM v_session_event WHERE RUN AND protocol = 'tcp'")
    held = sum((row["event"] == "added") - (row["event"] == "removed")
               for row in made if row["time_ns"] <= moment)
    assert {published, published + 1} <= {row["outside_port"] for row in made}
    assert talk[0]["outside_port"] % 2 == talk[0]["inside_port"] % 2  # RFC 6146 3.5.1.1
    return {
        "p_sessions": "3", "p_knock": "No", "talk_port": talk[0]["outside_port"],
        "parity": "odd" if talk[0]["outside_port"] % 2 else "even", "talk_sessions": "1 sessions",
        "pause_sessions": 2, "ping_id": ping[0]["outside_port"],
        "visit_remote": embedded(pref64, folder.row("n4, IPv4-only server")),
        "knock_bindings": 0, "udp_life": udp, "ping_life": f"{icmp} s", "knock_life": 6,
        "tcp_life": tcp, "tcp_state": "V6 FIN + V4 FIN RCV", "held": held, "udp_least": 2 * 60,
        "port_rule": "6146 3.5.1.1",
    }


def pmtu(folder):
    inside = int(folder.find(r"inside and front carry (\d+)"))
    narrow = int(folder.row("`narrow.yaml`").split()[0])
    datagram = int(folder.find(r"one datagram of (\d+) bytes"))

    def goodput(run):
        flow = "SELECT throughput_bps FROM v_flow WHERE RUN AND protocol = 'tcp'"
        return round(folder.sql(flow, run)[0][0] / 1e6, 2)

    dropped = "SELECT sum(count) FROM v_drop WHERE RUN AND node = 'nat64' AND protocol = 'tcp'"
    # n4 cuts for its link, r4 for link back, nat64 for IPv6's least MTU (RFC 7915 4.1).
    at_n4 = cut([8 + datagram], 1500 - 20)
    at_nat64 = cut(cut(at_n4, inside - 20), 1280 - 48)
    return {
        "p_edge": inside - 20, "p_hole": "stalls", "goodput_wide": goodput(1),
        "goodput_narrow": f"{goodput(4)} Mbit/s", "edge": inside - 20,
        "lost": folder.sql(dropped, 4)[0][0], "told": narrow + 20,
        "told_by": folder.row("nat64").split()[0],
        "segment": narrow + 20 - 40 - 20 - 12,  # IPv6, TCP, its timestamps (RFC 7323)
        "told_rule": "RFC 7915 1.4", "hole_outcome": "failed", "hole_reason": "packet-too-big",
        "advised_length": narrow + 20, "advised_lost": 0, "advised_goodput": goodput(6),
        "pieces": len(at_nat64), "piece": 48 + at_nat64[0],
    }


def cut(lengths, room):
    """The lengths of payloads after a router with so much room behind its headers (RFC 791)."""
    most = room // 8 * 8
    return [min(most, length - at) if length > room else length for length in lengths
            for at in (range(0, length, most) if length > room else [0])]


def island(folder):
    device = folder.row("iot-device, IPv4 only")
    pool6 = folder.row("reverse NAT64 of island-router (Jool)")
    delegated = IPv6Network(folder.row("the island's part of the campus' prefix, by DHCPv6"))
    lan, clat, *_ = delegated.subnets(new_prefix=64)
    called = embedded(pool6, device)
    return {
        "p_ttl": 63, "p_out": "no", "device6": called, "answer_from": called.exploded,
        "answer_ttl": 63, "seen_by_device": folder.row("island LAN, IPv4").replace(".0/24", ".1"),
        "island64": lan, "telnet": "firewall-zone-no-rule", "unused_node": "island-router",
        "out_node": "Island-Router", "out_reason": "no-route",
        "clat_source": IPv6Address(int(clat.network_address) + int(IPv4Address(device))),
        "clat_destination": embedded(folder.row("prefix of the campus' NAT64 (plat)"),
                                     folder.row("internet-server, IPv4 only")),
        "plat_source": folder.row("pool of plat"), "translations": 2, "out_ttl": 61, "longer": 20,
    }


def hub_spoke(folder):
    """What doc/hub-spoke.md says of the stages, for the options of this student."""
    gateway, azure = folder.row("`--gateway`"), int(folder.row("`--azure`"))
    mesh = folder.row("`--connectivity`") == "connected-group"
    site = re.search(r"which (\w+) reaches nva-1", folder.text)[1]
    machine = folder.find(r"over v4 does (\S+) take")
    carried = site == "hq" or (azure >= 2026 and gateway == "vpn")  # D1, D2

    def at(stage):
        return stage if carried else "never"

    many = "SELECT flow_id FROM v_flow WHERE RUN AND name = 'many connections over v4'"
    (flow,) = folder.sql(many, 5)
    taken = folder.sql(f"SELECT DISTINCT src_port FROM v_hop WHERE RUN AND node = '{machine}' AND "
                       f"action = 'deliver' AND flow_id = {flow[0]} AND dst_port = 80", 5)
    asked = "SELECT * FROM v_effective_route WHERE RUN AND nic = 's1-vm1-nic' AND state = 'Active'"
    routes = folder.sql(asked, 5)
    stopped = "azure-no-outbound-method"
    return {
        "p_spokes": "routes", "p_ipv4": 0, "first_hub": at("hub"), "first_machine": at("routes"),
        "first_balancer": at("complete"), "first_inside": "spokes",
        "first_across": "spokes" if mesh else "routes", "first_internet": "routes",
        "first_user": "complete", "first_admin": "never",
        "why_machine": stopped if carried else "azure-gateway-ipv4-only", "why_internet": stopped,
        "across_type": "ConnectedGroup" if mesh else "VirtualAppliance",
        "default6": "2001:db8:a0:3::100", "share": len(taken), "route_count": len(routes),
        "ipv4_failed": 0,
    }


SOLVERS = {
    "addresses": addresses, "first-packet": first_packet, "state-table": state_table,
    "pmtu": pmtu, "island": island, "hub-spoke": hub_spoke,
}


def fill_in(path, answers):
    """Writes answers into the sheet as an editor would."""
    sheet = path / "answers.yaml"
    text = sheet.read_text()
    for name, answer in answers.items():
        line = f"  {name}: {json.dumps(str(answer), ensure_ascii=False)}"
        text, found = re.subn(rf'^  {name}: ".*"$', lambda _, line=line: line, text, flags=re.M)
        assert found == 1, name
    sheet.write_text(text)


def solve(name, path):
    """Fills in the whole sheet of a directory whose runs are made."""
    fill_in(path, SOLVERS[name](Folder(path)))


def edit(folder, sql):
    """Changes the database of a directory."""
    with sqlite3.connect(folder / "run.sqlite") as database:
        database.executescript(sql)


def edit_text(path, old, new):
    """Changes a text file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
