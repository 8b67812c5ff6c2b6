# SPDX-License-Identifier: GPL-2.0-only
"""Addresses of IPv6 transition: what Python's ipaddress does not know.

Everything takes addresses as texts or as objects of ipaddress, and gives objects of ipaddress.
"""
from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface
from typing import Union

from v6lab import _v6lab
from v6lab._v6lab import Pref64
from v6lab._words import several
from v6lab.errors import InputError

__all__ = ["Address", "Candidate", "Pref64", "scope", "source", "use"]

Address = Union[str, IPv4Address, IPv6Address]
Candidate = Union[Address, IPv4Interface, IPv6Interface]


def use(address: Address) -> str:
    """Who routes an address: "public", "private", "reserved" or "platform" (Azure's own).

    After IANA's special-purpose registries (RFC 6890); documentation prefixes are public, because
    the lab's internet is made of them.
    """
    return _v6lab.address_use(address)


def scope(address: Address) -> int:
    """The scope of an address as a multicast scope value: 2 link-local, 14 global (RFC 4007)."""
    return _v6lab.address_scope(address)


def source(
    destination: Address, candidates: Iterable[Candidate]
) -> Union[IPv4Address, IPv6Address, None]:
    """The address that a host with these would send from (RFC 6724 5); None if none will do.

    Candidates are addresses, better with the prefix length of their subnet ("2001:db8::5/64"):
    rule 8 compares no further.
    """
    if not several(candidates):
        raise InputError(f"candidates: {candidates!r}: allowed is a list of addresses")
    return _v6lab.select_source(destination, list(candidates))
