// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/security-schema.h"

namespace ns3::v6lab
{

const char*
SecuritySchemaSql()
{
    return R"sql(
CREATE TABLE effective_security_rule ( -- Security rules of network interfaces, in Azure's words.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  nic TEXT NOT NULL, -- the network interface
  network_security_group TEXT NOT NULL, -- its name, or that of a collection of security admin rules
  applies_to TEXT NOT NULL, -- virtual network (security admin rules), subnet or network interface
  name TEXT NOT NULL, -- securityRules/... or defaultSecurityRules/...
  direction TEXT NOT NULL, -- Inbound or Outbound
  priority INTEGER NOT NULL, -- the lowest that matches decides
  access TEXT NOT NULL, -- Allow, Deny or AlwaysAllow
  protocol TEXT NOT NULL, -- All, Tcp, Udp, Icmp, Esp or Ah
  source_address_prefix TEXT NOT NULL, -- prefixes, a service tag, group names or *
  source_port_range TEXT NOT NULL, -- ports, 0-65535 for all
  destination_address_prefix TEXT NOT NULL, -- prefixes, a service tag, group names or *
  destination_port_range TEXT NOT NULL, -- ports, 0-65535 for all
  expanded_source_address_prefix TEXT NOT NULL, -- what a tag or group stands for; or empty
  expanded_destination_address_prefix TEXT NOT NULL -- what a tag or group stands for; or empty
);

CREATE VIEW v_effective_security_rule AS -- Security rules of network interfaces, as they are asked.
SELECT
  run_id, -- the run
  nic, -- the network interface
  network_security_group, -- its name, or that of a collection of security admin rules
  applies_to, -- virtual network (security admin rules), subnet or network interface
  name, -- securityRules/... or defaultSecurityRules/...
  direction, -- Inbound or Outbound
  priority, -- the lowest that matches decides
  access, -- Allow, Deny or AlwaysAllow
  protocol, -- All, Tcp, Udp, Icmp, Esp or Ah
  source_address_prefix, -- prefixes, a service tag, group names or *
  source_port_range, -- ports, 0-65535 for all
  destination_address_prefix, -- prefixes, a service tag, group names or *
  destination_port_range, -- ports, 0-65535 for all
  expanded_source_address_prefix, -- what a tag or group stands for; or empty
  expanded_destination_address_prefix -- what a tag or group stands for; or empty
FROM effective_security_rule JOIN run USING (run_key)
ORDER BY run_key, effective_security_rule.rowid;
)sql";
}

} // namespace ns3::v6lab
