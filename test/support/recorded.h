// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_RECORDED_H
#define V6LAB_TEST_RECORDED_H

#include "model/record/reader.h"
#include "model/record/recorder.h"

#include "ns3/simulator.h"

#include <filesystem>
#include <string>
#include <unistd.h>

namespace ns3::v6lab::test
{

/** A fresh path in the folder for temporary files; whatever is there goes before and after. */
class TemporaryFile
{
  public:
    explicit TemporaryFile(const std::string& name)
        : m_path(std::filesystem::temp_directory_path() /
                 ("v6lab-" + std::to_string(getpid()) + "-" + name))
    {
        std::filesystem::remove_all(m_path);
    }

    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    ~TemporaryFile()
    {
        std::error_code code;
        std::filesystem::remove_all(m_path, code);
    }

    std::string Path() const
    {
        return m_path.string();
    }

  private:
    std::filesystem::path m_path;
};

/**
 * The events of a small network, told by hand: a (node 0), router r (node 1), b (node 2).
 * Flow 1 "hello" is UDP over IPv4 from a port 1000 to b port 7; more flows can be added.
 */
class Events
{
  public:
    Events()
        : ledger(CreateObject<FlowLedger>())
    {
        AddFlow("hello");
    }

    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    ~Events()
    {
        Simulator::Destroy();
    }

    static RunInfo Info(uint64_t run = 1)
    {
        RunInfo info;
        info.scenario = "by-hand";
        info.run = run;
        info.version = "test";
        return info;
    }

    uint32_t AddFlow(const std::string& name)
    {
        FlowRecord record;
        record.name = name;
        record.protocol = "udp";
        record.sourceNode = "a";
        record.destinationNode = "b";
        record.source = *IpAddress::Parse("10.0.0.1");
        record.destination = *IpAddress::Parse("10.0.1.2");
        record.sourcePort = 1000;
        record.destinationPort = 7;
        record.familyAtSource = Family::V4;
        record.sentPackets = 1;
        return ledger->Open(record);
    }

    void Prepare(Recorder& recorder) const
    {
        recorder.SetLedger(ledger);
        recorder.SetNodeNames({{0, "a"}, {1, "r"}, {2, "b"}});
    }

    /** An event of flow `flow`, from a to b, or from b to a if `answer`. */
    PacketEvent Make(Action action,
                     uint32_t node,
                     uint32_t packet,
                     uint8_t ttl,
                     bool answer = false,
                     uint32_t flow = 1) const
    {
        PacketEvent event;
        event.action = action;
        event.node = node;
        event.identity = PacketIdentity(flow, packet);
        event.before.source = *IpAddress::Parse(answer ? "10.0.1.2" : "10.0.0.1");
        event.before.destination = *IpAddress::Parse(answer ? "10.0.0.1" : "10.0.1.2");
        event.before.sourcePort = answer ? 7 : 1000;
        event.before.destinationPort = answer ? 1000 : 7;
        event.before.protocol = protocol::UDP;
        event.before.ttl = ttl;
        event.before.length = 92;
        if (action == Action::Forward)
        {
            event.after = event.before;
            --event.after->ttl;
        }
        return event;
    }

    /** One packet all the way: sent, forwarded by r, delivered. */
    void Deliver(Recorder& recorder, uint32_t packet, bool answer = false, uint32_t flow = 1) const
    {
        const uint32_t from = answer ? 2 : 0;
        recorder.OnHop(Make(Action::Send, from, packet, 64, answer, flow));
        recorder.OnHop(Make(Action::Forward, 1, packet, 64, answer, flow));
        recorder.OnHop(Make(Action::Deliver, 2 - from, packet, 63, answer, flow));
    }

    /** One packet from a that r drops. */
    void DropAtRouter(Recorder& recorder, uint32_t packet, Reason reason, uint32_t flow = 1) const
    {
        PacketEvent drop = Make(Action::Drop, 1, packet, 64, false, flow);
        drop.reason = reason;
        ledger->OnDrop(drop);
        if (!recorder.WantsHops())
        {
            recorder.OnDrop(drop);
            return;
        }
        recorder.OnHop(Make(Action::Send, 0, packet, 64, false, flow));
        recorder.OnHop(drop);
    }

    Ptr<FlowLedger> ledger;
};

/** The one cell of a query's answer as text. */
inline std::string
One(Database& database, const std::string& sql)
{
    const Table table = Select(database, sql, {});
    return table.rows.empty() || table.rows[0].empty() ? "" : v6lab::ToText(table.rows[0][0]);
}

/** What a call complains about; empty if it does not. */
template <typename Function>
std::string
Complaint(Function&& function)
{
    try
    {
        function();
        return "";
    }
    catch (const std::exception& error)
    {
        return error.what();
    }
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_RECORDED_H
