// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "Date functions for ARM templates".
#include "helper/arm/civil-time.h"
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"

namespace ns3::v6lab::arm
{

namespace
{

/** Imports are deterministic, so it is always the same moment. */
constexpr const char* NOW = "2026-01-01T00:00:00Z";

Value
UtcNow(const Call& call)
{
    if (!call.frame.inParameterDefault)
    {
        throw ExpressionError("it may only be called in the default of a parameter");
    }
    call.evaluator.Assume(std::string("utcNow() is always ") + NOW + ".");
    return FormatTime(ParseTime(NOW), call.Text(0, ""));
}

Value
DateTimeAdd(const Call& call)
{
    const std::string& base = call.Text(0);
    const std::string format = base.find(' ') != std::string::npos   ? "u"
                               : base.find('-') != std::string::npos ? "yyyy-MM-ddTHH:mm:ssZ"
                                                                     : "";
    return FormatTime(AddDuration(ParseTime(base), call.Text(1)), call.Text(2, format));
}

Value
DateTimeFromEpoch(const Call& call)
{
    const int64_t seconds = call.Integer(0);
    if (seconds < -62135596800 || seconds > 253402300799) // the years 1 to 9999
    {
        throw ExpressionError("the time is outside the years 1 to 9999");
    }
    return FormatTime(seconds, "yyyy-MM-ddTHH:mm:ssZ");
}

} // namespace

void
AddDateFunctions(FunctionTable& table)
{
    table["utcnow"] = {UtcNow, 0, 1};
    table["datetimeadd"] = {DateTimeAdd, 2, 3};
    table["datetimefromepoch"] = {DateTimeFromEpoch, 1, 1};
    table["datetimetoepoch"] = {[](const Call& call) -> Value { return ParseTime(call.Text(0)); },
                                1,
                                1};
}

} // namespace ns3::v6lab::arm
