// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "helper/format/input-error.h"
#include "helper/translate/words.h"
#include "model/core/source-selection.h"
#include "model/core/special-addresses.h"
#include "model/core/translation/pref64.h"

#include <pybind11/operators.h>
#include <stdexcept>

namespace ns3::v6lab::bindings
{

IpAddress
ToAddress(const py::handle& value)
{
    const std::string text = py::str(value);
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        throw std::invalid_argument(Clipped(text) + ": allowed is an IPv4 or IPv6 address");
    }
    return *address;
}

py::object
FromAddress(const IpAddress& address)
{
    const char* type = address.IsV4() ? "IPv4Address" : "IPv6Address";
    return py::module_::import("ipaddress").attr(type)(address.ToString());
}

namespace
{

IpAddress
OfFamily(const py::handle& value, Family family)
{
    const IpAddress address = ToAddress(value);
    if (address.GetFamily() != family)
    {
        throw std::invalid_argument(address.ToString() + ": allowed is an " +
                                    (family == Family::V4 ? "IPv4" : "IPv6") + " address");
    }
    return address;
}

py::object
Extract(const Pref64& prefix, const py::object& ipv6)
{
    const IpAddress address = OfFamily(ipv6, Family::V6);
    if (!prefix.Contains(address))
    {
        throw std::invalid_argument(address.ToString() + " is not in " +
                                    prefix.GetPrefix().ToString());
    }
    return FromAddress(prefix.Extract(address));
}

void
BindPref64(py::module_& module)
{
    const auto comment = [](const char* name) { return CommentOf(std::string("Pref64.") + name); };
    py::class_<Pref64>(module, "Pref64", CommentOf("Pref64"))
        .def(py::init([](const py::object& text) { return Pref64FromWord(py::str(text)); }),
             py::arg("prefix") = "64:ff9b::/96")
        .def(
            "embed",
            [](const Pref64& prefix, const py::object& ipv4) {
                return FromAddress(prefix.Embed(OfFamily(ipv4, Family::V4)));
            },
            py::arg("ipv4"),
            comment("Embed"))
        .def("extract", &Extract, py::arg("ipv6"), comment("Extract"))
        .def(
            "text",
            [](const Pref64& prefix, const py::object& ipv4) {
                return prefix.ToText(OfFamily(ipv4, Family::V4));
            },
            py::arg("ipv4"),
            comment("ToText"))
        .def("__contains__",
             [](const Pref64& prefix, const py::object& address) {
                 return prefix.Contains(ToAddress(address));
             })
        .def_property_readonly("well_known", &Pref64::IsWellKnown, "Whether it is 64:ff9b::/96.")
        .def_property_readonly("checksum_neutral",
                               &Pref64::IsChecksumNeutral,
                               comment("IsChecksumNeutral"))
        .def_property_readonly("length",
                               [](const Pref64& prefix) { return prefix.GetPrefix().GetLength(); })
        .def(py::self == py::self)
        .def("__hash__",
             [](const Pref64& prefix) { return std::hash<Prefix>()(prefix.GetPrefix()); })
        .def("__str__", [](const Pref64& prefix) { return prefix.GetPrefix().ToString(); })
        .def("__repr__",
             [](const Pref64& prefix) { return "Pref64('" + prefix.GetPrefix().ToString() + "')"; })
        .def("__reduce__", [](const py::object& self) {
            return py::make_tuple(self.get_type(), py::make_tuple(py::str(self)));
        });
}

std::string
UseWord(const py::object& address)
{
    switch (UseOf(ToAddress(address)))
    {
    case AddressUse::Public:
        return "public";
    case AddressUse::Private:
        return "private";
    case AddressUse::Reserved:
        return "reserved";
    case AddressUse::Platform:
        break;
    }
    return "platform";
}

/** The best of addresses, each with or without a prefix length ("2001:db8::5/64"). */
py::object
Source(const py::object& destination, const std::vector<py::object>& candidates)
{
    std::vector<SourceCandidate> known;
    for (const auto& candidate : candidates)
    {
        const std::string text = py::str(candidate);
        const auto slash = text.find('/');
        SourceCandidate one;
        one.address = ToAddress(py::str(text.substr(0, slash)));
        one.prefixLength = one.address.GetBits();
        if (slash != std::string::npos)
        {
            // Host bits are the point of such a text, so Prefix::Parse() cannot judge it.
            const auto length = text.substr(slash + 1);
            const bool digits = !length.empty() && length.size() <= 3 &&
                                length.find_first_not_of("0123456789") == std::string::npos;
            if (!digits || std::stoul(length) > one.address.GetBits())
            {
                throw std::invalid_argument(Clipped(text) + ": allowed is a prefix length up to " +
                                            std::to_string(one.address.GetBits()));
            }
            one.prefixLength = static_cast<uint8_t>(std::stoul(length));
        }
        known.push_back(one);
    }
    const auto best = SelectSource(ToAddress(destination), 0, known);
    return best ? FromAddress(known[*best].address) : py::none();
}

} // namespace

void
BindAddresses(py::module_& module)
{
    BindPref64(module);
    module.def("address_use", &UseWord, py::arg("address"));
    module.def("select_source", &Source, py::arg("destination"), py::arg("candidates"));
    module.def(
        "address_scope",
        [](const py::object& address) { return ScopeOf(ToAddress(address)); },
        py::arg("address"));
}

} // namespace ns3::v6lab::bindings
