// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-name.h"
#include "test/support/dns.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using test::Name;
using test::Raw;
using test::Row;
using test::Verdict;

namespace
{

std::optional<DnsName>
FromWire(const std::string& wire)
{
    return DnsName::FromWire(reinterpret_cast<const uint8_t*>(wire.data()), wire.size());
}

std::string
Label(size_t size)
{
    return std::string(size, 'a');
}

std::string
TwoByteLabels(size_t labels)
{
    std::string wire;
    for (size_t i = 0; i < labels; ++i)
    {
        wire += "\1a";
    }
    return wire;
}

Row
Text(const std::string& in, const std::string& out, const std::string& clause)
{
    return {"\"" + in + "\" is the name " + out, clause, [=](Verdict& v) {
                const auto name = DnsName::Parse(in);
                v.Equal(name ? name->ToString() : "no name", out, "text");
            }};
}

Row
NoName(const std::string& sentence, const std::string& in, const std::string& clause)
{
    return {sentence + " is no name", clause, [=](Verdict& v) {
                const auto name = DnsName::Parse(in);
                v.True(!name, "read as " + (name ? name->ToString() : ""));
            }};
}

Row
NoWire(const std::string& sentence, const std::string& wire, const std::string& clause)
{
    return {sentence + " is no name on the wire", clause, [=](Verdict& v) {
                const auto name = FromWire(wire);
                v.True(!name, "read as " + (name ? name->ToString() : ""));
            }};
}

void
LongestName(Verdict& v)
{
    // 3 * 64 + 62 + 1 = 255.
    const std::string longest = Label(63) + "." + Label(63) + "." + Label(63) + "." + Label(61);
    v.Equal(Name(longest).GetWire().size(), 255u, "wire size");
    v.True(!Name(longest).Child("b"), "a label in front of the longest name");
    v.True(!DnsName::Parse(longest + "a"), "256 bytes");
}

void
Cases(Verdict& v)
{
    v.True(Name("WWW.Example.COM") == Name("www.example.com"), "letters compare without case");
    v.Equal(Name("WWW.Example.COM").ToString(), "WWW.Example.COM.", "the case is kept");
    v.Equal(std::hash<DnsName>{}(Name("A.b")), std::hash<DnsName>{}(Name("a.B")), "hash");
    v.Equal(Name("WWW.Example.COM").ToLower().ToString(), "www.example.com.", "lower case");
    // RFC 4343 3: only ASCII letters have cases; @ and ` [ and { lie beside them, and so do
    // bytes 0xC0 and 0xE0, letters of other encodings.
    v.True(Name("@") != Name("`") && Name("[") != Name("{"), "no letters");
    v.True(Name("\\192") != Name("\\224"), "bytes above 127");
}

/** The list of RFC 4034 6.1, shuffled and sorted again. */
void
CanonicalOrder(Verdict& v)
{
    const std::vector<std::string> sorted{"example.",
                                          "a.example.",
                                          "yljkjljk.a.example.",
                                          "Z.a.example.",
                                          "zABC.a.EXAMPLE.",
                                          "z.example.",
                                          "\\001.z.example.",
                                          "*.z.example.",
                                          "\\200.z.example."};
    std::vector<DnsName> names;
    for (const auto& text : sorted)
    {
        names.insert(names.begin(), Name(text));
    }
    std::sort(names.begin(), names.end());
    for (size_t i = 0; i < names.size(); ++i)
    {
        v.Equal(names[i].ToString(), sorted[i], std::to_string(i));
    }
}

void
Family(Verdict& v)
{
    const DnsName name = Name("a.b.example");
    v.True(name.IsWithin(Name("b.example")) && name.IsWithin(name) && name.IsWithin(DnsName()),
           "within its ancestors and itself");
    v.True(!name.IsWithin(Name("xb.example")) && !Name("b.example").IsWithin(name),
           "not within a name whose text is its end, nor within its child");
    v.Equal(name.Parent().ToString(), "b.example.", "parent");
    v.True(DnsName().Parent().IsRoot(), "the root's parent");
    v.Equal(name.Last(1).ToString(), "example.", "last label");
    v.Equal(name.CountLabels(), 3u, "labels");
    v.Equal(name.Replace(Name("example"), Name("x.test"))->ToString(), "a.b.x.test.", "replaced");
}

void
Wildcards(Verdict& v)
{
    v.True(Name("*.example").IsWildcard(), "*.example");
    v.True(!Name("a*.example").IsWildcard() && !Name("a.*.example").IsWildcard() &&
               !DnsName().IsWildcard(),
           "an asterisk elsewhere");
}

const std::vector<Row> ROWS{
    Text("www.example.com", "www.example.com.", "RFC 1035 3.1"),
    Text(".", ".", "RFC 1035 3.1"),
    Text("a\\.b.example", "a\\.b.example.", "RFC 1035 5.1"),
    Text("\\065bc.example.", "Abc.example.", "RFC 1035 5.1"),
    Text("_sip._tcp.example", "_sip._tcp.example.", "RFC 2181 11"),
    Text("a\\032b", "a\\032b.", "RFC 2181 11"),
    NoName("nothing", "", "RFC 1035 3.1"),
    NoName("a name with an empty label", "a..b", "RFC 1035 3.1"),
    NoName("a label of 64 bytes", Label(64) + ".example", "RFC 1035 2.3.4"),
    NoName("an escape of more than a byte", "\\256.example", "RFC 1035 5.1"),
    {"a name has 255 bytes at most", "RFC 1035 2.3.4", LongestName},
    NoWire("a name that goes on behind the end", Raw("\3ww"), "RFC 1035 3.1"),
    NoWire("a name without the root's label", Raw("\3www"), "RFC 1035 3.1"),
    NoWire("a compressed name", Raw("\1a\xc0\x0c"), "RFC 1035 4.1.4"),
    NoWire("a name with a label of a kind that is reserved",
           Raw("\x41"
               "a\0"),
           "RFC 1035 4.1.4"),
    {"127 labels of a byte are a name of 255 bytes",
     "RFC 1035 2.3.4",
     [](Verdict& v) {
         const auto name = FromWire(TwoByteLabels(127) + std::string(1, '\0'));
         v.True(name && name->CountLabels() == 127 && *name == Name(name->ToString()), "read");
     }},
    NoWire("a name of 257 bytes", TwoByteLabels(128) + std::string(1, '\0'), "RFC 1035 2.3.4"),
    {"letters compare without case and keep it; nothing else has cases", "RFC 4343 3, 4", Cases},
    {"names sort in the canonical order", "RFC 4034 6.1", CanonicalOrder},
    {"ancestors, parents and substitution go by labels", "RFC 1034 3.1, RFC 6672 2.2", Family},
    {"a wildcard's leftmost label is an asterisk alone", "RFC 4592 2.1.1", Wildcards},
};

V6LAB_SUITE("v6lab-core-dns-name", ROWS);

} // namespace
