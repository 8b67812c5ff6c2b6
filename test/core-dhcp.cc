// SPDX-License-Identifier: GPL-2.0-only
// DHCP for hosts that have IPv4 addresses: messages, client and server as values (RFC 2131).
#include "model/core/dhcp/dhcp-inform-service.h"
#include "model/core/dhcp/dhcp-inform.h"
#include "model/core/time-units.h"
#include "test/support/advertisements.h"
#include "test/support/dhcp-text.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;
using test::data::Complaint;

namespace
{

const std::vector<uint8_t> MAC = FromHex("020000000001");
const IpAddress HOST = Addr("192.0.2.10");
const IpAddress SERVER = Addr("192.0.2.1");
const Prefix LINK = *Prefix::Parse("192.0.2.0/24");
const std::string COOKIE = "63825363";

std::string
Zeros(size_t bytes)
{
    return std::string(2 * bytes, '0');
}

/** The 236 bytes in front of the cookie: op, transaction abcdef01, ciaddr 192.0.2.10, MAC. */
std::string
HeadHex(const std::string& op, const std::string& sname = Zeros(64))
{
    return op + "010600" + "abcdef01" + "0000" + "0000" + "c000020a" + Zeros(12) + "020000000001" +
           Zeros(10) + sname + Zeros(128);
}

std::string
Padded(std::string hex)
{
    hex.resize(std::max<size_t>(hex.size(), 600), '0');
    return hex;
}

DhcpMessage
Read(const std::string& options, const std::string& head = HeadHex("02"))
{
    const auto bytes = FromHex(head + COOKIE + options);
    return std::get<DhcpMessage>(DhcpMessage::Decode(bytes.data(), bytes.size()));
}

DhcpMessage
Inform()
{
    DhcpMessage message;
    message.transaction = 0xabcdef01;
    message.clientAddress = HOST;
    message.hardware = MAC;
    message.type = dhcp::INFORM;
    message.requested = {dhcp::DNS_SERVERS, dhcp::DOMAIN_NAME, dhcp::SEARCH_DOMAINS};
    return message;
}

DhcpSettings
Told()
{
    DhcpSettings settings;
    settings.resolvers = {Addr("192.0.2.53"), Addr("192.0.2.54")};
    settings.domainName = DnsName::Parse("lab.example");
    settings.searchDomains = {*DnsName::Parse("lab.example"), *DnsName::Parse("example")};
    return settings;
}

void
EncodesInform(test::Verdict& v)
{
    v.Equal(HexOf(Inform().Encode()),
            Padded(HeadHex("01") + COOKIE + "350108" + "3703060f77" + "ff"),
            "the bytes, 300 of them");
}

void
EncodesAck(test::Verdict& v)
{
    const auto answer = AnswerInform(Inform(), SERVER, LINK, Told());
    v.Equal(HexOf(std::get<DhcpMessage>(answer).Encode()),
            Padded(HeadHex("02") + COOKIE + "350105" + "3604c0000201" + "0608c0000235c0000236" +
                   "0f0b" + "6c61622e6578616d706c65" + // without a length in front, or a dot
                   "770f" + "036c6162076578616d706c6500" + "c004" + "ff"),
            "the bytes");
}

/** RFC 3397 2: the example there, "eng.apple.com." and "marketing.apple.com.". */
void
SearchList(test::Verdict& v)
{
    const std::string example = "03656e67056170706c6503636f6d00096d61726b6574696e67c004";
    const std::vector<DnsName> names{*DnsName::Parse("eng.apple.com"),
                                     *DnsName::Parse("marketing.apple.com")};
    v.Equal(HexOf(EncodeSearchDomains(names)), example, "encoded");
    v.Equal(Text(DecodeSearchDomains(FromHex(example))), Text(names), "decoded");
    // The same in two instances of the option, cut where the RFC cuts it.
    v.Equal(Text(Read("7709" + example.substr(0, 18) + "7712" + example.substr(18) + "ff")
                     .searchDomains),
            Text(names),
            "in two instances");
    for (const std::string broken : {"c000",                 // to itself
                                     "0161c00203626364c000", // to what is behind it
                                     "01",
                                     "0161",
                                     "c0",
                                     "80",
                                     "4161"})
    {
        v.Equal(Text(DecodeSearchDomains(FromHex(broken))), "", broken);
    }
}

void
LongOptions(test::Verdict& v)
{
    DhcpMessage message = Inform();
    for (uint32_t i = 0; i < 100; ++i)
    {
        message.resolvers.push_back(IpAddress::V4(0xc6336400 + i));
    }
    const auto bytes = message.Encode();
    const auto hex = HexOf(bytes);
    v.True(hex.find("06ffc6336400") != std::string::npos, "255 bytes in the first instance");
    v.True(hex.find("0691") != std::string::npos, "and 145 in the next");
    const auto read = std::get<DhcpMessage>(DhcpMessage::Decode(bytes.data(), bytes.size()));
    v.Equal(Text(read.resolvers), Text(message.resolvers), "read again");
    v.Equal(SizeOfDhcpOption(400), 404u, "size of the two");
    v.Equal(SizeOfDhcpOption(255), 257u, "size of one");
}

void
Overloaded(test::Verdict& v)
{
    std::string name = "0604c0000235ff";
    name.resize(128, '0');
    const auto with = [&](const std::string& which) {
        return Text(Read("3401" + which + "ff", HeadHex("02", name)).resolvers);
    };
    v.Equal(with("02"), "192.0.2.53 ", "options in sname");
    v.Equal(with("03"), "192.0.2.53 ", "options in both");
    v.Equal(with("01"), "", "options in file alone");
    v.Equal(with("04"), "", "a value that is none");
}

void
Decodes(test::Verdict& v)
{
    const auto read = Read("000035010500"
                           "3604c0000201"
                           "0604c0000235"
                           "0f0c6c61622e6578616d706c6500"
                           "3d0701020000000001"
                           "2a04c0000277"
                           "ff"
                           "0604c0000299");
    v.Equal(unsigned{read.op}, 2u, "op");
    v.Equal(read.transaction, 0xabcdef01u, "transaction");
    v.Equal(read.clientAddress.ToString(), "192.0.2.10", "ciaddr");
    v.True(read.hardware == MAC, "chaddr");
    v.True(read.type == dhcp::ACK, "type, between pads");
    v.Equal(read.serverId->ToString(), "192.0.2.1", "server");
    v.Equal(Text(read.resolvers), "192.0.2.53 ", "what stands behind the end does not count");
    v.Equal(read.domainName->ToString(), "lab.example.", "a name with a zero behind it");
    v.Equal(read.clientId.size(), 7u, "client identifier");
    v.True(read.HasOther(42), "an option that is not known");
}

void
LeavesOut(test::Verdict& v)
{
    const auto read = Read("35020505"
                           "3603c00002"
                           "0605c0000235ff"
                           "0f03612e2e"
                           "3d0101"
                           "ff");
    v.True(!read.type && !read.serverId && read.resolvers.empty() && !read.domainName &&
               read.clientId.empty(),
           "options of the wrong length");
    v.Equal(Text(Read("0610e00000fb00000000ffffffffc0000235ff").resolvers),
            "192.0.2.53 ",
            "addresses that nobody has");
}

void
RefusesWhole(test::Verdict& v)
{
    const auto fault = [](const std::string& hex) {
        const auto bytes = FromHex(hex);
        const auto read = DhcpMessage::Decode(bytes.data(), bytes.size());
        const auto* found = std::get_if<DhcpFault>(&read);
        return std::string(found ? ToText(*found) : "");
    };
    const std::string head = HeadHex("02");
    v.Equal(fault(head + COOKIE.substr(2)), "It is shorter than its header.", "239 bytes");
    v.Equal(fault(head + COOKIE), "", "240 bytes");
    v.Equal(fault(head + "63825364"),
            "It does not have DHCP's cookie in front of its options.",
            "cookie");
    v.Equal(fault("020111" + head.substr(6) + COOKIE),
            "Its hardware address is longer than 16 bytes.",
            "hlen 17");
    for (const std::string options : {"06",
                                      "0604c00002",
                                      "350105"
                                      "06ff00"})
    {
        v.Equal(fault(head + COOKIE + options), "An option leads out of the message.", options);
    }
    v.Equal(fault(HeadHex("02", Zeros(62) + "0604") + COOKIE + "340102ff"),
            "An option leads out of the message.",
            "in sname");
}

/** A client that starts at 0 and draws `chance` each time. */
struct Client
{
    explicit Client(double draws = 0.5)
        : inform(MAC),
          chance(draws)
    {
        inform.Start(HOST, 0, chance);
    }

    /** Goes to the next deadline; what it sends then. */
    std::optional<DhcpMessage> Next()
    {
        now = inform.GetDeadline().value_or(now);
        auto message = inform.OnTime(now, chance);
        sent = message ? *message : sent;
        return message;
    }

    /** A reply to what was sent last, changed. */
    bool Answer(const std::function<void(DhcpMessage&)>& change = [](DhcpMessage&) {})
    {
        auto reply =
            std::get<DhcpMessage>(AnswerInform(sent.type ? sent : Inform(), SERVER, LINK, Told()));
        change(reply);
        return inform.OnReply(reply);
    }

    DhcpInform inform;
    double chance;
    int64_t now{0};
    DhcpMessage sent;
};

void
Asks(test::Verdict& v)
{
    Client client(0.25);
    v.Equal(*client.inform.GetDeadline(), SECOND / 4, "within a second");
    v.True(!client.inform.OnTime(SECOND / 4 - 1, 0.25), "not before");
    const auto message = client.Next();
    v.True(message.has_value(), "it asks");
    v.Equal(unsigned{message->op}, 1u, "op");
    v.True(message->type == dhcp::INFORM, "type");
    v.Equal(message->clientAddress.ToString(), "192.0.2.10", "ciaddr");
    v.True(message->hardware == MAC, "chaddr");
    v.True(message->requested == std::vector<uint8_t>({6, 15, 119}), "what it wants");
    v.True(!message->serverId && !message->HasOther(dhcp::LEASE_TIME) &&
               message->yourAddress.IsUnspecified(),
           "nothing of addresses (table 5)");
}

void
AsksAgain(test::Verdict& v)
{
    for (const double chance : {0.0, 0.5, 1.0})
    {
        Client client(chance);
        std::vector<int64_t> times;
        std::set<uint32_t> transactions;
        while (client.Next())
        {
            times.push_back(client.now);
            transactions.insert(client.sent.transaction);
            v.Equal(int64_t{client.sent.seconds}, (client.now - times.front()) / SECOND, "secs");
        }
        const auto spread = static_cast<int64_t>((2 * chance - 1) * SECOND);
        v.Equal(times.size(), 4u, "messages");
        for (size_t i = 1; i < times.size(); ++i)
        {
            v.Equal(times[i] - times[i - 1], (int64_t{2} << i) * SECOND + spread, "pause");
        }
        v.Equal(client.now - times.back(), 32 * SECOND + spread, "then it gives up");
        v.Equal(transactions.size(), 1u, "transactions");
        v.True(!client.inform.GetDeadline(), "and does nothing more");
        v.True(!client.Answer(), "an answer afterwards is too late");
    }
}

void
TakesAck(test::Verdict& v)
{
    const auto taken = [](const std::function<void(DhcpMessage&)>& change) {
        Client client;
        client.Next();
        return client.Answer(change);
    };
    v.True(taken([](DhcpMessage&) {}), "its own");
    v.True(!taken([](DhcpMessage& m) { ++m.transaction; }), "another transaction's");
    v.True(!taken([](DhcpMessage& m) { m.hardware.back() = 9; }), "another client's");
    v.True(!taken([](DhcpMessage& m) { m.op = dhcp::BOOT_REQUEST; }), "a request");
    v.True(!taken([](DhcpMessage& m) { m.type = 6; }), "a DHCPNAK");
    v.True(!taken([](DhcpMessage& m) { m.type.reset(); }), "BOOTP");
    v.True(!taken([](DhcpMessage& m) { m.serverId.reset(); }), "nobody's");
    Client client;
    v.True(!client.Answer(), "before it asked");
    client.Next();
    v.True(client.Answer(), "then");
    const auto& told = client.inform.GetConfiguration();
    v.Equal(Text(told.resolvers), "192.0.2.53 192.0.2.54 ", "resolvers");
    v.Equal(told.domainName->ToString(), "lab.example.", "domain name");
    v.Equal(Text(told.searchDomains), "lab.example. example. ", "search domains");
    v.True(!client.inform.GetDeadline(), "no end, so nothing is asked again (4.3.5)");
    v.True(!client.Answer(), "a second answer");
    client.inform.Stop();
    v.True(client.inform.GetConfiguration() == DhcpConfiguration(), "forgotten");
}

void
Answers(test::Verdict& v)
{
    const auto answer = [](const std::vector<uint8_t>& requested) {
        auto request = Inform();
        request.requested = requested;
        request.clientId = FromHex("01020000000001");
        return std::get<DhcpMessage>(AnswerInform(request, SERVER, LINK, Told()));
    };
    const auto some = answer({dhcp::DOMAIN_NAME});
    v.True(some.resolvers.empty() && some.searchDomains.empty() && some.domainName.has_value(),
           "what was asked for");
    const auto all = answer({});
    v.True(!all.resolvers.empty() && !all.searchDomains.empty() && all.domainName.has_value(),
           "all, if nothing was");
    v.True(all.yourAddress.IsUnspecified() && !all.HasOther(dhcp::LEASE_TIME),
           "neither address nor lease (4.3.5)");
    v.True(all.clientId == FromHex("01020000000001"), "the client's identifier (RFC 6842 3)");
}

void
RefusesRequest(test::Verdict& v)
{
    const auto refusal = [](const std::function<void(DhcpMessage&)>& change) {
        auto request = Inform();
        change(request);
        const auto answer = AnswerInform(request, SERVER, LINK, Told());
        const auto* found = std::get_if<DhcpRefusal>(&answer);
        return found ? static_cast<int>(*found) : -1;
    };
    const auto is = [&v](int found, DhcpRefusal wanted, const char* what) {
        v.Equal(found, static_cast<int>(wanted), what);
    };
    using R = DhcpRefusal;
    is(refusal([](DhcpMessage& m) { m.op = 2; }), R::NoRequest, "a reply");
    is(refusal([](DhcpMessage& m) { m.type = 1; }), R::OtherType, "DHCPDISCOVER");
    is(refusal([](DhcpMessage& m) { m.type = 3; }), R::OtherType, "DHCPREQUEST");
    is(refusal([](DhcpMessage& m) { m.type.reset(); }), R::OtherType, "BOOTP");
    is(refusal([](DhcpMessage& m) { m.serverId = HOST; }), R::OtherServer, "for another server");
    v.Equal(refusal([](DhcpMessage& m) { m.serverId = SERVER; }), -1, "for this one");
    for (const auto* address : {"0.0.0.0", "255.255.255.255", "224.0.0.1", "198.51.100.1"})
    {
        is(refusal([&](DhcpMessage& m) { m.clientAddress = Addr(address); }),
           R::NoAddress,
           address);
    }
}

void
ChecksSettings(test::Verdict& v)
{
    const auto complaint = [](const std::function<void(DhcpSettings&)>& spoil) {
        auto settings = Told();
        spoil(settings);
        return Complaint([&settings] { CheckDhcpSettings(settings); });
    };
    const auto says = [&v](const std::string& text, const std::string& part) {
        v.True(text.find(part) != std::string::npos, part + " in: " + text);
    };
    v.Equal(complaint([](DhcpSettings&) {}), "", "right ones");
    for (const auto* wrong : {"2001:db8::53", "224.0.0.251", "0.0.0.0", "255.255.255.255"})
    {
        says(complaint([wrong](DhcpSettings& s) { s.resolvers = {Addr(wrong)}; }),
             std::string("resolvers: ") + wrong + " must be an IPv4 unicast address");
    }
    says(complaint([](DhcpSettings& s) { s.domainName = DnsName(); }), "domainName");
    const auto many = [](size_t count) {
        return [count](DhcpSettings& s) {
            s = DhcpSettings();
            s.resolvers.assign(count, Addr("192.0.2.53"));
        };
    };
    v.Equal(complaint(many(65)), "", "65 resolvers, 264 bytes");
    says(complaint(many(66)), "take 268 bytes: at most 264 fit what every client takes");
}

const std::vector<Row> ROWS{
    {"a DHCPINFORM has the bytes of the RFCs",
     "RFC 2131 2, 4.4.3; RFC 2132 9.6, 9.8; RFC 1542 2.1",
     EncodesInform},
    {"its DHCPACK has the bytes of the RFCs",
     "RFC 2131 2, 4.3.5; RFC 2132 3.8, 3.17, 9.7; RFC 3397 2",
     EncodesAck},
    {"a search list is compressed, and may go over two options",
     "RFC 3397 2; RFC 3396 7",
     SearchList},
    {"an option of more than 255 bytes goes over several", "RFC 3396 5, 7", LongOptions},
    {"options stand in the fields of names, if the message says so",
     "RFC 2131 4.1; RFC 2132 9.3",
     Overloaded},
    {"a message is read, and options that are not known are kept",
     "RFC 2131 2; RFC 2132 3.1, 3.2",
     Decodes},
    {"a broken option is left out", "RFC 2132 3.8, 3.17, 9.6, 9.7, 9.14", LeavesOut},
    {"a message that is none is refused", "RFC 2131 2, 3; RFC 2132 2", RefusesWhole},
    {"a client asks within a second, with the address that it has", "RFC 2131 4.4.3, 4.4.1", Asks},
    {"a client asks four times in about a minute, and then does without",
     "RFC 2131 4.1, 4.4.3",
     AsksAgain},
    {"a client takes one answer, and only its own", "RFC 2131 4.4.3, 4.3.5", TakesAck},
    {"a server answers with what was asked for", "RFC 2131 4.3.5; RFC 6842 3", Answers},
    {"a server leaves alone what is not for it", "RFC 2131 4.3, 4.3.5", RefusesRequest},
    {"settings that cannot be told are refused by name",
     "RFC 2131 2; RFC 2132 3.8",
     ChecksSettings},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcp", ROWS);
