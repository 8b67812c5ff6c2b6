# SPDX-License-Identifier: GPL-2.0-only
# A topology of one's own in ten lines: ./v6lab python examples/own-topology.py
import v6lab
from v6lab import Interface, Link, OutsideNode, Pool, StaticRoute, Translator, Workload
lab = v6lab.Topology("an IPv6-only phone calls an IPv4-only server")
lab.add(Link("home"), Link("internet", delay="20ms"))
lab.add(OutsideNode("phone", interfaces=[Interface("home", ["2001:db8:1::2/64"])], routes=[StaticRoute("::/0", "2001:db8:1::1")]))
lab.add(OutsideNode("border", "router", [Interface("home", ["2001:db8:1::1/64"]), Interface("internet", ["203.0.113.1/24"])]))
lab.add(OutsideNode("server", interfaces=[Interface("internet", ["203.0.113.2/24"])]))
lab.add(Translator("border", "nat64", pool=[Pool("203.0.113.9")]))
lab.add(Workload("call", "tcp", "phone", v6lab.Pref64().text("203.0.113.2"), server="server"))
print(lab.run().flows()[["name", "outcome", "translations", "rtt_mean_ms"]].to_string(index=False))
