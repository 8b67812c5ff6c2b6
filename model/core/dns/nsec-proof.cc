// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/nsec-proof.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** The name is in the gap behind an NSEC, and the NSEC may say so. */
bool
Covers(const NsecData& nsec, const DnsName& name)
{
    const bool last = !(nsec.owner < nsec.next); // its next is the apex
    const bool inGap = nsec.owner < name && (last || name < nsec.next);
    const bool below = name.IsWithin(nsec.owner);
    return inGap && !(below && (nsec.IsAtCut() || nsec.Has(dns::DNAME)));
}

const NsecData*
FindCovering(const Nsecs& nsecs, const DnsName& name)
{
    const auto found = std::find_if(nsecs.begin(), nsecs.end(), [&](const NsecData& nsec) {
        return Covers(nsec, name);
    });
    return found == nsecs.end() ? nullptr : &*found;
}

const NsecData*
FindAt(const Nsecs& nsecs, const DnsName& name)
{
    const auto found = std::find_if(nsecs.begin(), nsecs.end(), [&](const NsecData& nsec) {
        return nsec.owner == name;
    });
    return found == nsecs.end() ? nullptr : &*found;
}

/** The longest name above both that the two ends of the gap show to exist. */
DnsName
ClosestEncloser(const NsecData& covering, const DnsName& name)
{
    DnsName encloser = name.Parent();
    while (!covering.owner.IsWithin(encloser) && !covering.next.IsWithin(encloser))
    {
        encloser = encloser.Parent();
    }
    return encloser;
}

bool
LacksType(const NsecData& nsec, uint16_t type)
{
    // RFC 6840 4.1: of a cut, the parent speaks of DS only, and the child never.
    const bool rightSide =
        type == dns::DS ? !nsec.Has(dns::SOA) || nsec.owner.IsRoot() : !nsec.IsAtCut();
    return rightSide && !nsec.Has(type) && !nsec.Has(dns::CNAME);
}

} // namespace

bool
ReadTypeBitmap(const uint8_t* bytes, size_t size, std::set<uint16_t>& types)
{
    for (size_t at = 0; at < size;)
    {
        const size_t length = at + 1 < size ? bytes[at + 1] : 0;
        if (length == 0 || length > 32 || at + 2 + length > size)
        {
            return false;
        }
        for (size_t bit = 0; bit < length * 8; ++bit)
        {
            if (bytes[at + 2 + bit / 8] & 0x80 >> bit % 8)
            {
                types.insert(static_cast<uint16_t>(bytes[at] << 8 | bit));
            }
        }
        at += 2 + length;
    }
    return true;
}

std::optional<NsecData>
NsecData::Of(const DnsRecord& record)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(record.rdata.data());
    const size_t size = record.rdata.size();
    const auto next = DnsName::FromWire(bytes, size);
    if (record.type != dns::NSEC || !next)
    {
        return std::nullopt;
    }
    NsecData data{record.name, *next, {}};
    const size_t used = next->GetWire().size();
    if (!ReadTypeBitmap(bytes + used, size - used, data.types))
    {
        return std::nullopt;
    }
    return data;
}

bool
ProvesNoData(const Nsecs& nsecs, const DnsQuestion& question)
{
    if (const NsecData* own = FindAt(nsecs, question.name))
    {
        return LacksType(*own, question.type);
    }
    const NsecData* covering = FindCovering(nsecs, question.name);
    if (!covering)
    {
        return false;
    }
    if (covering->next.IsWithin(question.name))
    {
        return true; // there are names below only
    }
    const auto wildcard = ClosestEncloser(*covering, question.name).Child("*");
    const NsecData* source = wildcard ? FindAt(nsecs, *wildcard) : nullptr;
    return source && LacksType(*source, question.type);
}

bool
ProvesNoName(const Nsecs& nsecs, const DnsName& name)
{
    const NsecData* covering = FindCovering(nsecs, name);
    if (!covering || covering->next.IsWithin(name))
    {
        return false;
    }
    const auto wildcard = ClosestEncloser(*covering, name).Child("*");
    return !wildcard || FindCovering(nsecs, *wildcard);
}

bool
ProvesExpansion(const Nsecs& nsecs, const DnsName& name)
{
    const NsecData* covering = FindCovering(nsecs, name);
    return covering && !covering->next.IsWithin(name);
}

CutProof
ProveCut(const Nsecs& nsecs, const DnsName& name)
{
    if (const NsecData* own = FindAt(nsecs, name))
    {
        if (own->Has(dns::DS) || own->Has(dns::SOA))
        {
            return CutProof::None;
        }
        return own->Has(dns::NS) ? CutProof::Insecure : CutProof::NoCut;
    }
    const NsecData* covering = FindCovering(nsecs, name);
    if (!covering)
    {
        return CutProof::None;
    }
    return covering->next.IsWithin(name) ? CutProof::NoCut : CutProof::NoName;
}

} // namespace ns3::v6lab
