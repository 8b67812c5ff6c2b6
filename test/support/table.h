// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TABLE_H
#define V6LAB_TEST_TABLE_H

#include "ns3/test.h"

#include <functional>
#include <sstream>
#include <string>
#include <vector>

/**
 * Tests as tables: a row is a sentence, its clause, and a function that says what is wrong.
 * A suite is declared once with V6LAB_SUITE; CTest finds the name there.
 */
namespace ns3::v6lab::test
{

/** Collects what a row found wrong; a row with no complaint passes. */
class Verdict
{
  public:
    template <typename A, typename B>
    void Equal(const A& actual, const B& expected, const std::string& what)
    {
        if (!(actual == expected))
        {
            std::ostringstream text;
            text << what << ": expected \"" << expected << "\", got \"" << actual << "\"; ";
            m_faults += text.str();
        }
    }

    void True(bool condition, const std::string& what);

    const std::string& Faults() const
    {
        return m_faults;
    }

  private:
    std::string m_faults;
};

/** One row: what holds, the clause or rule that says so, and its proof. */
struct Row
{
    std::string sentence;
    std::string clause;
    std::function<void(Verdict&)> run;
};

/** Where a row stands: what the conformance page says of it. */
struct ListedRow
{
    std::string suite;
    std::string sentence;
    std::string clause;
};

/** The rows of all suites, in no useful order. */
std::vector<ListedRow>& ListedRows();

/** A suite made of tables; several files may add to a suite through their own suite name. */
class TableSuite : public TestSuite
{
  public:
    TableSuite(const std::string& name, const std::vector<Row>& rows);
};

} // namespace ns3::v6lab::test

extern template class std::vector<ns3::v6lab::test::Row>; // compiled once, in table.cc

/** Declares a suite: V6LAB_SUITE("v6lab-core-address", ROWS). One suite per test file. */
#define V6LAB_SUITE(name, rows) static ns3::v6lab::test::TableSuite g_suite(name, rows)

#endif // V6LAB_TEST_TABLE_H
