// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_CARRIER_NET_H
#define V6LAB_TEST_CARRIER_NET_H

#include "helper/translator-helper.h"
#include "model/advertisement/router-advertiser.h"
#include "model/advertisement/router-listener.h"
#include "model/translation/pref64-watch.h"
#include "test/support/json-data.h"
#include "test/support/small-net.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <cmath>

/** A phone whose CLAT learns the prefix of its carrier's NAT64s. */
namespace ns3::v6lab::test::carrier
{

using data::Addr;
using data::Block;

inline const std::string SERVER = "192.0.2.1";
inline const std::string OLD = "64:ff9b::/96";
inline const std::string NEW = "2001:db8:64::/96";

using Answer = Pref64Watch::Answer;
using Question = Pref64Watch::Question;

inline Pref64
P(const std::string& prefix)
{
    return Pref64(Block(prefix));
}

/**
 * phone – "access" – edge – "core" – plat1, plat2 – server: an IPv6-only access network whose
 * NAT64s have a prefix each. The phone has no address of its own but what edge advertises, and a
 * CLAT that knows no prefix.
 */
class Carrier : public SmallNet
{
  public:
    Carrier()
    {
        Host("phone");
        Router("edge");
        Router("plat1");
        Router("plat2");
        Host("server");
        Lan("access", {"phone", "edge"});
        Address("edge", "access", "2001:db8:cafe::ff/64");
        Route("server", "203.0.113.1/32", "192.0.2.251", Connect("plat1", 1, OLD));
        Route("server", "203.0.113.2/32", "192.0.2.252", Connect("plat2", 2, NEW));
        Listen("server", 7, true);
        ClatHelper helper;
        helper.SetAttribute("SharedAddress", StringValue("2001:db8:cafe::c1a7"));
        clat = helper.Install(At("phone"));
        RouterListener::Of(At("phone"))->Listen(Device("phone", "access"));
        watch = Pref64Watch::Of(At("phone"));
        watch->TraceConnectWithoutContext(
            "Changed",
            ns3::Callback<void, uint32_t, const Pref64Choice&>(
                [this](uint32_t, const Pref64Choice& choice) { Report(choice); }));
        watch->Drive(Uplink(), clat);
        clat->TraceConnectWithoutContext(
            "Drop",
            ns3::Callback<void, const PacketEvent&>([this](const PacketEvent& event) {
                drops += std::string(Describe(event.reason).word) + "; ";
            }));
    }

    Ptr<ns3::NetDevice> Uplink() const
    {
        return Device("phone", "access");
    }

    /** edge's prefix, and a NAT64's unless it is empty. */
    void Advertise(const std::string& pref64, double second, uint32_t lifetime = 1800)
    {
        AdvertiserSettings settings;
        settings.prefixes = {{Block("2001:db8:cafe::/64")}};
        if (!pref64.empty())
        {
            settings.pref64s = {{P(pref64), lifetime}};
        }
        Simulator::Schedule(Seconds(second), [=]() {
            RouterAdvertiser::Of(At("edge"))->Advertise(Device("edge", "access"), settings);
        });
    }

    /** The phone's app sends to the server's IPv4 address. */
    void Ask(double second)
    {
        Udp("phone", SERVER, 7, 100, second * 1000);
    }

    /** What the IPv4 questions of the phone became on the access link: the prefixes. */
    std::string Used() const
    {
        std::string text;
        for (const auto& frame : Frames("access", protocol::UDP))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            for (const auto& prefix : {OLD, NEW})
            {
                text += Block(prefix).Contains(facts->destination) ? prefix + " " : "";
            }
        }
        return text;
    }

    /** DNS answers with this from now on. */
    void SetDns(const Answer& answer)
    {
        m_answer = answer;
        watch->SetDnsSource(Uplink(), [this](uint32_t, Question question, Pref64Watch::Done done) {
            asked += Second() + (question == Question::A ? " A; " : " AAAA; ");
            Simulator::Schedule(ns3::MilliSeconds(20), [this, done]() { done(m_answer); });
        });
    }

    Ptr<Clat> clat;
    Ptr<Pref64Watch> watch;
    std::string changes; //!< "0 ra 64:ff9b::/96; "
    std::string asked;   //!< "0 AAAA; "
    std::string drops;   //!< of the CLAT: "no-clat-prefix; "

  private:
    static std::string Second()
    {
        return std::to_string(std::lround(Simulator::Now().GetSeconds()));
    }

    void Report(const Pref64Choice& choice)
    {
        changes += Second();
        changes += choice.GetSource() ? std::string(" ") + ToWord(*choice.GetSource()) : "";
        for (const auto& prefix : choice.GetPrefixes())
        {
            changes += " " + prefix.GetPrefix().ToString();
        }
        changes += "; ";
    }

    /** A NAT64 between edge and server; returns the server's link. */
    std::string Connect(const std::string& plat, uint32_t number, const std::string& prefix)
    {
        const std::string n = std::to_string(number);
        Link("core" + n, "edge", plat);
        Link("out" + n, plat, "server");
        Address("edge", "core" + n, "2001:db8:c" + n + "::1/64");
        Address(plat, "core" + n, "2001:db8:c" + n + "::2/64");
        Address(plat, "out" + n, "192.0.2.25" + n + "/24");
        Address("server", "out" + n, "192.0.2." + n + "/24");
        Route("edge", prefix, "2001:db8:c" + n + "::2", "core" + n);
        Route(plat, "2001:db8:cafe::/64", "2001:db8:c" + n + "::1", "core" + n);
        Nat64Helper helper;
        helper.SetAttribute("Prefix", StringValue(prefix));
        helper.AddPool("203.0.113." + n);
        helper.Install(At(plat));
        return "out" + n;
    }

    Answer m_answer;
};

inline Answer
Records(const std::vector<std::string>& addresses, uint32_t ttl)
{
    Answer answer;
    answer.kind = Answer::Kind::Records;
    for (const auto& address : addresses)
    {
        answer.addresses.push_back(Addr(address));
    }
    answer.ttlSeconds = ttl;
    return answer;
}

} // namespace ns3::v6lab::test::carrier

#endif // V6LAB_TEST_CARRIER_NET_H
