// SPDX-License-Identifier: GPL-2.0-only
// Stateless DHCPv6: messages, client and server as values (RFC 8415, RFC 3646).
#include "model/core/dhcpv6/information-request.h"
#include "model/core/dhcpv6/information-service.h"
#include "model/core/time-units.h"
#include "test/support/advertisements.h"
#include "test/support/dhcp-text.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <cmath>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;
using test::data::Complaint;

namespace
{

const Duid CLIENT = FromHex("00030001020000000001");
const Duid SERVER = FromHex("00030001020000000002");
/** The same as options. */
const std::string CLIENT_HEX = "0001000a00030001020000000001";
const std::string SERVER_HEX = "0002000a00030001020000000002";
const std::string RESOLVER_HEX = "0017001020010db8000000000000000000000053";

Dhcpv6Message
Read(const std::string& hex)
{
    const auto bytes = FromHex(hex);
    return std::get<Dhcpv6Message>(Dhcpv6Message::Decode(bytes.data(), bytes.size()));
}

/** A reply with transaction id abcdef and these options as hex. */
std::string
ReplyHex(const std::string& options)
{
    return "07abcdef" + options;
}

InformationSettings
Told()
{
    InformationSettings settings;
    settings.resolvers = {Addr("2001:db8::53"), Addr("2001:db8::54")};
    settings.searchDomains = {*DnsName::Parse("example.com"), *DnsName::Parse("lab.example")};
    settings.refreshSeconds = 7200;
    return settings;
}

Dhcpv6Message
Request(const std::vector<uint16_t>& requested = {dhcpv6::DNS_SERVERS,
                                                  dhcpv6::DOMAIN_LIST,
                                                  dhcpv6::REFRESH_TIME})
{
    Dhcpv6Message request;
    request.type = dhcpv6::INFORMATION_REQUEST;
    request.transaction = 0xabcdef;
    request.clientId = CLIENT;
    request.requested = requested;
    return request;
}

/** A client that starts at 0 and draws `chance` each time. */
class Client
{
  public:
    explicit Client(double draws = 0.5)
        : request(CLIENT),
          chance(draws)
    {
        request.Start(0, chance);
    }

    /** Goes to the next deadline; what it sends then. */
    std::optional<Dhcpv6Message> Next()
    {
        now = request.GetDeadline().value_or(now);
        auto message = request.OnTime(now, chance);
        sent = message ? *message : sent;
        return message;
    }

    /** A reply to what was sent last, changed. */
    bool Answer(const std::function<void(Dhcpv6Message&)>& change = [](Dhcpv6Message&) {})
    {
        Dhcpv6Message reply;
        reply.type = dhcpv6::REPLY;
        reply.transaction = sent.transaction;
        reply.clientId = CLIENT;
        reply.serverId = SERVER;
        reply.resolvers = {Addr("2001:db8::53")};
        change(reply);
        return request.OnReply(reply, now);
    }

    InformationRequest request;
    double chance;
    int64_t now{0};
    Dhcpv6Message sent;
};

void
EncodesRequest(test::Verdict& v)
{
    auto request = Request();
    request.elapsed = 258;
    v.Equal(HexOf(request.Encode()),
            "0babcdef" + CLIENT_HEX + "0006000600170018002000080002" + "0102",
            "the bytes");
}

void
EncodesReply(test::Verdict& v)
{
    Dhcpv6Message reply;
    reply.type = dhcpv6::REPLY;
    reply.transaction = 1;
    reply.serverId = SERVER;
    reply.resolvers = {Addr("2001:db8::53"), Addr("fd00::1")};
    reply.searchDomains = {*DnsName::Parse("a.example"), *DnsName::Parse("b")};
    reply.refreshSeconds = 600;
    reply.infMaxRt = 60;
    reply.others.push_back({dhcpv6::IA_PD, {1, 2, 3}});
    v.Equal(HexOf(reply.Encode()),
            "07000001" + SERVER_HEX +
                "0017002020010db8000000000000000000000053fd000000000000000000000000000001" +
                "0018000e01610765" + "78616d706c6500016200" + "0020000400000258" +
                "005300040000003c" + "00190003010203",
            "the bytes");
}

void
Decodes(test::Verdict& v)
{
    const auto read =
        Read(ReplyHex(CLIENT_HEX + SERVER_HEX + RESOLVER_HEX + "0018000b0161076578616d706c6500" +
                      "002000040000ffff" + "0053000400000e10" + "000a0000"));
    v.Equal(static_cast<int>(read.type), 7, "type");
    v.Equal(read.transaction, 0xabcdefu, "transaction");
    v.True(read.clientId == CLIENT && read.serverId == SERVER, "identifiers");
    v.Equal(Text(read.resolvers), "2001:db8::53 ", "resolvers");
    v.Equal(Text(read.searchDomains), "a.example. ", "domains");
    v.Equal(read.refreshSeconds.value_or(0), 0xffffu, "refresh time");
    v.Equal(read.infMaxRt.value_or(0), 3600u, "INF_MAX_RT");
    v.True(read.HasOther(10) && read.others.size() == 1, "the unknown one is kept");
}

/** Broken options are as if they were not there, and the others still count. */
void
LeavesOut(test::Verdict& v)
{
    const auto read = Read(ReplyHex("00010002aabb" // a DUID without an identifier
                                    "00170005"
                                    "2001000000"
                                    "00180003"
                                    "056162"
                                    "0020000100"
                                    "0053000400015181" // 86401
                                    + SERVER_HEX));
    v.True(read.clientId.empty(), "a DUID of two bytes");
    v.Equal(Text(read.resolvers), "", "five bytes of address");
    v.Equal(Text(read.searchDomains), "", "a name that does not end");
    v.True(!read.refreshSeconds, "a time of one byte");
    v.True(!read.infMaxRt, "INF_MAX_RT above 86400");
    v.True(read.serverId == SERVER, "what stands behind them is read");
    v.True(!Read(ReplyHex("005300040000003b")).infMaxRt, "INF_MAX_RT below 60");
    v.Equal(Text(Read(ReplyHex("00170010ff020000000000000000000000000001")).resolvers),
            "",
            "a multicast resolver");
    v.Equal(Text(Read(ReplyHex("0018000301c00c")).searchDomains), "", "a compressed name");
}

void
RefusesWhole(test::Verdict& v)
{
    const auto fault = [](const std::string& hex) {
        const auto bytes = FromHex(hex);
        const auto read = Dhcpv6Message::Decode(bytes.data(), bytes.size());
        const auto* found = std::get_if<Dhcpv6Fault>(&read);
        return found ? std::string(ToText(*found)) : "none";
    };
    v.Equal(fault("07abcd"), "It is shorter than its header.", "three bytes");
    v.Equal(fault("07abcdef"), "none", "no options");
    v.Equal(fault("07abcdef0001"), "An option leads out of the message.", "half a header");
    v.Equal(fault("07abcdef0001000501020304"),
            "An option leads out of the message.",
            "a length beyond the end");
}

void
Asks(test::Verdict& v)
{
    Client client;
    v.Equal(client.request.GetDeadline().value_or(0), SECOND / 2, "a random time below 1 s");
    v.True(!client.request.OnTime(SECOND / 2 - 1, 0.5), "not before");
    const auto first = client.Next();
    v.True(first.has_value(), "it asks");
    v.Equal(static_cast<int>(first->type), 11, "Information-request");
    v.True(first->clientId == CLIENT, "its identifier");
    v.True(first->serverId.empty() && first->others.empty(), "nothing else");
    v.Equal(first->elapsed.value_or(9), 0, "elapsed time");
    std::string asked;
    for (const uint16_t code : first->requested)
    {
        asked += std::to_string(code) + " ";
    }
    v.Equal(asked, "23 24 32 83 ", "options requested");
}

/** Deadlines after the first message, in seconds with one decimal. */
std::string
Waits(double chance, int messages)
{
    Client client(chance);
    client.Next();
    std::string text;
    for (int i = 0; i < messages; ++i)
    {
        const int64_t before = client.now;
        const uint32_t transaction = client.sent.transaction;
        client.Next();
        const auto tenths = std::lround(static_cast<double>(client.now - before) / 1e8);
        text += std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
        text += client.sent.transaction == transaction ? " " : " (another id) ";
    }
    return text;
}

void
AsksAgain(test::Verdict& v)
{
    v.Equal(Waits(0.5, 14),
            "1.0 2.0 4.0 8.0 16.0 32.0 64.0 128.0 256.0 512.0 1024.0 2048.0 3600.0 3600.0 ",
            "RAND 0");
    v.Equal(Waits(0, 3), "0.9 1.7 3.2 ", "RAND -0.1");
    v.Equal(Waits(1, 14).substr(0, 12), "1.1 2.3 4.9 ", "RAND 0.1");
    v.Equal(Waits(1, 14).substr(Waits(1, 14).size() - 7), "3960.0 ", "RAND 0.1 of the longest");
}

void
TellsElapsed(test::Verdict& v)
{
    Client client;
    client.Next();
    client.Next();
    v.Equal(client.sent.elapsed.value_or(0), 100, "after a second");
    for (int i = 0; i < 9; ++i)
    {
        client.Next();
    }
    v.Equal(client.sent.elapsed.value_or(0), 0xffff, "it does not turn over");
}

void
Limits(test::Verdict& v)
{
    Dhcpv6Retransmission counted({SECOND, 0, 2, 0});
    v.True(counted.OnSending(0, 0.5) && counted.OnSending(SECOND, 0.5), "two messages");
    v.Equal(counted.GetDeadline().value_or(0), 3 * SECOND, "the second is waited for");
    v.True(!counted.OnSending(3 * SECOND, 0.5), "and then it has failed");
    Dhcpv6Retransmission timed({SECOND, 0, 0, 2 * SECOND});
    v.True(timed.OnSending(0, 0.5) && timed.OnSending(SECOND, 0.5), "two messages");
    v.Equal(timed.GetDeadline().value_or(0), 2 * SECOND, "the end is not overslept");
    v.True(!timed.OnSending(2 * SECOND, 0.5), "and then it has failed");
}

void
TakesReply(test::Verdict& v)
{
    const auto taken = [](const std::function<void(Dhcpv6Message&)>& change) {
        Client client;
        client.Next();
        return client.Answer(change);
    };
    v.True(taken([](Dhcpv6Message&) {}), "a right one");
    v.True(!taken([](Dhcpv6Message& m) { m.transaction ^= 1; }), "another transaction");
    v.True(!taken([](Dhcpv6Message& m) { m.serverId.clear(); }), "no server identifier");
    v.True(!taken([](Dhcpv6Message& m) { m.clientId.clear(); }), "no client identifier");
    v.True(!taken([](Dhcpv6Message& m) { m.clientId.back() ^= 1; }), "another client");
    v.True(!taken([](Dhcpv6Message& m) { m.type = 2; }), "an Advertise");
    Client client;
    v.True(!client.Answer(), "before it asked");
    client.Next();
    v.True(client.Answer(), "the first");
    v.Equal(Text(client.request.GetInformation().resolvers), "2001:db8::53 ", "is used");
    v.True(!client.Answer([](Dhcpv6Message& m) { m.resolvers.clear(); }), "the second");
    v.Equal(Text(client.request.GetInformation().resolvers), "2001:db8::53 ", "is not");
}

/** When a client asks again that was told this refresh time, in seconds; 0: never. */
int64_t
RefreshedAfter(const std::optional<uint32_t>& refresh)
{
    Client client;
    client.Next();
    client.Answer([&refresh](Dhcpv6Message& m) { m.refreshSeconds = refresh; });
    const auto deadline = client.request.GetDeadline();
    return deadline ? (*deadline - client.now) / SECOND : 0;
}

void
Refreshes(test::Verdict& v)
{
    v.Equal(RefreshedAfter(7200), 7200, "as told");
    v.Equal(RefreshedAfter(std::nullopt), 86400, "IRT_DEFAULT");
    v.Equal(RefreshedAfter(599), 600, "IRT_MINIMUM");
    v.Equal(RefreshedAfter(0xffffffff), 0, "no end");
    Client client;
    client.Next();
    client.Answer();
    client.chance = 0.25;
    const uint32_t transaction = client.sent.transaction;
    v.True(client.Next().has_value(), "it asks again");
    v.True(client.sent.transaction != transaction, "in another transaction");
    v.Equal(client.sent.elapsed.value_or(9), 0, "that begins now");
    v.Equal(Text(client.request.GetInformation().resolvers), "2001:db8::53 ", "the old one counts");
    client.Answer([](Dhcpv6Message& m) { m.resolvers = {Addr("2001:db8::54")}; });
    v.Equal(Text(client.request.GetInformation().resolvers), "2001:db8::54 ", "till the new");
    client.request.Stop();
    v.Equal(Text(client.request.GetInformation().resolvers), "", "off the link it is forgotten");
    v.True(!client.request.GetDeadline(), "and nothing is asked");
}

void
LearnsLongestTimeout(test::Verdict& v)
{
    Client client;
    client.Next();
    client.Answer([](Dhcpv6Message& m) { m.infMaxRt = 60; });
    client.Next();
    int64_t wait = 0;
    for (int i = 0; i < 10; ++i)
    {
        const int64_t before = client.now;
        client.Next();
        wait = client.now - before;
    }
    v.Equal(wait / SECOND, 60, "seconds between messages");
}

void
Answers(test::Verdict& v)
{
    const auto reply = std::get<Dhcpv6Message>(AnswerInformationRequest(Request(), SERVER, Told()));
    v.Equal(HexOf(reply.Encode()),
            ReplyHex(CLIENT_HEX + SERVER_HEX +
                     "0017002020010db800000000000000000000005320010db8000000000000000000000054" +
                     "0018001a076578616d706c6503636f6d00036c6162076578616d706c6500" +
                     "0020000400001c20"),
            "the bytes");
    const auto one = std::get<Dhcpv6Message>(
        AnswerInformationRequest(Request({dhcpv6::DNS_SERVERS}), SERVER, Told()));
    v.Equal(Text(one.resolvers), "2001:db8::53 2001:db8::54 ", "what it asks for");
    v.True(one.searchDomains.empty() && !one.refreshSeconds, "and no more");
    auto anonymous = Request();
    anonymous.clientId.clear();
    v.True(std::get<Dhcpv6Message>(AnswerInformationRequest(anonymous, SERVER, Told()))
               .clientId.empty(),
           "no client identifier for one that told none");
}

void
RefusesRequest(test::Verdict& v)
{
    const auto refusal = [](const std::function<void(Dhcpv6Message&)>& change) {
        auto request = Request();
        change(request);
        const auto answer = AnswerInformationRequest(request, SERVER, Told());
        const auto* found = std::get_if<Dhcpv6Refusal>(&answer);
        return found ? static_cast<int>(*found) : -1;
    };
    using R = Dhcpv6Refusal;
    v.Equal(refusal([](Dhcpv6Message& m) { m.type = 1; }),
            static_cast<int>(R::OtherType),
            "Solicit");
    v.Equal(refusal([](Dhcpv6Message& m) { m.serverId = CLIENT; }),
            static_cast<int>(R::OtherServer),
            "another server's identifier");
    v.Equal(refusal([](Dhcpv6Message& m) { m.serverId = SERVER; }), -1, "its own identifier");
    for (const uint16_t code : {dhcpv6::IA_NA, dhcpv6::IA_TA, dhcpv6::IA_PD})
    {
        v.Equal(refusal([code](Dhcpv6Message& m) {
                    m.others.push_back({code, {}});
                }),
                static_cast<int>(R::Association),
                "an identity association");
    }
}

void
ChecksSettings(test::Verdict& v)
{
    const auto complaint = [](const std::function<void(InformationSettings&)>& spoil) {
        auto settings = Told();
        spoil(settings);
        return Complaint([&settings] { CheckInformation(settings); });
    };
    v.Equal(complaint([](InformationSettings&) {}), "", "right ones");
    for (const auto* wrong : {"192.0.2.53", "ff02::1", "::"})
    {
        const auto text =
            complaint([wrong](InformationSettings& s) { s.resolvers = {Addr(wrong)}; });
        v.True(text.find("resolvers") != std::string::npos, wrong + (": " + text));
    }
    const auto text = complaint([](InformationSettings& s) { s.refreshSeconds = 599; });
    v.True(text.find("refreshTime 599s must be 600s or more") != std::string::npos, text);
}

const std::vector<Row> ROWS{
    {"an Information-request has the bytes of the RFC",
     "RFC 8415 8, 21.2, 21.7, 21.9",
     EncodesRequest},
    {"a Reply has the bytes of the RFCs", "RFC 8415 8, 21.23, 21.25; RFC 3646 3, 4", EncodesReply},
    {"a message is read, and options that are not known are kept", "RFC 8415 8, 21", Decodes},
    {"a broken option is left out", "RFC 8415 11.1, 21.25; RFC 3646 3, 4", LeavesOut},
    {"a message that ends too early is refused", "RFC 8415 8, 21.1", RefusesWhole},
    {"a client asks within the first second, for resolvers, domains and how long they last",
     "RFC 8415 18.2.6, 21.23, 21.25",
     Asks},
    {"a client that gets no answer asks again, in the same transaction, ever more rarely",
     "RFC 8415 15, 16.1, 7.6",
     AsksAgain},
    {"each message says how long the client has tried", "RFC 8415 21.9", TellsElapsed},
    {"an exchange may be limited in messages or in time", "RFC 8415 15", Limits},
    {"a client takes one answer, and only its own", "RFC 8415 16.10, 18.2.10.4", TakesReply},
    {"what a client was told it asks for anew in time", "RFC 8415 21.23", Refreshes},
    {"a server may shorten the pauses of the next exchange",
     "RFC 8415 21.25",
     LearnsLongestTimeout},
    {"a server answers with what was asked for", "RFC 8415 18.3.6", Answers},
    {"a server leaves alone what is not for it", "RFC 8415 16.12", RefusesRequest},
    {"settings that cannot be told are refused by name",
     "RFC 8415 21.23; RFC 3646 3",
     ChecksSettings},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcpv6", ROWS);
