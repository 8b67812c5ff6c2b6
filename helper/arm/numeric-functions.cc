// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "Numeric functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>

namespace ns3::v6lab::arm
{

namespace
{

[[noreturn]] void
RefuseOverflow()
{
    throw ExpressionError("the result is out of range");
}

Value
Add(const Call& call)
{
    int64_t result = 0;
    return __builtin_add_overflow(call.Integer(0), call.Integer(1), &result) ? (RefuseOverflow(), 0)
                                                                             : result;
}

Value
Sub(const Call& call)
{
    int64_t result = 0;
    return __builtin_sub_overflow(call.Integer(0), call.Integer(1), &result) ? (RefuseOverflow(), 0)
                                                                             : result;
}

Value
Mul(const Call& call)
{
    int64_t result = 0;
    return __builtin_mul_overflow(call.Integer(0), call.Integer(1), &result) ? (RefuseOverflow(), 0)
                                                                             : result;
}

void
CheckDivisor(const Call& call)
{
    if (call.Integer(1) == 0)
    {
        throw ExpressionError("division by zero");
    }
    if (call.Integer(0) == INT64_MIN && call.Integer(1) == -1)
    {
        RefuseOverflow();
    }
}

Value
Div(const Call& call)
{
    CheckDivisor(call);
    return call.Integer(0) / call.Integer(1);
}

Value
Mod(const Call& call)
{
    CheckDivisor(call);
    return call.Integer(0) % call.Integer(1);
}

Value
Int(const Call& call)
{
    const Value& value = call.arguments[0];
    if (value.is_number_float())
    {
        const double number = value.get<double>();
        if (!(std::fabs(number) < 9e18))
        {
            RefuseOverflow();
        }
        return static_cast<int64_t>(number);
    }
    if (!value.is_string())
    {
        return call.Integer(0);
    }
    const std::string& text = call.Text(0);
    char* end = nullptr;
    errno = 0;
    const int64_t number = std::strtoll(text.c_str(), &end, 10);
    if (text.empty() || end != text.c_str() + text.size() || errno == ERANGE)
    {
        throw ExpressionError("\"" + text.substr(0, 80) + "\" is not an int");
    }
    return number;
}

Value
Float(const Call& call)
{
    const Value& value = call.arguments[0];
    if (!value.is_string())
    {
        return value.is_number() ? value.get<double>() : static_cast<double>(call.Integer(0));
    }
    const std::string& text = call.Text(0);
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(number))
    {
        throw ExpressionError("\"" + text.substr(0, 80) + "\" is not a number");
    }
    return number;
}

/** min() and max() take ints, or one array of them. */
Value
Extreme(const Call& call, bool greatest)
{
    const bool list = call.Count() == 1 && call.arguments[0].is_array();
    const Value numbers = list ? call.arguments[0] : Value(call.arguments);
    if (numbers.empty())
    {
        throw ExpressionError("there are no numbers");
    }
    int64_t best = greatest ? INT64_MIN : INT64_MAX;
    for (const auto& number : numbers)
    {
        if (!number.is_number_integer())
        {
            throw ExpressionError(std::string("all must be ints, but one is ") + TypeWord(number));
        }
        best = greatest ? std::max(best, number.get<int64_t>())
                        : std::min(best, number.get<int64_t>());
    }
    return best;
}

} // namespace

void
AddNumericFunctions(FunctionTable& table)
{
    table["add"] = {Add, 2, 2};
    table["sub"] = {Sub, 2, 2};
    table["mul"] = {Mul, 2, 2};
    table["div"] = {Div, 2, 2};
    table["mod"] = {Mod, 2, 2};
    table["int"] = {Int, 1, 1};
    table["float"] = {Float, 1, 1};
    table["min"] = {[](const Call& call) { return Extreme(call, false); }, 1, ANY_NUMBER};
    table["max"] = {[](const Call& call) { return Extreme(call, true); }, 1, ANY_NUMBER};
}

} // namespace ns3::v6lab::arm
