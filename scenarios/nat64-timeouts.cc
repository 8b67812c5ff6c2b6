// SPDX-License-Identifier: GPL-2.0-only
// The scenario's silent flows: which sessions outlive the silence.
#include "scenarios/nat64.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* NOBODY4 = "192.0.2.99"; //!< on the link of n4, but no host's

} // namespace

/** Each check counts sessions and bindings, too: a timer that is wrong fails it. */
void
Nat64Scenario::AddTimeouts(TopologyBuilder& lab) const
{
    AddUdpTimeouts(lab);
    AddIcmpTimeouts(lab);
    if (!m_exhaust) // then TCP has no port left
    {
        AddTcpTimeouts(lab);
    }
}

void
Nat64Scenario::AddUdpTimeouts(TopologyBuilder& lab) const
{
    const auto patient = UdpEcho("n6", Behind(N4), "UDP that is silent for less than 5 minutes")
                             .Server("n4")
                             .Port(10)
                             .Count(2)
                             .Every("299s")
                             .Start("20s");
    const auto forgotten = UdpEcho("n6", Behind(N4), "UDP that is silent for more than 5 minutes")
                               .Server("n4")
                               .Port(11)
                               .Count(2)
                               .Every("301s")
                               .Start("20s");
    lab.Add(patient).Add(forgotten);
    lab.Add(Expect("UDP is answered after a silence that its session outlives", patient)
                .Delivered()
                .Sessions(1)
                .Bindings(1)
                .Clause("RFC 6146 3.5.1, 4"));
    lab.Add(
        Expect("and after a longer one, by a session that the host inside makes anew", forgotten)
            .Delivered()
            .Sessions(2)
            .Bindings(2)
            .Silence("300s")
            .Clause("RFC 6146 3.5.1, 4"));
}

void
Nat64Scenario::AddIcmpTimeouts(TopologyBuilder& lab) const
{
    const auto patient = Ping("n6", Behind(N4), "pings that are silent for less than a minute")
                             .Server("n4")
                             .Count(2)
                             .Every("59s")
                             .Start("20s");
    const auto forgotten = Ping("n6", Behind(N4), "pings that are silent for more than a minute")
                               .Server("n4")
                               .Count(2)
                               .Every("61s")
                               .Start("20s");
    lab.Add(patient).Add(forgotten);
    lab.Add(Expect("pings within a minute share a session, which ends a minute later", patient)
                .Delivered()
                .Sessions(1)
                .Bindings(1)
                .Silence("60s")
                .Clause("RFC 6146 3.5.3, 4"));
    lab.Add(Expect("pings further apart have a session and a binding each", forgotten)
                .Delivered()
                .Sessions(2)
                .Bindings(2)
                .Silence("60s")
                .Clause("RFC 6146 3.5.3, 4"));
}

void
Nat64Scenario::AddTcpTimeouts(TopologyBuilder& lab) const
{
    const auto closed =
        Tcp("n6", Behind(N4), "TCP that both ends close").Server("n4").Port(82).Start("21s");
    const auto unanswered =
        Tcp("n6", Behind(NOBODY4), "TCP that nobody answers").Port(83).Start("22s");
    const auto waiting =
        Tcp("n4b", POOL, "TCP from outside that nobody inside meets").Port(9998).Start("23s");
    lab.Add(closed).Add(unanswered).Add(waiting);
    lab.Add(Expect("a closed connection is kept for 4 minutes more", closed)
                .Delivered()
                .Sessions(1)
                .Bindings(1)
                .Silence("240s")
                .Clause("RFC 6146 3.5.2.2, 4"));
    lab.Add(Expect("so is one that does not open", unanswered)
                .Failed()
                .Sessions(1)
                .Bindings(1)
                .Silence("240s")
                .Clause("RFC 6146 3.5.2.2, 4"));
    lab.Add(Expect("a SYN from outside waits six seconds for one from inside", waiting)
                .Failed()
                .At("nat64")
                .Sessions(1)
                .Bindings(0)
                .Silence("6s")
                .Clause("RFC 6146 3.5.2.2, 4"));
}

} // namespace ns3::v6lab
