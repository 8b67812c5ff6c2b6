// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FUZZ_TARGETS_H
#define V6LAB_FUZZ_TARGETS_H

#include <cstddef>
#include <cstdint>

/** What the fuzzers run, and the tests over the committed inputs; they throw for a broken rule. */
namespace ns3::v6lab::fuzz
{

/** Settings, then packets of both families through a stateless translator. */
void Siit(const uint8_t* bytes, size_t size);
/** Settings, then packets and steps of time through a stateful translator. */
void Nat64(const uint8_t* bytes, size_t size);
/** Settings, then packets and steps of time through a CLAT whose hosts share an address. */
void Clat(const uint8_t* bytes, size_t size);
/** Settings, then packets, DNS bindings and steps of time through one of virtual IPv6. */
void VirtualIp6(const uint8_t* bytes, size_t size);
/** Settings, then packets and steps of time through a stateful firewall. */
void FirewallRun(const uint8_t* bytes, size_t size);
/** A line of `translate --jsonl`. */
void Jsonl(const uint8_t* bytes, size_t size);
/** A DNS message from the wire. */
void DnsWire(const uint8_t* bytes, size_t size);
/** A zone file. */
void DnsZone(const uint8_t* bytes, size_t size);
/** A message to a server of a signed zone. */
void DnsServer(const uint8_t* bytes, size_t size);
/** What servers reply to a resolver. */
void DnsResolver(const uint8_t* bytes, size_t size);
/** A DHCPv6 message, to a server and to a client. */
void Dhcpv6(const uint8_t* bytes, size_t size);
/** A DHCP message for IPv4, to a server and to a client. */
void Dhcp(const uint8_t* bytes, size_t size);
/** Firewall rules and lines of Jool that were pasted out of a router with OpenWrt. */
void OpenWrtLines(const uint8_t* bytes, size_t size);
/** A router's advertisement or a host's solicitation. */
void RouterAdvert(const uint8_t* bytes, size_t size);
/** A packet of an application in a VPN, and what follows a SYN. */
void Vpn(const uint8_t* bytes, size_t size);

} // namespace ns3::v6lab::fuzz

#endif // V6LAB_FUZZ_TARGETS_H
