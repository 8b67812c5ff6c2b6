// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "model/record/explain.h"
#include "model/record/reader.h"
#include "model/record/schema.h"

namespace ns3::v6lab::bindings
{

namespace
{

/** (columns, rows): for questions that plain sqlite3 could not answer, with our words for why. */
py::tuple
Asked(const std::string& path,
      const std::string& view,
      const std::string& run,
      const std::string& where)
{
    const auto database = Database::Read(path);
    const Table table = Query(*database, view, run, where);
    py::list rows;
    for (const auto& row : table.rows)
    {
        py::list cells;
        for (const auto& cell : row)
        {
            cells.append(std::visit(
                [](const auto& value) -> py::object {
                    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
                    {
                        return py::none();
                    }
                    else
                    {
                        return py::cast(value);
                    }
                },
                cell));
        }
        rows.append(cells);
    }
    return py::make_tuple(table.columns, rows);
}

} // namespace

void
BindRecords(py::module_& module)
{
    module.attr("schema_version") = SCHEMA_VERSION;
    module.def("query",
               &Asked,
               py::arg("path"),
               py::arg("view"),
               py::arg("run"),
               py::arg("where"),
               CommentOf("Query"));
    module.def(
        "views",
        [](const std::string& path) { return ListViews(*Database::Read(path)); },
        py::arg("path"),
        CommentOf("ListViews"));
    module.def(
        "select_run",
        [](const std::string& path, const std::string& run) {
            return SelectRun(*Database::Read(path), run).id;
        },
        py::arg("path"),
        py::arg("run"),
        CommentOf("SelectRun"));
    module.def(
        "recorded_topology",
        [](const std::string& path, const std::string& run) {
            const auto database = Database::Read(path);
            return RecordedTopology(*database, SelectRun(*database, run));
        },
        py::arg("path"),
        py::arg("run"),
        CommentOf("RecordedTopology"));
    module.def(
        "explain",
        [](const std::string& path, const std::string& run, const std::string& flow) {
            const auto database = Database::Read(path);
            return ToText(Explain(*database, SelectRun(*database, run), flow));
        },
        py::arg("path"),
        py::arg("run"),
        py::arg("flow"),
        CommentOf("Explain"));
}

} // namespace ns3::v6lab::bindings
