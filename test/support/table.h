// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TABLE_H
#define V6LAB_TEST_TABLE_H

#include "ns3/test.h"

#include <exception>
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

    void True(bool condition, const std::string& what)
    {
        if (!condition)
        {
            m_faults += what + "; ";
        }
    }

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

/** ns-3 complains of names with characters that no file name may have: they get look-alikes. */
inline std::string
TestName(const Row& row)
{
    std::string name;
    for (const char c : row.sentence + (row.clause.empty() ? "" : " [" + row.clause + "]"))
    {
        switch (c)
        {
        case '/':
            name += "\u2044";
            break;
        case '\\':
            name += "\u2216";
            break;
        case '|':
            name += "\u00a6";
            break;
        case '"':
        case '?':
            name += '\'';
            break;
        default:
            name += c;
        }
    }
    return name;
}

/** Runs one row as an ns-3 test case. */
class RowCase : public TestCase
{
  public:
    explicit RowCase(Row row)
        : TestCase(TestName(row)),
          m_row(std::move(row))
    {
    }

  private:
    void DoRun() override
    {
        Verdict verdict;
        try
        {
            m_row.run(verdict);
        }
        catch (const std::exception& error)
        {
            verdict.True(false, std::string("threw: ") + error.what());
        }
        NS_TEST_EXPECT_MSG_EQ(verdict.Faults(), "", m_row.sentence);
    }

    Row m_row;
};

/** Where a row stands: what the conformance page says of it. */
struct ListedRow
{
    std::string suite;
    std::string sentence;
    std::string clause;
};

/** The rows of all suites, in no useful order. */
inline std::vector<ListedRow>&
ListedRows()
{
    static std::vector<ListedRow> rows;
    return rows;
}

/** A suite made of tables; several files may add to a suite through their own suite name. */
class TableSuite : public TestSuite
{
  public:
    TableSuite(const std::string& name, const std::vector<Row>& rows)
        : TestSuite(name, UNIT)
    {
        for (const auto& row : rows)
        {
            AddTestCase(new RowCase(row), TestCase::QUICK);
            ListedRows().push_back({name, row.sentence, row.clause});
        }
    }
};

} // namespace ns3::v6lab::test

/** Declares a suite: V6LAB_SUITE("v6lab-core-address", ROWS). One suite per test file. */
#define V6LAB_SUITE(name, rows) static ns3::v6lab::test::TableSuite g_suite(name, rows)

#endif // V6LAB_TEST_TABLE_H
