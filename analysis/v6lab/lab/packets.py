# SPDX-License-Identifier: GPL-2.0-only
"""Header fields of captured packets, as a student reads them in Wireshark."""
from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Union

ICMP, TCP, UDP, FRAGMENT, ICMPV6 = 1, 6, 17, 44, 58
SYN, ACK = 0x02, 0x10
_BEFORE_IP = {1: 14, 9: 2, 101: 0}  # link type: Ethernet, PPP, raw IP
_CHECKSUM_AT = {ICMP: 2, ICMPV6: 2, TCP: 16, UDP: 6}
_PACKET_TOO_BIG = 2


@dataclass(frozen=True)
class Packet:
    """An IP packet, from its header on."""

    data: bytes

    @property
    def version(self) -> int:
        return self.data[0] >> 4

    @property
    def is4(self) -> bool:
        return self.version == 4

    @property
    def source(self) -> Union[IPv4Address, IPv6Address]:
        return IPv4Address(self.data[12:16]) if self.is4 else IPv6Address(self.data[8:24])

    @property
    def destination(self) -> Union[IPv4Address, IPv6Address]:
        return IPv4Address(self.data[16:20]) if self.is4 else IPv6Address(self.data[24:40])

    @property
    def hops(self) -> int:
        """TTL or hop limit."""
        return self.data[8] if self.is4 else self.data[7]

    @property
    def length(self) -> int:
        """Bytes of the whole packet."""
        return self._word(2) if self.is4 else 40 + self._word(4)

    @property
    def protocol(self) -> int:
        """Of IPv6 the first next header."""
        return self.data[9] if self.is4 else self.data[6]

    @property
    def identification(self) -> int:
        """Of IPv4."""
        return self._word(4)

    @property
    def dont_fragment(self) -> bool:
        """DF of IPv4."""
        return bool(self.data[6] & 0x40)

    @property
    def payload(self) -> bytes:
        """Behind the IP header."""
        return self.data[(self.data[0] & 15) * 4 if self.is4 else 40 :]

    @property
    def checksum(self) -> int:
        """Of TCP, UDP or ICMP."""
        at = _CHECKSUM_AT[self.protocol]
        return int.from_bytes(self.payload[at : at + 2], "big")

    @property
    def ports(self) -> tuple[int, int]:
        """Of TCP or UDP: source and destination."""
        source, destination = struct.unpack_from(">HH", self.payload)
        return source, destination

    @property
    def flags(self) -> int:
        """Of TCP; of others none."""
        return self.payload[13] if self.protocol == TCP else 0

    @property
    def mss(self) -> int:
        """The option of a SYN (RFC 9293 3.7.1), 0 without."""
        options = self.payload[20 : (self.payload[12] >> 4) * 4]
        while options and options[0]:
            if options[0] == 1:
                options = options[1:]
            elif options[0] == 2:
                return int.from_bytes(options[2:4], "big")
            else:
                options = options[max(options[1], 2) :] if len(options) > 1 else b""
        return 0

    @property
    def told_mtu(self) -> int:
        """What an ICMPv6 Packet Too Big says, 0 for any other packet."""
        too_big = self.protocol == ICMPV6 and self.payload[0] == _PACKET_TOO_BIG
        return int.from_bytes(self.payload[4:8], "big") if too_big else 0

    def _word(self, at: int) -> int:
        return int.from_bytes(self.data[at : at + 2], "big")


def packets(path: Path) -> Iterator[Packet]:
    """The IP packets of a capture that the program wrote."""
    raw = path.read_bytes()
    skipped = _BEFORE_IP[int.from_bytes(raw[20:24], "little")]
    at = 24
    while at < len(raw):
        size = int.from_bytes(raw[at + 8 : at + 12], "little")
        data = raw[at + 16 + skipped : at + 16 + size]
        at += 16 + size
        if data and data[0] >> 4 in (4, 6) and len(data) >= 20:
            yield Packet(data)
