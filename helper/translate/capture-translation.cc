// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/capture-translation.h"

#include <fmt/format.h>
#include <numeric>

namespace ns3::v6lab
{

namespace
{

void
WriteAll(const std::vector<SentPacket>& packets, CaptureWriter& out, CaptureSummary& summary)
{
    for (const auto& packet : packets)
    {
        out.Write(packet.timeNs, packet.bytes);
        ++summary.written;
        summary.answered += packet.kind == EmissionKind::IcmpError ? 1 : 0;
    }
}

void
Count(const Translation& translation, CaptureSummary& summary)
{
    switch (translation.fate)
    {
    case Fate::Translated:
        ++summary.translated;
        break;
    case Fate::Held:
        ++summary.held;
        break;
    case Fate::NotMine:
        ++summary.notMine;
        break;
    default:
        ++summary.dropped[translation.reason];
    }
}

/** Those that were held until now. */
void
Count(const std::vector<Settled>& settled, CaptureSummary& summary)
{
    for (const auto& packet : settled)
    {
        --summary.held;
        if (packet.fate == Fate::Translated)
        {
            ++summary.translated;
        }
        else
        {
            ++summary.dropped[packet.reason];
        }
    }
}

} // namespace

void
TranslateCapture(CaptureReader& in,
                 CaptureWriter& out,
                 PacketTranslator& translator,
                 CaptureSummary& summary)
{
    while (auto packet = in.Next())
    {
        ++summary.read;
        WriteAll(translator.Advance(packet->timeNs), out, summary);
        Count(translator.TakeSettled(), summary);
        if (packet->bytes.empty() || packet->cut)
        {
            ++(packet->cut ? summary.cut : summary.notIp);
            continue;
        }
        const auto translation = translator.Process(std::move(packet->bytes), packet->timeNs);
        Count(translation, summary);
        Count(translator.TakeSettled(), summary);
        WriteAll(translation.sent, out, summary);
    }
}

std::string
CaptureSummary::ToText() const
{
    const uint64_t lost =
        std::accumulate(dropped.begin(), dropped.end(), uint64_t{0}, [](uint64_t sum, auto& row) {
            return sum + row.second;
        });
    std::string text =
        fmt::format("read {}, translated {}, dropped {}, still held at the end {}, not for a "
                    "translator {}, not IP {}, cut off by the capture {}\n"
                    "wrote {}, {} of them ICMP errors of the translator\n",
                    read,
                    translated,
                    lost,
                    held,
                    notMine,
                    notIp,
                    cut,
                    written,
                    answered);
    for (const auto& [reason, count] : dropped)
    {
        const auto& said = Describe(reason);
        text +=
            fmt::format("dropped {}: {} ({}). {}\n", count, said.word, said.clause, said.sentence);
    }
    if (held != 0)
    {
        text += fmt::format("still held {}: the capture ends before their datagrams are complete, "
                            "somebody inside opens the same connection, or their time is up\n",
                            held);
    }
    return text;
}

} // namespace ns3::v6lab
