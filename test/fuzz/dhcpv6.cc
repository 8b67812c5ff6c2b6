// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/information-request.h"
#include "model/core/dhcpv6/information-service.h"
#include "model/core/dhcpv6/prefix-delegation.h"
#include "model/core/dhcpv6/prefix-request.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

#include <algorithm>

namespace ns3::v6lab::fuzz
{

namespace
{

const Duid SERVER = MakeDuid({2, 0, 0, 0, 0, 2});

/** A server answers what is for it, with the transaction and the client that asked. */
void
Serve(const Dhcpv6Message& message)
{
    InformationSettings settings;
    settings.resolvers = {*IpAddress::Parse("2001:db8::53")};
    const auto answer = AnswerInformationRequest(message, SERVER, settings);
    const auto* reply = std::get_if<Dhcpv6Message>(&answer);
    Require(!reply || message.type == dhcpv6::INFORMATION_REQUEST, "another type is answered");
    Require(!reply || (reply->transaction == message.transaction &&
                       reply->clientId == message.clientId && reply->serverId == SERVER),
            "an answer is not the asker's");
}

/** A client that has asked; a strange reply changes nothing. */
void
Tell(Dhcpv6Message message)
{
    InformationRequest client(message.clientId);
    client.Start(0, 0);
    const auto sent = client.OnTime(0, 0.5);
    Require(sent.has_value(), "a client does not ask");
    Require(!client.OnReply(message, 1) || message.transaction == sent->transaction,
            "another transaction's reply was taken");
    message.transaction = sent->transaction;
    client.Start(0, 0);
    client.OnTime(0, 0.5);
    const bool taken = client.OnReply(message, 1);
    Require(taken == (message.type == dhcpv6::REPLY && !message.serverId.empty()),
            "a reply was not judged by what it is");
    Require(taken || client.GetInformation().resolvers.empty(), "it counts all the same");
}

DelegationSettings
Pool()
{
    DelegationSettings settings;
    settings.pool = *Prefix::Parse("2001:db8::/60");
    settings.length = 62;
    return settings;
}

/** A server that has given away a prefix; no message makes it give one twice. */
void
Delegate(Dhcpv6Message message)
{
    const IpAddress from = *IpAddress::Parse("fe80::1");
    PrefixDelegation server(SERVER, Pool());
    std::vector<Prefix> given;
    for (const uint8_t type : {message.type, dhcpv6::SOLICIT, dhcpv6::REQUEST, message.type})
    {
        message.type = type;
        message.serverId = type == dhcpv6::REQUEST ? SERVER : message.serverId;
        const auto reply = server.Answer(message, from, true, 0);
        Require(!reply || (reply->transaction == message.transaction &&
                           reply->clientId == message.clientId && reply->serverId == SERVER),
                "an answer is not the asker's");
        for (const auto& change : server.TakeChanges())
        {
            const auto at = std::find(given.begin(), given.end(), change.prefix);
            Require(change.delegated == (at == given.end()), "a prefix is given or taken twice");
            change.delegated ? given.push_back(change.prefix) : void(given.erase(at));
        }
    }
    Require(server.GetBindings() >= given.size(), "a prefix without a binding");
}

/** A client in each state; what it has is valid, and sound. */
void
Offer(Dhcpv6Message message)
{
    PrefixRequestSettings wanted;
    wanted.rapidCommit = message.rapidCommit;
    PrefixRequest client(message.clientId, wanted);
    client.Start(0, 0);
    int64_t now = 0;
    for (int step = 0; step < 8; ++step)
    {
        const auto sent = client.OnTime(now, 0.5);
        message.transaction = sent ? sent->transaction : message.transaction;
        message.type = step % 2 == 0 ? message.type : dhcpv6::REPLY;
        client.OnMessage(message, now);
        for (const auto& lease : client.GetLeases())
        {
            Require(lease.validUntilNs > now && lease.preferredUntilNs <= lease.validUntilNs,
                    "a lease that is not valid");
        }
        now = std::max(now, client.GetDeadline().value_or(now));
    }
}

} // namespace

void
Dhcpv6(const uint8_t* bytes, size_t size)
{
    const auto read = Dhcpv6Message::Decode(bytes, size);
    const auto* message = std::get_if<Dhcpv6Message>(&read);
    Require(!message || size >= 4, "a message without header was read");
    if (!message)
    {
        return;
    }
    const auto wire = message->Encode();
    const auto reread = Dhcpv6Message::Decode(wire.data(), wire.size());
    const auto* again = std::get_if<Dhcpv6Message>(&reread);
    Require(again && again->Encode() == wire, "what was written reads as something else");
    Require(again->type == message->type && again->transaction == message->transaction &&
                again->clientId == message->clientId && again->serverId == message->serverId &&
                again->elapsed == message->elapsed && again->requested == message->requested &&
                again->resolvers == message->resolvers &&
                again->searchDomains == message->searchDomains &&
                again->refreshSeconds == message->refreshSeconds &&
                again->infMaxRt == message->infMaxRt &&
                again->others.size() == message->others.size() &&
                again->associations.size() == message->associations.size() &&
                again->rapidCommit == message->rapidCommit &&
                again->preference == message->preference && again->solMaxRt == message->solMaxRt,
            "an option changed");
    Serve(*message);
    Tell(*message);
    Delegate(*message);
    Offer(*message);
}

} // namespace ns3::v6lab::fuzz
