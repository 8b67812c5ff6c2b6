// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/rewrite.h"

#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"

#include <algorithm>
#include <cstring>

namespace ns3::v6lab::azure
{

namespace
{

/** RFC 1624 (eqn. 3): collects ~m + m' of every changed 16-bit word. */
class Delta
{
  public:
    void Change(uint16_t before, uint16_t after)
    {
        m_sum.Add(static_cast<uint16_t>(~before)).Add(after);
        m_empty = false;
    }

    uint16_t Update(uint16_t checksum) const
    {
        return InternetChecksum(m_sum).Add(static_cast<uint16_t>(~checksum)).Get();
    }

    bool IsEmpty() const
    {
        return m_empty;
    }

  private:
    InternetChecksum m_sum;
    bool m_empty{true};
};

/** Writes a word and tells every checksum that covers it. */
void
Write16(uint8_t* at, uint16_t value, std::initializer_list<Delta*> covers)
{
    for (Delta* delta : covers)
    {
        delta->Change(Read16(at), value);
    }
    at[0] = static_cast<uint8_t>(value >> 8);
    at[1] = static_cast<uint8_t>(value);
}

/** Where the upper layer starts; `first` is false for fragments that do not carry its start. */
struct Layout
{
    size_t offset{0};
    uint8_t protocol{0};
    bool first{true};
};

Layout
LayoutOf(const uint8_t* bytes, size_t size)
{
    if (bytes[0] >> 4 == 4)
    {
        return {4u * (bytes[0] & 0x0f), bytes[9], (Read16(bytes + 6) & 0x1fff) == 0};
    }
    Layout layout{40, bytes[6], true};
    while (layout.offset + 8 <= size)
    {
        const uint8_t* header = bytes + layout.offset;
        if (layout.protocol == protocol::FRAGMENT)
        {
            layout.first = layout.first && Read16(header + 2) >> 3 == 0;
            layout.offset += 8;
        }
        else if (layout.protocol == 0 || layout.protocol == 43 || layout.protocol == 60)
        {
            layout.offset += 8u * (header[1] + 1u);
        }
        else
        {
            break;
        }
        layout.protocol = header[0];
    }
    return layout;
}

bool
IsIcmpError(const Layout& layout, const uint8_t* bytes, size_t size)
{
    if (!layout.first || layout.offset >= size)
    {
        return false;
    }
    const uint8_t type = bytes[layout.offset];
    return (layout.protocol == protocol::ICMPV4 &&
            ((type >= 3 && type <= 5) || type == 11 || type == 12)) ||
           (layout.protocol == protocol::ICMPV6 && type < 128);
}

/** Rewrites one IP packet; `outer` covers it if it is quoted in an ICMP message. */
class Translator
{
  public:
    Translator(uint8_t* bytes, size_t size, bool checksums, Delta& outer)
        : m_bytes(bytes),
          m_size(size),
          m_checksums(checksums),
          m_outer(outer),
          m_layout(LayoutOf(bytes, size))
    {
    }

    /** `onlyIf`: the addresses that must stand there now, as in quoted packets. */
    void Run(const Rewrite& rewrite, bool quoted, const Rewrite& onlyIf);

  private:
    bool IsV4() const
    {
        return m_bytes[0] >> 4 == 4;
    }

    bool IsEcho() const
    {
        const uint8_t type = m_bytes[m_layout.offset];
        return m_layout.protocol == protocol::ICMPV4 ? type == 0 || type == 8
                                                     : type == 128 || type == 129;
    }

    uint8_t* AddressAt(bool source)
    {
        return m_bytes + (IsV4() ? (source ? 12 : 16) : (source ? 8 : 24));
    }

    void ReplaceAddress(uint8_t* at, const IpAddress& address);
    void ReplacePort(size_t offset, const std::optional<uint16_t>& port);
    void UpdateTransport(const Rewrite& rewrite, bool source, bool destination);
    void UpdateIcmp(const Rewrite& rewrite, bool source, bool destination);
    void FinishChecksum(size_t offset, const Delta& delta, bool zeroMeansNone);

    uint8_t* m_bytes;
    size_t m_size;
    bool m_checksums;
    Delta& m_outer;
    Layout m_layout;
    Delta m_header;    //!< IPv4 header checksum
    Delta m_transport; //!< upper-layer checksum, pseudo-header included
    Delta m_message;   //!< ICMPv4: the message only, no pseudo-header
    Rewrite m_before;
};

void
Translator::ReplaceAddress(uint8_t* at, const IpAddress& address)
{
    const size_t length = IsV4() ? 4 : 16;
    for (size_t i = 0; i < length; i += 2)
    {
        Write16(at + i, Read16(&address.GetBytes()[i]), {&m_header, &m_transport, &m_outer});
    }
}

void
Translator::ReplacePort(size_t offset, const std::optional<uint16_t>& port)
{
    if (port && offset + 2 <= m_size)
    {
        Write16(m_bytes + offset, *port, {&m_transport, &m_message, &m_outer});
    }
}

void
Translator::FinishChecksum(size_t offset, const Delta& delta, bool zeroMeansNone)
{
    if (!m_checksums || delta.IsEmpty() || offset + 2 > m_size)
    {
        return;
    }
    const uint16_t before = Read16(m_bytes + offset);
    if (zeroMeansNone && before == 0)
    {
        return;
    }
    const uint16_t after = delta.Update(before);
    Write16(m_bytes + offset, zeroMeansNone && after == 0 ? 0xffff : after, {&m_outer});
}

void
Translator::UpdateIcmp(const Rewrite& rewrite, bool source, bool destination)
{
    const bool v4 = m_layout.protocol == protocol::ICMPV4;
    Delta& covers = v4 ? m_message : m_transport;
    const size_t start = m_layout.offset + 8;
    if (IsIcmpError(m_layout, m_bytes, m_size) && start + (v4 ? 20 : 40) <= m_size &&
        m_bytes[start] >> 4 == m_bytes[0] >> 4)
    {
        // The quoted packet went the other way: what changes here as source is destination there.
        Rewrite inverse;
        inverse.source = destination ? rewrite.destination : std::nullopt;
        inverse.destination = source ? rewrite.source : std::nullopt;
        inverse.sourcePort = rewrite.destinationPort;
        inverse.destinationPort = rewrite.sourcePort;
        inverse.quotedIsFlow = rewrite.quotedIsFlow;
        Rewrite standing;
        standing.source = m_before.destination;
        standing.destination = m_before.source;
        Translator(m_bytes + start, m_size - start, m_checksums, covers)
            .Run(inverse, true, standing);
    }
    else if (IsEcho())
    {
        ReplacePort(m_layout.offset + 4,
                    source && rewrite.sourcePort ? rewrite.sourcePort
                    : destination                ? rewrite.destinationPort
                                                 : std::nullopt);
    }
    FinishChecksum(m_layout.offset + 2, covers, false);
}

void
Translator::UpdateTransport(const Rewrite& rewrite, bool source, bool destination)
{
    const size_t start = m_layout.offset;
    switch (m_layout.protocol)
    {
    case protocol::TCP:
    case protocol::UDP:
        ReplacePort(start, source ? rewrite.sourcePort : std::nullopt);
        ReplacePort(start + 2, destination ? rewrite.destinationPort : std::nullopt);
        FinishChecksum(start + (m_layout.protocol == protocol::TCP ? 16 : 6),
                       m_transport,
                       m_layout.protocol == protocol::UDP);
        break;
    case protocol::ICMPV4:
    case protocol::ICMPV6:
        UpdateIcmp(rewrite, source, destination);
        break;
    default:
        break;
    }
}

void
Translator::Run(const Rewrite& rewrite, bool quoted, const Rewrite& onlyIf)
{
    const auto read = [&](bool source) {
        const uint8_t* at = AddressAt(source);
        return IsV4() ? IpAddress::V4(Read32(at)) : IpAddress::V6(at);
    };
    m_before.source = read(true);
    m_before.destination = read(false);
    const bool all = !quoted || rewrite.quotedIsFlow;
    const bool source = rewrite.source && (all || onlyIf.source == m_before.source);
    const bool destination =
        rewrite.destination && (all || onlyIf.destination == m_before.destination);
    if (source)
    {
        ReplaceAddress(AddressAt(true), *rewrite.source);
    }
    if (destination)
    {
        ReplaceAddress(AddressAt(false), *rewrite.destination);
    }
    if (IsV4())
    {
        FinishChecksum(10, m_header, false);
    }
    if (m_layout.first && m_layout.offset < m_size)
    {
        UpdateTransport(rewrite, source, destination);
    }
}

} // namespace

size_t
RewriteSpan(const uint8_t* bytes, size_t size)
{
    const Layout layout = LayoutOf(bytes, size);
    const bool error = IsIcmpError(layout, bytes, size);
    // A quoted packet with its longest possible header chain that we walk, or a TCP header.
    return layout.offset + (error ? 8 + 128 : 20);
}

void
Apply(const Rewrite& rewrite, uint8_t* bytes, size_t size, bool checksums)
{
    if (size < 20 || (bytes[0] >> 4 == 6 && size < 40))
    {
        return;
    }
    Delta none;
    Translator(bytes, size, checksums, none).Run(rewrite, false, {});
}

} // namespace ns3::v6lab::azure
