// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/router-advertisement.h"

#include "model/core/advertisement/advertised-state.h"
#include "model/core/internet-checksum.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

#include <variant>

namespace ns3::v6lab::fuzz
{

namespace
{

const IpAddress ROUTER = *IpAddress::Parse("fe80::1");
const IpAddress EVERYBODY = *IpAddress::Parse("ff02::1");

RouterMessage
Arrived(const std::vector<uint8_t>& bytes)
{
    RouterMessage message;
    message.source = ROUTER;
    message.destination = EVERYBODY;
    message.bytes = bytes.data();
    message.size = bytes.size();
    return message;
}

/** Otherwise nothing behind the checksum would ever be read. */
void
Sum(std::vector<uint8_t>& message)
{
    message[2] = message[3] = 0;
    const uint16_t sum =
        InternetChecksum()
            .AddPseudoHeader(ROUTER, EVERYBODY, 58, static_cast<uint32_t>(message.size()))
            .Add(message.data(), message.size())
            .Get();
    message[2] = static_cast<uint8_t>(sum >> 8);
    message[3] = static_cast<uint8_t>(sum);
}

/** What a host is told of: nothing that RFC 4861 6.3.4, 8106 5.3.1 or 8781 4 would not let it use.
 */
void
JudgeOptions(const RouterAdvertisement& read)
{
    Require(!read.mtu || *read.mtu >= 1280, "an MTU below IPv6's smallest");
    for (const auto& resolvers : read.resolvers)
    {
        Require(!resolvers.addresses.empty(), "resolvers without an address");
        for (const auto& address : resolvers.addresses)
        {
            Require(!address.IsMulticast() && !address.IsUnspecified(), "a group as a resolver");
        }
    }
    for (const auto& pref64 : read.pref64s)
    {
        Require(pref64.lifetimeSeconds <= Pref64Option::LONGEST, "a lifetime of more than 13 bits");
    }
}

/** What was read, and can be said, is read again as it was. */
void
SayAgain(const RouterAdvertisement& read)
{
    const auto bytes = read.Encode(ROUTER, EVERYBODY);
    const auto reread = RouterAdvertisement::Decode(Arrived(bytes));
    const auto* again = std::get_if<RouterAdvertisement>(&reread);
    Require(again, "what was written is refused");
    Require(again->managed == read.managed && again->other == read.other &&
                again->lifetimeSeconds == read.lifetimeSeconds && again->mtu == read.mtu &&
                again->prefixes.size() == read.prefixes.size() &&
                again->resolvers.size() == read.resolvers.size() &&
                again->pref64s.size() == read.pref64s.size(),
            "something changed");
    Require(again->Encode(ROUTER, EVERYBODY) == bytes, "the second time it is written otherwise");
}

/** A host that hears it twice comes to rest: each deadline is later, and in the end all is
 * forgotten. */
void
Hear(const RouterAdvertisement& read)
{
    constexpr int STEPS = 2000; // a message of 8 kB has fewer options
    AdvertisedState state;
    state.Receive(ROUTER, read, 0);
    state.Receive(ROUTER, read, 1);
    int64_t now = 1;
    for (int steps = 0; steps < STEPS; ++steps)
    {
        const auto deadline = state.GetDeadline(now);
        if (!deadline)
        {
            return;
        }
        Require(*deadline > now, "a deadline has passed");
        now = *deadline;
        state.Expire(now);
    }
    Require(false, "it never comes to rest");
}

} // namespace

void
RouterAdvert(const uint8_t* bytes, size_t size)
{
    std::vector<uint8_t> message(bytes, bytes + size);
    RouterAdvertisement::Decode(Arrived(message)); // as it came
    ReadSolicitation(Arrived(message));
    if (size < 4)
    {
        return;
    }
    Sum(message);
    ReadSolicitation(Arrived(message));
    const auto read = RouterAdvertisement::Decode(Arrived(message));
    if (const auto* advertisement = std::get_if<RouterAdvertisement>(&read))
    {
        Require(size >= 16, "an advertisement without its header was read");
        JudgeOptions(*advertisement);
        SayAgain(*advertisement);
        Hear(*advertisement);
    }
}

} // namespace ns3::v6lab::fuzz
