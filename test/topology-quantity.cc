// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/quantity.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

constexpr int64_t BAD = -1;

Row
Duration(const std::string& text, int64_t nanoseconds)
{
    return {nanoseconds == BAD ? "\"" + text + "\" is not a duration"
                               : "\"" + text + "\" is " + std::to_string(nanoseconds) + " ns",
            "",
            [=](Verdict& v) { v.Equal(ParseDuration(text).value_or(BAD), nanoseconds, "ns"); }};
}

Row
Rate(const std::string& text, int64_t bits)
{
    return {bits == BAD ? "\"" + text + "\" is not a rate"
                        : "\"" + text + "\" is " + std::to_string(bits) + " bit/s",
            "",
            [=](Verdict& v) {
                const auto rate = ParseRate(text);
                v.Equal(rate ? static_cast<int64_t>(*rate) : BAD, bits, "bit/s");
            }};
}

Row
Shown(int64_t nanoseconds, const std::string& text)
{
    return {std::to_string(nanoseconds) + " ns is written \"" + text + "\"", "", [=](Verdict& v) {
                v.Equal(FormatDuration(nanoseconds), text, "text");
                v.Equal(ParseDuration(text).value_or(BAD), nanoseconds, "read back");
            }};
}

const std::vector<Row> ROWS{
    Duration("0s", 0),
    Duration("1ns", 1),
    Duration("500us", 500000),
    Duration("2ms", 2000000),
    Duration("1.5ms", 1500000),
    Duration("0.000000001s", 1),
    Duration("1min", 60000000000),
    Duration("0.5min", 30000000000),
    Duration("1h", 3600000000000),
    Duration("9223372036854775807ns", 9223372036854775807),
    Duration("9223372036854775808ns", BAD),
    Duration("99999999999999999999h", BAD),
    Duration("0.5ns", BAD),
    Duration("", BAD),
    Duration("5", BAD),
    Duration("ms", BAD),
    Duration("-1ms", BAD),
    Duration("+1ms", BAD),
    Duration("1 ms", BAD),
    Duration("1MS", BAD),
    Duration("1.ms", BAD),
    Duration(".5ms", BAD),
    Duration("1.2.3ms", BAD),
    Duration("1e3ms", BAD),
    Duration("nans", BAD),
    Rate("1bps", 1),
    Rate("64kbps", 64000),
    Rate("1Mbps", 1000000),
    Rate("2.5Gbps", 2500000000),
    Rate("1Tbps", 1000000000000),
    Rate("0.5bps", BAD),
    Rate("18446745Tbps", BAD),
    Rate("10gbps", BAD),
    Rate("10Gb/s", BAD),
    Rate("-1Mbps", BAD),
    Rate("inf", BAD),
    Shown(0, "0s"),
    Shown(1, "1ns"),
    Shown(1500000, "1500us"),
    Shown(500000, "500us"),
    Shown(60000000000, "1min"),
    Shown(90000000000, "90s"),
    {"10000000000 bit/s is written \"10Gbps\" and 1500 bit/s \"1500bps\"",
     "",
     [](Verdict& v) {
         v.Equal(FormatRate(10000000000), "10Gbps", "10 Gbit/s");
         v.Equal(FormatRate(1500), "1500bps", "1500 bit/s");
     }},
};

V6LAB_SUITE("v6lab-topology-quantity", ROWS);

} // namespace
