// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/header-table.h"

namespace ns3::v6lab
{

HeaderKey
HeaderKey::Of(const PacketFacts& facts)
{
    const bool icmp = facts.protocol == protocol::ICMPV4 || facts.protocol == protocol::ICMPV6;
    const bool later = icmp && facts.fragment && facts.icmpType == 0 && facts.sourcePort == 0;
    const bool error = facts.icmpError;
    return {facts.source,
            facts.destination,
            error ? uint16_t{0} : facts.sourcePort,
            error ? uint16_t{0} : facts.destinationPort,
            facts.protocol,
            later ? NO_ICMP_TYPE : facts.icmpType,
            facts.tcpFlags,
            error,
            IcmpCodeOf(facts),
            MtuOf(facts)};
}

size_t
HeaderKeyHash::operator()(const HeaderKey& key) const noexcept
{
    const std::hash<IpAddress> hash;
    const uint64_t rest = uint64_t{key.sourcePort} << 32 | uint64_t{key.destinationPort} << 16 |
                          uint64_t{key.protocol} << 8 |
                          (key.icmpType ^ key.tcpFlags ^ key.icmpCode ^ key.mtu);
    return hash(key.source) * 3 ^ hash(key.destination) ^ rest * 0x9e3779b97f4a7c15;
}

std::string
ProtocolWord(uint8_t protocol)
{
    switch (protocol)
    {
    case protocol::ICMPV4:
        return "icmp";
    case protocol::ICMPV6:
        return "icmpv6";
    case protocol::TCP:
        return "tcp";
    case protocol::UDP:
        return "udp";
    case protocol::ESP:
        return "esp";
    default:
        return std::to_string(protocol);
    }
}

std::string
TcpFlagsWord(uint8_t flags)
{
    static constexpr std::pair<uint8_t, const char*> WORDS[] = {{0x02, "SYN"},
                                                                {0x01, "FIN"},
                                                                {0x04, "RST"},
                                                                {0x08, "PSH"},
                                                                {0x10, "ACK"},
                                                                {0x20, "URG"},
                                                                {0x40, "ECE"},
                                                                {0x80, "CWR"}};
    std::string text;
    for (const auto& [bit, word] : WORDS)
    {
        if ((flags & bit) != 0)
        {
            text += (text.empty() ? "" : ", ") + std::string(word);
        }
    }
    return text;
}

uint32_t
HeaderTable::Intern(const PacketFacts& facts)
{
    return Intern(HeaderKey::Of(facts));
}

uint32_t
HeaderTable::Intern(const HeaderKey& key)
{
    for (const Recent& recent : m_recent)
    {
        if (recent.id != 0 && recent.key == key)
        {
            return recent.id;
        }
    }
    const auto [found, isNew] = m_ids.try_emplace(key, static_cast<uint32_t>(m_all.size() + 1));
    if (isNew)
    {
        m_all.push_back(key);
    }
    m_recent[m_next] = {key, found->second};
    m_next = (m_next + 1) % m_recent.size();
    return found->second;
}

const std::vector<HeaderKey>&
HeaderTable::GetAll() const
{
    return m_all;
}

} // namespace ns3::v6lab
