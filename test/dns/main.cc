// SPDX-License-Identifier: GPL-2.0-only
// Lets programs that know the DNS judge ours:
//   v6lab-dns serve PLACE SEED|- ORIGIN=FILE...  answers dig and others
//   v6lab-dns resolve PLACE ROOT ANCHORS PREFIX  resolves, validates and synthesises: ROOT is the
//                                                address of a server of ".", ANCHORS a file of DS
//   v6lab-dns sign SEED one|two ORIGIN=FILE      prints the signed zone
//   v6lab-dns messages COUNT                     prints random messages, one JSON object a line
// PLACE is PORT of 127.0.0.1, or ADDRESS:PORT; port 0 takes a free one.
// SEED signs zones from a day ago to 30 days ahead; "-" leaves them as they are.
#include "model/core/dns/authority.h"
#include "model/core/dns/dns64.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"
#include "test/dns/server.h"
#include "test/dns/socket-port.h"
#include "test/support/any-message.h"

#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace ns3::v6lab;

namespace
{

std::string
Hex(const std::string& bytes)
{
    std::string text;
    for (const char c : bytes)
    {
        text += "0123456789abcdef"[static_cast<uint8_t>(c) >> 4];
        text += "0123456789abcdef"[c & 15];
    }
    return text;
}

nlohmann::json
Section(const DnsRecords& records)
{
    auto list = nlohmann::json::array();
    for (const auto& record : records)
    {
        list.push_back({Hex(record.name.GetWire()),
                        record.type,
                        record.rclass,
                        record.ttl,
                        Hex(record.rdata)});
    }
    return list;
}

nlohmann::json
Described(const DnsMessage& message)
{
    std::string flags;
    for (const auto& [set, word] : {std::pair{message.response, " QR"},
                                    std::pair{message.authoritative, " AA"},
                                    std::pair{message.truncated, " TC"},
                                    std::pair{message.recursionDesired, " RD"},
                                    std::pair{message.recursionAvailable, " RA"},
                                    std::pair{message.authenticData, " AD"},
                                    std::pair{message.checkingDisabled, " CD"}})
    {
        flags += set ? word : "";
    }
    const auto& question = message.questions.at(0);
    nlohmann::json described{{"id", message.id},
                             {"flags", flags.empty() ? "" : flags.substr(1)},
                             {"rcode", message.rcode},
                             {"question", {Hex(question.name.GetWire()), question.type}},
                             {"answer", Section(message.answer)},
                             {"authority", Section(message.authority)},
                             {"additional", Section(message.additional)},
                             {"wire", Hex(message.Encode())}};
    if (message.edns)
    {
        described["edns"] = {message.edns->udpSize, message.edns->dnssecOk};
    }
    return described;
}

Zone
Read(const std::string& argument)
{
    const size_t equals = argument.find('=');
    const auto origin = DnsName::Parse(argument.substr(0, equals));
    std::ifstream file(argument.substr(equals + 1));
    if (equals == std::string::npos || !origin || !file)
    {
        throw std::invalid_argument(argument + " is no ORIGIN=FILE");
    }
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto read = ReadZone(text, *origin, argument.substr(equals + 1));
    for (const auto& warning : read.warnings)
    {
        std::cerr << warning << '\n';
    }
    return std::move(read.zone);
}

Zone
Sign(const Zone& zone, const std::string& seed, bool twoKeys)
{
    const auto now = static_cast<uint32_t>(std::time(nullptr));
    const auto make = twoKeys ? ZoneSigning::WithTwoKeys : ZoneSigning::WithOneKey;
    return SignZone(zone, make(zone.GetOrigin(), std::stoull(seed), now - 86400, now + 30 * 86400));
}

void
Resolve(const std::string& place,
        const std::string& root,
        const std::string& anchors,
        const std::string& prefix)
{
    ResolverSettings settings;
    settings.roots = {{*DnsName::Parse("ns1."), {IpAddress::Parse(root).value()}}};
    settings.useV6 = false;
    std::ifstream file(anchors);
    for (std::string line; std::getline(file, line);)
    {
        settings.trustAnchors.push_back(DnsRecord::Parse(line));
    }
    test::SocketPort port;
    Resolver resolver(settings, port);
    port.Drive(resolver);
    Dns64Settings dns64;
    dns64.mappings = {{*Prefix::Parse("0.0.0.0/0"), Pref64(Prefix::Parse(prefix).value())}};
    Dns64 backend(dns64, resolver);
    DnsResponder responder(backend, {1232, true});
    test::Serve(responder, place, &port);
}

int
Run(const std::vector<std::string>& words)
{
    if (words.size() == 2 && words[0] == "messages")
    {
        std::mt19937 random(1035); // NOLINT: the same messages each time
        for (int i = std::stoi(words[1]); i > 0; --i)
        {
            std::cout << Described(test::AnyMessage(random)) << '\n';
        }
        return 0;
    }
    if (words.size() == 4 && words[0] == "sign")
    {
        std::cout << WriteZone(Sign(Read(words[3]), words[1], words[2] == "two"));
        return 0;
    }
    if (words.size() >= 4 && words[0] == "serve")
    {
        Authority authority;
        for (size_t i = 3; i < words.size(); ++i)
        {
            const Zone zone = Read(words[i]);
            authority.AddZone(words[2] == "-" ? zone : Sign(zone, words[2], false));
        }
        DnsResponder responder(authority, {});
        test::Serve(responder, words[1]);
        return 0;
    }
    if (words.size() == 5 && words[0] == "resolve")
    {
        Resolve(words[1], words[2], words[3], words[4]);
        return 0;
    }
    throw std::invalid_argument("usage: serve PLACE SEED|- ORIGIN=FILE... | resolve PLACE ROOT "
                                "ANCHORS PREFIX | sign SEED one|two ORIGIN=FILE | messages COUNT");
}

} // namespace

int
main(int argc, char** argv)
{
    try
    {
        return Run({argv + 1, argv + argc});
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
