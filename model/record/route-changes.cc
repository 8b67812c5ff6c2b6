// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/route-changes.h"

#include "model/record/sql-bind.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

namespace ns3::v6lab
{

const char*
RouteChangeSchemaSql()
{
    return R"sql(
CREATE TABLE effective_route_change ( -- Effective routes that came or went while the run lasted.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  time_ns INTEGER NOT NULL, -- simulated time, ns
  change TEXT NOT NULL CHECK (change IN ('added', 'removed')), -- whether the row came or went
  nic TEXT NOT NULL, -- the network interface
  source TEXT NOT NULL, -- Default, User or VirtualNetworkGateway
  state TEXT NOT NULL, -- Active or Invalid
  address_prefix TEXT NOT NULL, -- the prefix
  next_hop_type TEXT NOT NULL, -- VnetLocal, VNetPeering, Internet, None, VirtualAppliance, ...
  next_hop_ip TEXT NOT NULL -- the appliance's or gateway's address, or empty
);

CREATE VIEW v_effective_route_change AS -- Rows of effective routes that came or went by BGP.
-- A row whose state changes goes, and comes with the other state. Rows that stand from the
-- beginning to the end are in v_effective_route alone.
SELECT
  run_id, -- the run
  time_ns, -- simulated time, ns
  change, -- added or removed
  nic, -- the network interface
  source, -- Default, User or VirtualNetworkGateway
  state, -- Active or Invalid
  address_prefix, -- the prefix
  next_hop_type, -- VnetLocal, VNetPeering, Internet, None, VirtualAppliance, ...
  next_hop_ip -- the appliance's or gateway's address, or empty
FROM effective_route_change JOIN run USING (run_key)
ORDER BY run_key, effective_route_change.rowid;
)sql";
}

void
WriteRouteChanges(Database& database,
                  const std::string& runId,
                  const std::vector<EffectiveRouteChangeRow>& rows)
{
    database.Guard([&] {
        SQLite::Transaction transaction(database.Get(), SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement insert(database.Get(),
                                 "INSERT INTO effective_route_change "
                                 "SELECT run_key, ?, ?, ?, ?, ?, ?, ?, ? FROM run "
                                 "WHERE run_id = ?");
        insert.bind(9, runId);
        for (const auto& [time, added, row] : rows)
        {
            insert.bind(1, time);
            insert.bind(2, added ? "added" : "removed");
            int at = 2;
            for (const auto* text : {&row.nic,
                                     &row.source,
                                     &row.state,
                                     &row.addressPrefix,
                                     &row.nextHopType,
                                     &row.nextHopIp})
            {
                insert.bind(++at, *text);
            }
            sql::Run(insert);
        }
        transaction.commit();
    });
}

} // namespace ns3::v6lab
