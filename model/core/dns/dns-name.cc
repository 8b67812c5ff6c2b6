// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-name.h"

#include "model/core/dns/ldns-parts.h"

#include <array>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MAX_WIRE = 255; // RFC 1035 2.3.4
constexpr size_t MAX_LABEL = 63;
constexpr size_t MAX_LABELS = 127;

/** Only ASCII has cases (RFC 4343 3). */
uint8_t
Lower(char c)
{
    return static_cast<uint8_t>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/** Where each label begins in a wire form. */
struct Labels
{
    explicit Labels(const std::string& wire)
    {
        for (size_t at = 0; wire[at] != 0; at += 1 + static_cast<uint8_t>(wire[at]))
        {
            start[count++] = static_cast<uint8_t>(at);
        }
    }

    std::array<uint8_t, MAX_LABELS> start{};
    size_t count{0};
};

int
CompareLabels(const std::string& a, size_t aStart, const std::string& b, size_t bStart)
{
    const size_t aSize = static_cast<uint8_t>(a[aStart]);
    const size_t bSize = static_cast<uint8_t>(b[bStart]);
    for (size_t i = 1; i <= aSize && i <= bSize; ++i)
    {
        const int difference = Lower(a[aStart + i]) - Lower(b[bStart + i]);
        if (difference != 0)
        {
            return difference;
        }
    }
    return static_cast<int>(aSize) - static_cast<int>(bSize);
}

} // namespace

DnsName::DnsName()
    : m_wire(1, '\0')
{
}

std::optional<DnsName>
DnsName::Parse(const std::string& text)
{
    if (text.empty() || text.find('\0') != std::string::npos)
    {
        return std::nullopt;
    }
    const ldns::Rdf rdf(ldns_dname_new_frm_str(text.c_str()));
    if (!rdf)
    {
        return std::nullopt;
    }
    return FromWire(ldns_rdf_data(rdf.get()), ldns_rdf_size(rdf.get()));
}

std::optional<DnsName>
DnsName::FromWire(const uint8_t* bytes, size_t size)
{
    size_t at = 0;
    while (at < size && at < MAX_WIRE)
    {
        const size_t label = bytes[at];
        if (label == 0)
        {
            DnsName name;
            name.m_wire.assign(reinterpret_cast<const char*>(bytes), at + 1);
            return name;
        }
        if (label > MAX_LABEL)
        {
            return std::nullopt;
        }
        at += 1 + label;
    }
    return std::nullopt;
}

std::string
DnsName::ToString() const
{
    const ldns::Rdf rdf(ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, m_wire.size(), m_wire.data()));
    const ldns::Text text(ldns_rdf2str(rdf.get()));
    return text.get();
}

uint32_t
DnsName::CountLabels() const
{
    return static_cast<uint32_t>(Labels(m_wire).count);
}

std::string_view
DnsName::FirstLabel() const
{
    return std::string_view(m_wire).substr(1, static_cast<uint8_t>(m_wire[0]));
}

bool
DnsName::IsWildcard() const
{
    return FirstLabel() == "*";
}

bool
DnsName::IsWithin(const DnsName& ancestor) const
{
    const uint32_t labels = ancestor.CountLabels();
    return labels <= CountLabels() && Last(labels) == ancestor;
}

DnsName
DnsName::Parent() const
{
    DnsName parent;
    if (!IsRoot())
    {
        parent.m_wire = m_wire.substr(1 + FirstLabel().size());
    }
    return parent;
}

DnsName
DnsName::Last(uint32_t labels) const
{
    const Labels all(m_wire);
    if (labels >= all.count)
    {
        return *this;
    }
    DnsName last;
    if (labels > 0)
    {
        last.m_wire = m_wire.substr(all.start[all.count - labels]);
    }
    return last;
}

std::optional<DnsName>
DnsName::Child(std::string_view label) const
{
    if (label.empty() || label.size() > MAX_LABEL || m_wire.size() + 1 + label.size() > MAX_WIRE)
    {
        return std::nullopt;
    }
    DnsName child;
    child.m_wire = static_cast<char>(label.size());
    child.m_wire.append(label);
    child.m_wire += m_wire;
    return child;
}

std::optional<DnsName>
DnsName::Replace(const DnsName& from, const DnsName& to) const
{
    DnsName replaced;
    replaced.m_wire = m_wire.substr(0, m_wire.size() - from.m_wire.size()) + to.m_wire;
    if (replaced.m_wire.size() > MAX_WIRE)
    {
        return std::nullopt;
    }
    return replaced;
}

DnsName
DnsName::ToLower() const
{
    DnsName lower;
    lower.m_wire.clear();
    // A length byte is at most 63, below the letters.
    for (const char c : m_wire)
    {
        lower.m_wire += static_cast<char>(Lower(c));
    }
    return lower;
}

int
DnsName::Compare(const DnsName& other) const
{
    const Labels mine(m_wire);
    const Labels theirs(other.m_wire);
    for (size_t i = 1; i <= mine.count && i <= theirs.count; ++i)
    {
        const int order = CompareLabels(m_wire,
                                        mine.start[mine.count - i],
                                        other.m_wire,
                                        theirs.start[theirs.count - i]);
        if (order != 0)
        {
            return order;
        }
    }
    return static_cast<int>(mine.count) - static_cast<int>(theirs.count);
}

} // namespace ns3::v6lab

size_t
std::hash<ns3::v6lab::DnsName>::operator()(const ns3::v6lab::DnsName& name) const noexcept
{
    size_t value = 0xcbf29ce484222325; // FNV-1a
    for (const char c : name.GetWire())
    {
        value = (value ^ ns3::v6lab::Lower(c)) * 0x100000001b3;
    }
    return value;
}
