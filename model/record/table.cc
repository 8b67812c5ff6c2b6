// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/table.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Columns on a terminal: code points, not bytes. */
size_t
Width(const std::string& text)
{
    return static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

/** One row must stay one line: control characters become spaces. */
std::string
OneLine(std::string text)
{
    std::replace_if(
        text.begin(),
        text.end(),
        [](unsigned char c) { return c < 0x20; },
        ' ');
    return text;
}

void
AppendAligned(std::string& out,
              const std::vector<std::string>& cells,
              const std::vector<size_t>& widths)
{
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i)
    {
        line += (i == 0 ? "" : "  ") + cells[i] + std::string(widths[i] - Width(cells[i]), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
}

/** Six digits tell people enough, but whole numbers stay whole. */
std::string
Short(const Cell& cell)
{
    const auto* number = std::get_if<double>(&cell);
    if (number == nullptr)
    {
        return OneLine(ToText(cell));
    }
    return std::abs(*number) >= 1e6 && std::abs(*number) < 1e15 ? fmt::format("{:.0f}", *number)
                                                                : fmt::format("{:.6g}", *number);
}

/** Places of the columns with something in any row; all of them if there are no rows. */
std::vector<size_t>
FilledColumns(const Table& table)
{
    std::vector<size_t> filled;
    for (size_t i = 0; i < table.columns.size(); ++i)
    {
        const bool empty = std::all_of(table.rows.begin(), table.rows.end(), [i](const auto& row) {
            return std::holds_alternative<std::monostate>(row[i]);
        });
        if (!empty || table.rows.empty())
        {
            filled.push_back(i);
        }
    }
    return filled;
}

/** "(empty in every row, not shown: a, b)", or nothing. */
std::string
HiddenColumns(const Table& table, const std::vector<size_t>& filled)
{
    std::vector<std::string> hidden;
    for (size_t i = 0; i < table.columns.size(); ++i)
    {
        if (!std::binary_search(filled.begin(), filled.end(), i))
        {
            hidden.push_back(table.columns[i]);
        }
    }
    return hidden.empty()
               ? ""
               : fmt::format("(empty in every row, not shown: {})\n", fmt::join(hidden, ", "));
}

std::string
RenderAligned(const Table& table)
{
    const std::vector<size_t> filled = FilledColumns(table);
    std::vector<std::string> names;
    std::vector<std::vector<std::string>> lines;
    std::vector<size_t> widths;
    for (const size_t column : filled)
    {
        names.push_back(table.columns[column]);
        widths.push_back(Width(names.back()));
    }
    for (const auto& row : table.rows)
    {
        auto& line = lines.emplace_back();
        for (size_t i = 0; i < filled.size(); ++i)
        {
            line.push_back(Short(row[filled[i]]));
            widths[i] = std::max(widths[i], Width(line.back()));
        }
    }
    std::string out;
    AppendAligned(out, names, widths);
    std::vector<std::string> rules;
    rules.reserve(widths.size());
    for (const size_t width : widths)
    {
        rules.emplace_back(width, '-');
    }
    AppendAligned(out, rules, widths);
    for (const auto& line : lines)
    {
        AppendAligned(out, line, widths);
    }
    return out + HiddenColumns(table, filled);
}

/** RFC 4180 2.5 to 2.7: quotes around what holds commas, quotes or line breaks. */
std::string
CsvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text)
    {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

std::string
RenderCsv(const Table& table)
{
    std::string out;
    for (size_t i = 0; i < table.columns.size(); ++i)
    {
        out += (i == 0 ? "" : ",") + CsvField(table.columns[i]);
    }
    out += "\r\n";
    for (const auto& row : table.rows)
    {
        for (size_t i = 0; i < row.size(); ++i)
        {
            out += (i == 0 ? "" : ",") + CsvField(ToText(row[i]));
        }
        out += "\r\n";
    }
    return out;
}

nlohmann::ordered_json
ToJson(const Cell& cell)
{
    return std::visit(
        [](const auto& value) -> nlohmann::ordered_json {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
            {
                return nullptr;
            }
            else
            {
                return value;
            }
        },
        cell);
}

std::string
RenderJson(const Table& table)
{
    using Json = nlohmann::ordered_json;
    std::string out = "[";
    for (size_t r = 0; r < table.rows.size(); ++r)
    {
        Json object = Json::object();
        for (size_t i = 0; i < table.columns.size(); ++i)
        {
            object[table.columns[i]] = ToJson(table.rows[r][i]);
        }
        out +=
            (r == 0 ? "\n" : ",\n") + object.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return out + (table.rows.empty() ? "]\n" : "\n]\n");
}

} // namespace

std::string
Table::Text(size_t row, const std::string& column) const
{
    const auto found = std::find(columns.begin(), columns.end(), column);
    return found == columns.end() ? "" : ToText(rows.at(row).at(found - columns.begin()));
}

TableFormat
TableFormatFromWord(const std::string& word)
{
    if (word == "table")
    {
        return TableFormat::Aligned;
    }
    if (word == "csv")
    {
        return TableFormat::Csv;
    }
    if (word == "json")
    {
        return TableFormat::Json;
    }
    throw std::invalid_argument(
        fmt::format("\"{}\" is no format; allowed: table, csv, json", word));
}

std::string
ToText(const Cell& cell)
{
    switch (cell.index())
    {
    case 1:
        return std::to_string(std::get<int64_t>(cell));
    case 2:
        return fmt::format("{:.15g}", std::get<double>(cell));
    case 3:
        return std::get<std::string>(cell);
    default:
        return "";
    }
}

std::string
Render(const Table& table, TableFormat format)
{
    switch (format)
    {
    case TableFormat::Csv:
        return RenderCsv(table);
    case TableFormat::Json:
        return RenderJson(table);
    case TableFormat::Aligned:
        break;
    }
    return RenderAligned(table);
}

} // namespace ns3::v6lab
