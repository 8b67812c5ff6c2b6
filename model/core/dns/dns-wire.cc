// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-wire.h"

#include "model/core/dns/dns-type.h"
#include "model/core/dns/ldns-parts.h"

namespace ns3::v6lab
{

namespace
{

constexpr size_t HEADER = 12;
constexpr size_t MAX_NAME = 255; // RFC 1035 2.3.4

/** Walks over bytes; once something does not fit, it stays broken. */
class Walk
{
  public:
    Walk(const uint8_t* bytes, size_t size)
        : m_bytes(bytes),
          m_end(size)
    {
    }

    bool IsBroken() const
    {
        return m_broken;
    }

    bool IsAtEnd() const
    {
        return m_at == m_end;
    }

    uint16_t Read16()
    {
        Skip(2);
        return m_broken ? 0 : static_cast<uint16_t>(m_bytes[m_at - 2] << 8 | m_bytes[m_at - 1]);
    }

    void Skip(size_t bytes)
    {
        m_broken = m_broken || bytes > m_end - m_at;
        m_at += m_broken ? 0 : bytes;
    }

    /** A text of a length byte and so many more (RFC 1035 3.3). */
    void SkipString()
    {
        Skip(1);
        Skip(m_broken ? 0 : m_bytes[m_at - 1]);
    }

    /** Says whether it was the root, without compression. */
    bool SkipName()
    {
        size_t at = m_at;
        size_t segment = m_at; // a pointer leads to before the run of labels that it ends
        size_t length = 0;
        bool pointed = false;
        while (!m_broken)
        {
            const size_t label = at < m_end ? m_bytes[at] : MAX_NAME;
            if (label >= 0xc0 && at + 1 < m_end)
            {
                m_at = pointed ? m_at : at + 2;
                pointed = true;
                at = (label & 0x3f) << 8 | m_bytes[at + 1];
                m_broken = at < HEADER || at >= segment;
                segment = at;
                continue;
            }
            at += 1 + label;
            length += 1 + label;
            m_broken = label > 63 || at > m_end || length > MAX_NAME;
            if (label == 0)
            {
                m_at = pointed ? m_at : at;
                break;
            }
        }
        return length == 1 && !pointed;
    }

    /** The next `bytes` as a walk of their own, in which names may point out of it. */
    Walk Part(size_t bytes)
    {
        Walk part = *this;
        Skip(bytes);
        part.m_end = m_at;
        part.m_broken = m_broken;
        return part;
    }

  private:
    const uint8_t* m_bytes;
    size_t m_end;
    size_t m_at{0};
    bool m_broken{false};
};

/**
 * Says whether the field's size is known; of what is not known, ldns takes all that is left. Each
 * size that ldns knows must be known here: it reads on behind its own fields, not behind the data.
 */
bool
SkipField(Walk& data, ldns_rdf_type type)
{
    switch (type)
    {
    case LDNS_RDF_TYPE_DNAME:
        data.SkipName();
        return true;
    case LDNS_RDF_TYPE_STR:
    case LDNS_RDF_TYPE_TAG:
    case LDNS_RDF_TYPE_B32_EXT:
    case LDNS_RDF_TYPE_NSEC3_SALT:
    case LDNS_RDF_TYPE_NSEC3_NEXT_OWNER:
        data.SkipString();
        return true;
    case LDNS_RDF_TYPE_INT16_DATA:
        data.Skip(data.Read16());
        return true;
    case LDNS_RDF_TYPE_INT8:
    case LDNS_RDF_TYPE_ALG:
    case LDNS_RDF_TYPE_CERTIFICATE_USAGE:
    case LDNS_RDF_TYPE_SELECTOR:
    case LDNS_RDF_TYPE_MATCHING_TYPE:
        data.Skip(1);
        return true;
    case LDNS_RDF_TYPE_INT16:
    case LDNS_RDF_TYPE_TYPE:
    case LDNS_RDF_TYPE_CLASS:
    case LDNS_RDF_TYPE_CERT_ALG:
        data.Skip(2);
        return true;
    case LDNS_RDF_TYPE_A:
    case LDNS_RDF_TYPE_INT32:
    case LDNS_RDF_TYPE_TIME:
    case LDNS_RDF_TYPE_PERIOD:
        data.Skip(4);
        return true;
    case LDNS_RDF_TYPE_TSIGTIME:
    case LDNS_RDF_TYPE_EUI48:
        data.Skip(6);
        return true;
    case LDNS_RDF_TYPE_ILNP64:
    case LDNS_RDF_TYPE_EUI64:
        data.Skip(8);
        return true;
    case LDNS_RDF_TYPE_AAAA:
        data.Skip(16);
        return true;
    default:
        return false;
    }
}

/** A known type's data has all its fields and nothing behind them. */
bool
HasForm(Walk data, uint16_t type)
{
    const auto* form = ldns_rr_descript(type);
    if (form->_name == nullptr)
    {
        return true; // RFC 3597 3: data without structure
    }
    const size_t least = ldns_rr_descriptor_minimum(form);
    const size_t most = ldns_rr_descriptor_maximum(form);
    for (size_t i = 0; i < most && !data.IsBroken(); ++i)
    {
        if (data.IsAtEnd())
        {
            return i >= least;
        }
        if (!SkipField(data, ldns_rr_descriptor_field_type(form, i)))
        {
            return true;
        }
    }
    return !data.IsBroken() && data.IsAtEnd();
}

/** What an UPDATE says without data (RFC 2136 2.4). */
bool
MayBeEmpty(uint16_t rclass)
{
    return rclass == dns::CLASS_ANY || rclass == dns::CLASS_NONE;
}

bool
SkipRecord(Walk& walk, bool optAllowed)
{
    const bool root = walk.SkipName();
    const uint16_t type = walk.Read16();
    const uint16_t rclass = walk.Read16();
    walk.Skip(4); // TTL
    const uint16_t length = walk.Read16();
    const Walk data = walk.Part(length);
    if (walk.IsBroken())
    {
        return false;
    }
    if (type != dns::OPT)
    {
        return (length == 0 && MayBeEmpty(rclass)) || HasForm(data, type);
    }
    Walk options = data;
    while (!options.IsAtEnd() && !options.IsBroken())
    {
        options.Skip(2); // code
        options.Skip(options.Read16());
    }
    return root && optAllowed && !options.IsBroken();
}

} // namespace

bool
IsWholeDnsMessage(const uint8_t* bytes, size_t size)
{
    Walk walk(bytes, size);
    walk.Skip(4); // identifier and flags
    const uint16_t questions = walk.Read16();
    const size_t records = size_t{walk.Read16()} + walk.Read16();
    const uint16_t additional = walk.Read16();
    for (uint16_t i = 0; i < questions && !walk.IsBroken(); ++i)
    {
        walk.SkipName();
        walk.Skip(4);
    }
    for (size_t i = 0; i < records; ++i)
    {
        if (!SkipRecord(walk, false))
        {
            return false;
        }
    }
    bool optSeen = false;
    for (uint16_t i = 0; i < additional; ++i)
    {
        Walk ahead = walk;
        ahead.SkipName();
        const bool isOpt = ahead.Read16() == dns::OPT;
        if (!SkipRecord(walk, !optSeen))
        {
            return false;
        }
        optSeen = optSeen || isOpt;
    }
    return !walk.IsBroken() && walk.IsAtEnd();
}

} // namespace ns3::v6lab
