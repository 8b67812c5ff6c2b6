// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_NAT64_EFFECTS_H
#define V6LAB_TEST_NAT64_EFFECTS_H

#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/string.h"

#include <stdexcept>

/** What an attribute of a NAT64 changes, seen on a node that has it. */
namespace ns3::v6lab::test::effects
{

using ns3::Ptr;
using ns3::StringValue;
using Attributes = Nat64Net::Attributes;

const flow::End HOST{N6, 5000};
const flow::End OTHER{N6B, 5000};
const std::string NOBODY_IN6 = "64:ff9b::c000:2fa";
const flow::End SERVER{"192.0.2.250", 9}; //!< is not there, and answers nothing
const flow::End SERVER_IN6{NOBODY_IN6, 9};
const flow::End OUTSIDE{POOL, 5000};
const std::string ROUTER4 = "198.51.100.2";

/** A NAT64 that gets packets by hand, one a millisecond. */
class Bench : public TranslatorNet
{
  public:
    explicit Bench(const Attributes& attributes)
    {
        Nat64Helper helper;
        for (const auto& [name, value] : attributes)
        {
            helper.SetAttribute(name, StringValue(value));
        }
        helper.AddPool(POOL);
        nat64 = helper.Install(At("x"));
        Observe(nat64);
    }

    Bench& Put(const flow::Bytes& packet, double afterMs = 1)
    {
        m_ms += afterMs;
        Inject("x", packet[0] >> 4 == 6 ? "v6" : "v4", packet, m_ms);
        return *this;
    }

    /** How long the only session lasts from its beginning, in whole seconds. */
    std::string Lifetime()
    {
        Run((m_ms + 10) / 1000);
        const auto sessions = nat64->GetSessions();
        return sessions.size() != 1
                   ? std::to_string(sessions.size()) + " sessions"
                   : std::to_string((sessions[0].expiresNs - sessions[0].createdNs + 500'000'000) /
                                    1'000'000'000);
    }

    std::string Drops(double seconds = 1)
    {
        Run(seconds);
        return drops;
    }

    /** "3.13 " for the ICMP messages on that link, those put there by hand as well. */
    std::string Icmp(const std::string& link)
    {
        Run(1);
        const bool v6 = link == "v6";
        std::string text;
        for (const auto& frame : Frames(link, v6 ? protocol::ICMPV6 : protocol::ICMPV4))
        {
            const uint8_t* message = frame.bytes.data() + (v6 ? 40 : 20);
            text += std::to_string(message[0]) + "." + std::to_string(message[1]) + " ";
        }
        return text;
    }

    std::string Port(size_t binding)
    {
        Run((m_ms + 10) / 1000);
        const auto bindings = nat64->GetBindings();
        return bindings.size() <= binding ? "none" : std::to_string(bindings[binding].outside.port);
    }

    Ptr<Nat64> nat64;

  private:
    double m_ms{0};
};

/** Something to look at that `changed` changes, while `both` hold either way. */
struct Effect
{
    std::string attribute;
    std::string value;
    std::string clause;
    std::string plain;
    std::string changed;
    std::function<std::string(Bench&)> look;
    Attributes both{};
};

inline Row
Shown(const Effect& effect)
{
    return {effect.attribute + " = " + effect.value + " has its effect",
            effect.clause,
            [effect](test::Verdict& v) {
                Attributes attributes = effect.both;
                {
                    Bench bench(attributes);
                    v.Equal(effect.look(bench), effect.plain, "without it");
                }
                attributes.emplace_back(effect.attribute, effect.value);
                Bench bench(attributes);
                v.Equal(effect.look(bench), effect.changed, "with it");
            }};
}

inline flow::Bytes
Out(const flow::End& from = HOST, uint8_t ttl = 64)
{
    return flow::Udp(from, SERVER_IN6, {1, 2, 3, 4}, ttl);
}

inline std::string
OddPorts(Bench& bench)
{
    for (int i = 0; i < 20; ++i)
    {
        bench.Put(Out({"2001:db8:6::" + std::to_string(100 + i), 5000}));
    }
    bench.Run(1);
    int odd = 0;
    for (const auto& binding : bench.nat64->GetBindings())
    {
        odd += binding.outside.port % 2;
    }
    return odd > 0 ? "some" : "none";
}

} // namespace ns3::v6lab::test::effects

#endif // V6LAB_TEST_NAT64_EFFECTS_H
