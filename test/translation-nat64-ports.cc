// SPDX-License-Identifier: GPL-2.0-only
// What the attributes of a NAT64's IPv4 pool change: which ports hosts get, and who is told.
#include "test/support/attribute-effect.h"
#include "test/support/flow-packets.h"
#include "test/support/translator-net.h"

#include "ns3/string.h"

#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::StringValue;

namespace
{

const flow::End SERVER_IN6{"64:ff9b::c000:2fa", 9};

/** What is not an attribute of the model, but a part of the bench. */
constexpr const char* POOL_OF_BENCH = "pool";
constexpr const char* PORTS_OF_BENCH = "ports";

/** A NAT64 that gets packets of hosts by hand. */
class Bench : public TranslatorNet
{
  public:
    explicit Bench(const Attributes& attributes)
    {
        Nat64Helper helper;
        std::string pool = POOL;
        std::string ports = "1024-65535";
        for (const auto& [name, value] : attributes)
        {
            if (name == POOL_OF_BENCH)
            {
                pool = value;
            }
            else if (name == PORTS_OF_BENCH)
            {
                ports = value;
            }
            else
            {
                helper.SetAttribute(name, StringValue(value));
            }
        }
        helper.AddPool(pool, ports);
        nat64 = helper.Install(At("x"));
        Observe(nat64);
    }

    /** UDP of the host 2001:db8:6::N from this port. */
    Bench& Put(int host, uint16_t port, double second = 0)
    {
        const flow::End from{"2001:db8:6::" + std::to_string(host), port};
        Inject("x", "v6", flow::Udp(from, SERVER_IN6), 1000 * second + ++m_ms);
        return *this;
    }

    /** Outside ports, in the order of the hosts' addresses and ports. */
    std::vector<uint16_t> Ports()
    {
        Run(1);
        std::vector<uint16_t> given;
        for (const auto& binding : nat64->GetBindings())
        {
            given.push_back(binding.outside.port);
        }
        return given;
    }

    std::string Drops()
    {
        Run(1);
        return drops;
    }

    Ptr<Nat64> nat64;

  private:
    double m_ms{0};
};

/** Which tenth of the ports from 1024 on host 6 got one of. */
std::string
RangeOf6(Bench& bench)
{
    const auto ports = bench.Put(6, 5000).Ports();
    return ports.empty() ? "none" : ports[0] >= 22528 && ports[0] < 26112 ? "its 3584" : "another";
}

/** RFC 7422 2: with D = 2, of 16 subscribers each has 64512 / 18 ports, of 256 each 250. */
std::string
RangeOf6Among256(Bench& bench)
{
    const auto ports = bench.Put(6, 5000).Ports();
    return ports.empty() ? "none" : ports[0] >= 2524 && ports[0] < 2774 ? "its 250" : "another";
}

std::string
SecondSystemPort(Bench& bench)
{
    const auto ports = bench.Put(6, 500).Put(7, 500).Ports();
    return ports.size() < 2 ? "none" : ports[1] < 1024 ? "system" : "other";
}

std::string
HighAndLow(Bench& bench)
{
    bench.Put(6, 5000).Put(6, 5001, 200).Run(310); // of four ports; the first one ends after 300 s
    const PoolCounters counters = bench.nat64->GetPoolCounters();
    return std::to_string(counters.high) + " high, " + std::to_string(counters.low) + " low";
}

using Effect = AttributeEffect<Bench>;

const std::vector<Effect> EFFECTS{
    {"PortSelection",
     "deterministic",
     "RFC 7422 2",
     "another",
     "its 3584",
     RangeOf6,
     {{"Subscribers", "2001:db8:6::/124"}}},
    {"Subscribers",
     "2001:db8:6::/120",
     "RFC 7422 2",
     "another",
     "its 250",
     RangeOf6Among256,
     {{"Subscribers", "2001:db8:6::/124"}, {"PortSelection", "deterministic"}}},
    {"KeepRange",
     "false",
     "RFC 6146 3.5.1.1, 6146-23",
     "system",
     "other",
     SecondSystemPort,
     {{PORTS_OF_BENCH, "1-65535"}}},
    {"PairedOnly",
     "false",
     "RFC 7857 4, RFC 6888 REQ-2, 6146-108",
     "pool-exhausted; ",
     "",
     [](Bench& b) { return b.Put(6, 5000).Put(6, 5001).Drops(); },
     {{POOL_OF_BENCH, "203.0.113.1-203.0.113.2"}, {PORTS_OF_BENCH, "5000-5000"}}},
    {"PoolHighWater",
     "50",
     "RFC 8158 4.5, 8158-09",
     "0 high, 0 low",
     "1 high, 0 low",
     HighAndLow,
     {{PORTS_OF_BENCH, "5000-5003"}}},
    {"PoolLowWater",
     "25",
     "RFC 8158 4.5, 8158-09",
     "1 high, 0 low",
     "1 high, 1 low",
     HighAndLow,
     {{PORTS_OF_BENCH, "5000-5003"}, {"PoolHighWater", "50"}}},
};

const std::vector<AttributeRefusal> REFUSALS{
    {"PortSelection",
     "random",
     {"PortSelection", "\"random\"", "simple-random, random-retry", "deterministic"}},
    {"Subscribers", "everybody", {"Subscribers", "\"everybody\"", "IPv6 prefix"}},
    {"PoolLowWater", "25", {"PoolLowWater and PoolHighWater", "not above the high one"}},
    {"PortSelection", "deterministic", {"Subscribers: deterministic ports need the IPv6 prefix"}},
    {"TcpEstablishedTimeout", "1h", {"TcpEstablishedTimeout is 3600 s; allowed are 7200 s"}},
    {"BlockSize",
     "64000",
     {"BlockSize: the pool range "},
     {{"PortSelection", "blocks"}, {PORTS_OF_BENCH, "1024-5000"}}},
    {"Prefix", "fe80::/96", {"Prefix: ", "fe80::/96", "link-local"}},
};

/** Ports of two hosts with many flows each, in a pool that is small enough for collisions. */
std::string
Sequence(const std::string& selection, const std::string& seed)
{
    Bench bench({{"PortSelection", selection},
                 {"Seed", seed},
                 {"BlockSize", "8"},
                 {"KeepParity", "false"},
                 {"Subscribers", "2001:db8:6::/124"},
                 {PORTS_OF_BENCH, "2000-2071"}});
    for (uint16_t i = 0; i < 12; ++i)
    {
        bench.Put(6, 2000 + i).Put(7, 2000 + i);
    }
    std::string text;
    for (const uint16_t port : bench.Ports())
    {
        text += std::to_string(port) + " ";
    }
    return text;
}

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const Effect& effect : EFFECTS)
    {
        rows.push_back(Shown(effect));
    }
    for (const auto& refusal : REFUSALS)
    {
        rows.push_back(Refuses<Bench>(refusal));
    }
    rows.push_back({"each word of PortSelection is a way of its own, which Seed changes if random",
                    "RFC 6146 3.5.1.1, RFC 6056 3.3, RFC 7422 2, 6146-110",
                    [](test::Verdict& v) {
                        const std::vector<std::string> words{"preserve",
                                                             "simple-random",
                                                             "random-retry",
                                                             "hash",
                                                             "double-hash",
                                                             "random-increments",
                                                             "blocks",
                                                             "deterministic"};
                        std::set<std::string> sequences;
                        for (const auto& word : words)
                        {
                            const std::string sequence = Sequence(word, "1");
                            v.True(sequences.insert(sequence).second, word + ": " + sequence);
                            v.Equal(Sequence(word, "1"), sequence, word + ", the same seed");
                        }
                        v.True(Sequence("simple-random", "2") != Sequence("simple-random", "1"),
                               "another seed");
                    }});
    return rows;
}

V6LAB_SUITE("v6lab-translation-nat64-ports", Rows());

} // namespace
