// SPDX-License-Identifier: GPL-2.0-only
// The three captures of the hands-on, and its questions with what the run says of them.
#include "helper/translate/capture.h"
#include "model/core/packet-facts.h"
#include "model/record/reader.h"
#include "scenarios/ipv4-island-names.h"
#include "scenarios/ipv4-island.h"

#include <filesystem>
#include <fmt/format.h>

namespace ns3::v6lab
{

using namespace island;

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

IpAddress
Text(const std::string& text)
{
    return IpAddress::Parse(text).value_or(IpAddress());
}

/** A translation of a run, as the view v_translation tells it. */
struct Change
{
    std::string sourceBefore{"-"};
    std::string destinationBefore{"-"};
    std::string sourceAfter{"-"};
    std::string destinationAfter{"-"};

    bool IsThere() const
    {
        return sourceBefore != "-";
    }
};

/** The first one of a packet from `source` to `destination` at a node. */
Change
FirstChange(const Table& translations,
            const std::string& node,
            const std::string& source,
            const std::string& destination)
{
    for (size_t i = 0; i < translations.rows.size(); ++i)
    {
        if (translations.Text(i, "node") == node && translations.Text(i, "src_before") == source &&
            translations.Text(i, "dst_before") == destination)
        {
            return {translations.Text(i, "src_before"),
                    translations.Text(i, "dst_before"),
                    translations.Text(i, "src_after"),
                    translations.Text(i, "dst_after")};
        }
    }
    return {};
}

/** Who pinged the device: the address that Jool had to give a port for. */
Change
FirstInbound(const Table& translations)
{
    for (size_t i = 0; i < translations.rows.size(); ++i)
    {
        if (translations.Text(i, "node") == ROUTER && translations.Text(i, "dst_before") == DEVICE6)
        {
            return FirstChange(translations, ROUTER, translations.Text(i, "src_before"), DEVICE6);
        }
    }
    return {};
}

std::string
Questions(const Table& translations)
{
    const Change out = FirstChange(translations, ROUTER, DEVICE4, SERVER4);
    const Change plat = FirstChange(translations, PLAT, out.sourceAfter, out.destinationAfter);
    const Change in = FirstInbound(translations);
    std::string text = "questions\n";
    const auto ask = [&text](const std::string& question, const std::string& answer) {
        text += fmt::format("  {}\n    {}\n", question, answer);
    };
    ask("1. Which addresses do packets carry in the IPv4-only part of the way?",
        out.IsThere() ? fmt::format("On the island {} → {}; behind the PLAT {} → {}.",
                                    out.sourceBefore,
                                    out.destinationBefore,
                                    plat.sourceAfter,
                                    plat.destinationAfter)
                      : fmt::format("{} → {} on the island, and no further: nobody translated it.",
                                    DEVICE4,
                                    SERVER4));
    ask("2. Which do they carry in the IPv6-only part?",
        fmt::format("Into the island {} → {}{}.",
                    in.sourceBefore,
                    in.destinationBefore,
                    out.IsThere()
                        ? fmt::format("; out of it {} → {}", out.sourceAfter, out.destinationAfter)
                        : ""));
    ask("3. How do the addresses of both parts belong together?",
        fmt::format("The last 32 bits of {} are {}, in hexadecimal digits; the prefix in front of "
                    "them, {}, leads to the translator that takes them out again (RFC 6052 2.2). "
                    "The source {} became {}, which its table remembers for the answer.",
                    in.destinationBefore,
                    in.destinationAfter,
                    POOL6,
                    in.sourceBefore,
                    in.sourceAfter) +
            (out.IsThere() ? fmt::format(" Outwards both addresses are embedded: {} in {}, {} in "
                                         "{}.",
                                         out.sourceBefore,
                                         out.sourceAfter,
                                         out.destinationBefore,
                                         out.destinationAfter)
                           : ""));
    ask("4. Why can the island's NAT64 not take IPv4 packets out to the internet as well, and what "
        "does that need?",
        std::string(
            "It makes IPv4 of who calls from IPv6, and takes back answers to that. A packet "
            "that begins in IPv4 has a destination for which no IPv6 address is known: "
            "somebody has to agree with the far translator on a prefix for it. That is the "
            "CLAT. ") +
            (out.IsThere()
                 ? fmt::format("Here it put {} into {}, for the PLAT to take out again.",
                               out.destinationBefore,
                               out.destinationAfter)
                 : "This run has none, and the island's router dropped the packets as it had no "
                   "route for them: try --clat=on."));
    return text;
}

} // namespace

std::string
Ipv4Island::Conclude(Database& database, const RunHandle& run, const std::string& captures) const
{
    const Table translations = Query(database, "v_translation", run.id, "");
    if (!captures.empty())
    {
        const Change out = FirstChange(translations, ROUTER, DEVICE4, SERVER4);
        const IpAddress outer = Text(out.IsThere() ? out.destinationAfter : SERVER4);
        const Sides all[]{
            {"ipv4-only-net", "island-router-island", "island-router-campus", Text(SERVER4), outer},
            {"ipv6-only-net", "plat-to-plat", "plat-ipv4-internet", outer, Text(SERVER4)},
            {"v4-from-v6",
             "island-router-campus",
             "island-router-island",
             Text(DEVICE6),
             Text(DEVICE4)},
        };
        for (const auto& sides : all)
        {
            const auto path = [&captures](const std::string& name) {
                return (std::filesystem::path(captures) / (name + ".pcap")).string();
            };
            CaptureWriter writer(path(sides.name));
            CopyEchoes(path(sides.before), sides.insideOf, writer);
            CopyEchoes(path(sides.after), sides.behind, writer);
            writer.Finish();
        }
    }
    return m_questions ? Questions(translations) : "";
}

} // namespace ns3::v6lab
