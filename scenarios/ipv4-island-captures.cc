// SPDX-License-Identifier: GPL-2.0-only
// The three captures of the hands-on, made of those of the run.
#include "helper/translate/capture.h"
#include "model/core/packet-facts.h"
#include "scenarios/ipv4-island-conclusion.h"
#include "scenarios/ipv4-island-names.h"

#include <filesystem>

namespace ns3::v6lab::island
{

namespace
{

constexpr size_t PACKETS = 6; //!< three requests and their answers

/** Echo requests and their answers with an address in them that stands for one side. */
bool
IsEcho(const PacketFacts& facts, const IpAddress& about)
{
    const bool echo = facts.protocol == protocol::ICMPV4
                          ? facts.icmpType == 8 || facts.icmpType == 0
                          : facts.protocol == protocol::ICMPV6 &&
                                (facts.icmpType == 128 || facts.icmpType == 129);
    return echo && (facts.source == about || facts.destination == about);
}

/** The same packet a hop further: a LAN carries it to a router and from there on. */
bool
IsAgain(std::vector<uint8_t> packet, std::vector<uint8_t> later)
{
    if (packet.size() != later.size() || packet[0] >> 4 != 6)
    {
        return false;
    }
    packet[7] = later[7] = 0; // the hop limit
    return packet == later;
}

/** The first of them that a device's capture has, as they were next to the translator. */
void
CopyEchoes(const std::string& from, const IpAddress& about, CaptureWriter& to)
{
    CaptureReader reader(from);
    std::vector<CapturedPacket> kept;
    while (const auto packet = reader.Next())
    {
        const auto facts = ReadFacts(packet->bytes.data(), packet->bytes.size());
        if (!facts || !IsEcho(*facts, about))
        {
            continue;
        }
        if (!kept.empty() && IsAgain(kept.back().bytes, packet->bytes))
        {
            kept.pop_back();
        }
        else if (kept.size() == PACKETS)
        {
            break;
        }
        kept.push_back(*packet);
    }
    for (const auto& packet : kept)
    {
        to.Write(packet.timeNs, packet.bytes);
    }
}

/** A translator's packets on one side and then on the other, as the article's captures are. */
struct Sides
{
    const char* name;
    const char* before; //!< node and link
    const char* after;
    IpAddress insideOf; //!< an address of each packet in front of it
    IpAddress behind;   //!< and behind it
};

} // namespace

void
WriteCaptures(const std::string& directory, const IpAddress& outer)
{
    const IpAddress server = *IpAddress::Parse(SERVER4);
    const Sides all[]{
        {"ipv4-only-net", "island-router-island", "island-router-campus", server, outer},
        {"ipv6-only-net", "plat-to-plat", "plat-ipv4-internet", outer, server},
        {"v4-from-v6",
         "island-router-campus",
         "island-router-island",
         *IpAddress::Parse(DEVICE6),
         *IpAddress::Parse(DEVICE4)},
    };
    for (const auto& sides : all)
    {
        const auto path = [&directory](const std::string& name) {
            return (std::filesystem::path(directory) / (name + ".pcap")).string();
        };
        CaptureWriter writer(path(sides.name));
        CopyEchoes(path(sides.before), sides.insideOf, writer);
        CopyEchoes(path(sides.after), sides.behind, writer);
        writer.Finish();
    }
}

} // namespace ns3::v6lab::island
