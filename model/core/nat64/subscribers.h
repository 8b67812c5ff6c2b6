// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SUBSCRIBERS_H
#define V6LAB_SUBSCRIBERS_H

#include "model/core/nat64/transport-address.h"

#include <array>
#include <unordered_map>

namespace ns3::v6lab
{

/** How many ports each subscriber has (RFC 6888 2 REQ-4); kept only where a limit needs it. */
class Subscribers
{
  public:
    Subscribers(uint8_t prefix, uint32_t limit)
        : m_prefix(prefix),
          m_limit(limit)
    {
    }

    /** Who an inside address belongs to. */
    IpAddress NameOf(const IpAddress& inside) const
    {
        return Prefix(inside, m_prefix).GetAddress();
    }

    bool MayHaveMore(const IpAddress& inside, BibKind kind) const
    {
        if (m_limit == 0)
        {
            return true;
        }
        const auto found = m_ports.find(NameOf(inside));
        return found == m_ports.end() || found->second[static_cast<size_t>(kind)] < m_limit;
    }

    void Add(const IpAddress& inside, BibKind kind)
    {
        if (m_limit != 0)
        {
            ++m_ports[NameOf(inside)][static_cast<size_t>(kind)];
        }
    }

    void Remove(const IpAddress& inside, BibKind kind)
    {
        const auto found = m_ports.find(NameOf(inside));
        if (found != m_ports.end() && found->second[static_cast<size_t>(kind)] > 0)
        {
            --found->second[static_cast<size_t>(kind)];
            if (found->second == Counts{})
            {
                m_ports.erase(found);
            }
        }
    }

  private:
    using Counts = std::array<uint32_t, BIB_KINDS>;

    uint8_t m_prefix;
    uint32_t m_limit;
    std::unordered_map<IpAddress, Counts> m_ports;
};

} // namespace ns3::v6lab

#endif // V6LAB_SUBSCRIBERS_H
