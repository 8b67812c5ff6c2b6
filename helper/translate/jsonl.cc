// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/jsonl.h"

#include "helper/format/input-error.h"
#include "helper/format/suggestion.h"
#include "helper/translate/config.h"
#include "model/core/setting-names.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ns3::v6lab
{

namespace
{

using Words = std::vector<std::string>;

/** A packet that reaches the translator, and how long nothing happens after it. */
struct Injection
{
    Family from{Family::V6};
    std::vector<uint8_t> packet;
    std::optional<int64_t> waitNs;
};

/** What is allowed beside the keys that have a meaning. */
enum class Others : uint8_t
{
    None,
    Notes, //!< of other people, unless they look like a slip
};

/** Whether a key without a meaning looks like one that has: misspelt, shortened or misplaced. */
std::string
SlipOf(const std::string& name, const Words& names)
{
    static const Words elsewhere{"delay_after_s", "translator_v4_addr", "translator_v6_addr"};
    const auto begins = [&name](const std::string& word) {
        return name.size() >= 3 && word.compare(0, name.size(), name) == 0;
    };
    const auto meant = std::find_if(names.begin(), names.end(), begins);
    if (meant != names.end())
    {
        return ", did you mean \"" + *meant + "\"?";
    }
    const Words settings = ConfigKeys();
    for (const Words* misplaced : {&elsewhere, &settings})
    {
        if (std::find(misplaced->begin(), misplaced->end(), name) != misplaced->end())
        {
            return " here";
        }
    }
    return Suggestion(name, names);
}

/** A line's members by name; members that only describe the case are left out. */
class Members
{
  public:
    /** `needed` and `optional` have a meaning, `known` have none, a likely slip is refused. */
    Members(const ConfigValue& object,
            const Words& needed,
            const Words& optional,
            const Words& known,
            Others others)
    {
        Words names = needed;
        names.insert(names.end(), optional.begin(), optional.end());
        for (const auto& [written, value] : object.AsMembers())
        {
            const std::string name = KeyName(written);
            if (Has(names, name))
            {
                m_values.emplace(name, value);
            }
            else if (!Has(known, name))
            {
                RefuseOther(name, names, value, others);
            }
        }
        for (const auto& name : needed)
        {
            if (!m_values.count(name))
            {
                throw InputError(fmt::format("{}{} is missing", Start(object), name));
            }
        }
    }

    const ConfigValue* Find(const std::string& name) const
    {
        const auto found = m_values.find(name);
        return found == m_values.end() || found->second.IsNull() ? nullptr : &found->second;
    }

    const ConfigValue& Get(const std::string& name) const
    {
        return m_values.at(name);
    }

  private:
    static bool Has(const Words& words, const std::string& word)
    {
        return std::find(words.begin(), words.end(), word) != words.end();
    }

    static std::string Start(const ConfigValue& object)
    {
        const std::string& path = object.GetPath();
        return path + (path.back() == ' ' ? "" : ".");
    }

    /** Other people's notes are welcome, but "setpu" is none. */
    static void RefuseOther(const std::string& name,
                            const Words& names,
                            const ConfigValue& value,
                            Others others)
    {
        const std::string slip = SlipOf(name, names);
        if (others == Others::None || !slip.empty())
        {
            throw InputError(fmt::format("{}: no such key{}; allowed are {}",
                                         value.GetPath(),
                                         slip,
                                         fmt::join(names, ", ")));
        }
    }

    std::map<std::string, ConfigValue> m_values;
};

/** Keys of the test vectors that say something to people only. */
const Words DESCRIPTIVE{"suite",         "group",        "group_order", "order",     "tier",
                        "kind",          "stateless",    "requires",    "setup_ids", "to",
                        "expect",        "ignore_bytes", "verify",      "note",      "source_file",
                        "impl_specific", "expect_brief", "in_brief",    "l4csum",    "differs_if",
                        "ref_reproduced"};
const Words SETUP_DESCRIPTIVE{"expect",
                              "ignore_bytes",
                              "note",
                              "id",
                              "to",
                              "in_brief",
                              "expect_brief",
                              "verify",
                              "l4csum"};

Injection
ReadInjection(const Members& members, const char* waitKey)
{
    Injection injection;
    const ConfigValue& from = members.Get("from");
    injection.from = from.AsWord({"v6", "v4"}) == "v6" ? Family::V6 : Family::V4;
    injection.packet = members.Get("inject").AsPacket();
    if (const ConfigValue* wait = members.Find(waitKey))
    {
        injection.waitNs = wait->AsNanoseconds(0);
    }
    return injection;
}

/** A text or a number, which comes back as it was. */
nlohmann::ordered_json
ReadId(const ConfigValue& id)
{
    return id.IsNumber() ? nlohmann::ordered_json::parse(id.AsNumberText())
                         : nlohmann::ordered_json(id.AsText());
}

/** A case as read. */
struct Case
{
    nlohmann::ordered_json id;
    ConfigDraft draft;
    std::vector<Injection> setup;
    Injection last;
};

Case
ReadCase(const ConfigValue& object, Profile profile)
{
    const Members members(object,
                          {"id", "mode", "from", "inject"},
                          {"config", "env", "setup", "wait_s"},
                          DESCRIPTIVE,
                          Others::Notes);
    const bool siit = members.Get("mode").AsWord({"siit", "nat64"}) == "siit";
    Case read{ReadId(members.Get("id")),
              ConfigDraft(siit ? TranslatorMode::Siit : TranslatorMode::Nat64, profile),
              {},
              {}};
    if (const ConfigValue* env = members.Find("env"))
    {
        ReadEnvironment(*env, read.draft);
    }
    if (const ConfigValue* config = members.Find("config"))
    {
        ReadConfig(*config, read.draft);
    }
    if (const ConfigValue* setup = members.Find("setup"))
    {
        for (const auto& step : setup->AsList())
        {
            const Members parts(step,
                                {"from", "inject"},
                                {"delay_after_s"},
                                SETUP_DESCRIPTIVE,
                                Others::None);
            read.setup.push_back(ReadInjection(parts, "delay_after_s"));
        }
    }
    read.last = ReadInjection(members, "wait_s");
    return read;
}

std::string
Hex(const std::vector<uint8_t>& bytes)
{
    constexpr char DIGITS[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const uint8_t byte : bytes)
    {
        text += DIGITS[byte >> 4];
        text += DIGITS[byte & 15];
    }
    return text;
}

/** A word of the table of reasons, or why nothing was translated though nothing was dropped. */
std::string
WordOf(const Translation& translation)
{
    switch (translation.fate)
    {
    case Fate::Held:
        return "held";
    case Fate::NotMine:
        return "not-mine";
    default:
        return translation.reason == Reason::None ? ""
                                                  : std::string(Describe(translation.reason).word);
    }
}

/** What the keys are called that the core complains of. */
const SettingNames KEYS{
    {"timeouts.udp ", "udp_timeout "},
    {"timeouts.icmp ", "icmp_timeout "},
    {"timeouts.tcpEstablished ", "tcp_est_timeout "},
    {"timeouts.tcpTransitory ", "tcp_trans_timeout "},
    {"timeouts.tcpOpening ", "tcp_opening_timeout "},
    {"timeouts.tcpIncomingSyn ", "tcp_incoming_syn_timeout "},
    {"timeouts.fragment ", "fragment_timeout "},
    {"lowestIpv6Mtu ", "lowest_ipv6_mtu "},
    {"plateaus ", "mtu_plateaus "},
    {"pool range ", "pool4: "},
    {"the IPv4 pool ", "pool4: the IPv4 pool "},
    {"static binding ", "static_bib: "},
};

PacketTranslator
MakeTranslator(ConfigDraft draft, const std::string& where)
{
    try
    {
        return PacketTranslator(Finish(std::move(draft)));
    }
    catch (const std::invalid_argument& error)
    {
        const std::string said = error.what();
        const std::string renamed = Renamed(said, KEYS);
        throw InputError(where + (renamed == said ? "config: " : "config.") + renamed);
    }
}

/** What no stack would hand to the side that it came from is no packet there. */
Translation
Inject(PacketTranslator& translator, Injection injection, int64_t nowNs)
{
    const int version = injection.from == Family::V6 ? 6 : 4;
    if (injection.packet.empty() || injection.packet[0] >> 4 != version)
    {
        Translation refused;
        refused.fate = Fate::Dropped;
        refused.reason = Reason::MalformedHeader;
        return refused;
    }
    return translator.Process(std::move(injection.packet), nowNs);
}

std::string
RunCase(Case read, const std::string& where)
{
    PacketTranslator translator = MakeTranslator(std::move(read.draft), where);
    int64_t nowNs = 0;
    for (auto& step : read.setup)
    {
        const int64_t waitNs = step.waitNs.value_or(0);
        Inject(translator, std::move(step), nowNs);
        nowNs += waitNs;
        translator.Advance(nowNs);
    }
    const std::optional<int64_t> waitNs = read.last.waitNs;
    Translation translation = Inject(translator, std::move(read.last), nowNs);
    if (waitNs)
    {
        for (auto& sent : translator.Advance(nowNs + *waitNs))
        {
            translation.sent.push_back(std::move(sent));
        }
    }
    nlohmann::ordered_json answer;
    answer["id"] = read.id;
    answer["out"] = nlohmann::ordered_json::array();
    for (const auto& sent : translation.sent)
    {
        answer["out"].push_back({{"to", ToWord(sent.family)}, {"packet", Hex(sent.bytes)}});
    }
    answer["reason"] = WordOf(translation);
    return answer.dump();
}

} // namespace

std::string
TranslateLine(const std::string& json, uint32_t line, Profile profile)
{
    const std::string where = fmt::format("line {}: ", line);
    const size_t first = json.find_first_not_of(" \t\r");
    if (first == std::string::npos || json[first] != '{')
    {
        throw InputError(where + "expected a JSON object, {\"id\": ..., \"mode\": ..., \"from\": "
                                 "..., \"inject\": ...}");
    }
    const SourceValue source = ReadSource(json, fmt::format("line {}", line));
    return RunCase(ReadCase(ConfigValue(source, where), profile), where);
}

} // namespace ns3::v6lab
