// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/nsec3-proof.h"

#include "model/core/bytes.h"
#include "model/core/dns/ldns-record.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t SHA1 = 1;    //!< the one hash algorithm that there is (RFC 5155 11)
constexpr uint8_t OPT_OUT = 1; //!< the one flag
constexpr size_t HEAD = 5;     //!< algorithm, flags, iterations, length of the salt
constexpr size_t HASH = 20;    //!< bytes of SHA-1

std::string
ToBase32(const uint8_t* bytes, size_t size)
{
    char text[HASH * 2];
    const int length = ldns_b32_ntop_extended_hex(bytes, size, text, sizeof(text));
    return length > 0 ? std::string(text, static_cast<size_t>(length)) : std::string();
}

std::string
LowerLabel(const DnsName& name)
{
    return std::string(name.ToLower().FirstLabel());
}

/** The records of one chain, and the hashes of names in its zone. */
class Chain
{
  public:
    /** All that have the parameters of the first (RFC 5155 8.2). */
    explicit Chain(const Nsec3s& nsec3s)
    {
        for (const auto& nsec3 : nsec3s)
        {
            const Nsec3Data& first = nsec3s.front();
            if (nsec3.zone == first.zone && nsec3.iterations == first.iterations &&
                nsec3.salt == first.salt)
            {
                m_records.push_back(&nsec3);
            }
        }
    }

    bool IsFor(const DnsName& name) const
    {
        return !m_records.empty() && name.IsWithin(GetZone());
    }

    const DnsName& GetZone() const
    {
        return m_records.front()->zone;
    }

    const Nsec3Data* FindAt(const DnsName& name) const
    {
        const std::string hash = HashOf(name);
        return Find([&hash](const Nsec3Data& one) { return one.owner == hash; });
    }

    const Nsec3Data* FindCovering(const DnsName& name) const
    {
        const std::string hash = HashOf(name);
        return Find([&hash](const Nsec3Data& one) {
            const bool last = !(one.owner < one.next);
            return last ? one.owner < hash || hash < one.next : one.owner < hash && hash < one.next;
        });
    }

  private:
    template <class Test>
    const Nsec3Data* Find(Test test) const
    {
        const auto found = std::find_if(m_records.begin(),
                                        m_records.end(),
                                        [&test](const auto* one) { return test(*one); });
        return found == m_records.end() ? nullptr : *found;
    }

    std::string HashOf(const DnsName& name) const
    {
        const Nsec3Data& any = *m_records.front();
        const auto* salt = reinterpret_cast<const uint8_t*>(any.salt.data());
        const ldns::Rdf hashed(ldns_nsec3_hash_name(ldns::FromName(name).get(),
                                                    SHA1,
                                                    any.iterations,
                                                    static_cast<uint8_t>(any.salt.size()),
                                                    salt));
        return hashed ? LowerLabel(ldns::ToName(hashed.get())) : std::string();
    }

    std::vector<const Nsec3Data*> m_records;
};

/** What is known of a name that is not there (RFC 5155 8.3). */
struct Encloser
{
    DnsName name;
    const Nsec3Data* nextCloser;
};

std::optional<Encloser>
FindEncloser(const Chain& chain, const DnsName& name)
{
    DnsName next = name;
    while (next != chain.GetZone())
    {
        const DnsName candidate = next.Parent();
        if (const Nsec3Data* at = chain.FindAt(candidate))
        {
            const Nsec3Data* covering = chain.FindCovering(next);
            // A delegation or a DNAME answers for what is below it.
            if (!covering || at->IsAtCut() || at->Has(dns::DNAME))
            {
                return std::nullopt;
            }
            return Encloser{candidate, covering};
        }
        next = candidate;
    }
    return std::nullopt;
}

DenialProof
ProofBy(const Nsec3Data& covering)
{
    return covering.optOut ? DenialProof::OptOut : DenialProof::Full;
}

/** RFC 5155 8.5, 8.6; RFC 6840 4.1: of a cut, the parent speaks of DS only, and the child never. */
DenialProof
LacksType(const Nsec3Data& own, const DnsQuestion& question)
{
    const bool apexOfRoot = own.zone.IsRoot() && question.name.IsRoot();
    const bool rightSide =
        question.type == dns::DS ? !own.Has(dns::SOA) || apexOfRoot : !own.IsAtCut();
    return rightSide && !own.Has(question.type) && !own.Has(dns::CNAME) ? DenialProof::Full
                                                                        : DenialProof::None;
}

} // namespace

std::optional<Nsec3Data>
Nsec3Data::Of(const DnsRecord& record)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(record.rdata.data());
    const size_t size = record.rdata.size();
    if (record.type != dns::NSEC3 || size < HEAD || bytes[0] != SHA1 || (bytes[1] & ~OPT_OUT) != 0)
    {
        return std::nullopt;
    }
    const size_t saltSize = bytes[4];
    const size_t hash = HEAD + saltSize + 1;
    if (hash + HASH > size || bytes[hash - 1] != HASH)
    {
        return std::nullopt;
    }
    Nsec3Data data;
    data.zone = record.name.Parent();
    data.owner = LowerLabel(record.name);
    data.next = ToBase32(bytes + hash, HASH);
    data.iterations = Read16(bytes + 2);
    data.salt.assign(bytes + HEAD, bytes + HEAD + saltSize);
    data.optOut = bytes[1] & OPT_OUT;
    if (!ReadTypeBitmap(bytes + hash + HASH, size - hash - HASH, data.types))
    {
        return std::nullopt;
    }
    return data;
}

DenialProof
Nsec3NoData(const Nsec3s& nsec3s, const DnsQuestion& question)
{
    const Chain chain(nsec3s);
    if (!chain.IsFor(question.name))
    {
        return DenialProof::None;
    }
    if (const Nsec3Data* own = chain.FindAt(question.name))
    {
        return LacksType(*own, question);
    }
    const auto encloser = FindEncloser(chain, question.name);
    if (!encloser)
    {
        return DenialProof::None;
    }
    const auto wildcard = encloser->name.Child("*");
    const Nsec3Data* source = wildcard ? chain.FindAt(*wildcard) : nullptr;
    if (source) // 8.7
    {
        return LacksType(*source, question) == DenialProof::None ? DenialProof::None
                                                                 : ProofBy(*encloser->nextCloser);
    }
    // 8.6: an unsigned delegation, which the chain leaves out.
    return encloser->nextCloser->optOut ? DenialProof::OptOut : DenialProof::None;
}

DenialProof
Nsec3NoName(const Nsec3s& nsec3s, const DnsName& name)
{
    const Chain chain(nsec3s);
    const auto encloser =
        chain.IsFor(name) && !chain.FindAt(name) ? FindEncloser(chain, name) : std::nullopt;
    if (!encloser)
    {
        return DenialProof::None;
    }
    const auto wildcard = encloser->name.Child("*");
    return wildcard && !chain.FindCovering(*wildcard) ? DenialProof::None
                                                      : ProofBy(*encloser->nextCloser);
}

DenialProof
Nsec3Expansion(const Nsec3s& nsec3s, const DnsName& name, uint8_t labels)
{
    const Chain chain(nsec3s);
    if (!chain.IsFor(name) || labels >= name.CountLabels())
    {
        return DenialProof::None;
    }
    const Nsec3Data* covering = chain.FindCovering(name.Last(labels + 1));
    return covering ? ProofBy(*covering) : DenialProof::None;
}

CutProof
Nsec3Cut(const Nsec3s& nsec3s, const DnsName& name)
{
    const Chain chain(nsec3s);
    if (!chain.IsFor(name))
    {
        return CutProof::None;
    }
    if (const Nsec3Data* own = chain.FindAt(name))
    {
        if (own->Has(dns::DS) || own->Has(dns::SOA))
        {
            return CutProof::None;
        }
        return own->Has(dns::NS) ? CutProof::Insecure : CutProof::NoCut;
    }
    const auto encloser = FindEncloser(chain, name);
    if (!encloser)
    {
        return CutProof::None;
    }
    return encloser->nextCloser->optOut ? CutProof::Insecure : CutProof::NoName;
}

} // namespace ns3::v6lab
