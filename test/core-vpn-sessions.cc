// SPDX-License-Identifier: GPL-2.0-only
// The sessions of a VPN service: one per flow, ended when idle, limited in number.
#include "model/core/vpn/session-table.h"
#include "test/support/table.h"

#include <string>

using namespace ns3::v6lab;
using namespace ns3::v6lab::vpn;
using test::Row;
using test::Verdict;

namespace
{

using Table = SessionTable<std::string>;

/** 300 s UDP, 60 s ping, 7440 s and 240 s TCP: in seconds, to be read easily. */
constexpr IdleTimeouts TIMEOUTS{300, 60, 7440, 240};

SessionKey
Key(uint16_t port, BibKind kind = BibKind::Udp, const char* remote = "192.0.2.1")
{
    return {kind, {*IpAddress::Parse("10.8.0.2"), port}, {*IpAddress::Parse(remote), 53}};
}

std::string
PortOf(const std::optional<SessionKey>& key)
{
    return key ? std::to_string(key->app.port) : "none";
}

const std::vector<Row> ROWS = {
    {"a flow has one session; other ports, destinations and protocols have others",
     "article D",
     [](Verdict& v) {
         Table table(TIMEOUTS, 10);
         table.Add(Key(1), "one", IdleClass::Udp, 0);
         v.Equal(table.Find(Key(1))->content, "one", "found");
         v.True(!table.Find(Key(2)), "port");
         v.True(!table.Find(Key(1, BibKind::Tcp)), "protocol");
         v.True(!table.Find(Key(1, BibKind::Udp, "192.0.2.2")), "destination");
     }},
    {"applications with other addresses, and other ports of a destination, have sessions of their "
     "own",
     "RFC 4787 4.1, article D",
     [](Verdict& v) {
         Table table(TIMEOUTS, 10);
         table.Add(Key(1), "one", IdleClass::Udp, 0);
         auto neighbour = Key(1);
         neighbour.app.address = *IpAddress::Parse("10.8.0.3");
         v.True(!table.Find(neighbour), "application's address");
         auto service = Key(1);
         service.remote.port = 54;
         v.True(!table.Find(service), "destination's port");
         v.True(table.Add(service, "two", IdleClass::Udp, 0), "may be added");
         v.Equal(table.Find(Key(1))->content, "one", "the first is as it was");
     }},
    {"an idle session ends when its time is over, and not before",
     "RFC 4787 4.3 REQ-5",
     [](Verdict& v) {
         Table table(TIMEOUTS, 10);
         table.Add(Key(1), "", IdleClass::Udp, 100);
         v.Equal(PortOf(table.FindExpired(399)), "none", "before");
         v.Equal(PortOf(table.FindExpired(400)), "1", "then");
         v.Equal(table.GetDeadline().value_or(0), int64_t{400}, "deadline");
     }},
    {"each kind of session has its own time",
     "RFC 5382 REQ-5, RFC 5508 REQ-2",
     [](Verdict& v) {
         Table table(TIMEOUTS, 10);
         table.Add(Key(1), "", IdleClass::Udp, 0);
         table.Add(Key(2, BibKind::Icmp), "", IdleClass::Icmp, 0);
         table.Add(Key(3, BibKind::Tcp), "", IdleClass::TcpEstablished, 0);
         table.Add(Key(4, BibKind::Tcp), "", IdleClass::TcpTransitory, 0);
         std::string order;
         while (const auto deadline = table.GetDeadline())
         {
             const auto key = table.FindExpired(*deadline);
             order += PortOf(key) + "@" + std::to_string(*deadline) + " ";
             table.Remove(*key);
         }
         v.Equal(order, "2@60 4@240 1@300 3@7440 ", "order");
     }},
    {"a packet makes a session live on, and behind those that came later",
     "RFC 4787 4.3 REQ-6",
     [](Verdict& v) {
         Table table(TIMEOUTS, 10);
         table.Add(Key(1), "", IdleClass::Udp, 0);
         table.Add(Key(2), "", IdleClass::Udp, 10);
         table.Touch(*table.Find(Key(1)), IdleClass::Udp, 20);
         v.Equal(PortOf(table.FindExpired(310)), "2", "first");
         table.Remove(Key(2));
         v.Equal(PortOf(table.FindExpired(319)), "none", "not yet");
         v.Equal(PortOf(table.FindExpired(320)), "1", "then");
     }},
    {"a connection that is established waits for longer from then on",
     "RFC 5382 REQ-5",
     [](Verdict& v) {
         Table table(TIMEOUTS, 10);
         table.Add(Key(1, BibKind::Tcp), "", IdleClass::TcpTransitory, 0);
         table.Touch(*table.Find(Key(1, BibKind::Tcp)), IdleClass::TcpEstablished, 5);
         v.Equal(table.GetDeadline().value_or(0), int64_t{7445}, "deadline");
     }},
    {"a full table takes no more until one ends",
     "article D",
     [](Verdict& v) {
         Table table(TIMEOUTS, 2);
         v.True(table.Add(Key(1), "", IdleClass::Udp, 0), "first");
         v.True(table.Add(Key(2), "", IdleClass::Udp, 0), "second");
         v.True(!table.Add(Key(3), "", IdleClass::Udp, 0), "third");
         v.Equal(table.Remove(Key(1))->createdNs, int64_t{0}, "removed");
         v.True(table.Add(Key(3), "", IdleClass::Udp, 0), "after that");
         v.Equal(table.GetSize(), size_t{2}, "size");
     }},
    {"what is removed is gone, and not waited for",
     "article D",
     [](Verdict& v) {
         Table table(TIMEOUTS, 2);
         table.Add(Key(1), "", IdleClass::Udp, 0);
         table.Remove(Key(1));
         v.True(!table.Find(Key(1)), "found");
         v.True(!table.GetDeadline(), "deadline");
         v.True(!table.Remove(Key(1)), "again");
     }},
};

V6LAB_SUITE("v6lab-core-vpn-sessions", ROWS);

} // namespace
