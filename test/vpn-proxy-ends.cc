// SPDX-License-Identifier: GPL-2.0-only
// How connections through a proxying VPN service end, and what keeps a session (article D).
#include "test/support/vpn-rows.h"

#include "ns3/inet-socket-address.h"
#include "ns3/tcp-socket-factory.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test::vpns;

namespace
{

/** A connection of an application on a in the VPN to b; each side counts what it gets. */
class Call
{
  public:
    explicit Call(VpnNet& net)
        : app(Socket::CreateSocket(net.At("a"), TcpSocketFactory::GetTypeId())),
          m_listener(Socket::CreateSocket(net.At("b"), TcpSocketFactory::GetTypeId()))
    {
        m_listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), 80));
        m_listener->Listen();
        m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                      MakeCallback(&Call::Accept, this));
        app->BindToNetDevice(net.service->GetDevice());
        app->SetRecvCallback(MakeCallback(&Call::ReadApp, this));
        At(1, [this] { app->Connect(InetSocketAddress(Ipv4Address(B4.c_str()), 80)); });
    }

    ~Call()
    {
        for (const auto& socket : {app, server, m_listener})
        {
            if (socket)
            {
                socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
            }
        }
        m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                      MakeNullCallback<void, Ptr<Socket>, const Address&>());
    }

    static void At(uint64_t ms, const std::function<void()>& action)
    {
        Simulator::Schedule(MilliSeconds(ms), action);
    }

    static void Send(const Ptr<Socket>& socket, uint32_t bytes)
    {
        socket->Send(Create<Packet>(bytes));
    }

    Ptr<Socket> app;
    Ptr<Socket> server; //!< null before it is accepted
    uint32_t atApp{0};  //!< bytes
    uint32_t atServer{0};

  private:
    void Accept(Ptr<Socket> socket, const Address&)
    {
        server = socket;
        server->SetRecvCallback(MakeCallback(&Call::ReadServer, this));
    }

    void ReadApp(Ptr<Socket> socket)
    {
        atApp += Drain(socket);
    }

    void ReadServer(Ptr<Socket> socket)
    {
        atServer += Drain(socket);
    }

    static uint32_t Drain(const Ptr<Socket>& socket)
    {
        uint32_t bytes = 0;
        for (auto packet = socket->Recv(); packet && packet->GetSize() > 0; packet = socket->Recv())
        {
            bytes += packet->GetSize();
        }
        return bytes;
    }

    Ptr<Socket> m_listener;
};

const std::vector<Row> ROWS = {
    {"an application that has closed still gets what the destination sends",
     "RFC 9293 3.6, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Call call(net);
         Call::At(100, [&] { Call::Send(call.app, 200); });
         Call::At(200, [&] { call.app->ShutdownSend(); });
         Call::At(300, [&] { Call::Send(call.server, 5000); });
         Call::At(400, [&] { call.server->Close(); });
         net.Run();
         v.Equal(call.atServer, 200u, "at the destination");
         v.Equal(call.atApp, 5000u, "at the application");
         v.Equal(net.sessions,
                 "added tcp SYN-RECEIVED; tcp ESTABLISHED; tcp CLOSE-WAIT; tcp LAST-ACK; "
                 "removed tcp CLOSED; ",
                 "session");
     }},
    {"a destination that has closed still gets what the application sends",
     "RFC 9293 3.6, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Call call(net);
         Call::At(100, [&] { Call::Send(call.server, 200); });
         Call::At(200, [&] { call.server->ShutdownSend(); });
         Call::At(300, [&] { Call::Send(call.app, 5000); });
         Call::At(400, [&] { call.app->Close(); });
         net.Run();
         v.Equal(call.atApp, 200u, "at the application");
         v.Equal(call.atServer, 5000u, "at the destination");
         v.True(Has(net.sessions, "tcp FIN-WAIT-1; tcp FIN-WAIT-2; tcp TIME-WAIT; "), net.sessions);
     }},
    {"a SYN of the service that gets lost is sent again after a second",
     "RFC 6298 2.1",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Call call(net);
         const auto ipv4 = net.At("b")->GetObject<Ipv4>();
         ipv4->SetDown(1);
         Call::At(500, [&] { ipv4->SetUp(1); });
         net.Run(3);
         const auto frames = net.Frames("far", protocol::TCP);
         v.True(frames.size() >= 2, "two SYNs");
         const double apart = frames.at(1).ms - frames.at(0).ms;
         v.True(apart > 999 && apart < 1001, "ms between them: " + std::to_string(apart));
         v.True(call.server != nullptr, "connected");
     }},
    {"a destination that breaks off is a service that breaks off",
     "RFC 9293 3.5.3, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Call call(net);
         bool broken = false;
         const Callback<void, Ptr<Socket>> onEnd([&broken](Ptr<Socket>) { broken = true; });
         call.app->SetCloseCallbacks(onEnd, onEnd); // ns-3 tells a reset as an end
         Call::At(90, [&] { call.server->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>()); });
         Call::At(100, [&] { Call::Send(call.app, 200); });
         Call::At(200, [&] { call.server->Close(); }); // a reset, as there is what nobody has read
         net.Run();
         v.True(broken, "the application sees");
         v.True(Has(net.sessions, "removed tcp CLOSED"), net.sessions);
         v.True(!Has(net.events, "drop"), "and says nothing to it: " + net.events);
     }},
    {"an application that breaks off is a service that breaks off",
     "RFC 9293 3.5.2, 3.10.5, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Call call(net);
         bool ended = false;
         bool atOnce = false;
         Call::At(90, [&] {
             call.app->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
             const Callback<void, Ptr<Socket>> onEnd([&ended](Ptr<Socket>) { ended = true; });
             call.server->SetCloseCallbacks(onEnd, onEnd);
         });
         Call::At(100, [&] { Call::Send(call.server, 200); });
         Call::At(200, [&] { call.app->Close(); }); // a reset, as there is what nobody has read
         Call::At(210, [&] { atOnce = ended; });
         net.Run();
         v.True(atOnce, "for the destination, which has sent nothing since");
         v.Equal(int{net.Frames("far", protocol::TCP).back().bytes.at(33) & 4}, 4, "RST");
         v.True(Has(net.sessions, "removed tcp CLOSED"), net.sessions);
     }},
    {"a connection that the service forgets is reset at the destination, too",
     "RFC 9293 3.10.5, RFC 5382 5, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Call call(net);
         bool ended = false;
         Call::At(90, [&] {
             const Callback<void, Ptr<Socket>> onEnd([&ended](Ptr<Socket>) { ended = true; });
             call.server->SetCloseCallbacks(onEnd, onEnd);
         });
         Call::At(100, [&] { Call::Send(call.app, 200); });
         net.Run(124 * 60 - 10);
         v.True(!ended, "not before 124 minutes");
         Simulator::Stop(Seconds(20));
         Simulator::Run();
         v.True(ended, "then");
         v.Equal(int{net.Frames("far", protocol::TCP).back().bytes.at(33) & 4}, 4, "RST");
     }},
    {"what an application has sent arrives before its end, however slow the way is",
     "RFC 9293 3.6, 3.10.4, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Call call(net);
         call.app->SetAttribute("SndBufSize", UintegerValue(2000000));
         Call::At(100, [&] {
             Call::Send(call.app, 1000000);
             call.app->Close();
         });
         net.Run(20);
         v.Equal(call.atServer, 1000000u, "at the destination");
     }},
    {"a session lives on while the application sends, whether there is an answer or not",
     "RFC 4787 4.3 REQ-6",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Ask(net, {1, 200, 400, 600});
         net.Run(890);
         v.Equal(net.sessions, "added udp; ", "after 290 s of silence");
         Simulator::Stop(Seconds(20));
         Simulator::Run();
         v.Equal(net.sessions, "added udp; removed udp; ", "after 310 s");
     }},
    {"who comes back after its session has ended gets another one",
     "RFC 4787 4.3 REQ-5, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Ask(net, {1, 400});
         net.Run(450);
         v.Equal(net.sessions, "added udp; removed udp; added udp; ", "sessions");
         v.Equal(net.datagrams, 2u, "datagrams at the destination");
     }},
    {"a stranger's datagram to the service's socket does not reach the application",
     "article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         Ask(net, {1});
         Simulator::Schedule(Seconds(2), [&net] {
             const auto proxy = DynamicCast<VpnProxy>(net.service);
             const auto port = proxy->GetSessions().at(0).outside.port;
             net.Udp("b", "192.0.2.1", port, 10, 1); // from another port
             net.Udp("r", "192.0.2.1", port, 10, 1);
         });
         net.Run();
         v.Equal(net.events, "deliver; ", "events of the service");
         v.Equal(net.Frames("near", protocol::UDP).size(), size_t{3}, "datagrams on the link");
     }},
};

V6LAB_SUITE("v6lab-vpn-proxy-ends", ROWS);

} // namespace
