// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-responder.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t PLAIN_UDP_SIZE = 512; // RFC 1035 4.2.1
constexpr size_t TCP_SIZE = 65535;

size_t
LimitOf(const DnsMessage& query, DnsTransport transport, uint16_t ours)
{
    if (transport == DnsTransport::Tcp)
    {
        return TCP_SIZE;
    }
    // RFC 6891 6.2.3: less than 512 counts as 512.
    const uint16_t theirs = query.edns ? query.edns->udpSize : PLAIN_UDP_SIZE;
    return std::min(std::max(theirs, PLAIN_UDP_SIZE), ours);
}

/** What is wrong with a query that could be read; NOERROR if nothing is. */
uint16_t
FaultOf(const DnsMessage& query)
{
    if (query.edns && query.edns->version > 0)
    {
        return dns::BADVERS; // RFC 6891 6.1.3
    }
    if (query.questions.size() != 1)
    {
        return dns::FORMERR; // RFC 9619 4
    }
    switch (query.questions.front().type)
    {
    case 0:
    case dns::OPT:
    case dns::TKEY:
    case dns::TSIG:
        return dns::FORMERR; // they are no questions (RFC 6895 3.1)
    case dns::AXFR:
    case dns::IXFR:
        return dns::REFUSED; // no transfers here (RFC 5936 2.2.1)
    case dns::MAILA:
    case dns::MAILB:
        return dns::NOTIMP;
    default:
        return dns::NOERROR;
    }
}

/** RFC 6891 7: OPT answers OPT, and RFC 3225 3: DO is copied. */
void
AddEdns(DnsMessage& response, const DnsMessage& query, uint16_t udpSize)
{
    if (query.edns)
    {
        response.edns = DnsEdns{udpSize, 0, query.edns->dnssecOk, ""};
    }
}

/** RFC 9471 3.1: an answer that only leads on is of no use without the addresses. */
bool
IsReferral(const DnsMessage& response)
{
    return !response.authoritative && response.answer.empty() && !response.authority.empty() &&
           response.authority.front().type == dns::NS;
}

std::string
Encoded(DnsMessage& response, size_t limit)
{
    const std::string whole = response.Encode();
    if (whole.size() <= limit)
    {
        return whole;
    }
    response.truncated = IsReferral(response);
    return response.Encode(limit);
}

std::string
Refusal(const DnsMessage& query, uint16_t rcode, const DnsResponder::Settings& settings)
{
    DnsMessage response = DnsMessage::ResponseTo(query);
    if (response.questions.size() > 1)
    {
        response.questions.clear(); // they need not fit into the asker's buffer
    }
    response.rcode = rcode;
    response.recursionAvailable = settings.recursive;
    AddEdns(response, query, settings.udpSize);
    return response.Encode();
}

DnsMessage
ResponseOf(const DnsMessage& query, const DnsAnswer& found, const DnsResponder::Settings& settings)
{
    DnsMessage response = DnsMessage::ResponseTo(query);
    response.rcode = found.rcode;
    response.authoritative = found.authoritative;
    response.recursionAvailable = settings.recursive;
    // RFC 6840 5.7, 5.8: said to those who asked for it by AD or DO.
    const bool wanted = query.authenticData || (query.edns && query.edns->dnssecOk);
    response.authenticData = found.authenticData && wanted;
    response.answer = found.answer;
    response.authority = found.authority;
    response.additional = found.additional;
    AddEdns(response, query, settings.udpSize);
    return response;
}

} // namespace

DnsResponder::DnsResponder(DnsBackend& backend, const Settings& settings)
    : m_backend(backend),
      m_settings(settings)
{
    if (settings.udpSize < PLAIN_UDP_SIZE)
    {
        throw std::invalid_argument("udpSize " + std::to_string(settings.udpSize) +
                                    " is too small; 512 to 65535 bytes are allowed");
    }
}

void
DnsResponder::Receive(const uint8_t* bytes,
                      size_t size,
                      DnsTransport transport,
                      int64_t nowNs,
                      const Send& send)
{
    const auto header = DecodeDnsHeader(bytes, size);
    if (!header || header->response)
    {
        return; // answering answers makes loops
    }
    const auto query = DnsMessage::Decode(bytes, size);
    if (header->opcode != 0)
    {
        send(Refusal(query ? *query : *header, dns::NOTIMP, m_settings), nowNs);
        return;
    }
    const uint16_t fault = query ? FaultOf(*query) : uint16_t{dns::FORMERR};
    if (fault != dns::NOERROR)
    {
        send(Refusal(query ? *query : *header, fault, m_settings), nowNs);
        return;
    }
    DnsQuery asked;
    asked.question = query->questions.front();
    asked.recursionDesired = query->recursionDesired;
    asked.dnssecOk = query->edns && query->edns->dnssecOk;
    asked.checkingDisabled = query->checkingDisabled;
    asked.authenticData = query->authenticData;
    const size_t limit = LimitOf(*query, transport, m_settings.udpSize);
    m_backend.Ask(asked,
                  nowNs,
                  [query = *query, settings = m_settings, limit, send](const DnsAnswer& found,
                                                                       int64_t thenNs) {
                      DnsMessage response = ResponseOf(query, found, settings);
                      send(Encoded(response, limit), thenNs);
                  });
}

} // namespace ns3::v6lab
