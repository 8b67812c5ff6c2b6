// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-message.h"

#include "model/core/dns/dns-wire.h"
#include "model/core/dns/ldns-record.h"

namespace ns3::v6lab
{

namespace
{

constexpr size_t HEADER = 12;
constexpr uint32_t MAX_TTL = 0x7fffffff;

DnsRecords
Section(const ldns_rr_list* list)
{
    DnsRecords records;
    for (size_t i = 0; i < ldns_rr_list_rr_count(list); ++i)
    {
        records.push_back(ldns::ToRecord(ldns_rr_list_rr(list, i)));
        if (records.back().ttl > MAX_TTL)
        {
            records.back().ttl = 0; // RFC 2181 8
        }
    }
    return records;
}

std::vector<DnsQuestion>
Questions(const ldns_rr_list* list)
{
    std::vector<DnsQuestion> questions;
    for (const auto& record : Section(list))
    {
        questions.push_back({record.name, record.type, record.rclass});
    }
    return questions;
}

std::optional<DnsEdns>
EdnsOf(const ldns_pkt* packet)
{
    if (!ldns_pkt_edns(packet))
    {
        return std::nullopt;
    }
    DnsEdns edns;
    edns.udpSize = ldns_pkt_edns_udp_size(packet);
    edns.version = ldns_pkt_edns_version(packet);
    edns.dnssecOk = ldns_pkt_edns_do(packet);
    if (const ldns_rdf* options = ldns_pkt_edns_data(packet))
    {
        edns.options.assign(reinterpret_cast<const char*>(ldns_rdf_data(options)),
                            ldns_rdf_size(options));
    }
    return edns;
}

void
Push(ldns_pkt* packet, ldns_pkt_section section, const DnsRecords& records, size_t count)
{
    for (size_t i = 0; i < count; ++i)
    {
        if (auto rr = ldns::FromRecord(records[i]))
        {
            ldns_pkt_push_rr(packet, section, rr.release());
        }
    }
}

void
PushQuestions(ldns_pkt* packet, const std::vector<DnsQuestion>& questions)
{
    for (const auto& question : questions)
    {
        ldns_rr* rr = ldns_rr_new();
        ldns_rr_set_question(rr, true);
        ldns_rr_set_owner(rr, ldns::FromName(question.name).release());
        ldns_rr_set_type(rr, static_cast<ldns_rr_type>(question.type));
        ldns_rr_set_class(rr, static_cast<ldns_rr_class>(question.rclass));
        ldns_pkt_push_rr(packet, LDNS_SECTION_QUESTION, rr);
    }
}

void
PutEdns(ldns_pkt* packet, const DnsEdns& edns)
{
    packet->_edns_present = true; // ldns would leave out an OPT that says nothing but zeros
    ldns_pkt_set_edns_udp_size(packet, edns.udpSize);
    ldns_pkt_set_edns_version(packet, edns.version);
    ldns_pkt_set_edns_do(packet, edns.dnssecOk);
    if (!edns.options.empty())
    {
        ldns_pkt_set_edns_data(
            packet,
            ldns_rdf_new_frm_data(LDNS_RDF_TYPE_NONE, edns.options.size(), edns.options.data()));
    }
}

void
PutHeader(ldns_pkt* packet, const DnsMessage& message)
{
    ldns_pkt_set_id(packet, message.id);
    ldns_pkt_set_qr(packet, message.response);
    ldns_pkt_set_opcode(packet, static_cast<ldns_pkt_opcode>(message.opcode));
    ldns_pkt_set_aa(packet, message.authoritative);
    ldns_pkt_set_tc(packet, message.truncated);
    ldns_pkt_set_rd(packet, message.recursionDesired);
    ldns_pkt_set_ra(packet, message.recursionAvailable);
    ldns_pkt_set_ad(packet, message.authenticData);
    ldns_pkt_set_cd(packet, message.checkingDisabled);
    ldns_pkt_set_rcode(packet, message.rcode & 0xf);
    if (message.edns)
    {
        PutEdns(packet, *message.edns);
        ldns_pkt_set_edns_extended_rcode(packet, static_cast<uint8_t>(message.rcode >> 4));
    }
}

/** How much of each section goes into a message. */
struct Extent
{
    size_t answer;
    size_t authority;
    size_t additional;
};

std::string
Write(const DnsMessage& message, const Extent& extent, bool truncated)
{
    const ldns::Packet packet(ldns_pkt_new());
    PutHeader(packet.get(), message);
    ldns_pkt_set_tc(packet.get(), truncated);
    PushQuestions(packet.get(), message.questions);
    Push(packet.get(), LDNS_SECTION_ANSWER, message.answer, extent.answer);
    Push(packet.get(), LDNS_SECTION_AUTHORITY, message.authority, extent.authority);
    Push(packet.get(), LDNS_SECTION_ADDITIONAL, message.additional, extent.additional);
    uint8_t* wire = nullptr;
    size_t size = 0;
    if (ldns_pkt2wire(&wire, packet.get(), &size) != LDNS_STATUS_OK)
    {
        return "";
    }
    const ldns::Bytes owned(wire);
    return std::string(reinterpret_cast<const char*>(wire), size);
}

bool
SameSet(const DnsRecord& a, const DnsRecord& b)
{
    return a.type == b.type && a.rclass == b.rclass && a.name == b.name;
}

/** The places in a section where a set ends, from its beginning, which is one, too. */
std::vector<size_t>
SetEnds(const DnsRecords& records)
{
    std::vector<size_t> ends{0};
    for (size_t i = 1; i <= records.size(); ++i)
    {
        if (i == records.size() || !SameSet(records[i - 1], records[i]))
        {
            ends.push_back(i);
        }
    }
    return ends;
}

/** All that a message may be cut to, shortest first. */
std::vector<Extent>
Cuts(const DnsMessage& message)
{
    std::vector<Extent> cuts;
    for (const size_t answer : SetEnds(message.answer))
    {
        cuts.push_back({answer, 0, 0});
    }
    for (const size_t authority : SetEnds(message.authority))
    {
        cuts.push_back({message.answer.size(), authority, 0});
    }
    for (const size_t additional : SetEnds(message.additional))
    {
        cuts.push_back({message.answer.size(), message.authority.size(), additional});
    }
    return cuts;
}

} // namespace

DnsMessage
DnsMessage::Query(uint16_t id, const DnsName& name, uint16_t type)
{
    DnsMessage query;
    query.id = id;
    query.recursionDesired = true;
    query.questions.push_back({name, type, dns::IN});
    return query;
}

DnsMessage
DnsMessage::ResponseTo(const DnsMessage& query)
{
    DnsMessage response;
    response.id = query.id;
    response.opcode = query.opcode;
    response.response = true;
    response.recursionDesired = query.recursionDesired;
    response.checkingDisabled = query.checkingDisabled;
    response.questions = query.questions;
    return response;
}

std::optional<DnsMessage>
DnsMessage::Decode(const uint8_t* bytes, size_t size)
{
    ldns_pkt* raw = nullptr;
    if (!IsWholeDnsMessage(bytes, size) || ldns_wire2pkt(&raw, bytes, size) != LDNS_STATUS_OK)
    {
        return std::nullopt;
    }
    const ldns::Packet packet(raw);
    DnsMessage message = *DecodeDnsHeader(bytes, size);
    message.questions = Questions(ldns_pkt_question(raw));
    message.answer = Section(ldns_pkt_answer(raw));
    message.authority = Section(ldns_pkt_authority(raw));
    message.additional = Section(ldns_pkt_additional(raw));
    message.edns = EdnsOf(raw);
    if (message.edns)
    {
        message.rcode |= static_cast<uint16_t>(ldns_pkt_edns_extended_rcode(raw) << 4);
    }
    return message;
}

std::string
DnsMessage::Encode(size_t limit) const
{
    std::string wire =
        Write(*this, {answer.size(), authority.size(), additional.size()}, truncated);
    if (!wire.empty() && wire.size() <= limit)
    {
        return wire;
    }
    const auto cuts = Cuts(*this);
    size_t fits = 0; // the shortest cut is taken even if it is too long
    for (size_t low = 1, high = cuts.size(); low < high;)
    {
        const size_t middle = (low + high) / 2;
        const size_t length = Write(*this, cuts[middle], true).size();
        if (length > 0 && length <= limit)
        {
            fits = middle;
            low = middle + 1;
        }
        else
        {
            high = middle;
        }
    }
    const Extent& cut = cuts[fits];
    const bool lost = cut.answer < answer.size() || cut.authority < authority.size();
    return Write(*this, cut, truncated || lost);
}

std::optional<DnsMessage>
DecodeDnsHeader(const uint8_t* bytes, size_t size)
{
    if (size < HEADER)
    {
        return std::nullopt;
    }
    DnsMessage header;
    header.id = static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
    header.response = (bytes[2] & 0x80) != 0;
    header.opcode = bytes[2] >> 3 & 0xf;
    header.authoritative = (bytes[2] & 4) != 0;
    header.truncated = (bytes[2] & 2) != 0;
    header.recursionDesired = (bytes[2] & 1) != 0;
    header.recursionAvailable = (bytes[3] & 0x80) != 0;
    header.authenticData = (bytes[3] & 0x20) != 0;
    header.checkingDisabled = (bytes[3] & 0x10) != 0;
    header.rcode = bytes[3] & 0xf;
    return header;
}

} // namespace ns3::v6lab
