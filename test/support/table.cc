// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/table.h"

#include <exception>

namespace ns3::v6lab::test
{

namespace
{

/** ns-3 complains of names with characters that no file name may have: they get look-alikes. */
std::string
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

} // namespace

void
Verdict::True(bool condition, const std::string& what)
{
    if (!condition)
    {
        m_faults += what + "; ";
    }
}

std::vector<ListedRow>&
ListedRows()
{
    static std::vector<ListedRow> rows;
    return rows;
}

TableSuite::TableSuite(const std::string& name, const std::vector<Row>& rows)
    : TestSuite(name, UNIT)
{
    for (const auto& row : rows)
    {
        AddTestCase(new RowCase(row), TestCase::QUICK);
        ListedRows().push_back({name, row.sentence, row.clause});
    }
}

} // namespace ns3::v6lab::test

template class std::vector<ns3::v6lab::test::Row>;
