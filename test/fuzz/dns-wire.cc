// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-message.h"
#include "model/core/dns/nsec3-proof.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

namespace ns3::v6lab::fuzz
{

namespace
{

/** Compression may give names in data the case of others. */
void
RequireSame(const DnsRecords& a, const DnsRecords& b)
{
    Require(a.size() == b.size(), "a record is lost");
    for (size_t i = 0; i < a.size(); ++i)
    {
        Require(a[i].name == b[i].name && a[i].type == b[i].type && a[i].rclass == b[i].rclass &&
                    a[i].ttl == b[i].ttl && a[i].rdata.size() == b[i].rdata.size(),
                "a record comes back as another");
        Require(!a[i].ToString().empty(), "a record has no text");
        const auto nsec3 = Nsec3Data::Of(a[i]);
        Require(!nsec3 || (nsec3->next.size() == 32 && nsec3->salt.size() <= 255),
                "an NSEC3 was read that is none");
    }
}

} // namespace

void
DnsWire(const uint8_t* bytes, size_t size)
{
    const auto message = DnsMessage::Decode(bytes, size);
    Require(!message || size >= 12, "a message without header was read");
    if (!message)
    {
        return;
    }
    const std::string wire = message->Encode();
    if (wire.size() > 65535)
    {
        return; // compressed where we do not compress
    }
    const auto again =
        DnsMessage::Decode(reinterpret_cast<const uint8_t*>(wire.data()), wire.size());
    Require(again.has_value(), "what we wrote we cannot read");
    Require(again->id == message->id && again->rcode == message->rcode &&
                again->questions == message->questions,
            "header or questions changed");
    Require(again->edns.has_value() == message->edns.has_value() &&
                (!again->edns || again->edns->options == message->edns->options),
            "OPT changed");
    RequireSame(message->answer, again->answer);
    RequireSame(message->authority, again->authority);
    RequireSame(message->additional, again->additional);
    const std::string cut = message->Encode(512);
    Require(cut.size() <= 512 || message->questions.size() > 1 || message->edns,
            "a message is longer than its limit");
    Require(
        DnsMessage::Decode(reinterpret_cast<const uint8_t*>(cut.data()), cut.size()).has_value(),
        "a cut message cannot be read");
}

} // namespace ns3::v6lab::fuzz
