// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/check-spec.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

using Json = nlohmann::ordered_json;

void
Put(Json& json, const char* key, const std::string& value)
{
    if (!value.empty())
    {
        json[key] = value;
    }
}

void
Put(Json& json, const char* key, const std::vector<std::string>& value)
{
    if (!value.empty())
    {
        json[key] = value;
    }
}

void
Put(Json& json, const char* key, const std::optional<uint32_t>& value)
{
    if (value)
    {
        json[key] = *value;
    }
}

std::optional<uint32_t>
GetNumber(const Json& json, const char* key)
{
    return json.contains(key) ? std::optional<uint32_t>(json[key].get<uint32_t>()) : std::nullopt;
}

std::optional<FigureSpec>
GetFigure(const Json& json)
{
    if (!json.contains("figure"))
    {
        return std::nullopt;
    }
    const Json& figure = json["figure"];
    return FigureSpec{figure.at("metric").get<std::string>(),
                      figure.at("least").get<double>(),
                      figure.at("most").get<double>(),
                      figure.value("formula", std::string())};
}

} // namespace

std::string
ToJson(const CheckSpec& spec)
{
    Json json = Json::object();
    Put(json, "name", spec.name);
    Put(json, "workload", spec.workload);
    Put(json, "expect", spec.expect);
    Put(json, "reason", spec.reason);
    Put(json, "at", spec.at);
    Put(json, "family", spec.family);
    Put(json, "path", spec.path);
    Put(json, "returnPath", spec.returnPath);
    Put(json, "translations", spec.translations);
    Put(json, "ttl", spec.ttl);
    Put(json, "clause", spec.clause);
    Put(json, "routers", spec.routers);
    Put(json, "called", spec.called);
    Put(json, "answer", spec.answer);
    Put(json, "sessions", spec.sessions);
    Put(json, "bindings", spec.bindings);
    Put(json, "silenceMs", spec.silenceMs);
    Put(json, "attemptDelayMs", spec.attemptDelayMs);
    if (spec.authentic)
    {
        json["authentic"] = *spec.authentic;
    }
    Put(json, "machines", spec.machines);
    Put(json, "spread", spec.spread);
    Put(json, "answerTtl", spec.answerTtl);
    Put(json, "answeredFrom", spec.answeredFrom);
    if (spec.figure)
    {
        json["figure"] = {{"metric", spec.figure->metric},
                          {"least", spec.figure->least},
                          {"most", spec.figure->most},
                          {"formula", spec.figure->formula}};
    }
    // A name may hold bytes that are not UTF-8; a question mark is better than an exception.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

CheckSpec
CheckFromJson(const std::string& text)
{
    try
    {
        const Json json = Json::parse(text);
        const auto word = [&](const char* key) { return json.value(key, std::string()); };
        const auto words = [&](const char* key) {
            return json.value(key, std::vector<std::string>());
        };
        return {word("name"),
                word("workload"),
                word("expect"),
                word("reason"),
                word("at"),
                word("family"),
                words("path"),
                words("returnPath"),
                GetNumber(json, "translations"),
                GetNumber(json, "ttl"),
                word("clause"),
                words("routers"),
                word("called"),
                word("answer"),
                GetNumber(json, "sessions"),
                GetNumber(json, "bindings"),
                GetNumber(json, "silenceMs"),
                GetNumber(json, "attemptDelayMs"),
                json.contains("authentic") ? std::optional<bool>(json["authentic"].get<bool>())
                                           : std::nullopt,
                GetNumber(json, "machines"),
                GetNumber(json, "spread"),
                GetNumber(json, "answerTtl"),
                word("answeredFrom"),
                GetFigure(json)};
    }
    catch (const Json::exception& error)
    {
        throw std::invalid_argument(std::string("not a stored check: ") + error.what());
    }
}

} // namespace ns3::v6lab
