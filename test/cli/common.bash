# SPDX-License-Identifier: GPL-2.0-only
# What every test of the command line needs: the program of the build under test and a fresh folder.

bats_require_minimum_version 1.5.0

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  program=$root/build/${V6LAB_PRESET:-release}/v6lab
  templates=$root/../shared/azure-templates
  cd "$BATS_TEST_TMPDIR" || exit 1
}

v6lab() {
  "$program" "$@"
}

# One value from a database: query DB SQL
query() {
  sqlite3 "$1" "$2"
}

need_templates() {
  [[ -d $templates ]] || skip "../shared/azure-templates is not here"
}

# Packets that ICMP errors quote are cut off, which tshark takes for a bad checksum.
error='(icmp.type == 3 or icmp.type == 11 or icmp.type == 12 or (icmpv6.type > 0 and icmpv6.type < 128))'

# Fails if tshark finds a malformed packet or a bad checksum in one of the captures, or anything in
# their DNS and DHCPv6 that an expert would complain of, or no packet at all (a file's header has 24
# bytes). All are read at once, because tshark takes long to start: a question that both ends of a
# link saw is a retransmission there the second time.
clean() {
  local bad
  [[ $(cat "$@" | wc -c) -gt $((24 * $#)) ]]
  mergecap -w merged.pcapng "$@"
  bad=$(tshark -r merged.pcapng -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE \
    -Y "_ws.malformed or ip.checksum.status == 0 or icmp.checksum.status == 0 or icmpv6.checksum.status == 0 or
        (((dns and not dns.retransmission) or dhcpv6) and _ws.expert.severity >= 6291456) or
        (not $error and (tcp.checksum.status == 0 or udp.checksum.status == 0))" 2>/dev/null)
  echo "$*: $bad"
  [[ -z $bad ]]
}

# The lines of the output have these parts, one behind the other.
in_order() {
  local rest=$output part
  for part in "$@"; do
    echo "looking for: $part"
    [[ $rest == *"$part"* ]]
    rest=${rest#*"$part"}
  done
}
