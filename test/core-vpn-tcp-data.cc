// SPDX-License-Identifier: GPL-2.0-only
// Data, windows and what is sent again on an application's connection to its VPN service.
#include "test/support/app-connection.h"

using namespace ns3::v6lab::test::app;

namespace
{

const std::vector<Row> ROWS = {
    {"data in order are passed on and acknowledged",
     "RFC 9293 3.4, 3.8.6.3",
     [](Verdict& v) {
         auto c = Connection::Open();
         const auto input = c.Hear(PA, 1001, 5001, "GET /");
         v.Equal(std::string(input.bytes, input.bytes + input.size), "GET /", "bytes");
         v.Equal(c.Said(), "A 5001/1006", "answer");
     }},
    {"data that came before are acknowledged again and not passed on; new ones behind them are",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Hear(PA, 1001, 5001, "GET /");
         c.Said();
         v.Equal(c.Hear(PA, 1001, 5001, "GET /").size, size_t{0}, "old");
         v.Equal(c.Said(), "A 5001/1006", "answer");
         const auto input = c.Hear(PA, 1001, 5001, "GET /index");
         v.Equal(std::string(input.bytes, input.bytes + input.size), "index", "new");
         v.Equal(c.Said(), "A 5001/1011", "answer");
     }},
    {"data that come too early are asked for again",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         auto c = Connection::Open();
         v.Equal(c.Hear(PA, 1003, 5001, "T /").size, size_t{0}, "early");
         v.Equal(c.Said(), "A 5001/1001", "answer");
     }},
    {"data go out in segments of the application's MSS, all that its window lets out",
     "RFC 9293 3.7.1, 3.8.6",
     [](Verdict& v) {
         auto c = Connection::Open(Syn(1000, 2500));
         c.Hear(A, 1001, 5001, "", 2500);
         c.Send(3000);
         v.Equal(c.Said(), "AP 5001/1001 +1000, AP 6001/1001 +1000, AP 7001/1001 +500", "window");
         c.Hear(A, 1001, 6001, "", 2500);
         v.Equal(c.Said(), "AP 7501/1001 +500", "as it moves");
         c.Hear(A, 1001, 8001, "", 2500);
         v.Equal(c.end.GetBacklog(), size_t{0}, "all acknowledged");
         v.True(!c.end.GetDeadline(), "nothing to wait for");
     }},
    {"an application without an MSS option gets segments of 536 bytes, by IPv6 of 1220",
     "RFC 9293 3.7.1",
     [](Verdict& v) {
         auto c = Connection::Open(Syn(0));
         c.Send(600);
         v.Equal(c.Said(), "AP 5001/1001 +536, AP 5537/1001 +64", "segments");
         auto six = Connection::Open(Syn(0), ROOM, ns3::v6lab::Family::V6);
         six.Send(1300);
         v.Equal(six.Said(), "AP 5001/1001 +1220, AP 6221/1001 +80", "by IPv6");
     }},
    {"an old segment does not bring back an old window",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Hear(PA, 1001, 5001, "GET /", 0); // the window is closed
         c.Said();
         c.Hear(PA, 1001, 5001, "GET /", 60000);
         c.Said();
         c.Send(10);
         v.Equal(c.Said(), "", "kept");
         c.Hear(A, 1006, 5001, "", 60000);
         v.Equal(c.Said(), "AP 5001/1006 +10", "sent");
     }},
    {"an acknowledgement that was overtaken does not open a window that is closed",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Send(20);
         c.Said();
         c.Hear(A, 1001, 5021, "", 0);
         c.Hear(A, 1001, 5011, "", 60000);
         c.Send(10);
         v.Equal(c.Said(), "", "kept");
     }},
    {"room where there was enough is not worth a segment",
     "RFC 9293 3.8.6.2.2",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Hear(PA, 1001, 5001, "GET /");
         c.Said();
         c.end.SetRoom(ROOM);
         v.Equal(c.Said(), "", "said");
     }},
    {"a closed window is probed with one byte, again and again",
     "RFC 9293 3.8.6.1",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Hear(A, 1001, 5001, "", 0);
         c.Send(100);
         v.Equal(c.Said(), "", "closed");
         c.Wait(1);
         v.Equal(c.Said(), "AP 5001/1001 +1", "probe");
         c.Wait(2);
         v.Equal(c.Said(), "AP 5001/1001 +1", "probe");
     }},
    {"what is not acknowledged is sent again after 1 s, then after twice as long",
     "RFC 6298 2.1, 5.5",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Send(100);
         c.Said();
         c.end.Advance(ns3::v6lab::SECOND - 1);
         v.Equal(c.Said(), "", "not yet");
         c.Wait(1);
         v.Equal(c.Said(), "AP 5001/1001 +100", "again");
         c.Wait(1);
         v.Equal(c.Said(), "", "not yet");
         c.Wait(1);
         v.Equal(c.Said(), "AP 5001/1001 +100", "again");
     }},
    {"who acknowledges the probes of a closed window is waited for without end",
     "RFC 9293 3.8.6.1",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Hear(A, 1001, 5001, "", 0);
         c.Send(100);
         int64_t timeout = 1;
         for (int probe = 0; probe < 30; ++probe)
         {
             v.True(c.Wait(timeout), "open at probe " + std::to_string(probe));
             v.Equal(c.Said(), "AP 5001/1001 +1", "probe");
             c.Hear(A, 1001, 5001, "", 0);
             timeout = std::min<int64_t>(timeout * 2, 60);
         }
         c.Hear(A, 1001, 5001, "", 500);
         v.Equal(c.Said(), "AP 5002/1001 +99", "when it opens: the rest");
     }},
    {"who answers nothing is given up after three minutes",
     "RFC 9293 3.8.3",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Send(100);
         int64_t waited = 0;
         int64_t timeout = 1;
         bool open = true;
         while (open && waited < 1000)
         {
             open = c.Wait(timeout);
             waited += timeout;
             timeout = std::min<int64_t>(timeout * 2, 60);
         }
         v.Equal(waited, int64_t{1 + 2 + 4 + 8 + 16 + 32 + 60 + 60}, "s");
         v.Equal(c.State(), "CLOSED", "state");
     }},
    {"a full buffer closes the window, and room opens it with a segment of its own",
     "RFC 9293 3.8.6.2.2",
     [](Verdict& v) {
         auto c = Connection::Open(Syn(), 2000);
         const auto input = c.Hear(PA, 1001, 5001, std::string(1900, 'x'));
         v.Equal(input.size, size_t{1900}, "taken");
         auto said = c.end.TakeSegments();
         v.Equal(said.back().tcp.window, 100, "window");
         c.end.SetRoom(700);
         v.Equal(c.Said(), "", "a silly window is not told");
         c.end.SetRoom(2000);
         said = c.end.TakeSegments();
         v.Equal(Text(said), "A 5001/2901", "update");
         v.Equal(said.back().tcp.window, 2000, "window");
     }},
    {"what exceeds the window is not taken",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         auto c = Connection::Open(Syn(), 10);
         const auto input = c.Hear(PA, 1001, 5001, std::string(15, 'x'));
         v.Equal(input.size, size_t{10}, "taken");
         v.Equal(c.Said(), "A 5001/1011", "answer");
     }},
    {"a segment without ACK is dropped",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         auto c = Connection::Open();
         v.Equal(c.Hear(0, 1001, 0, "x").size, size_t{0}, "data");
         v.Equal(c.Said(), "", "answer");
     }},
    {"an acknowledgement of what was never sent is answered, and nothing else of it counts",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         auto c = Connection::Open();
         v.Equal(c.Hear(A, 1001, 5100, "x").size, size_t{0}, "data");
         v.Equal(c.Said(), "A 5001/1001", "answer");
     }},
    {"sequence numbers go round",
     "RFC 9293 3.4",
     [](Verdict& v) {
         TcpFields syn = Syn();
         syn.sequence = 0xffffffff;
         TcpEnd end(ns3::v6lab::Family::V4, syn, 0xfffffffe, MSS, ROOM);
         end.Accept(0);
         end.Receive(Fields(A, 0, 0xffffffff), nullptr, 0, 0);
         end.TakeSegments();
         const uint8_t bytes[4] = {1, 2, 3, 4};
         end.Send(bytes, 4, 0);
         v.Equal(Text(end.TakeSegments()), "AP 4294967295/0 +4", "data");
         end.Receive(Fields(A, 0, 3), nullptr, 0, 0);
         v.Equal(end.GetBacklog(), size_t{0}, "acknowledged");
         v.Equal(end.Receive(Fields(PA, 0, 3), bytes, 4, 0).size, size_t{4}, "taken");
     }},
};

V6LAB_SUITE("v6lab-core-vpn-tcp-data", ROWS);

} // namespace
