#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Packets that leave us are judged by Wireshark.

load common

@test "every NIC of azure-to-azure has a capture without malformed packets and bad checksums" {
  v6lab run azure-to-azure --connect=hub --pcap captures --quiet
  clean captures/{app-nic,backend-nic,nva-nic,iot-internet}.pcap
}

@test "fragments, path MTU and ICMP errors of both families are clean as well" {
  v6lab run "$root/test/data/mtu.yaml" --pcap captures --quiet
  clean captures/*.pcap
  # The router's complaints are in there: fragmentation needed (3/4) and packet too big (2).
  [[ $(tshark -r captures/left-wide.pcap -Y 'icmp.type == 3 and icmp.code == 4' 2>/dev/null | wc -l) -gt 0 ]]
  [[ $(tshark -r captures/left-wide.pcap -Y 'icmpv6.type == 2' 2>/dev/null | wc -l) -gt 0 ]]
}

@test "router advertisements are clean, and Wireshark reads in them what was to be told" {
  v6lab run "$root/test/data/renumbering.yaml" --pcap captures --quiet
  clean captures/phone-access.pcap
  # The first one: prefix, resolver, MTU and the NAT64's prefix with 1800 s, 225 units of 8 s.
  told=$(tshark -r captures/phone-access.pcap -Y 'icmpv6.type == 134' -T fields -E separator=' ' \
    -e icmpv6.opt.prefix -e icmpv6.opt.rdnss -e icmpv6.opt.mtu -e icmpv6.opt.pref64.prefix \
    -e icmpv6.opt.pref64.scaled_lifetime -e icmpv6.opt.pref64.plc 2>/dev/null)
  echo "$told"
  [[ $(head -1 <<<"$told") == "2001:db8:cafe:: 2001:db8::53 1400 2001:db8:641:: 225 0"* ]]
  # The last ones withdraw the old prefix and resolver.
  [[ $(tail -1 <<<"$told") == *"2001:db8:642::,2001:db8:641:: 225,0 0"* ]]
  [[ $(tail -1 <<<"$told") == *"2001:db8::54,2001:db8::53"* ]]
}

@test "DHCP is clean, and Wireshark reads in it what was asked and told" { # RFC 2131 4.3.5, 4.4.3, RFC 3397 2
  v6lab run "$root/test/data/dhcp.yaml" --pcap captures --db d.db --quiet
  clean captures/pc-office.pcap
  asked=$(tshark -r captures/pc-office.pcap -Y 'dhcp.option.dhcp == 8 && ip.src == 192.0.2.10' -T fields -E separator=' ' \
    -e ip.src -e ip.dst -e udp.srcport -e udp.dstport -e dhcp.type -e dhcp.ip.client -e dhcp.ip.your \
    -e dhcp.option.request_list_item 2>/dev/null)
  echo "$asked"
  [[ $asked == "192.0.2.10 255.255.255.255 68 67 1 192.0.2.10 0.0.0.0 6,15,119" ]]
  told=$(tshark -r captures/pc-office.pcap -Y 'dhcp.option.dhcp == 5 && ip.dst == 192.0.2.10' -T fields -E separator=' ' \
    -e ip.src -e ip.dst -e udp.srcport -e udp.dstport -e dhcp.type -e dhcp.option.dhcp_server_id \
    -e dhcp.option.domain_name_server -e dhcp.option.domain_name -e dhcp.option.type 2>/dev/null)
  echo "$told"
  [[ $told == "192.0.2.2 192.0.2.10 67 68 2 192.0.2.2 192.0.2.53 lab.example 53,54,6,15,119,"* ]]
  tshark -r captures/pc-office.pcap -Y 'dhcp.option.dhcp == 5' -V 2>/dev/null >decoded
  grep -q 'Option: (255) End' decoded
  grep -q 'FQDN: lab.example' decoded
  grep -q 'FQDN: branch.lab.example' decoded # compressed
  # The host found its name through that resolver.
  [[ $(query d.db "SELECT count(*) FROM v_check WHERE passed") == 1 ]]
}

@test "DHCPv6 is clean, and Wireshark reads in it what was asked and told" {
  v6lab run "$root/test/data/dhcpv6.yaml" --pcap captures --db d.db --quiet
  clean captures/phone-access.pcap
  asked=$(tshark -r captures/phone-access.pcap -Y 'dhcpv6.msgtype == 11' -T fields -E separator=' ' \
    -e ipv6.dst -e udp.srcport -e udp.dstport -e dhcpv6.duid.type -e dhcpv6.requested_option_code \
    -e dhcpv6.elapsed_time 2>/dev/null)
  echo "$asked"
  [[ $asked == "ff02::1:2 546 547 3 23,24,32,83 0" ]]
  told=$(tshark -r captures/phone-access.pcap -Y 'dhcpv6.msgtype == 7' -T fields -E separator=' ' \
    -e udp.srcport -e udp.dstport -e dhcpv6.dns_server -e dhcpv6.search_list_entry \
    -e dhcpv6.option.type 2>/dev/null)
  echo "$told"
  [[ $told == "547 546 2001:db8:cafe::53 lab.example. 1,2,23,24,32" ]]
  # The phone found its names and its NAT64 through that resolver, and checked the NAT64.
  [[ $(query d.db "SELECT count(*) FROM v_check WHERE passed") == 2 ]]
  [[ $(query d.db "SELECT outcome FROM v_flow WHERE name LIKE 'connectivity check of 2001:db8:64::/96'") == delivered ]]
}
