// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/information-request.h"
#include "model/core/dhcpv6/information-service.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

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
                again->others.size() == message->others.size(),
            "an option changed");
    Serve(*message);
    Tell(*message);
}

} // namespace ns3::v6lab::fuzz
