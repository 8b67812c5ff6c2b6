// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcp/dhcp-inform-service.h"
#include "model/core/dhcp/dhcp-inform.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

namespace ns3::v6lab::fuzz
{

namespace
{

const IpAddress SERVER = IpAddress::V4(0xc0000201);
const Prefix LINK(IpAddress::V4(0xc0000200), 24);

/** A server answers a host of its link, with the transaction and the hardware that asked. */
void
Serve(const DhcpMessage& message)
{
    DhcpSettings settings;
    settings.resolvers = {IpAddress::V4(0xc0000235)};
    const auto answer = AnswerInform(message, SERVER, LINK, settings);
    const auto* reply = std::get_if<DhcpMessage>(&answer);
    Require(!reply || (message.op == dhcp::BOOT_REQUEST && message.type == dhcp::INFORM),
            "another type is answered");
    Require(!reply || LINK.Contains(reply->clientAddress), "an answer leaves the link");
    Require(!reply ||
                (reply->transaction == message.transaction && reply->hardware == message.hardware &&
                 reply->serverId == SERVER && reply->yourAddress.IsUnspecified()),
            "an answer is not the asker's");
}

/** A client that has asked; a strange reply changes nothing. */
void
Tell(DhcpMessage message)
{
    DhcpInform client(message.hardware);
    client.Start(IpAddress::V4(0xc000020a), 0, 0);
    const auto sent = client.OnTime(0, 0.5);
    Require(sent.has_value(), "a client does not ask");
    Require(!client.OnReply(message) || message.transaction == sent->transaction,
            "another transaction's reply was taken");
    message.transaction = sent->transaction;
    client.Start(IpAddress::V4(0xc000020a), 0, 0);
    client.OnTime(0, 0.5);
    const bool taken = client.OnReply(message);
    Require(taken == (message.op == dhcp::BOOT_REPLY && message.type == dhcp::ACK &&
                      message.serverId.has_value()),
            "a reply was not judged by what it is");
    Require(taken || client.GetConfiguration().resolvers.empty(), "it counts all the same");
}

} // namespace

void
Dhcp(const uint8_t* bytes, size_t size)
{
    const auto read = DhcpMessage::Decode(bytes, size);
    const auto* message = std::get_if<DhcpMessage>(&read);
    Require(!message || size >= 240, "a message without header was read");
    if (!message)
    {
        return;
    }
    const auto wire = message->Encode();
    const auto reread = DhcpMessage::Decode(wire.data(), wire.size());
    const auto* again = std::get_if<DhcpMessage>(&reread);
    Require(again && again->Encode() == wire, "what was written reads as something else");
    Require(again->op == message->op && again->transaction == message->transaction &&
                again->clientAddress == message->clientAddress &&
                again->hardware == message->hardware && again->type == message->type &&
                again->serverId == message->serverId && again->requested == message->requested &&
                again->clientId == message->clientId && again->resolvers == message->resolvers &&
                again->domainName == message->domainName &&
                again->searchDomains == message->searchDomains &&
                again->others.size() == message->others.size(),
            "an option changed");
    Serve(*message);
    Tell(*message);
}

} // namespace ns3::v6lab::fuzz
