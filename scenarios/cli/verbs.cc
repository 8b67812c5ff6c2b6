// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/verbs.h"

namespace ns3::v6lab::cli
{

const std::vector<Verb>&
Verbs()
{
    static const std::vector<Verb> verbs{
        {"list", "[--json]", "Lists the scenarios", List},
        {"describe",
         "SCENARIO [--json]",
         "Says what a scenario shows, its options and checks",
         Describe},
        {"run",
         "SCENARIO|FILE [--OPTION=VALUE ...] [--db FILE] [--pcap DIR]",
         "Builds, simulates, records and checks a scenario, a topology file or an ARM template",
         Run},
        {"sweep",
         "SCENARIO|FILE --set OPTION=V1,V2 ... --runs N --jobs N --db FILE [--plan] [--resume]",
         "Makes many runs, those that are missing, and compares them with confidence intervals",
         Sweep},
        {"merge",
         "DB ... -o FILE",
         "Merges databases of runs; each run is there once, whatever was merged before",
         Merge},
        {"topology",
         "SCENARIO|FILE [--format dot|mermaid|svg|yaml|json|schema]",
         "Draws or dumps a design without running it",
         DrawTopology},
        {"show",
         "DB VIEW [--run ID] [--where SQL] [--format table|csv|json]",
         "Prints a view of recorded runs",
         Show},
        {"explain", "DB FLOW [--run ID]", "Tells the walk of one flow, hop by hop", Explain},
        {"check", "DB [--run ID]", "Evaluates the checks of recorded runs again", Check},
        {"next-hop",
         "SCENARIO|FILE|DB --vm VM|--nic NIC|--subnet NET/SUBNET --dest-ip ADDR [--source-ip ADDR] "
         "[--at TIME]",
         "Says where Azure would send a packet, as Network Watcher does, for GatewaySubnet too",
         NextHop},
        {"ip-flow-verify",
         "SCENARIO|FILE|DB --vm VM|--nic NIC --direction inbound|outbound --local ADDR:PORT "
         "--remote ADDR:PORT --protocol TCP|UDP",
         "Says which security rule allows or denies a flow, as Network Watcher does",
         IpFlowVerify},
        {"connectivity",
         "SCENARIO|FILE|DB --vm VM --dest-address ADDR|--dest-resource NAME --dest-port PORT "
         "[--protocol Tcp|Icmp] [--at TIME] [--json]",
         "Probes a connection and says where it fails, as Network Watcher does",
         Connectivity},
        {"translate",
         "--in FILE --out FILE --mode siit|nat64|clat --pref64 PREFIX ... | --jsonl | --address "
         "ADDR",
         "Translates a capture, test cases or an address, with no simulation around it",
         Translate},
        {"lab",
         "list | start NAME --student ID [DIR] | check DIR ... | key NAME --student ID --teacher",
         "Graded labs: a student's own variant, answers checked against the student's own run",
         Lab},
        {"reference",
         "database|reasons|scenarios|schema|topology",
         "Prints a generated page of the documentation",
         Reference},
    };
    return verbs;
}

const Verb*
FindVerb(const std::string& name)
{
    for (const auto& verb : Verbs())
    {
        if (verb.name == name)
        {
            return &verb;
        }
    }
    return nullptr;
}

} // namespace ns3::v6lab::cli
