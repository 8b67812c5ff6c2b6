// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TABLE_H
#define V6LAB_TABLE_H

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace ns3::v6lab
{

/** NULL, a number or text, as SQLite holds it. */
using Cell = std::variant<std::monostate, int64_t, double, std::string>;

/** The answer to a query. */
struct Table
{
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;

    /** The cell's text; empty for NULL or a column that does not exist. */
    std::string Text(size_t row, const std::string& column) const;
};

enum class TableFormat : uint8_t
{
    Aligned, //!< for people: aligned, six digits of fractions, columns of only NULLs left away
    Csv,     //!< RFC 4180, with a header line; NULL is an empty field
    Json,    //!< an array of objects; NULL is null, numbers are numbers
};

/** "table", "csv" or "json"; throws std::invalid_argument, naming the allowed words. */
TableFormat TableFormatFromWord(const std::string& word);

/** The text of one cell; numbers as SQLite's shell prints them, NULL is empty. */
std::string ToText(const Cell& cell);

/** The whole table as text, ending in a line feed (CR LF for csv, RFC 4180 2). */
std::string Render(const Table& table, TableFormat format);

} // namespace ns3::v6lab

#endif // V6LAB_TABLE_H
