// SPDX-License-Identifier: GPL-2.0-only
// The questions of the hands-on with what the run says of them.
#include "scenarios/ipv4-island-conclusion.h"
#include "scenarios/ipv4-island-names.h"

#include <fmt/format.h>

namespace ns3::v6lab::island
{

namespace
{

/** A translation of a run, as the view v_translation tells it. */
struct Change
{
    std::string sourceBefore{"-"};
    std::string destinationBefore{"-"};
    std::string sourceAfter{"-"};
    std::string destinationAfter{"-"};
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

} // namespace

std::string
AnswerQuestions(const Table& translations, bool clat)
{
    if (translations.rows.empty())
    {
        return "questions\n  not answered: --record flows keeps no translations\n";
    }
    const Change out = FirstChange(translations, ROUTER, DEVICE4, SERVER4);
    const Change plat = FirstChange(translations, PLAT, out.sourceAfter, out.destinationAfter);
    const Change in = FirstInbound(translations);
    std::string text = "questions\n";
    const auto ask = [&text](const std::string& question, const std::string& answer) {
        text += fmt::format("  {}\n    {}\n", question, answer);
    };
    ask("1. Which addresses do packets carry in the IPv4-only part of the way?",
        clat ? fmt::format("On the island {} → {}; behind the PLAT {} → {}.",
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
                    clat ? fmt::format("; out of it {} → {}", out.sourceAfter, out.destinationAfter)
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
            (clat ? fmt::format(" Outwards both addresses are embedded: {} in {}, {} in "
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
            (clat ? fmt::format("Here it put {} into {}, for the PLAT to take out again.",
                                out.destinationBefore,
                                out.destinationAfter)
                  : "This run has none, and the island's router dropped the packets as it had no "
                    "route for them: try --clat=on."));
    return text;
}

} // namespace ns3::v6lab::island
