// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_WRITER_H
#define V6LAB_DNS_WRITER_H

#include "model/dns/dns-ledger.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <vector>

namespace ns3::v6lab
{

/** Writes the rows of the table dns_exchange. The caller's transaction is open. */
class DnsWriter
{
  public:
    DnsWriter(SQLite::Database& database, int64_t runKey);

    void Write(const std::vector<DnsExchange>& exchanges);

  private:
    void Write(const DnsExchange& exchange);

    SQLite::Statement m_insert;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_WRITER_H
