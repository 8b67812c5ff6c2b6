// SPDX-License-Identifier: GPL-2.0-only
// TCP in user space: the end of a connection that a proxying VPN service has towards an
// application.
#include "model/core/vpn/tcp-end.h"
#include "test/support/table.h"

#include <sstream>

using namespace ns3::v6lab;
using namespace ns3::v6lab::vpn;
using test::Row;
using test::Verdict;

namespace
{

constexpr int64_t SECOND = 1000000000;
constexpr uint32_t ISS = 5000; //!< of the service
constexpr uint32_t IRS = 1000; //!< of the application
constexpr uint16_t MSS = 1460;
constexpr uint32_t ROOM = 65535;

/** "SA 5000/1001" and the payload's length, each segment. */
std::string
Text(const std::vector<TcpSegment>& segments)
{
    std::ostringstream text;
    for (const TcpSegment& segment : segments)
    {
        const char* letters[] = {"F", "S", "R", "P", "A"};
        std::string flags;
        for (size_t bit : {4, 0, 1, 2, 3})
        {
            flags += (segment.tcp.flags >> bit & 1) != 0 ? letters[bit] : "";
        }
        text << (text.tellp() > 0 ? ", " : "") << flags << " " << segment.tcp.sequence << "/"
             << segment.tcp.acknowledgement;
        if (!segment.payload.empty())
        {
            text << " +" << segment.payload.size();
        }
    }
    return text.str();
}

TcpFields
Fields(uint8_t flags, uint32_t sequence, uint32_t acknowledgement, uint16_t window = 65535)
{
    TcpFields tcp;
    tcp.flags = flags;
    tcp.sequence = sequence;
    tcp.acknowledgement = acknowledgement;
    tcp.window = window;
    return tcp;
}

TcpFields
Syn(uint16_t mss = MSS, uint16_t window = 65535)
{
    TcpFields syn = Fields(TcpFields::SYN, IRS, 0, window);
    syn.mss = mss;
    return syn;
}

/** A connection, and what its end said. */
class Connection
{
  public:
    explicit Connection(const TcpFields& syn = Syn(), uint32_t room = ROOM)
        : end(syn, ISS, MSS, room)
    {
    }

    /** As far as ESTABLISHED, with nothing left to take. */
    static Connection Open(const TcpFields& syn = Syn(), uint32_t room = ROOM)
    {
        Connection connection(syn, room);
        connection.end.Accept(0);
        connection.Hear(TcpFields::ACK, IRS + 1, ISS + 1);
        connection.Said();
        return connection;
    }

    TcpEnd::Input Hear(uint8_t flags,
                       uint32_t sequence,
                       uint32_t acknowledgement,
                       const std::string& payload = "",
                       uint16_t window = 65535)
    {
        m_heard = payload;
        return end.Receive(Fields(flags, sequence, acknowledgement, window),
                           reinterpret_cast<const uint8_t*>(m_heard.data()),
                           m_heard.size(),
                           m_now);
    }

    void Send(size_t size)
    {
        const std::vector<uint8_t> bytes(size, 'x');
        end.Send(bytes.data(), bytes.size(), m_now);
    }

    bool Wait(int64_t seconds)
    {
        m_now += seconds * SECOND;
        return end.Advance(m_now);
    }

    std::string Said()
    {
        return Text(end.TakeSegments());
    }

    std::string State() const
    {
        return ToWord(end.GetState());
    }

    TcpEnd end;

  private:
    std::string m_heard;
    int64_t m_now{0};
};

const uint8_t A = TcpFields::ACK;
const uint8_t PA = TcpFields::ACK | TcpFields::PSH;
const uint8_t FA = TcpFields::ACK | TcpFields::FIN;

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
    {"an application without an MSS option gets segments of 536 bytes",
     "RFC 9293 3.7.1",
     [](Verdict& v) {
         auto c = Connection::Open(Syn(0));
         c.Send(600);
         v.Equal(c.Said(), "AP 5001/1001 +536, AP 5537/1001 +64", "segments");
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
         c.end.Advance(SECOND - 1);
         v.Equal(c.Said(), "", "not yet");
         c.Wait(1);
         v.Equal(c.Said(), "AP 5001/1001 +100", "again");
         c.Wait(1);
         v.Equal(c.Said(), "", "not yet");
         c.Wait(1);
         v.Equal(c.Said(), "AP 5001/1001 +100", "again");
     }},
    {"who answers nothing for longer than 100 s is given up",
     "RFC 9293 3.8.3",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.Send(100);
         int64_t waited = 0;
         int64_t timeout = 1;
         while (c.Wait(timeout) && waited < 1000)
         {
             waited += timeout;
             timeout = std::min<int64_t>(timeout * 2, 60);
         }
         v.True(waited >= 100, "given up after " + std::to_string(waited));
         v.True(waited < 1000, "given up at all");
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
    {"a way on that breaks resets the application",
     "RFC 9293 3.10.5",
     [](Verdict& v) {
         auto c = Connection::Open();
         c.end.Reset();
         v.Equal(c.Said(), "AR 5001/1001", "reset");
         c.Hear(PA, 1001, 5001, "x");
         v.Equal(c.Said(), "", "and then silence");
     }},
    {"sequence numbers go round",
     "RFC 9293 3.4",
     [](Verdict& v) {
         TcpFields syn = Syn();
         syn.sequence = 0xffffffff;
         TcpEnd end(syn, 0xfffffffe, MSS, ROOM);
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

V6LAB_SUITE("v6lab-core-vpn-tcp", ROWS);

} // namespace
