// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/reply-reader.h"

#include "model/core/dns/record-sets.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr int LONGEST_CHAIN = 16;

/** A reply without what its server has no say in. */
class Reader
{
  public:
    Reader(const DnsMessage& reply, const DnsQuestion& question, const DnsName& zone, bool relayed)
        : m_reply(reply),
          m_question(question),
          m_zone(zone),
          m_relayed(relayed),
          m_answer(Believed(reply.answer)),
          m_authority(Believed(reply.authority))
    {
    }

    DnsReading Read()
    {
        const bool final = m_reply.rcode == dns::NOERROR || m_reply.rcode == dns::NXDOMAIN;
        if (!final)
        {
            return {};
        }
        if (m_reply.authoritative || m_relayed)
        {
            ReadChain();
        }
        else if (m_reply.answer.empty() && m_reply.rcode == dns::NOERROR)
        {
            ReadReferral();
        }
        return std::move(m_reading);
    }

  private:
    /** Of our class and within the zone (RFC 2181 5.4.1). */
    DnsRecords Believed(const DnsRecords& records) const
    {
        DnsRecords believed;
        for (const auto& record : records)
        {
            if (record.rclass == m_question.rclass && record.name.IsWithin(m_zone))
            {
                believed.push_back(record);
            }
        }
        return believed;
    }

    DnsRecords Denials() const
    {
        DnsRecords denials = OfType(m_authority, dns::NSEC);
        const DnsRecords hashed = OfType(m_authority, dns::NSEC3);
        denials.insert(denials.end(), hashed.begin(), hashed.end());
        return denials;
    }

    DnsFinding Positive(DnsOutcome outcome, DnsRecords records) const
    {
        DnsFinding finding;
        finding.outcome = outcome;
        finding.trust = m_relayed ? DnsTrust::Relayed : DnsTrust::Answer;
        finding.records = std::move(records);
        if (ExpansionLabels(finding.records))
        {
            finding.proof = Denials();
        }
        SetTtl(finding, LowestTtl(finding.records));
        return finding;
    }

    DnsFinding Negative(const DnsName& name) const
    {
        DnsFinding finding;
        finding.outcome = m_reply.rcode == dns::NXDOMAIN ? DnsOutcome::NoName : DnsOutcome::NoData;
        finding.trust = m_relayed ? DnsTrust::Relayed : DnsTrust::Authority;
        const auto soa =
            std::find_if(m_authority.begin(), m_authority.end(), [&](const auto& record) {
                return record.type == dns::SOA && name.IsWithin(record.name);
            });
        const auto data = soa == m_authority.end() ? std::nullopt : SoaData::Of(*soa);
        if (!data)
        {
            return finding; // RFC 2308 5: without SOA it is not remembered
        }
        finding.proof = OfSet(m_authority, soa->name, dns::SOA);
        const DnsRecords denials = Denials();
        finding.proof.insert(finding.proof.end(), denials.begin(), denials.end());
        SetTtl(finding, std::min(LowestTtl(finding.proof), data->minimum));
        return finding;
    }

    void Learn(const DnsName& name, uint16_t type, const DnsFinding& finding)
    {
        m_reading.learned.push_back({{name, type, m_question.rclass}, finding});
    }

    /** The DNAME above a name, if the answer has one, and the CNAME that it makes (RFC 6672 3.4).
     */
    std::optional<DnsFinding> Redirection(const DnsName& name)
    {
        for (const auto& record : m_answer)
        {
            const auto target = record.type == dns::DNAME ? record.GetTarget() : std::nullopt;
            if (!target || !name.IsWithin(record.name) || name == record.name)
            {
                continue;
            }
            const auto to = name.Replace(record.name, *target);
            if (!to)
            {
                return std::nullopt;
            }
            const DnsRecords set = OfSet(m_answer, record.name, dns::DNAME);
            Learn(record.name, dns::DNAME, Positive(DnsOutcome::Data, set));
            DnsFinding finding = Positive(DnsOutcome::Alias, set);
            finding.records.push_back(DnsRecord::Pointer(name, dns::CNAME, *to, LowestTtl(set)));
            return finding;
        }
        return std::nullopt;
    }

    std::optional<DnsFinding> AliasAt(const DnsName& name)
    {
        if (auto redirection = Redirection(name))
        {
            return redirection;
        }
        const DnsRecords set = OfSet(m_answer, name, dns::CNAME);
        const auto targets = std::count_if(set.begin(), set.end(), [](const auto& record) {
            return record.type == dns::CNAME;
        });
        if (targets != 1 || !set.front().GetTarget()) // one at a name (RFC 2181 10.1)
        {
            return std::nullopt;
        }
        return Positive(DnsOutcome::Alias, set);
    }

    void ReadChain()
    {
        DnsName name = m_question.name;
        for (int i = 0; i < LONGEST_CHAIN; ++i)
        {
            const DnsRecords set = OfSet(m_answer, name, m_question.type);
            if (!set.empty())
            {
                Learn(name, m_question.type, Positive(DnsOutcome::Data, set));
                break;
            }
            const auto alias = AliasAt(name);
            if (!alias)
            {
                EndChain(name, i == 0);
                break;
            }
            Learn(name, dns::CNAME, *alias);
            name = *AliasTarget(*alias);
            if (!name.IsWithin(m_zone))
            {
                break;
            }
        }
        PutFindingFirst();
    }

    /** Nothing is left for the name: the reply's code is about it (RFC 6604 3). */
    void EndChain(const DnsName& name, bool first)
    {
        const DnsFinding negative = Negative(name);
        const bool delegated = first && m_reply.rcode == dns::NOERROR && negative.ttl == 0 &&
                               !OfType(m_authority, dns::NS).empty() && !m_relayed;
        if (delegated)
        {
            ReadReferral(); // with AA, where it has no place
        }
        else if (m_answer.empty() || !first)
        {
            Learn(name, m_question.type, negative);
        }
    }

    /** The finding is what was learned of the name asked for. */
    void PutFindingFirst()
    {
        auto& learned = m_reading.learned;
        const auto own = std::find_if(learned.begin(), learned.end(), [this](const auto& one) {
            return one.question.name == m_question.name && one.question.type != dns::DNAME;
        });
        const auto data = std::find_if(learned.begin(), learned.end(), [this](const auto& one) {
            return one.question == m_question;
        });
        const auto best = data != learned.end() ? data : own;
        if (m_reading.kind != DnsReading::Kind::Unusable || best == learned.end())
        {
            return;
        }
        std::rotate(learned.begin(), best, best + 1);
        m_reading.finding = learned.front().finding;
        m_reading.kind = DnsReading::Kind::Finding;
    }

    /** Down only: a server that refers to its own zone or upwards is lame. */
    void ReadReferral()
    {
        for (const auto& record : m_authority)
        {
            const bool down = record.name != m_zone && m_question.name.IsWithin(record.name);
            if (record.type == dns::NS && down && record.GetTarget())
            {
                m_reading.kind = DnsReading::Kind::Referral;
                m_reading.cut = record.name;
                break;
            }
        }
        if (m_reading.kind != DnsReading::Kind::Referral)
        {
            return;
        }
        DnsFinding servers = Positive(DnsOutcome::Data, OfSet(m_authority, m_reading.cut, dns::NS));
        servers.trust = DnsTrust::Referral;
        m_reading.nameServers = servers.records;
        Learn(m_reading.cut, dns::NS, servers);
        const DnsRecords keys = OfSet(m_authority, m_reading.cut, dns::DS);
        if (!keys.empty())
        {
            DnsFinding finding = Positive(DnsOutcome::Data, keys);
            finding.trust = DnsTrust::Authority;
            Learn(m_reading.cut, dns::DS, finding);
        }
        LearnGlue();
    }

    void LearnGlue()
    {
        const DnsRecords additional = Believed(m_reply.additional);
        for (const auto& server : m_reading.nameServers)
        {
            const auto name = server.GetTarget();
            for (const uint16_t type : {dns::A, dns::AAAA})
            {
                const DnsRecords set = name ? OfSet(additional, *name, type) : DnsRecords();
                if (!set.empty())
                {
                    m_reading.glue.insert(m_reading.glue.end(), set.begin(), set.end());
                    DnsFinding finding = Positive(DnsOutcome::Data, set);
                    finding.trust = DnsTrust::Additional;
                    Learn(*name, type, finding);
                }
            }
        }
    }

    const DnsMessage& m_reply;
    const DnsQuestion& m_question;
    const DnsName& m_zone;
    bool m_relayed;
    DnsRecords m_answer;
    DnsRecords m_authority;
    DnsReading m_reading;
};

} // namespace

DnsReading
ReadDnsReply(const DnsMessage& reply,
             const DnsQuestion& question,
             const DnsName& zone,
             bool relayed)
{
    return Reader(reply, question, zone, relayed).Read();
}

} // namespace ns3::v6lab
