// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"
#include "model/core/vpn/app-packet.h"
#include "model/core/vpn/tcp-end.h"
#include "test/fuzz/input.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

namespace ns3::v6lab::fuzz
{

namespace
{

using vpn::AppPacket;
using vpn::TcpEnd;
using vpn::TcpFields;

/** What is made of a packet reads as what it was made of. */
void
Answer(const AppPacket& packet)
{
    const auto head = vpn::AnswerTo(packet, 7, true);
    std::vector<uint8_t> bytes;
    switch (packet.kind)
    {
    case BibKind::Udp:
        bytes = vpn::MakeUdp(head, packet.payload, packet.payloadSize);
        break;
    case BibKind::Tcp:
        bytes = vpn::MakeTcp(head, packet.tcp, packet.payload, packet.payloadSize);
        break;
    case BibKind::Icmp:
        bytes = vpn::MakeEchoReply(head, packet.echoSequence, packet.payload, packet.payloadSize);
        break;
    }
    if (bytes.size() > 65535) // the length field of IPv4 has no room: extension headers gave it
    {
        return;
    }
    const auto facts = ReadFacts(bytes.data(), bytes.size());
    Require(facts && facts->source == packet.destination.address &&
                facts->destination == packet.source.address && facts->length == bytes.size(),
            "an answer is not the packet's");
    if (packet.kind == BibKind::Icmp)
    {
        return; // a reply is none of an application's packets
    }
    const auto again = vpn::ReadAppPacket(bytes.data(), bytes.size(), true);
    Require(again.reason == Reason::None, "an answer is refused");
    Require(again.source == packet.destination && again.destination == packet.source &&
                again.payloadSize == packet.payloadSize &&
                std::equal(again.payload, again.payload + again.payloadSize, packet.payload),
            "an answer reads as something else");
}

/** Whatever an application sends, the end keeps to its own window and to the application's. */
void
Converse(const AppPacket& syn, Input& input)
{
    TcpEnd end(syn.source.address.GetFamily(), syn.tcp, input.Word(), 1460, 4096);
    int64_t now = 0;
    end.Accept(now);
    uint64_t taken = 0;
    for (uint32_t step = 0; step < 64 && !input.IsEmpty(); ++step)
    {
        TcpFields tcp;
        tcp.flags = input.Byte();
        tcp.sequence = syn.tcp.sequence + 1 + static_cast<uint32_t>(taken) + input.Byte() - 4u;
        tcp.acknowledgement = input.Word();
        tcp.window = input.Word();
        const auto payload = input.Bytes(input.Byte());
        const auto heard = end.Receive(tcp, payload.data(), payload.size(), now);
        Require(heard.size <= payload.size(), "more was taken than came");
        taken += heard.size;
        Require(taken <= 4096, "more was taken than there was room for");
        const auto own = input.Bytes(input.Byte());
        end.Send(own.data(), own.size(), now);
        input.Flag() ? end.Finish(now) : void();
        for (const auto& segment : end.TakeSegments())
        {
            Require(segment.payload.size() <= 1460, "a segment exceeds the MSS");
        }
        now += int64_t{input.Byte()} * 100'000'000;
        end.Advance(now);
    }
}

} // namespace

void
Vpn(const uint8_t* bytes, size_t size)
{
    const auto loose = vpn::ReadAppPacket(bytes, size, false);
    const auto strict = vpn::ReadAppPacket(bytes, size, true);
    Require(strict.reason != Reason::None || loose.reason == Reason::None,
            "a packet is refused because its checksums do not count");
    if (loose.reason != Reason::None)
    {
        return;
    }
    Require(loose.payload >= bytes && loose.payload + loose.payloadSize <= bytes + size,
            "the payload lies outside the packet");
    Answer(loose);
    if (loose.kind == BibKind::Tcp)
    {
        Input input(loose.payload, loose.payloadSize);
        Converse(loose, input);
    }
}

} // namespace ns3::v6lab::fuzz
