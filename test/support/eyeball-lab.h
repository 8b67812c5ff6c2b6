// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_EYEBALL_LAB_H
#define V6LAB_TEST_EYEBALL_LAB_H

#include "model/core/packet-facts.h"
#include "model/workload/icmp-endpoint.h"
#include "model/workload/tcp-flow.h"
#include "model/workload/tcp-responder.h"
#include "test/support/scripted-lookup.h"
#include "test/support/two-hosts.h"

#include "ns3/channel.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <cstdio>

namespace ns3::v6lab::test
{

/** Loses the packets of one family that are longer than a bound. */
class FamilyLoss : public ErrorModel
{
  public:
    FamilyLoss(Family family, uint32_t longest)
        : m_protocol(family == Family::V6 ? 0x57 : 0x21), // RFC 1661 2, RFC 5072 3
          m_longest(longest)
    {
    }

  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        uint8_t header[2] = {0, 0};
        packet->CopyData(header, sizeof(header));
        return header[1] == m_protocol && packet->GetSize() > m_longest + sizeof(header);
    }

    void DoReset() override
    {
    }

    uint8_t m_protocol;
    uint32_t m_longest;
};

/** Hosts a and b, a server on b, and a caller on a that knows more than one way. */
class EyeballLab : public TwoHosts
{
  public:
    static constexpr const char* B6 = "2001:db8:0:1::2";
    static constexpr const char* B4 = "10.0.0.2";

    explicit EyeballLab(bool v4 = true, bool v6 = true)
        : TwoHosts(v4, v6),
          flow(CreateObject<TcpFlow>()),
          lookup(CreateObject<ScriptedLookup>())
    {
        flow->SetAttribute("Count", UintegerValue(1));
        in.devices.at("a/link")->TraceConnectWithoutContext(
            "MacTx",
            MakeCallback(&EyeballLab::OnFrame, this));
    }

    /** Packets of the family that arrive at the host are lost, if longer than so many bytes. */
    void LoseFamily(const std::string& at, Family family, uint32_t longest = 0)
    {
        in.devices.at(at + "/link")
            ->SetAttribute("ReceiveErrorModel",
                           PointerValue(CreateObject<FamilyLoss>(family, longest)));
    }

    /** One way of the link takes so long. */
    void SetDelay(double ms)
    {
        in.devices.at("a/link")->GetChannel()->SetAttribute(
            "Delay",
            TimeValue(MicroSeconds(static_cast<int64_t>(ms * 1000))));
    }

    /** What calls b's port 80 over IPv6 gets a reset. */
    void RefuseV6()
    {
        const auto socket = Socket::CreateSocket(in.nodes["b"], TcpSocketFactory::GetTypeId());
        socket->Bind(ToSocketAddress({*IpAddress::Parse("::"), 80})); // and does not listen
        m_refusing = socket;
    }

    /** The caller begins with these addresses. */
    void Know(const std::vector<std::string>& texts)
    {
        std::vector<IpAddress> addresses;
        for (const auto& text : texts)
        {
            addresses.push_back(*IpAddress::Parse(text));
        }
        flow->SetRemotes(addresses, 80);
    }

    /** The caller begins with a name, of which `lookup` knows the addresses. */
    void Ask(std::optional<Family> only = std::nullopt)
    {
        flow->SetRemoteName("www.example.org", lookup, 80, only);
    }

    /** Runs the caller, and the server on b, to their end. */
    const FlowRecord& Call()
    {
        const auto server = CreateObject<TcpResponder>();
        server->SetLedger(in.ledger);
        Add("b", server);
        return Call(flow);
    }

    /** Runs a caller to its end. */
    const FlowRecord& Call(const Ptr<FlowApplication>& caller)
    {
        IcmpEndpoint::Of(in.nodes["b"])->SetLedger(in.ledger);
        FlowRecord record;
        record.name = "call";
        record.sourceNode = "a";
        record.destinationNode = "b";
        record.destinationNodeId = in.nodes["b"]->GetId();
        caller->Announce(in.ledger, record);
        caller->TraceConnectWithoutContext("Drop", MakeCallback(&FlowLedger::OnDrop, in.ledger));
        Add("a", caller);
        return Run();
    }

    /** The attempts of the flow: "v6 0-250.5 connected, v4 250-250.5 cancelled". */
    std::string Attempts() const
    {
        std::string text;
        for (const AttemptRecord& record : in.ledger->GetFlows().front().attempts)
        {
            const EyeballAttempt& attempt = record.attempt;
            text += (text.empty() ? "" : ", ") + std::string(ToWord(attempt.address.GetFamily())) +
                    " " + Ms(attempt.startNs) + "-" + Ms(attempt.endNs) + " " +
                    ToWord(attempt.outcome);
        }
        return text;
    }

    /** Whole milliseconds, rounded down. */
    static std::string Ms(int64_t ns)
    {
        return std::to_string(ns / 1000000);
    }

    std::string calls;  //!< SYNs that left a: "v6 0, v4 250"
    std::string resets; //!< RSTs that left a, the same way

  private:
    void Add(const std::string& node, const Ptr<Application>& application)
    {
        in.nodes.at(node)->AddApplication(application);
        in.applications.Add(application);
    }

    void OnFrame(Ptr<const Packet> frame)
    {
        std::vector<uint8_t> bytes(frame->GetSize());
        frame->CopyData(bytes.data(), frame->GetSize());
        const auto facts = ReadFacts(bytes.data() + 2, bytes.size() - 2);
        if (!facts || facts->protocol != protocol::TCP)
        {
            return;
        }
        const auto note = [&](std::string& list) {
            list += (list.empty() ? "" : ", ") + std::string(ToWord(facts->family)) + " " +
                    Ms(Simulator::Now().GetNanoSeconds());
        };
        if ((facts->tcpFlags & 0x02) != 0)
        {
            note(calls);
        }
        if ((facts->tcpFlags & 0x04) != 0)
        {
            note(resets);
        }
    }

    Ptr<Socket> m_refusing;

  public:
    Ptr<TcpFlow> flow;
    Ptr<ScriptedLookup> lookup;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_EYEBALL_LAB_H
