// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TRANSLATOR_ROWS_H
#define V6LAB_TEST_TRANSLATOR_ROWS_H

#include "test/support/fault-rows.h"

/** Rows that change one of three valid translators and say what Validate() must find. */
namespace ns3::v6lab::test
{

using namespace build;

using Setting = std::function<void(TranslatorConfig&)>;

/** Two sites with a NAT64 on r1, a SIIT on r2 and a CLAT on pc; nodes as in OutsideSites(). */
inline Topology
Translating()
{
    Topology t = OutsideSites();
    t.translators = {Nat64On("r1").Pool("203.0.113.128/28").Get(),
                     SiitOn("r2").Map("192.0.2.200", "2001:db8:b::200").Get(),
                     ClatOn("pc").Dedicated("2001:db8:c1a7::/64").Get()};
    return t;
}

inline Row
RefusedAt(size_t place,
          const std::string& sentence,
          const std::string& rule,
          const std::string& member,
          const Setting& change)
{
    return Refused(
        sentence,
        rule,
        "translators[" + std::to_string(place) + "]" + member,
        "",
        [=](Topology& t) { change(t.translators.at(place)); },
        Translating);
}

inline Row
Nat64(const std::string& sentence,
      const std::string& rule,
      const std::string& member,
      const Setting& change)
{
    return RefusedAt(0, sentence, rule, member, change);
}

inline Row
Siit(const std::string& sentence,
     const std::string& rule,
     const std::string& member,
     const Setting& change)
{
    return RefusedAt(1, sentence, rule, member, change);
}

inline Row
Clat(const std::string& sentence,
     const std::string& rule,
     const std::string& member,
     const Setting& change)
{
    return RefusedAt(2, sentence, rule, member, change);
}

inline Row
Fine(const std::string& sentence, const std::string& rule, size_t place, const Setting& change)
{
    return Accepted(
        sentence,
        rule,
        [=](Topology& t) { change(t.translators.at(place)); },
        Translating);
}

inline Setting
Pool(const std::string& addresses,
     const std::string& ports = "1024-65535",
     const std::string& protocol = "all")
{
    return [=](TranslatorConfig& t) { t.pool = {{addresses, ports, protocol}}; };
}

inline Setting
Binding(const std::string& inside, const std::string& outside, const std::string& protocol = "tcp")
{
    return [=](TranslatorConfig& t) { t.bindings.push_back({protocol, inside, outside}); };
}

inline Setting
Both(const Setting& first, const Setting& second)
{
    return [=](TranslatorConfig& t) {
        first(t);
        second(t);
    };
}

/** A member of this value. */
template <class Member, class Value>
inline Setting
Set(Member member, const Value& value)
{
    return [=](TranslatorConfig& t) { t.*member = value; };
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_TRANSLATOR_ROWS_H
