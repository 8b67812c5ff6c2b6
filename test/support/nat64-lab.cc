// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/nat64-lab.h"

namespace ns3::v6lab::test::flow
{

PoolRange
Range(const std::string& first, const std::string& last, uint16_t firstPort, uint16_t lastPort)
{
    PoolRange range;
    range.first = *IpAddress::Parse(first);
    range.last = *IpAddress::Parse(last);
    range.firstPort = firstPort;
    range.lastPort = lastPort;
    return range;
}

Nat64Settings
PlainNat64()
{
    Nat64Settings settings;
    settings.pool.ranges.push_back(Range("203.0.113.1", "203.0.113.1"));
    settings.translation.errors = ErrorSending::On;
    return settings;
}

std::string
In6(const std::string& ipv4)
{
    return Pref64().Embed(*IpAddress::Parse(ipv4)).ToString();
}

StaticBinding
Static(BibKind kind, const End& inside, const End& outside)
{
    return {kind,
            {*IpAddress::Parse(inside.address), inside.port},
            {*IpAddress::Parse(outside.address), outside.port}};
}

std::string
ToText(const TransportAddress& address)
{
    return address.address.ToString() + "#" + std::to_string(address.port);
}

Nat64Lab::Nat64Lab(const Nat64Settings& settings)
    : TranslatorBench(settings, "203.0.113.1", "2001:db8::64")
{
    Nat64Watch watch;
    WriteDown(watch, heard);
    watch.dropped = [this](uint64_t handle, Reason reason, int64_t) {
        heard += "drop " + std::string(Describe(reason).word) + " " + std::to_string(handle) + " ";
    };
    core.SetWatch(watch);
}

std::vector<Bytes>
Nat64Lab::Wait(double second)
{
    std::vector<Bytes> sent;
    for (const auto& emission : core.Advance(around, ToNs(second)))
    {
        sent.push_back(Whole(emission));
    }
    return sent;
}

std::vector<std::string>
Nat64Lab::Sessions() const
{
    std::vector<std::string> lines;
    for (const auto& s : core.GetSessions())
    {
        lines.push_back(std::string(ToWord(s.kind)) + " " + ToText(s.inside) + " " +
                        ToText(s.outside) + " " + ToText(s.remote4) +
                        (s.kind == BibKind::Tcp ? std::string(" ") + ToWord(s.state) : ""));
    }
    return lines;
}

std::vector<std::string>
Nat64Lab::Bindings() const
{
    std::vector<std::string> lines;
    for (const auto& b : core.GetBindings())
    {
        lines.push_back(std::string(ToWord(b.kind)) + " " + ToText(b.inside) + " " +
                        ToText(b.outside));
    }
    return lines;
}

std::string
Nat64Lab::State() const
{
    const auto sessions = core.GetSessions();
    return sessions.size() == 1 ? ToWord(sessions[0].state)
           : sessions.empty()   ? "none"
                                : "several sessions";
}

double
Nat64Lab::Expires() const
{
    return ExpiryOf(core);
}

} // namespace ns3::v6lab::test::flow
