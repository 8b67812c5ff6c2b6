// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-key.h"
#include "model/core/dns/dns64.h"
#include "model/core/dns/resolver.h"
#include "test/fuzz/input.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

#include <deque>
#include <limits>
#include <set>

namespace ns3::v6lab::fuzz
{

namespace
{

constexpr size_t HEADER = 12;
constexpr int64_t MILLISECOND = 1'000'000;
constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

/** Holds what was sent until the input says what comes back. */
class Port : public ResolverPort
{
  public:
    void Send(const DnsSending& sending) override
    {
        Require(m_open.insert(sending.token).second, "a token is used twice");
        sent.push_back(sending);
        ++count;
    }

    void Release(uint32_t token) override
    {
        Require(m_open.erase(token) == 1, "a token is released that is not in use");
    }

    bool IsClosed() const
    {
        return m_open.empty();
    }

    std::deque<DnsSending> sent;
    uint32_t count{0};

  private:
    std::set<uint32_t> m_open;
};

ResolverSettings
ReadSettings(Input& input)
{
    const uint8_t flags = input.Byte();
    ResolverSettings settings;
    settings.roots = {
        {DnsName(), {*IpAddress::Parse("192.0.2.1"), *IpAddress::Parse("2001:db8::1")}}};
    if (flags & 1)
    {
        settings.forwards = {{DnsName(), {*IpAddress::Parse("192.0.2.2")}}};
    }
    if (flags & 2)
    {
        settings.trustAnchors = {DnsKey::Derive(DnsName(), DnsKeyRole::Combined, 1).ToDs(3600)};
    }
    settings.cache.maxEntries = 1 + flags / 16;
    return settings;
}

/** The query's number and question, and all else by the input. */
std::string
MakeReply(const DnsSending& sending, Input& input)
{
    size_t question = HEADER;
    while (sending.bytes[question] != 0)
    {
        question += 1 + static_cast<uint8_t>(sending.bytes[question]);
    }
    std::string reply = sending.bytes.substr(0, question + 5);
    reply[2] = static_cast<char>(0x80 | input.Byte());
    reply[3] = static_cast<char>(input.Byte());
    for (const size_t count : {7, 9, 11})
    {
        reply[count - 1] = 0;
        reply[count] = static_cast<char>(input.Byte());
    }
    const auto body = input.Bytes(input.Word());
    return reply.append(body.begin(), body.end());
}

/** One thing that happens to the message sent first. */
void
Happen(Resolver& resolver, Port& port, Input& input, int64_t nowNs)
{
    const DnsSending sending = port.sent.front();
    port.sent.pop_front();
    const uint8_t what = input.IsEmpty() ? 1 : input.Byte();
    switch (what % 8)
    {
    case 1:
        break; // silence
    case 2:
        resolver.OnFailure(sending.token, static_cast<DnsFailure>(what / 8 % 3), nowNs);
        break;
    default:
        resolver.OnReply(sending.token, sending.server, MakeReply(sending, input), nowNs);
    }
}

} // namespace

void
DnsResolver(const uint8_t* bytes, size_t size)
{
    Input input(bytes, size);
    const ResolverSettings settings = ReadSettings(input);
    Port port;
    Resolver resolver(settings, port);
    Dns64 dns64(Dns64Settings(), resolver);
    int64_t now = 0;
    const char* const names[]{"www.example.", "a.b.example.", ".", "www.plain.example."};
    constexpr uint16_t TYPES[]{dns::A, dns::AAAA, dns::PTR, dns::ANY};
    for (int i = 0; i < 3; ++i)
    {
        const uint8_t which = input.Byte();
        DnsQuery query;
        query.question = {*DnsName::Parse(names[which % 4]), TYPES[which / 4 % 4], dns::IN};
        query.dnssecOk = which & 16;
        query.checkingDisabled = which & 32;
        const uint32_t before = port.count;
        const int64_t began = now;
        int answers = 0;
        // A DNS64 asks twice, one after the other.
        dns64.Ask(query, now, [&](const DnsAnswer&, int64_t at) {
            ++answers;
            Require(at - began <= 2 * settings.totalTimeoutNs, "an answer is late");
        });
        while (!port.sent.empty() || resolver.GetNextDeadline() != NEVER)
        {
            if (!port.sent.empty())
            {
                now += MILLISECOND;
                Happen(resolver, port, input, now);
            }
            else
            {
                now = std::max(now, resolver.GetNextDeadline());
                resolver.Advance(now);
            }
        }
        Require(answers == 1, "a question is not answered once");
        Require(port.count - before <= 2 * settings.maxQueries, "too many messages were sent");
        Require(port.IsClosed(), "a token is in use when all is done");
        // Behind a forwarder that may validate, answers to CD=1 are kept apart (RFC 4035 4.7).
        const bool apart = settings.trustAnchors.empty() && !settings.forwards.empty();
        Require(resolver.GetCached() <= (apart ? 2 : 1) * settings.cache.maxEntries,
                "a cache is too full");
        now += 1000 * MILLISECOND;
    }
}

} // namespace ns3::v6lab::fuzz
