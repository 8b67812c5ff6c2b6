// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/jsonl.h"

#include "helper/format/input-error.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

#include <nlohmann/json.hpp>

namespace ns3::v6lab::fuzz
{

void
Jsonl(const uint8_t* bytes, size_t size)
{
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    for (const auto profile : {Profile::Rfc, Profile::Jool})
    {
        std::string answer;
        try
        {
            answer = TranslateLine(text, 1, profile);
        }
        catch (const InputError& error)
        {
            Require(std::string(error.what()).compare(0, 6, "line 1") == 0,
                    "a message does not name the line");
            continue;
        }
        const auto read = nlohmann::json::parse(answer);
        Require(answer.find('\n') == std::string::npos, "an answer has several lines");
        Require(read.at("id").is_string() && read.at("reason").is_string() &&
                    read.at("out").is_array(),
                "an answer lacks something");
    }
}

} // namespace ns3::v6lab::fuzz
