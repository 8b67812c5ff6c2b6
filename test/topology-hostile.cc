// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/format/read.h"
#include "helper/format/write.h"
#include "helper/topology/validate.h"
#include "test/support/cpu-time.h"
#include "test/support/table.h"
#include "test/support/topologies.h"

#include <random>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

/** What reading says: "" if it was accepted. Anything but InputError ends the test run. */
std::string
Message(const std::string& text, const std::string& source)
{
    try
    {
        Validate(ReadTopology(text, source));
        return "";
    }
    catch (const InputError& error)
    {
        return error.what();
    }
}

std::string
Repeated(const std::string& part, size_t times)
{
    std::string text;
    text.reserve(part.size() * times);
    for (size_t i = 0; i < times; ++i)
    {
        text += part;
    }
    return text;
}

/** Refused within ten seconds of computing with a message that says so and is short enough to read.
 */
Row
Refused(const std::string& sentence,
        const std::function<std::string()>& make,
        const std::string& source,
        const std::string& part)
{
    return {sentence, "", [=](Verdict& v) {
                const std::string text = make();
                const test::CpuTime time;
                const std::string message = Message(text, source);
                const double took = time.Seconds();
                v.True(message.find(part) != std::string::npos,
                       "\"" + part + "\" in \"" + message.substr(0, 300) + "\"");
                v.Equal(message.compare(0, source.size(), source), 0, "starts with the source");
                v.True(message.size() < 40000,
                       "the message has " + std::to_string(message.size()) + " bytes");
                v.True(took < 10, "took " + std::to_string(took) + " s");
            }};
}

Row
Refused(const std::string& sentence,
        const std::string& text,
        const std::string& source,
        const std::string& part)
{
    return Refused(
        sentence,
        [=] { return text; },
        source,
        part);
}

/** Every beginning of a file is either read or refused with an InputError. */
void
Truncate(const std::string& text, const std::string& source)
{
    for (size_t length = 0; length < text.size(); ++length)
    {
        Message(text.substr(0, length), source);
    }
}

/** One random change: a byte, a swap of two pieces, a repeated or a removed piece. */
std::string
Mutated(std::string text, std::mt19937& random)
{
    static const std::string SPICE = "{}[]:,-\"'&*!|>#%@`\\\n\t 0\x80\xff\x01\xf0";
    const auto pick = [&](size_t below) { return static_cast<size_t>(random() % below); };
    for (size_t changes = 1 + pick(4); changes > 0 && text.size() > 2; --changes)
    {
        const size_t at = pick(text.size());
        const size_t length = std::min(pick(40), text.size() - at);
        switch (pick(5))
        {
        case 0:
            text[at] = SPICE[pick(SPICE.size())];
            break;
        case 1:
            text.insert(at, 1, SPICE[pick(SPICE.size())]);
            break;
        case 2:
            text.erase(at, length);
            break;
        case 3:
            text.insert(pick(text.size()), text.substr(at, length));
            break;
        default:
            text[at] = static_cast<char>(random() & 0xff);
        }
    }
    return text;
}

/** Counts how many mutations are read and how many refused; anything else ends the test run. */
void
Fuzz(Verdict& v, const std::string& text, const std::string& source)
{
    std::mt19937 random(20250101); // the same mutations in every run
    size_t refused = 0;
    size_t accepted = 0;
    for (int i = 0; i < 2000; ++i)
    {
        ++(Message(Mutated(text, random), source).empty() ? accepted : refused);
    }
    v.True(refused > 500, std::to_string(refused) + " refused");
    v.True(accepted > 20, std::to_string(accepted) + " accepted");
}

std::string
ExampleJson()
{
    return WriteJson(ReadTopology(test::ExampleText(), "x.yaml"));
}

const std::vector<Row> ROWS{
    Refused("an empty file is refused", "", "a.yaml", "is empty"),
    Refused("a file of white space is refused", " \n\t\n", "a.json", "is empty"),
    Refused("a file of comments is refused", "# nothing\n", "a.yaml", "is empty"),
    Refused("a list at the top is refused", "[1, 2]", "a.yaml", "expected an object (topology)"),
    Refused("a JSON list at the top is refused", "[]", "a.json", "expected an object (topology)"),
    Refused("a text at the top is refused", "hello", "a.yaml", "expected an object (topology)"),
    Refused("a number at the top is refused", "7", "a.json", "expected an object (topology)"),
    Refused(
        "100,000 levels of YAML flow lists are refused",
        [] { return "name: " + Repeated("[", 100000) + Repeated("]", 100000); },
        "a.yaml",
        "a.yaml:1: "),
    Refused(
        "100,000 levels of YAML flow objects are refused",
        [] { return Repeated("{a: ", 100000); },
        "a.yaml",
        "a.yaml:1: "),
    Refused(
        "100,000 levels of YAML block lists are refused",
        [] { return "x:\n  " + Repeated("- ", 100000) + "1\n"; },
        "a.yaml",
        "nested deeper than 32"),
    Refused(
        "100,000 levels of YAML keys are refused",
        [] { return Repeated("? ", 100000) + "a\n"; },
        "a.yaml",
        "a.yaml:1: "),
    Refused(
        "2,000 levels of indented YAML objects are refused",
        [] {
            std::string text;
            for (size_t i = 0; i < 2000; ++i)
            {
                text += std::string(i, ' ') + "a:\n";
            }
            return text;
        },
        "a.yaml",
        "nested deeper than 32"),
    Refused(
        "100,000 levels of JSON lists are refused",
        [] { return "{\"name\": " + Repeated("[", 100000) + Repeated("]", 100000) + "}"; },
        "a.json",
        "nested deeper than 32"),
    Refused(
        "100,000 levels of JSON objects are refused",
        [] { return Repeated("{\"a\":", 100000); },
        "a.json",
        "nested deeper than 32"),
    Refused(
        "50 MB are refused",
        [] { return "name: " + std::string(50 << 20, 'x'); },
        "a.yaml",
        "50 MB; at most 32 MB"),
    Refused(
        "50 MB of JSON are refused",
        [] { return "{\"name\": \"" + std::string(50 << 20, 'x') + "\"}"; },
        "a.json",
        "50 MB; at most 32 MB"),
    Refused(
        "millions of JSON values are refused before they fill the memory",
        [] { return "{\"assumptions\": [0" + Repeated(",0", 5000000) + "]}"; },
        "a.json",
        "more than 2000000 values"),
    Refused(
        "millions of YAML values are refused before they fill the memory",
        [] { return "assumptions: [a" + Repeated(",a", 2500000) + "]"; },
        "a.yaml",
        "more than 2000000 values"),
    Refused(
        "200,000 wrong keys give fifty messages and a count",
        [] {
            std::string text;
            for (int i = 0; i < 200000; ++i)
            {
                text += "k" + std::to_string(i) + ": 1\n";
            }
            return text;
        },
        "a.yaml",
        "and 199950 more"),
    Refused(
        "a key of a megabyte is shortened in the message",
        [] { return std::string(1 << 20, 'k') + ": 1\n"; },
        "a.yaml",
        "a.yaml:1: "),
    Refused(
        "a JSON key of a megabyte is shortened in the message",
        [] {
            return "{\"" + std::string(1 << 20, 'k') + "\": 1, \"x\" \"" +
                   std::string(1 << 20, 'l') + "\"}";
        },
        "a.json",
        "wrong JSON"),
    Refused("an alias bomb is refused at its first anchor",
            "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
            "a.yaml",
            "a.yaml:1: anchors (&name) are not read"),
    Refused("an alias without anchor is refused", "name: *x\n", "a.yaml", "a.yaml:1: "),
    Refused("a merge key is an unknown key", "<<: {name: x}\n", "a.yaml", "unknown key \"<<\""),
    Refused("a tag is refused", "name: !!binary aGk=\n", "a.yaml", "tags (tag:yaml.org"),
    Refused("a duplicate YAML key is told with both lines",
            "name: a\ndescription: b\nname: c\n",
            "a.yaml",
            "a.yaml:3: duplicate key \"name\", first given in line 1"),
    Refused("a duplicate JSON key is told with both lines",
            "{\"name\": \"a\",\n\"links\": [{\"name\": \"l\", \"mtu\": 1500,\n\"mtu\": 1}]}",
            "a.json",
            "a.json:3: duplicate key \"mtu\", first given in line 2"),
    Refused("a JSON key spelt with an escape is the same key",
            "{\"name\": \"a\", \"n\\u0061me\": \"b\"}",
            "a.json",
            "duplicate key \"name\""),
    Refused("NaN is not JSON", "{\"fabric\": {\"nicQueuePackets\": NaN}}", "a.json", "wrong JSON"),
    Refused("Infinity is not JSON", "{\"links\": Infinity}", "a.json", "wrong JSON"),
    Refused("1e999 is not a number",
            "{\"fabric\": {\"nicQueuePackets\": 1e999}}",
            "a.json",
            "a.json:1: "),
    Refused("YAML's .nan is not a whole number",
            "fabric: {nicQueuePackets: .nan}",
            "a.yaml",
            "expected a whole number"),
    Refused("YAML's .inf is not a whole number",
            "fabric: {nicQueuePackets: .inf}",
            "a.yaml",
            "expected a whole number"),
    Refused("a number of a thousand digits is refused",
            "fabric: {nicQueuePackets: " + std::string(1000, '9') + "}",
            "a.yaml",
            "expected a whole number from 0 to 4294967295"),
    Refused("a JSON number of a thousand digits is refused",
            "{\"fabric\": {\"nicQueuePackets\": " + std::string(1000, '9') + "}}",
            "a.json",
            "a.json:1: "),
    Refused("a negative JSON number is refused",
            "{\"fabric\": {\"nicQueuePackets\": -1}}",
            "a.json",
            "expected a whole number from 0 to 4294967295, found \"-1\""),
    Refused("a second YAML document is refused",
            "name: a\n---\nname: b\n",
            "a.yaml",
            "second document"),
    Refused("text after the JSON value is refused", "{} {}", "a.json", "wrong JSON"),
    Refused("a comment is not JSON", "{} // no", "a.json", "wrong JSON"),
    Refused("a trailing comma is not JSON", "{\"links\": [],}", "a.json", "wrong JSON"),
    Refused("Latin-1 is refused with its line",
            "name: a\nx: \xe9t\xe9\n",
            "a.yaml",
            "a.yaml:2: is not UTF-8"),
    Refused("UTF-16 is refused", std::string("\xff\xfen\0a\0", 6), "a.yaml", "is not UTF-8"),
    Refused("an encoded surrogate is refused", "name: \xed\xa0\x80\n", "a.yaml", "is not UTF-8"),
    Refused("an overlong slash is refused", "name: \xc0\xaf\n", "a.yaml", "is not UTF-8"),
    Refused("a NUL byte is refused",
            std::string("name: a\0b\n", 10),
            "a.yaml",
            "control character"),
    Refused("a byte that yaml-cpp takes for the end of the file is refused",
            "name: a\x04\nnonsense: 1\n",
            "a.yaml",
            "control character"),
    Refused(
        "a program is refused",
        [] { return ReadFileText("/bin/sh", 64 << 20).substr(0, 1 << 20); },
        "a.yaml",
        "is not UTF-8"),
    Refused("a tab as indentation is refused", "links:\n\t- name: a\n", "a.yaml", "wrong YAML"),
    Refused("an object as a key is refused", "{[a]: b}", "b.yaml", "b.yaml:1: "),
    {"a file that is missing, a directory or endless is an InputError",
     "",
     [](Verdict& v) {
         for (const char* path : {"/nonexistent/x.yaml", "/tmp", "/dev/zero"})
         {
             try
             {
                 ReadTopologyFile(path);
                 v.True(false, std::string(path) + " was read");
             }
             catch (const InputError& error)
             {
                 v.Equal(std::string(error.what()).find(path), 0U, error.what());
             }
         }
     }},
    {"a file cut at any byte is read or refused, never a crash",
     "",
     [](Verdict& v) {
         Truncate(test::ExampleText(), "a.yaml");
         Truncate(ExampleJson(), "a.json");
         const std::string json = ExampleJson();
         v.True(!Message(json.substr(0, json.size() / 2), "a.json").empty(), "half is refused");
     }},
    {"2,000 mutations of a good YAML file are read or refused",
     "",
     [](Verdict& v) { Fuzz(v, test::ExampleText(), "a.yaml"); }},
    {"2,000 mutations of a good JSON file are read or refused",
     "",
     [](Verdict& v) { Fuzz(v, ExampleJson(), "a.json"); }},
    {"what has been read from a mutation is written and read again",
     "",
     [](Verdict& v) {
         std::mt19937 random(7);
         size_t tried = 0;
         for (int i = 0; i < 300; ++i)
         {
             const std::string text = Mutated(test::ExampleText(), random);
             if (Message(text, "a.yaml").empty())
             {
                 const std::string once = WriteYaml(ReadTopology(text, "a.yaml"));
                 v.Equal(WriteYaml(ReadTopology(once, "b.yaml")), once, "second time");
                 ++tried;
             }
         }
         v.True(tried > 3, "tried " + std::to_string(tried));
     }},
};

V6LAB_SUITE("v6lab-topology-hostile", ROWS);

} // namespace
