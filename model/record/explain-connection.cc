// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain-connection.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_ATTEMPTS = 20;

std::string
Seconds(int64_t ns)
{
    return fmt::format("{}.{:09}", ns / 1000000000, ns % 1000000000);
}

/** "  1  0.250000000 s  v4 192.0.2.1   connected after 2.035 ms". */
std::string
Line(const Table& attempts, size_t row, size_t width)
{
    const auto get = [&](const char* column) { return attempts.Text(row, column); };
    const int64_t start = std::stoll(get("start_ns"));
    const std::string end = get("end_ns");
    const std::string after =
        end.empty()
            ? ""
            : fmt::format(" after {:.3f} ms", static_cast<double>(std::stoll(end) - start) * 1e-6);
    const std::string failure = get("failure");
    return fmt::format("  {:>2}  {} s  {} {:<{}}  {}{}{}\n",
                       get("attempt"),
                       Seconds(start),
                       get("family"),
                       get("address"),
                       width,
                       get("outcome"),
                       after,
                       failure.empty() ? "" : fmt::format(": \"{}\"", failure));
}

} // namespace

std::string
ConnectionText(const ConnectionView& connection)
{
    std::string out;
    if (!connection.askedName.empty())
    {
        out += fmt::format("asked for the addresses of {}{}\n",
                           connection.askedName,
                           connection.resolvedNs ? fmt::format(", and had some at {} s",
                                                               Seconds(*connection.resolvedNs))
                                                 : ", and got none");
    }
    const Table& attempts = connection.attempts;
    if (attempts.rows.empty())
    {
        return out;
    }
    if (connection.connectNs)
    {
        out += fmt::format("connected {:.3f} ms after it began\n",
                           static_cast<double>(*connection.connectNs) * 1e-6);
    }
    out += "\nAttempts to connect\n";
    size_t width = 0;
    for (size_t row = 0; row < attempts.rows.size(); ++row)
    {
        width = std::max(width, attempts.Text(row, "address").size());
    }
    for (size_t row = 0; row < std::min(attempts.rows.size(), MOST_ATTEMPTS); ++row)
    {
        out += Line(attempts, row, width);
    }
    if (attempts.rows.size() > MOST_ATTEMPTS)
    {
        out +=
            fmt::format("  … and {} more: see v_attempt\n", attempts.rows.size() - MOST_ATTEMPTS);
    }
    return out;
}

} // namespace ns3::v6lab
