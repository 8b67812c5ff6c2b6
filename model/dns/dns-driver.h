// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_DRIVER_H
#define V6LAB_DNS_DRIVER_H

#include "model/dns/dns-sockets.h"

#include "ns3/event-id.h"
#include "ns3/object.h"
#include "ns3/simulator.h"

#include <functional>

namespace ns3::v6lab
{

/**
 * Gives a core that asks name servers, a Resolver or a StubResolver, what it needs of a node: its
 * sockets, and one simulator event for all that it waits for.
 */
class DnsDriver : public Object
{
  public:
    static TypeId GetTypeId();

    /** The ledger may be null. */
    void Start(const Ptr<ns3::Node>& node, const Ptr<DnsLedger>& ledger);
    /** Where the core sends; after Start(). */
    ResolverPort& GetPort();

    /** The core hears from now on what comes; it lives as long as this, or until Dispose(). */
    template <class Core>
    void Drive(Core& core)
    {
        m_reply = [&core](uint32_t token, const IpAddress& server, const std::string& bytes) {
            core.OnReply(token, server, bytes, NowNs());
        };
        m_failure = [&core](uint32_t token, DnsFailure failure) {
            core.OnFailure(token, failure, NowNs());
        };
        m_advance = [&core] { core.Advance(NowNs()); };
        m_deadline = [&core] { return core.GetNextDeadline(); };
    }

    /** The core was asked something: it may wait for something else now. */
    void Wait();

    static int64_t NowNs()
    {
        return Simulator::Now().GetNanoSeconds();
    }

  protected:
    void DoDispose() override;

  private:
    void OnDeadline();

    Ptr<DnsSockets> m_sockets;
    DnsSockets::Reply m_reply;
    DnsSockets::Fail m_failure;
    std::function<void()> m_advance;
    std::function<int64_t()> m_deadline; //!< ns
    EventId m_event;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_DRIVER_H
