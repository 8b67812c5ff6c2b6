// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/checked-denial.h"

#include "model/core/dns/record-sets.h"

namespace ns3::v6lab
{

CheckedDenial::CheckedDenial(const DnsRecords& proof,
                             uint16_t mostIterations,
                             const std::function<bool(const DnsRecords& set)>& check)
{
    for (const auto& set : SplitSets(OfType(proof, dns::NSEC)))
    {
        const auto nsec = NsecData::Of(set.front());
        if (nsec && check(set))
        {
            m_nsecs.push_back(*nsec);
        }
    }
    for (const auto& set : SplitSets(OfType(proof, dns::NSEC3)))
    {
        const auto nsec3 = Nsec3Data::Of(set.front());
        if (!nsec3 || !check(set)) // RFC 9276 3.2: the signature first, whatever the iterations
        {
            continue;
        }
        m_tooCostly |= nsec3->iterations > mostIterations;
        m_nsec3s.push_back(*nsec3);
    }
}

DnsSecurity
CheckedDenial::Weigh(bool byNsec, DenialProof byNsec3) const
{
    if (byNsec || byNsec3 == DenialProof::Full)
    {
        return DnsSecurity::Secure;
    }
    return byNsec3 == DenialProof::OptOut ? DnsSecurity::Insecure : DnsSecurity::Bogus;
}

DnsSecurity
CheckedDenial::NoData(const DnsQuestion& question) const
{
    return m_tooCostly ? DnsSecurity::Insecure
                       : Weigh(ProvesNoData(m_nsecs, question), Nsec3NoData(m_nsec3s, question));
}

DnsSecurity
CheckedDenial::NoName(const DnsName& name) const
{
    return m_tooCostly ? DnsSecurity::Insecure
                       : Weigh(ProvesNoName(m_nsecs, name), Nsec3NoName(m_nsec3s, name));
}

DnsSecurity
CheckedDenial::Expansion(const DnsName& name, uint8_t labels) const
{
    return m_tooCostly
               ? DnsSecurity::Insecure
               : Weigh(ProvesExpansion(m_nsecs, name), Nsec3Expansion(m_nsec3s, name, labels));
}

CutProof
CheckedDenial::Cut(const DnsName& name) const
{
    if (m_tooCostly)
    {
        return CutProof::Insecure;
    }
    const CutProof byNsec = ProveCut(m_nsecs, name);
    return byNsec == CutProof::None ? Nsec3Cut(m_nsec3s, name) : byNsec;
}

} // namespace ns3::v6lab
