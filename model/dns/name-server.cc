// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/name-server.h"

#include "model/dns/packet-text.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(NameServer);

TypeId
NameServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::NameServer")
            .SetParent<Application>()
            .SetGroupName("V6lab")
            .AddConstructor<NameServer>()
            .AddAttribute("UdpSize",
                          "Bytes of a UDP answer at most; more goes by TCP (RFC 6891 6.2.5).",
                          UintegerValue(1232),
                          MakeUintegerAccessor(&NameServer::m_udpSize),
                          MakeUintegerChecker<uint16_t>(512))
            .AddAttribute("ServiceTime",
                          "Time that a worker needs for a query; 0: none.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&NameServer::m_serviceTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Workers",
                          "Queries that are handled at once, where they need time.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&NameServer::m_workers),
                          MakeUintegerChecker<uint32_t>(1, 65536))
            .AddAttribute("QueuePlaces",
                          "Queries that may wait for a worker; more are thrown away.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&NameServer::m_queuePlaces),
                          MakeUintegerChecker<uint32_t>());
    return tid;
}

void
NameServer::SetBackend(const std::shared_ptr<DnsBackend>& backend, bool recursive)
{
    m_backend = backend;
    m_recursive = recursive;
}

void
NameServer::SetLedger(const Ptr<DnsLedger>& ledger)
{
    m_ledger = ledger;
}

void
NameServer::DoDispose()
{
    StopApplication();
    m_responder.reset();
    m_backend.reset();
    m_ledger = nullptr;
    Application::DoDispose();
}

void
NameServer::StartApplication()
{
    m_responder = std::make_unique<DnsResponder>(static_cast<DnsBackend&>(*this),
                                                 DnsResponder::Settings{m_udpSize, m_recursive});
    m_listener = CreateObject<DnsListener>();
    m_listener->SetAttribute("ServiceTime", TimeValue(m_serviceTime));
    m_listener->SetAttribute("Workers", UintegerValue(m_workers));
    m_listener->SetAttribute("QueuePlaces", UintegerValue(m_queuePlaces));
    m_listener->SetHandler(
        [this](const DnsClient& client,
               const std::string& query,
               const DnsListener::Answer& answer) { OnQuery(client, query, answer); });
    m_listener->Start(GetNode());
}

void
NameServer::StopApplication()
{
    if (m_listener)
    {
        m_listener->Dispose();
        m_listener = nullptr;
    }
}

void
NameServer::OnQuery(const DnsClient& client,
                    const std::string& bytes,
                    const DnsListener::Answer& answer)
{
    const auto query =
        m_ledger ? DnsMessage::Decode(Data(bytes), bytes.size()) : std::optional<DnsMessage>();
    m_arriving = query ? m_ledger->Arrive(*query, GetNode()->GetId()) : 0;
    m_asker = client.from.address;
    m_responder->Receive(Data(bytes),
                         bytes.size(),
                         client.tcp ? DnsTransport::Tcp : DnsTransport::Udp,
                         Simulator::Now().GetNanoSeconds(),
                         [answer](const std::string& reply, int64_t) { answer(reply); });
    m_arriving = 0;
}

void
NameServer::Ask(const DnsQuery& query, int64_t nowNs, Done done)
{
    DnsQuery asked = query;
    asked.cause.exchange = m_arriving;
    asked.asker = m_asker;
    m_backend->Ask(asked,
                   nowNs,
                   [ledger = m_ledger,
                    exchange = m_arriving,
                    done = std::move(done)](const DnsAnswer& answer, int64_t thenNs) {
                       if (answer.synthesised && exchange != 0)
                       {
                           ledger->NoteSynthesis(exchange);
                       }
                       done(answer, thenNs);
                   });
}

} // namespace ns3::v6lab
