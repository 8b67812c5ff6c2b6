// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/virtual-ip6/virtual-ip6-settings.h"

#include "model/core/time-units.h"
#include "model/core/translation/legal-address.h"
#include "model/core/virtual-ip6/virtual-addresses.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t WIDEST_POOL = 8;

std::string
Item(const char* list, size_t place)
{
    return std::string(list) + "[" + std::to_string(place) + "]";
}

/** Looks at the settings part by part; a part that is wrong itself is not compared with others. */
class Checker
{
  public:
    explicit Checker(const VirtualIp6Settings& settings)
        : m_settings(settings)
    {
    }

    std::vector<VirtualIp6Fault> Check()
    {
        CheckMap();
        CheckNetworks();
        CheckPool();
        CheckPeers();
        CheckInbound();
        CheckTimes();
        CheckLimits();
        return std::move(m_faults);
    }

  private:
    void Add(const std::string& member, const std::string& sentence)
    {
        m_faults.push_back({member, sentence});
    }

    void CheckMap()
    {
        const auto& prefix = m_settings.prefix;
        if (!prefix && m_settings.eams.IsEmpty())
        {
            Add("prefix", "the hosts need a prefix or mappings for their virtual IPv6 addresses");
        }
        if (prefix && prefix->IsWellKnown())
        {
            Add("prefix",
                "64:ff9b::/96 is nobody's own: the hosts need addresses of your own network");
        }
        const auto& entries = m_settings.eams.GetEntries();
        for (size_t i = 0; i < entries.size(); ++i)
        {
            RefuseVirtual(entries[i].ipv4, Item("mappings", i));
        }
    }

    void CheckNetworks()
    {
        for (size_t i = 0; i < m_settings.networks.size(); ++i)
        {
            const Prefix& network = m_settings.networks[i];
            if (network.GetFamily() != Family::V4 || network.GetLength() == 0 ||
                IsIllegal(network.GetAddress()))
            {
                Add(Item("networks", i), network.ToString() + " is not a network of IPv4 hosts");
                continue;
            }
            RefuseVirtual(network, Item("networks", i));
        }
    }

    /** A host must not have an address that stands for somebody else. */
    void RefuseVirtual(const Prefix& hosts, const std::string& member)
    {
        for (const auto& prefix : m_settings.pool)
        {
            if (prefix.Overlaps(hosts))
            {
                Add(member,
                    hosts.ToString() + " overlaps the virtual IPv4 addresses " + prefix.ToString());
            }
        }
    }

    void CheckPool()
    {
        const auto& pool = m_settings.pool;
        if (pool.empty())
        {
            Add("pool", "peers need at least one virtual IPv4 address");
        }
        for (size_t i = 0; i < pool.size(); ++i)
        {
            if (pool[i].GetFamily() != Family::V4 || pool[i].GetLength() < WIDEST_POOL ||
                IsIllegal(pool[i].GetAddress()))
            {
                Add(Item("pool", i),
                    pool[i].ToString() + " is not a prefix of IPv4 hosts, /8 to /32");
                m_poolIsSound = false;
            }
            for (size_t j = 0; j < i; ++j)
            {
                if (pool[i].Overlaps(pool[j]))
                {
                    Add(Item("pool", i), pool[i].ToString() + " overlaps " + pool[j].ToString());
                    m_poolIsSound = false;
                }
            }
        }
    }

    bool IsVirtual(const IpAddress& ipv6) const
    {
        return (m_settings.prefix && m_settings.prefix->Contains(ipv6)) ||
               m_settings.eams.To4(ipv6).has_value();
    }

    void CheckPeers()
    {
        VirtualAddresses addresses(m_poolIsSound ? m_settings.pool : std::vector<Prefix>());
        std::vector<IpAddress> known;
        for (size_t i = 0; i < m_settings.peers.size(); ++i)
        {
            const auto& peer = m_settings.peers[i];
            const std::string member = Item("peers", i);
            if (!peer.ipv6.IsV6() || IsIllegal(peer.ipv6) || IsVirtual(peer.ipv6))
            {
                Add(member + ".ipv6", peer.ipv6.ToString() + " is not an IPv6 host outside");
            }
            else if (std::find(known.begin(), known.end(), peer.ipv6) != known.end())
            {
                Add(member + ".ipv6", peer.ipv6.ToString() + " has a virtual address already");
            }
            known.push_back(peer.ipv6);
            if (m_poolIsSound && (!peer.ipv4.IsV4() || !addresses.Reserve(peer.ipv4)))
            {
                Add(member + ".ipv4",
                    peer.ipv4.ToString() + " is not a free address of the pool (the first and the "
                                           "last one of a prefix are not used)");
            }
        }
    }

    void CheckInbound()
    {
        for (size_t i = 0; i < m_settings.inboundPeers.size(); ++i)
        {
            if (m_settings.inboundPeers[i].GetFamily() != Family::V6)
            {
                Add(Item("inboundPeers", i),
                    m_settings.inboundPeers[i].ToString() + " is not an IPv6 prefix");
            }
        }
        if (!m_settings.inbound && !m_settings.inboundPeers.empty())
        {
            Add("inboundPeers", "no peer may call at all, so none needs to be named");
        }
    }

    void CheckTime(const char* member, int64_t value, int64_t least)
    {
        if (value < least)
        {
            Add(member, "must be at least " + std::to_string(least / SECOND) + " s");
        }
    }

    void CheckTimes()
    {
        const auto& timeouts = m_settings.timeouts;
        CheckTime("udpTimeout", timeouts.udp, SECOND);
        CheckTime("tcpEstablishedTimeout", timeouts.tcpEstablished, SECOND);
        CheckTime("tcpTransitoryTimeout", timeouts.tcpTransitory, SECOND);
        CheckTime("icmpTimeout", timeouts.icmp, SECOND);
        CheckTime("bindingHold", timeouts.hold, SECOND);
        CheckTime("bindingGuard", timeouts.guard, 0);
        CheckTime("quarantine", timeouts.quarantine, 0);
    }

    void CheckLimits()
    {
        if (m_settings.limits.bindings < 1)
        {
            Add("maxBindings", "must be at least 1");
        }
        if (m_settings.limits.sessions < 1)
        {
            Add("maxSessions", "must be at least 1");
        }
    }

    const VirtualIp6Settings& m_settings;
    std::vector<VirtualIp6Fault> m_faults;
    bool m_poolIsSound{true};
};

} // namespace

std::vector<VirtualIp6Fault>
FindFaults(const VirtualIp6Settings& settings)
{
    return Checker(settings).Check();
}

const VirtualIp6Settings&
Checked(const VirtualIp6Settings& settings)
{
    const auto faults = FindFaults(settings);
    if (!faults.empty())
    {
        throw std::invalid_argument(faults.front().member + ": " + faults.front().sentence);
    }
    return settings;
}

} // namespace ns3::v6lab
