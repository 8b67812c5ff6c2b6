// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/dns-sockets.h"

#include "model/dns/dns-ledger.h"
#include "model/dns/dns-listener.h"
#include "test/support/table.h"
#include "test/support/two-hosts.h"

#include "ns3/uinteger.h"

#include <vector>

using namespace ns3;
using namespace ns3::v6lab;
using test::Row;
using test::TwoHosts;
using test::Verdict;

namespace
{

const char* const B4 = "10.0.0.2";
const char* const B6 = "2001:db8:0:1::2";

/** Host a asks, host b answers with what Answer() makes of a query. */
class DnsLink
{
  public:
    DnsLink()
    {
        sockets->SetNode(hosts.in.nodes["a"]);
        sockets->SetLedger(ledger);
        sockets->SetListener(
            [this](uint32_t token, const IpAddress& server, const std::string& bytes) {
                replies.push_back({token, server, bytes, Simulator::Now()});
                sockets->Release(token);
            },
            [this](uint32_t token, DnsFailure failure) {
                failures.push_back({token, failure});
                sockets->Release(token);
            });
        ledger->TraceConnectWithoutContext("Exchange", MakeCallback(&DnsLink::OnExchange, this));
        listener->SetHandler([this](const DnsClient& client,
                                    const std::string& query,
                                    const DnsListener::Answer& answer) {
            asked.push_back(client);
            answer(Answer(query));
        });
    }

    ~DnsLink()
    {
        sockets->Dispose();
        listener->Dispose();
    }

    void Ask(uint32_t token, const std::string& server, DnsTransport transport, uint16_t port = 0)
    {
        const auto query = DnsMessage::Query(static_cast<uint16_t>(token), Name(), dns::AAAA);
        sockets->Send({token, *IpAddress::Parse(server), transport, port, query.Encode()});
    }

    void Run(Time until = Seconds(60))
    {
        Simulator::Stop(until);
        Simulator::Run();
    }

    static DnsName Name()
    {
        return *DnsName::Parse("www.example.com");
    }

    struct Reply
    {
        uint32_t token;
        IpAddress server;
        std::string bytes;
        Time at;
    };

    struct Failed
    {
        uint32_t token;
        DnsFailure failure;
    };

    TwoHosts hosts;
    Ptr<DnsLedger> ledger = CreateObject<DnsLedger>();
    Ptr<DnsSockets> sockets = CreateObject<DnsSockets>();
    Ptr<DnsListener> listener = CreateObject<DnsListener>();
    uint32_t records{1}; //!< of an answer
    std::vector<Reply> replies;
    std::vector<Failed> failures;
    std::vector<DnsClient> asked;
    std::vector<DnsExchange> exchanges;

  private:
    std::string Answer(const std::string& query)
    {
        const auto message =
            DnsMessage::Decode(reinterpret_cast<const uint8_t*>(query.data()), query.size());
        ledger->Arrive(*message, hosts.in.nodes["b"]->GetId());
        auto answer = DnsMessage::ResponseTo(*message);
        for (uint32_t i = 0; i < records; ++i)
        {
            answer.answer.push_back(
                DnsRecord::Address(Name(), IpAddress::Parse("2001:db8::1")->Plus(i), 60));
        }
        return answer.Encode();
    }

    void OnExchange(const DnsExchange& exchange)
    {
        exchanges.push_back(exchange);
    }
};

Row
Answered(const std::string& how, const char* server, DnsTransport transport)
{
    return {"a query over " + how + " is answered by the address that was asked",
            "RFC 1035 4.2, RFC 2181 4.1",
            [=](Verdict& v) {
                DnsLink link;
                link.listener->Start(link.hosts.in.nodes["b"]);
                link.Ask(7, server, transport);
                link.Run();
                v.Equal(link.replies.size(), 1u, "replies");
                v.Equal(link.failures.size(), 0u, "failures");
                v.Equal(link.replies.at(0).server.ToString(), server, "who answered");
                v.Equal(link.asked.at(0).tcp, transport == DnsTransport::Tcp, "TCP");
                const DnsExchange& exchange = link.exchanges.at(0);
                v.Equal(exchange.outcome, "NOERROR", "outcome");
                v.Equal(exchange.answers.size(), 1u, "answers");
                v.Equal(exchange.client.port, link.asked.at(0).from.port, "the client's port");
                v.Equal(exchange.client.address.ToString(),
                        link.asked.at(0).from.address.ToString(),
                        "the client's address");
                v.True(exchange.serverNode == link.hosts.in.nodes["b"]->GetId(), "the server");
                v.True(exchange.endNs > exchange.startNs, "it took its time");
            }};
}

void
AnswerTooLargeForOneSegment(Verdict& v)
{
    DnsLink link;
    link.records = 1500;
    link.listener->Start(link.hosts.in.nodes["b"]);
    link.Ask(1, B6, DnsTransport::Tcp);
    link.Ask(2, B4, DnsTransport::Tcp);
    link.Run();
    v.Equal(link.replies.size(), 2u, "replies");
    for (const auto& reply : link.replies)
    {
        const auto message =
            DnsMessage::Decode(reinterpret_cast<const uint8_t*>(reply.bytes.data()),
                               reply.bytes.size());
        v.True(message && message->answer.size() == 1500, "the whole answer");
    }
}

void
NobodyListens(Verdict& v, DnsTransport transport, DnsFailure failure, const std::string& outcome)
{
    for (const char* server : {B4, B6})
    {
        DnsLink link;
        link.Ask(3, server, transport);
        link.Run();
        v.Equal(link.failures.size(), 1u, "failures");
        v.True(link.failures.at(0).failure == failure, "which one");
        v.Equal(link.exchanges.at(0).outcome, outcome, "outcome");
        v.True(!link.exchanges.at(0).serverNode, "it reached no server");
    }
}

void
NoWayToTheServer(Verdict& v)
{
    DnsLink link;
    link.Ask(3, "198.51.100.53", DnsTransport::Udp);
    v.Equal(link.failures.size(), 0u, "failures before time goes on");
    link.Run();
    v.True(link.failures.at(0).failure == DnsFailure::Unreachable, "failure");
    v.Equal(link.exchanges.at(0).outcome, "no-route", "outcome");
    v.Equal(link.exchanges.at(0).client.port, 0u, "nothing was sent");
}

void
ChosenPort(Verdict& v)
{
    DnsLink link;
    link.listener->Start(link.hosts.in.nodes["b"]);
    link.Ask(1, B6, DnsTransport::Udp, 5353);
    link.Ask(2, B6, DnsTransport::Udp, 5353); // taken: another one
    link.Run();
    v.Equal(link.replies.size(), 2u, "replies");
    v.Equal(link.asked.at(0).from.port, 5353u, "the port that was asked for");
    v.True(link.asked.at(1).from.port != 5353, "another port while it is in use");
}

void
ReleasedIsSilent(Verdict& v)
{
    DnsLink link;
    link.listener->Start(link.hosts.in.nodes["b"]);
    link.Ask(1, B6, DnsTransport::Udp);
    link.Ask(2, B6, DnsTransport::Tcp);
    link.sockets->Release(1);
    link.sockets->Release(2);
    link.sockets->Release(99); // nobody's
    link.Run();
    v.Equal(link.replies.size() + link.failures.size(), 0u, "news of what nobody waits for");
    v.Equal(link.exchanges.at(0).outcome, "timeout", "outcome");
}

void
ServiceTime(Verdict& v)
{
    DnsLink link;
    link.listener->SetAttribute("ServiceTime", TimeValue(MilliSeconds(100)));
    link.listener->SetAttribute("Workers", UintegerValue(2));
    link.listener->SetAttribute("QueuePlaces", UintegerValue(3));
    link.listener->Start(link.hosts.in.nodes["b"]);
    for (uint32_t i = 0; i < 6; ++i)
    {
        link.Ask(i, B4, DnsTransport::Udp);
    }
    link.Run();
    v.Equal(link.replies.size(), 5u, "two at work, three waiting, one thrown away");
    const int64_t expected[] = {102, 102, 202, 202, 302}; // and a round trip of 2 ms
    for (size_t i = 0; i < link.replies.size(); ++i)
    {
        v.Equal(link.replies[i].at.GetMilliSeconds(),
                expected[i],
                "ms, answer " + std::to_string(i));
    }
}

void
LaterExchangeWins(Verdict& v)
{
    const auto ledger = CreateObject<DnsLedger>();
    DnsExchange exchange;
    exchange.question = {DnsLink::Name(), dns::A, dns::IN};
    exchange.messageId = 9;
    const uint64_t first = ledger->Open(exchange);
    const uint64_t again = ledger->Open(exchange);
    const auto query = DnsMessage::Query(9, DnsLink::Name(), dns::A);
    v.Equal(ledger->Arrive(query, 1), again, "the retransmission's exchange");
    ledger->GaveUp(again, "timeout", 5);
    v.Equal(ledger->Arrive(query, 1), first, "the older one once the later is closed");
    v.Equal(ledger->Arrive(DnsMessage::Query(9, DnsLink::Name(), dns::AAAA), 1),
            0u,
            "a question that nobody asked");
}

const std::vector<Row> ROWS{
    Answered("UDP and IPv4", B4, DnsTransport::Udp),
    Answered("UDP and IPv6", B6, DnsTransport::Udp),
    Answered("TCP and IPv4", B4, DnsTransport::Tcp),
    Answered("TCP and IPv6", B6, DnsTransport::Tcp),
    {"an answer of many segments arrives whole over TCP",
     "RFC 1035 4.2.2, RFC 7766 8",
     AnswerTooLargeForOneSegment},
    {"ICMP says that nobody listens at the server's UDP port",
     "RFC 1122 4.1.3.3",
     [](Verdict& v) {
         NobodyListens(v, DnsTransport::Udp, DnsFailure::Unreachable, "unreachable");
     }},
    {"a reset says that nobody listens at the server's TCP port",
     "RFC 7766 6.2.4",
     [](Verdict& v) { NobodyListens(v, DnsTransport::Tcp, DnsFailure::Refused, "refused"); }},
    {"without a route the query fails, but not at once", "", NoWayToTheServer},
    {"a query leaves from the port that was chosen for it, if that is free",
     "RFC 5452 9.2",
     ChosenPort},
    {"what was released is heard of no more", "", ReleasedIsSilent},
    {"queries wait for a worker, and too many are thrown away", "", ServiceTime},
    {"a query that arrives belongs to the last exchange with its id and question",
     "",
     LaterExchangeWins},
};

V6LAB_SUITE("v6lab-dns-sockets", ROWS);

} // namespace
