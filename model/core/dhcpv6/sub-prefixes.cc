// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/sub-prefixes.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t LINK_BITS = 64;
constexpr int64_t TWO_HOURS_NS = int64_t{7200} * 1000000000; //!< RFC 7084 L-13, RFC 4862 5.5.3

} // namespace

std::optional<Prefix>
SubPrefix(const Prefix& delegated, uint32_t subnet)
{
    const uint8_t length = delegated.GetLength();
    const int bits = LINK_BITS - length;
    if (bits < 0 || (bits < 32 && subnet >> bits != 0))
    {
        return std::nullopt;
    }
    std::array<uint8_t, 16> bytes{};
    const auto& base = delegated.GetAddress().GetBytes();
    std::copy(base.begin(), base.begin() + 16, bytes.begin());
    for (int i = 0; i < 4; ++i) // the last four bytes of the /64
    {
        bytes[4 + i] |= static_cast<uint8_t>(subnet >> (24 - 8 * i));
    }
    return Prefix(IpAddress::V6(bytes.data()), LINK_BITS);
}

IpAddress
FirstAddress(const Prefix& prefix)
{
    auto bytes = prefix.GetAddress().GetBytes();
    bytes[15] = 1;
    return IpAddress::V6(bytes.data());
}

SubPrefixes::SubPrefixes(uint32_t subnet)
    : m_subnet(subnet)
{
}

void
SubPrefixes::Update(const std::vector<PrefixLease>& leases, int64_t nowNs)
{
    for (auto& entry : m_entries)
    {
        entry.lease.preferredUntilNs = entry.current ? nowNs : entry.lease.preferredUntilNs;
        entry.lease.validUntilNs = std::min(entry.lease.validUntilNs, nowNs + TWO_HOURS_NS);
        entry.current = false;
    }
    for (const auto& lease : leases)
    {
        const auto prefix = SubPrefix(lease.prefix, m_subnet);
        if (!prefix)
        {
            continue;
        }
        const PrefixLease own{*prefix, lease.preferredUntilNs, lease.validUntilNs};
        const auto known =
            std::find_if(m_entries.begin(), m_entries.end(), [&prefix](const Entry& one) {
                return one.lease.prefix == *prefix;
            });
        if (known == m_entries.end())
        {
            m_entries.push_back({own});
        }
        else
        {
            *known = {own};
        }
    }
    m_entries.erase(
        std::remove_if(m_entries.begin(),
                       m_entries.end(),
                       [nowNs](const Entry& entry) { return entry.lease.validUntilNs <= nowNs; }),
        m_entries.end());
}

std::vector<Prefix>
SubPrefixes::GetCurrent() const
{
    std::vector<Prefix> current;
    for (const auto& entry : m_entries)
    {
        if (entry.current)
        {
            current.push_back(entry.lease.prefix);
        }
    }
    return current;
}

std::vector<PrefixInformation>
SubPrefixes::Tell(int64_t nowNs) const
{
    std::vector<PrefixInformation> told;
    for (const auto& [lease, current] : m_entries)
    {
        if (lease.validUntilNs <= nowNs)
        {
            continue;
        }
        PrefixInformation information;
        information.prefix = lease.prefix;
        information.validSeconds = SecondsUntil(lease.validUntilNs, nowNs);
        information.preferredSeconds =
            std::min(SecondsUntil(lease.preferredUntilNs, nowNs), information.validSeconds);
        told.push_back(information);
    }
    return told;
}

} // namespace ns3::v6lab
