// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "helper/translate/defaults.h"
#include "helper/translate/jsonl.h"
#include "scenarios/cli/capture-job.h"
#include "scenarios/cli/translate.h"

#include <map>

namespace ns3::v6lab::bindings
{

namespace
{

using Words = std::vector<std::string>;

/** The words of `translate`; help, which cannot be here, reads nothing. */
cli::Values
ValuesOf(const Words& words)
{
    cli::Values values;
    cli::ParseTranslate(words, values);
    return values;
}

const char*
Word(Fate fate)
{
    switch (fate)
    {
    case Fate::Translated:
        return "translated";
    case Fate::Dropped:
        return "dropped";
    case Fate::Held:
        return "held";
    default:
        return "not-mine";
    }
}

const char*
Word(EmissionKind kind)
{
    switch (kind)
    {
    case EmissionKind::Translated:
        return "translated";
    case EmissionKind::IcmpError:
        return "icmp-error";
    default:
        return "probe";
    }
}

std::string
Word(Reason reason)
{
    return reason == Reason::None ? "" : std::string(Describe(reason).word);
}

/** (to, kind, bytes, time in nanoseconds) of each packet. */
py::list
Packets(const std::vector<SentPacket>& sent)
{
    py::list list;
    for (const auto& packet : sent)
    {
        const py::bytes bytes(reinterpret_cast<const char*>(packet.bytes.data()),
                              packet.bytes.size());
        list.append(py::make_tuple(ToWord(packet.family), Word(packet.kind), bytes, packet.timeNs));
    }
    return list;
}

/** (fate, reason, packets) */
py::tuple
Process(PacketTranslator& translator, const std::string& bytes, int64_t nowNs)
{
    const Translation translation = translator.Process({bytes.begin(), bytes.end()}, nowNs);
    return py::make_tuple(Word(translation.fate),
                          Word(translation.reason),
                          Packets(translation.sent));
}

py::list
TakeSettled(PacketTranslator& translator)
{
    py::list list;
    for (const auto& settled : translator.TakeSettled())
    {
        list.append(py::make_tuple(Word(settled.fate), Word(settled.reason)));
    }
    return list;
}

py::object
Port(const TransportAddress& address)
{
    return py::make_tuple(FromAddress(address.address), address.port);
}

/** (protocol, inside, outside, static) of each binding of a NAT64; of others there are none. */
py::list
Bindings(const PacketTranslator& translator)
{
    py::list list;
    const Nat64Core* nat64 = translator.GetNat64();
    for (const auto& one : nat64 ? nat64->GetBindings() : std::vector<BindingRecord>())
    {
        list.append(
            py::make_tuple(ToWord(one.kind), Port(one.inside), Port(one.outside), one.isStatic));
    }
    return list;
}

/** (counts by name, reasons of drops with their counts, warnings) */
py::tuple
TranslateFile(const Words& words)
{
    cli::CaptureJob job(ValuesOf(words));
    {
        const py::gil_scoped_release others;
        job.Open();
        job.Run();
    }
    const CaptureSummary& summary = job.GetSummary();
    const std::map<std::string, uint64_t> counts{{"read", summary.read},
                                                 {"translated", summary.translated},
                                                 {"not_mine", summary.notMine},
                                                 {"not_ip", summary.notIp},
                                                 {"cut", summary.cut},
                                                 {"held", summary.held},
                                                 {"written", summary.written},
                                                 {"answered", summary.answered}};
    std::map<std::string, uint64_t> dropped;
    for (const auto& [reason, count] : summary.dropped)
    {
        dropped[Word(reason)] = count;
    }
    return py::make_tuple(counts, dropped, job.GetWarnings());
}

/** (address or None, reason, rule, sentence) */
py::tuple
TranslateAddress(const Words& words)
{
    const cli::AddressTranslation said = cli::AddressFromOptions(ValuesOf(words));
    const bool good = static_cast<bool>(said.mapped);
    return py::make_tuple(good ? FromAddress(said.mapped.address) : py::none(),
                          Word(said.mapped.reason),
                          said.rule,
                          said.sentence);
}

} // namespace

void
BindTranslators(py::module_& module)
{
    py::class_<PacketTranslator>(module, "PacketTranslator", CommentOf("PacketTranslator"))
        .def(py::init([](const Words& words) {
                 const cli::Values values = ValuesOf(words);
                 return cli::TranslatorOf(cli::TranslatorFromOptions(values));
             }),
             py::arg("words"))
        .def("process", &Process, py::arg("packet"), py::arg("now_ns"))
        .def(
            "advance",
            [](PacketTranslator& translator, int64_t nowNs) {
                return Packets(translator.Advance(nowNs));
            },
            py::arg("now_ns"))
        .def("take_settled", &TakeSettled)
        .def("bindings", &Bindings);
    module.def(
        "translate_line",
        [](const std::string& json, uint32_t line, const std::string& profile) {
            return TranslateLine(json, line, ProfileFromWord(profile));
        },
        py::arg("json"),
        py::arg("line"),
        py::arg("profile"),
        py::call_guard<py::gil_scoped_release>());
    module.def("translate_file", &TranslateFile, py::arg("words"));
    module.def("translate_address", &TranslateAddress, py::arg("words"));
}

} // namespace ns3::v6lab::bindings
