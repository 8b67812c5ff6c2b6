// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAME_SERVER_H
#define V6LAB_NAME_SERVER_H

#include "model/core/dns/dns-responder.h"
#include "model/dns/dns-ledger.h"
#include "model/dns/dns-listener.h"

#include "ns3/application.h"

#include <memory>
#include <string>

namespace ns3::v6lab
{

/**
 * A DNS server on a node: takes queries at port 53, over UDP and TCP and both families, and answers
 * what its backend finds: zones, a resolver, a DNS64 in front of one.
 */
class NameServer : public Application, private DnsBackend
{
  public:
    static TypeId GetTypeId();

    /**
     * Who finds the answers. `recursive`: not only in zones of its own (RA, RFC 1035 4.1.1). Before
     * the start.
     */
    void SetBackend(const std::shared_ptr<DnsBackend>& backend, bool recursive);
    /** Where it is written down whose queries it answers; none by default. */
    void SetLedger(const Ptr<DnsLedger>& ledger);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;
    void OnQuery(const DnsClient& client,
                 const std::string& bytes,
                 const DnsListener::Answer& answer);
    /** Of the responder: hands on to the backend whose query this is. */
    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override;

    std::shared_ptr<DnsBackend> m_backend;
    bool m_recursive{false};
    std::unique_ptr<DnsResponder> m_responder;
    Ptr<DnsListener> m_listener;
    Ptr<DnsLedger> m_ledger;
    uint64_t m_arriving{0}; //!< the exchange of the query that the responder reads
    IpAddress m_asker;      //!< whose query that is

    // Attributes.
    uint16_t m_udpSize{0};
    Time m_serviceTime;
    uint32_t m_workers{0};
    uint32_t m_queuePlaces{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_NAME_SERVER_H
