// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_NAMES_LAB_H
#define V6LAB_TEST_NAMES_LAB_H

#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "model/record/explain.h"
#include "test/support/dns.h"
#include "test/support/recorded.h"

#include <stdexcept>

/** A small internet with names, run and recorded. */
namespace ns3::v6lab::test
{

/**
 * An IPv6-only site with "client" and "dns", router "r6", then "nat64" with the IPv4-only "n4"
 * behind it, and on "net" the servers of the zones "." and "example.com.", "root" and "auth", and
 * "n6".
 */
struct NamesDesign
{
    NamesDesign()
        : client(build::Host("client").On("inside", "2001:db8:6::6/64").Resolvers(DNS)),
          root("."),
          example("example.com"),
          resolver(build::ResolverOn("dns"))
    {
        r6 = build::Router("r6")
                 .On("inside", "2001:db8:6::1/64")
                 .On("front", "2001:db8:60::1/64")
                 .On("net", "2001:db8:46::1/64")
                 .Route("64:ff9b::/96", "2001:db8:60::2");
        root.Server("root");
        example.Server("auth")
            .Record("six AAAA 2001:db8:46::80")
            .Record("four A 192.0.2.1")
            .Record("www CNAME four")
            .Record("text TXT words");
    }

    Topology Build() const
    {
        using namespace build;
        TopologyBuilder lab("names");
        lab.Add(Lan("inside").Delay("10us")).Add(Wire("front")).Add(Lan("net").Delay("5ms"));
        lab.Add(Lan("outside").Delay("10us")).Add(client).Add(r6);
        lab.Add(Host("dns").On("inside", std::string(DNS) + "/64"));
        lab.Add(Router("nat64")
                    .On("front", "2001:db8:60::2/64")
                    .On("outside", "192.0.2.254/24")
                    .Route("::/0", "2001:db8:60::1"));
        lab.Add(Host("n4").On("outside", "192.0.2.1/24"));
        // The servers have IPv4 as well, which nobody reaches from the site.
        lab.Add(Host("root").On("net", "2001:db8:46::53/64", "198.51.100.53/24"));
        lab.Add(Host("auth").On("net", "2001:db8:46::54/64", "198.51.100.54/24"));
        lab.Add(Host("n6").On("net", "2001:db8:46::80/64"));
        auto nat64 = Nat64On("nat64").Prefix("64:ff9b::/96").Pool("203.0.113.1");
        nat64.Config().wellKnownDeny = wellKnownDeny;
        lab.Add(nat64);
        lab.Add(root).Add(example);
        for (const auto& zone : zones)
        {
            lab.Add(zone);
        }
        lab.Add(resolver);
        for (const auto& server : servers)
        {
            lab.Add(server);
        }
        for (const auto& translator : translators)
        {
            lab.Add(translator);
        }
        for (const auto& flow : flows)
        {
            lab.Add(flow);
        }
        return lab.Build();
    }

    static constexpr const char* DNS = "2001:db8:6::53";

    build::Outside client;
    build::Outside r6{build::Router("r6")};
    build::DnsZone root;
    build::DnsZone example;
    build::NameServerOn resolver;
    std::vector<build::DnsZone> zones;            //!< more of them
    std::vector<build::NameServerOn> servers;     //!< more of them
    std::vector<build::TranslatorOn> translators; //!< more of them
    std::vector<build::Flow> flows;
    std::string wellKnownDeny{}; //!< of the NAT64
};

/** The design, built and recorded into memory; throws if Validate() refuses it. */
class NamesLab
{
  public:
    explicit NamesLab(const NamesDesign& design)
        : m_topology(Checked(design.Build())),
          in(Install(m_topology))
    {
        m_recorder = std::make_unique<Recorder>(database, Events::Info(), RecordLevel::Packets);
        m_recorder->SetNodeNames(in.names);
        m_recorder->SetLedger(in.ledger);
        m_recorder->SetDnsLedger(in.dnsLedger);
        ForEachTracedModel(in, [this](const auto& model) { m_recorder->Watch(model); });
    }

    ~NamesLab()
    {
        Simulator::Destroy();
    }

    NamesLab(const NamesLab&) = delete;
    NamesLab& operator=(const NamesLab&) = delete;

    /** Until all flows have ended; returns *this. */
    NamesLab& RunFlows()
    {
        StopWhenWorkloadsEnd(in, Seconds(1));
        Simulator::Run();
        m_recorder->Finish(RunStatus::Complete);
        return *this;
    }

    /** What the client's stub resolver makes of "name TYPE", asked at this second. */
    StubAnswer Ask(const std::string& name, uint16_t type, double second = 3)
    {
        std::vector<StubAnswer> answers;
        const auto resolver = in.resolvers.at("client");
        Simulator::Schedule(Seconds(second) - Simulator::Now(), [&] {
            resolver->Ask({}, {Name(name), type, dns::IN}, [&](const auto& answer, int64_t nowNs) {
                answers.push_back(answer);
                answeredNs = nowNs;
            });
        });
        Simulator::Stop(Seconds(second + 60) - Simulator::Now());
        Simulator::Run();
        if (answers.size() != 1)
        {
            throw std::runtime_error(std::to_string(answers.size()) + " answers");
        }
        return answers.front();
    }

    /** The first cell of a query's answer; closes the record. */
    std::string Cell(const std::string& sql)
    {
        m_recorder->Finish(RunStatus::Complete);
        return One(*database, sql);
    }

    /** What is told of the only flow. */
    std::string Explained()
    {
        m_recorder->Finish(RunStatus::Complete);
        return v6lab::ToText(Explain(*database, SelectRun(*database, ""), "1"));
    }

    const Topology& GetTopology() const
    {
        return m_topology;
    }

    std::shared_ptr<Database> database{Database::Create(":memory:")};

  private:
    static Topology Checked(Topology topology)
    {
        const auto faults = Validate(topology);
        if (!faults.empty())
        {
            throw std::invalid_argument(ToString(faults.front()));
        }
        return topology;
    }

    Topology m_topology;

  public:
    Installation in;
    int64_t answeredNs{0};

  private:
    std::unique_ptr<Recorder> m_recorder;
};

/** A text says these one behind the other; "" or the first that it does not. */
inline std::string
FirstMissing(const std::string& text, const std::vector<std::string>& parts)
{
    size_t from = 0;
    for (const auto& part : parts)
    {
        const size_t found = text.find(part, from);
        if (found == std::string::npos)
        {
            return part;
        }
        from = found + part.size();
    }
    return "";
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_NAMES_LAB_H
