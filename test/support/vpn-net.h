// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_VPN_NET_H
#define V6LAB_TEST_VPN_NET_H

#include "helper/vpn-helper.h"
#include "model/vpn/vpn-proxy.h"
#include "model/workload/echo-server.h"
#include "model/workload/ping-flow.h"
#include "model/workload/tcp-flow.h"
#include "model/workload/tcp-responder.h"
#include "model/workload/udp-echo-flow.h"
#include "test/support/small-net.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/** SmallNet's path a – r – b, and a VPN service on a. Applications call b. */
class VpnNet : public SmallNet
{
  public:
    explicit VpnNet(const std::string& mode, bool ipv6 = true, uint32_t mtu = 0)
        : helper(mode)
    {
        BuildPath();
        helper.SetAttribute("Ipv6", BooleanValue(ipv6));
        helper.SetAttribute("Mtu", UintegerValue(mtu));
        helper.AddAddress("10.8.0.2");
        helper.AddAddress("fd00:8::2");
    }

    /** Before the first flow. */
    void InstallProxy()
    {
        service = helper.Install(At("a"));
        service->TraceConnectWithoutContext("Hop", MakeCallback(&VpnNet::OnEvent, this));
        service->TraceConnectWithoutContext("Session", MakeCallback(&VpnNet::OnSession, this));
    }

    /** The same with a server on r. */
    void InstallTunnel(const std::string& serverAddress)
    {
        VpnServerHelper serverHelper;
        serverHelper.AddPrefix("10.8.0.0/24");
        serverHelper.AddPrefix("fd00:8::/64");
        server = serverHelper.Install(At("r"));
        helper.AddServer(serverAddress);
        InstallProxy();
    }

    /** A flow of an application that is in the VPN, or beside it. */
    template <class F>
    Ptr<F> Start(const std::string& to, bool inside, uint16_t port = 0, uint32_t size = 64)
    {
        const auto flow = CreateObject<F>();
        flow->SetRemote({*IpAddress::Parse(to), port});
        flow->SetAttribute("Count", UintegerValue(1));
        flow->SetAttribute("Size", UintegerValue(size));
        flow->BindTo(inside ? service->GetDevice() : nullptr);
        At("a")->AddApplication(flow);
        flow->SetStartTime(MilliSeconds(1));
        return flow;
    }

    template <class S>
    void Serve(uint16_t port)
    {
        const auto application = CreateObject<S>();
        application->SetAttribute("Port", UintegerValue(port));
        At("b")->AddApplication(application);
    }

    VpnServiceHelper helper;
    Ptr<VpnService> service;
    Ptr<VpnServer> server;
    std::string events;   //!< of the service: "deliver; send; drop vpn-no-ipv6; "
    std::string sessions; //!< "added tcp SYN-RECEIVED; "

  private:
    void OnEvent(const PacketEvent& event)
    {
        const std::string reason =
            event.reason == Reason::None ? "" : " " + std::string(Describe(event.reason).word);
        events += ToWord(event.action) + reason + "; ";
    }

    void OnSession(const SessionRecord& session, Change change)
    {
        sessions += change == Change::Added     ? "added "
                    : change == Change::Changed ? ""
                                                : "removed ";
        sessions += ToWord(session.kind);
        sessions += session.stateWord ? std::string(" ") + session.stateWord : "";
        sessions += "; ";
    }
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_VPN_NET_H
