# SPDX-License-Identifier: GPL-2.0-only
# Helpers of the tests of translators: compares answers with test vectors, makes captures, re-parses them.
import json
import sys

from scapy.all import (
    ARP, ICMP, IP, TCP, UDP, CookedLinux, Dot1Q, Ether, ICMPv6EchoRequest, IPv6,
    IPv6ExtHdrFragment, PcapReader, PcapWriter, Raw, RawPcapReader, RawPcapWriter)


def header_ok(packet):
    """True unless it is IPv4 with a wrong header checksum."""
    if packet[0] >> 4 != 4:
        return True
    total = sum(int.from_bytes(packet[i:i + 2], "big") for i in range(0, 4 * (packet[0] & 15), 2))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return total == 0xffff


def same(case, answer):
    """The pass rule of the vectors: number, sides, lengths, all bytes that are not ignored."""
    got = [bytes.fromhex(out["packet"]) for out in answer["out"]]
    want = [bytes.fromhex(packet) for packet in case["expect"]]
    return (case["id"] == answer["id"] and len(got) == len(want)
            and all(out["to"] == case["to"] for out in answer["out"])
            and all(len(a) == len(b) and header_ok(a)
                    and all(a[i] == b[i] or i in case["ignore_bytes"] for i in range(len(a)))
                    for a, b in zip(got, want)))


def compare(vectors, answers):
    cases = [json.loads(line) for line in open(vectors)]
    given = [json.loads(line) for line in open(answers)]
    bad = [case["id"] for case, answer in zip(cases, given) if not same(case, answer)]
    for name in bad:
        print("differs:", name)
    print(len(given), "of", len(cases), "answered,", len(given) - len(bad), "exact")


HOST6 = "2001:db8:1::5"
WEB6 = "64:ff9b::c633:6407"  # 198.51.100.7


def traffic():
    """From an IPv6 host: UDP, TCP, ping, a packet too big for one answer, other things."""
    to_web = IPv6(src=HOST6, dst=WEB6)
    return [
        to_web / UDP(sport=4000, dport=9999) / Raw(b"query"),
        to_web / TCP(sport=4001, dport=80, flags="S"),
        to_web / ICMPv6EchoRequest(id=7, seq=1, data=b"ping"),
        to_web / UDP(sport=4000, dport=9999) / Raw(bytes(1400)),
        IPv6(src=HOST6, dst=WEB6, hlim=1) / UDP(sport=4000, dport=9999) / Raw(b"near"),
        IPv6(src=HOST6, dst="2001:db8:2::1") / UDP(sport=4000, dport=9999) / Raw(b"native"),
    ]


def write(link, name):
    """A capture of the traffic on a link of this kind."""
    packets = traffic()
    if link == "ethernet":
        framed = [Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / p for p in packets]
        framed[0] = Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / Dot1Q(vlan=7) / packets[0]
        framed.append(Ether(dst="ff:ff:ff:ff:ff:ff") / ARP())
        framed[1] = Raw(bytes(framed[1]) + bytes(9))  # padding
    elif link == "cooked":
        framed = [CookedLinux(proto=0x86dd) / p for p in packets]
    elif link == "cooked2":
        framed = [Raw(bytes.fromhex("86dd0000000000010001000600000000000000000000"[:40]) + bytes(p))
                  for p in packets]
    elif link == "ppp":
        framed = [Raw(b"\x00\x57" + bytes(p)) for p in packets]
    else:
        framed = packets
    types = {"ethernet": 1, "cooked": 113, "cooked2": 276, "ppp": 9, "raw": 101, "wifi": 105}
    with PcapWriter(name, linktype=types[link], nano=(link == "raw"), sync=True) as out:
        for number, frame in enumerate(framed):
            frame.time = 1700000000 + number / 4  # exact in binary
            out.write(frame)


def waiting(kind, name):
    """Packets that a NAT64 holds back for a while, or for good; a ping a minute later, or none."""
    datagram = bytes(IPv6(src=HOST6, dst=WEB6) / UDP(sport=4000, dport=9999) / Raw(bytes(100)))[40:]
    pieces = [IPv6(src=HOST6, dst=WEB6) / IPv6ExtHdrFragment(id=7, offset=at // 8, m=at < 72, nh=17)
              / Raw(datagram[at:end]) for at, end in ((72, 108), (40, 72), (0, 40))]
    syn = IP(src="198.51.100.7", dst="203.0.113.1") / TCP(sport=80, dport=5000, flags="S")
    ping = IPv6(src=HOST6, dst=WEB6) / ICMPv6EchoRequest(id=7, seq=1, data=b"ping")
    packets, later = {"later-only": (pieces[:2], True), "out-of-order": (pieces, False),
                      "syn": ([syn], True), "lone-syn": ([syn], False)}[kind]
    with PcapWriter(name, linktype=101, sync=True) as out:
        for number, packet in enumerate(packets):
            packet.time = 1700000000 + number / 4
            out.write(packet)
        if later:
            ping.time = 1700000060
            out.write(ping)


def snapped(name):
    """53 bytes of IPv6 of which the capture has 30, then the whole packet, then 30 bytes of nothing."""
    packet = bytes(IPv6(src=HOST6, dst=WEB6) / UDP(sport=4000, dport=53) / Raw(b"query"))
    with RawPcapWriter(name, linktype=101, sync=True) as out:
        out.write_header(None)
        out.write_packet(packet[:30], sec=1700000000, usec=0, caplen=30, wirelen=53)
        out.write_packet(packet, sec=1700000000, usec=1, caplen=53, wirelen=53)
        out.write_packet(packet[:30], sec=1700000000, usec=2, caplen=30, wirelen=30)


def write4(*words):
    """A capture of UDP from each of these IPv4 addresses to one server."""
    PcapWriter(words[-1], linktype=101, sync=True).write(
        [IP(src=source, dst="198.51.100.9") / UDP(sport=4000, dport=53) for source in words[:-1]])


def write6(*words):
    """A capture of UDP over IPv6: pairs of source and destination."""
    PcapWriter(words[-1], linktype=101, sync=True).write(
        [IPv6(src=words[i], dst=words[i + 1]) / UDP(sport=53, dport=4000)
         for i in range(0, len(words) - 1, 2)])


def fragment(packet):
    """A piece, whose upper checksum is about the whole."""
    return (IPv6ExtHdrFragment in packet
            or IP in packet and bool(packet[IP].flags.MF or packet[IP].frag))


def reread(packet):
    """The packet's layers, and whether scapy writes the same bytes again, checksums included."""
    again = packet.__class__(bytes(packet))
    fresh = packet.copy()
    for layer in (IP,) if fragment(packet) else (IP, UDP, TCP, ICMP):
        if layer in fresh:
            del fresh[layer].chksum
    exact = bytes(fresh) == bytes(packet) and again == packet
    return f"{packet.summary()} {'exact' if exact else 'DIFFERENT'}"


def parse(*names):
    """A line for every packet of the files; what both ends of a link saw is read once."""
    known = {}
    for name in names:
        with PcapReader(name) as reader:
            for data, _ in RawPcapReader(name):
                key = reader.LLcls, data
                if key not in known:
                    known[key] = reread(reader.LLcls(data))
                print(known[key])


def checksum4(text):
    """The same IPv4 packet with its checksums right."""
    packet = IP(bytes.fromhex(text))
    del packet[IP].chksum
    if TCP in packet:
        del packet[TCP].chksum
    print(bytes(packet).hex())


def late_answers():
    """Cases in which the answer to a SYN comes to a NAT64 after some seconds."""
    pool = [{"addr": "203.0.113.1", "ports": [1024, 65535]}]
    syn = bytes(IPv6(src=HOST6, dst=WEB6) / TCP(sport=4001, dport=80, flags="S")).hex()
    answer = bytes(IP(src="198.51.100.7", dst="203.0.113.1")
                   / TCP(sport=80, dport=4001, flags="SA")).hex()
    for name, config, seconds in (("in time", {"tcp_opening_timeout": 30}, 29),
                                  ("too late", {"tcp_opening_timeout": 30}, 31),
                                  ("long before TCP_TRANS", {}, 31)):
        print(json.dumps({
            "id": name, "mode": "nat64", "config": {"pool6": "64:ff9b::/96", "pool4": pool, **config},
            "setup": [{"from": "v6", "inject": syn, "delay_after_s": seconds}],
            "from": "v4", "inject": answer}))


def summary(answers):
    for line in open(answers):
        answer = json.loads(line)
        print(f"{answer['id']}: {len(answer['out'])} packets {answer['reason']}".rstrip())


if __name__ == "__main__":
    {"compare": compare, "write": write, "write4": write4, "write6": write6, "parse": parse,
     "waiting": waiting, "snapped": snapped,
     "checksum4": checksum4, "late_answers": late_answers,
     "summary": summary}[sys.argv[1]](*sys.argv[2:])
