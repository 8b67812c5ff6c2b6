// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRAFFIC_FIELDS_H
#define V6LAB_TRAFFIC_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/topology.h"

/** The declaration of what workloads and checks consist of; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(Workload, "workload")

template <class V>
void
Fields(V& v, Of<Workload>)
{
    using T = Workload;
    v(Field("name", "unique among the workloads").Required(), &T::name);
    v(Field("kind", "what is sent")
          .Required()
          .Words({"ping", "udp-echo", "tcp", "tcp-bulk", "traceroute"}),
      &T::kind);
    v(Field("from", "a virtual machine or node").Required(), &T::from);
    v(Field("to", "a virtual machine, node, load balancer, literal IP address or domain name")
          .Required(),
      &T::to);
    v(Field("family", "IP version").Words({"auto", "v4", "v6"}), &T::family);
    v(Field("start", "simulated time of the first packet, such as \"1s\""), &T::start);
    v(Field("count",
            "packets, transactions or hops; 0: 4 for ping and udp-echo, 1 for tcp, 30 for "
            "traceroute"),
      &T::count);
    v(Field("interval", "time between them"), &T::interval);
    v(Field("size", "payload bytes sent; 0: 56 ping, 64 udp-echo and tcp, 1000000 tcp-bulk"),
      &T::size);
    v(Field("replySize", "tcp: payload bytes answered; 0: 1000"), &T::replySize);
    v(Field("port", "0: 7 for udp-echo, 80 for tcp and tcp-bulk"), &T::port);
    v(Field("timeout", "how long an answer or a connection is waited for"), &T::timeout);
    v(Field("dontFragment", "ping: set DF (IPv4)"), &T::dontFragment);
    v(Field("server",
            "the node that answers, where to is a domain name or an address by a translator"),
      &T::server);
    v(Field("serverPort", "its port, where a translator changes that too; 0: port"),
      &T::serverPort);
    v(Field("vpn", "name of the VPN service of the node that the application is bound to"),
      &T::vpn);
}

V6LAB_TYPE_NAME(Check, "check")

template <class V>
void
Fields(V& v, Of<Check>)
{
    v(Field("name", "a sentence, unique among the checks").Required(), &Check::name);
    v(Field("workload", "name of the workload that it judges").Required(), &Check::workload);
    v(Field("expect", "the outcome").Words({"delivered", "partial", "failed"}), &Check::expect);
    v(Field("reason", "word of the reason of a failed flow; with at, of what TCP sent again"),
      &Check::reason);
    v(Field("at", "the node, or \"fabric\" (the internet too), where that drop must be"),
      &Check::at);
    v(Field("family", "IP version at the source and at the destination").Words({"v4", "v6"}),
      &Check::family);
    v(Field("path",
            "nodes that the first request passes, ends included; one that is dropped between them "
            "ends at "
            "\"fabric\""),
      &Check::path);
    v(Field("returnPath", "the same for its answer"), &Check::returnPath);
    v(Field("translations", "how often the packets are translated"), &Check::translations);
    v(Field("ttl", "TTL or hop limit of the first request where it is delivered"), &Check::ttl);
    v(Field("routers", "addresses that answered a traceroute, by rising TTL"), &Check::routers);
    v(Field("called", "the address that the source called"), &Check::called);
    v(Field("answer", "how the DNS came by that address").Words({"real", "synthesised"}),
      &Check::answer);
    v(Field("sessions", "how many sessions stateful translators made for it"), &Check::sessions);
    v(Field("bindings", "how many bindings it used there"), &Check::bindings);
    v(Field("silence", "how long after their last packets those sessions ended, those that did"),
      &Check::silence);
    v(Field("attemptDelay",
            "time from the first attempt to connect to the start of the one that won, to a "
            "millisecond (RFC 8305 5)"),
      &Check::attemptDelay);
    v(Field("authentic",
            "whether the answer that held the address called said that it is authentic (AD, RFC "
            "4035 3.2.3)"),
      &Check::authentic);
    v(Field("machines", "how many machines of a pool the requests reached"), &Check::machines);
    v(Field(
          "spread",
          "percentage points at most between the share of each of these machines and an even one"),
      &Check::spread);
    v(Field("answerTtl", "TTL or hop limit of the first answer where it is delivered"),
      &Check::answerTtl);
    v(Field("answeredFrom", "the source address of that answer"), &Check::answeredFrom);
    v(Field("clause", "the RFC clause, Azure rule or article behind it"), &Check::clause);
}

} // namespace ns3::v6lab

#endif // V6LAB_TRAFFIC_FIELDS_H
