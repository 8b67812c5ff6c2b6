// SPDX-License-Identifier: GPL-2.0-only
// How an application's connection to its VPN service opens and closes.
#include "test/support/app-connection.h"

using namespace ns3::v6lab::test::app;

namespace
{

const std::vector<Row> ROWS = {
    {"a SYN is answered when the way on is open, with SYN and ACK; the third step opens it",
     "RFC 9293 3.5, article D",
     [](Verdict& v) {
         Connection c;
         v.Equal(c.Said(), "", "before");
         v.Equal(c.State(), "SYN-RECEIVED", "state");
         c.end.Accept(0);
         const auto said = c.end.TakeSegments();
         v.Equal(Text(said), "AS 5000/1001", "answer");
         v.Equal(said.front().tcp.mss, MSS, "MSS");
         c.Hear(A, 1001, 5001);
         v.Equal(c.State(), "ESTABLISHED", "state");
         v.Equal(c.Said(), "", "nothing more");
     }},
    {"a way on that is closed is answered with a reset that acknowledges the SYN",
     "RFC 9293 3.10.7.1",
     [](Verdict& v) {
         Connection c;
         c.end.Reset();
         v.Equal(c.Said(), "AR 0/1001", "reset");
         v.Equal(c.State(), "CLOSED", "state");
     }},
    {"the same SYN again changes nothing before the answer, and gets it again after",
     "RFC 9293 3.8.1, 3.10.7.4",
     [](Verdict& v) {
         Connection c;
         c.Hear(TcpFields::SYN, 1000, 0);
         v.Equal(c.Said(), "", "waits");
         c.end.Accept(0);
         c.Said();
         c.Hear(TcpFields::SYN, 1000, 0);
         v.Equal(c.Said(), "AS 5000/1001", "again");
     }},
    {"an application that gives up before the answer ends it without a word",
     "RFC 9293 3.5.2",
     [](Verdict& v) {
         Connection c;
         v.True(c.Hear(TcpFields::RST, 1001, 0).reset, "told");
         v.Equal(c.State(), "CLOSED", "state");
         v.Equal(c.Said(), "", "said");
     }},
    {"an acknowledgement of what was never sent is reset in SYN-RECEIVED",
     "RFC 9293 3.10.7.4",
     [](Verdict& v) {
         Connection c;
         c.end.Accept(0);
         c.Said();
         c.Hear(A, 1001, 7000);
         v.Equal(c.Said(), "R 7000/1001", "reset");
         v.Equal(c.State(), "SYN-RECEIVED", "state");
     }},
    {"an application that closes first: CLOSE-WAIT, then LAST-ACK, then nothing is left",
     "RFC 9293 3.6",
     [](Verdict& v) {
         auto c = Connection::Open();
         v.True(c.Hear(FA, 1001, 5001).finished, "told");
         v.Equal(c.State(), "CLOSE-WAIT", "state");
         v.Equal(c.Said(), "A 5001/1002", "answer");
         c.Send(3);
         v.Equal(c.Said(), "AP 5001/1002 +3", "half-closed: it still gets data");
         c.end.Finish(0);
         v.Equal(c.Said(), "AF 5004/1002", "FIN");
         v.Equal(c.State(), "LAST-ACK", "state");
         c.Hear(A, 1002, 5005);
         v.Equal(c.State(), "CLOSED", "state");
     }},
    {"a destination that closes first: FIN-WAIT-1, FIN-WAIT-2, then TIME-WAIT",
     "RFC 9293 3.6",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.end.Finish(0);
         v.Equal(c.Said(), "AF 5001/1001", "FIN");
         v.Equal(c.State(), "FIN-WAIT-1", "state");
         c.Hear(A, 1001, 5002);
         v.Equal(c.State(), "FIN-WAIT-2", "state");
         const auto input = c.Hear(PA, 1001, 5002, "late");
         v.Equal(input.size, size_t{4}, "half-closed: it still sends");
         c.Said();
         c.Hear(FA, 1005, 5002);
         v.Equal(c.State(), "TIME-WAIT", "state");
         v.Equal(c.Said(), "A 5002/1006", "answer");
         c.Hear(FA, 1005, 5002);
         v.Equal(c.Said(), "A 5002/1006", "and again");
     }},
    {"both close at once: CLOSING, then TIME-WAIT",
     "RFC 9293 3.6, figure 13",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.end.Finish(0);
         c.Hear(FA, 1001, 5001);
         v.Equal(c.State(), "CLOSING", "state");
         c.Hear(A, 1002, 5002);
         v.Equal(c.State(), "TIME-WAIT", "state");
     }},
    {"a FIN comes behind what waits",
     "RFC 9293 3.6",
     [](Verdict& v) {
         auto c = Connection::Open(Syn(), ROOM);
         c.Hear(A, 1001, 5001, "", 4);
         c.Send(6);
         c.end.Finish(0);
         v.Equal(c.Said(), "AP 5001/1001 +4", "window");
         c.Hear(A, 1001, 5005, "", 100);
         v.Equal(c.Said(), "AP 5005/1001 +2, AF 5007/1001", "the rest");
     }},
    {"a FIN that is lost is sent again",
     "RFC 9293 3.8.1",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.end.Finish(0);
         c.Said();
         c.Wait(1);
         v.Equal(c.Said(), "AF 5001/1001", "again");
     }},
    {"a reset at the expected number ends it; another one in the window is challenged",
     "RFC 9293 3.10.7.4, RFC 5961 3.2",
     [](Verdict& v) {
         auto c = Connection::Open();
         v.True(!c.Hear(TcpFields::RST, 1100, 0).reset, "guessed");
         v.Equal(c.Said(), "A 5001/1001", "challenge");
         v.True(!c.Hear(TcpFields::RST, 900, 0).reset, "old");
         v.Equal(c.Said(), "", "no answer");
         v.True(c.Hear(TcpFields::RST, 1001, 0).reset, "true");
         v.Equal(c.State(), "CLOSED", "state");
     }},
    {"a SYN in the window of a connection is challenged",
     "RFC 9293 3.10.7.4, RFC 5961 4.2",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Hear(TcpFields::SYN, 1001, 0);
         v.Equal(c.Said(), "A 5001/1001", "challenge");
         v.Equal(c.State(), "ESTABLISHED", "state");
     }},
    {"a way on that breaks resets the application",
     "RFC 9293 3.10.5",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.end.Reset();
         v.Equal(c.Said(), "R 5001/1001", "reset");
         c.Hear(PA, 1001, 5001, "x");
         v.Equal(c.Said(), "", "and then silence");
     }},
};

V6LAB_SUITE("v6lab-core-vpn-tcp", ROWS);

} // namespace
