// SPDX-License-Identifier: GPL-2.0-only
// What virtual IPv6 (draft-vogt-durand) and our tables ask of a configuration.
#include "helper/topology/quantity.h"
#include "helper/topology/translator-text.h"
#include "helper/topology/validate/translator-faults.h"
#include "model/core/time-units.h"
#include "model/core/virtual-ip6/virtual-ip6-settings.h"

#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr const char* DRAFT = "draft-vogt-durand-virtual-ip6-connectivity";
constexpr int64_t LONGEST = 30LL * 24 * 3600 * SECOND;
constexpr uint32_t MOST_ENTRIES = 10000000;

/**
 * Reads the texts; if all can be read, the core says what is wrong with the whole. Its members have
 * the names of the configuration.
 */
class VirtualIp6Checker
{
  public:
    VirtualIp6Checker(ValidationContext& context, TranslatorFaults& faults)
        : m_context(context),
          m_faults(faults),
          m_config(faults.config)
    {
    }

    void Check()
    {
        ReadTimes();
        ReadLimits();
        ReadPool();
        ReadMap();
        ReadPeers();
        ReadNetworks();
        if (m_readable)
        {
            for (const auto& fault : FindFaults(m_settings))
            {
                Add("." + fault.member, fault.sentence);
            }
        }
        CheckLinks();
    }

  private:
    void Add(const std::string& member, const std::string& sentence)
    {
        m_faults.Add(member, DRAFT, sentence);
    }

    /** As Add(), of what can be read in no way. */
    void Unreadable(const std::string& member, const std::string& sentence)
    {
        Add(member, sentence);
        m_readable = false;
    }

    void ReadTime(const char* member, const std::string& text, int64_t least, int64_t& time)
    {
        const auto parsed = ParseDuration(text);
        if (!parsed || *parsed < least || *parsed > LONGEST)
        {
            Add(member,
                "\"" + text + "\" is not a time from " + FormatDuration(least) + " to 720h");
            return;
        }
        time = *parsed;
    }

    void ReadTimes()
    {
        auto& timeouts = m_settings.timeouts;
        ReadTime(".udpTimeout", m_config.udpTimeout, SECOND, timeouts.udp);
        if (!m_config.tcpEstablishedTimeout.empty())
        {
            ReadTime(".tcpEstablishedTimeout",
                     m_config.tcpEstablishedTimeout,
                     SECOND,
                     timeouts.tcpEstablished);
        }
        ReadTime(".tcpTransitoryTimeout",
                 m_config.tcpTransitoryTimeout,
                 SECOND,
                 timeouts.tcpTransitory);
        ReadTime(".icmpTimeout", m_config.icmpTimeout, SECOND, timeouts.icmp);
        ReadTime(".bindingHold", m_config.bindingHold, SECOND, timeouts.hold);
        ReadTime(".bindingGuard", m_config.bindingGuard, 0, timeouts.guard);
        ReadTime(".quarantine", m_config.quarantine, 0, timeouts.quarantine);
    }

    void ReadLimit(const char* member, uint32_t value)
    {
        if (value < 1 || value > MOST_ENTRIES)
        {
            Add(member,
                std::to_string(value) + " is not from 1 to " + std::to_string(MOST_ENTRIES));
        }
    }

    void ReadLimits()
    {
        ReadLimit(".maxBindings", m_config.maxBindings);
        ReadLimit(".maxSessions", m_config.maxSessions);
    }

    void ReadPool()
    {
        const PoolConfig standard;
        for (size_t i = 0; i < m_config.pool.size(); ++i)
        {
            const PoolConfig& pool = m_config.pool[i];
            const std::string member = Item(".pool", i);
            if (pool.ports != standard.ports || pool.protocol != standard.protocol)
            {
                Add(member, "a virtual-ipv6 gives whole addresses: no ports, no protocol");
            }
            const auto prefix = ParseBlock(pool.addresses);
            if (prefix && prefix->GetFamily() == Family::V4)
            {
                m_settings.pool.push_back(*prefix);
            }
            else if (pool.addresses.empty()) // told by the declaration of fields
            {
                m_readable = false;
            }
            else
            {
                Unreadable(member + ".addresses",
                           "\"" + pool.addresses + "\" is not an IPv4 address or prefix");
            }
        }
    }

    void ReadMap()
    {
        const auto prefix = Prefix::Parse(m_config.prefix);
        if (!m_config.prefix.empty()) // what is wrong with it alone is told with all prefixes
        {
            try
            {
                m_settings.prefix = Pref64(prefix.value_or(Prefix()));
            }
            catch (const std::invalid_argument&)
            {
                m_readable = false;
            }
        }
        m_readable = ReadMappings(m_faults, m_settings.eams) && m_readable;
    }

    void ReadPeers()
    {
        for (size_t i = 0; i < m_config.peers.size(); ++i)
        {
            const PeerConfig& peer = m_config.peers[i];
            const auto ipv6 = IpAddress::Parse(peer.ipv6);
            const auto ipv4 = IpAddress::Parse(peer.ipv4);
            if (!peer.ipv6.empty() && (!ipv6 || !ipv6->IsV6()))
            {
                Add(Item(".peers", i) + ".ipv6", "\"" + peer.ipv6 + "\" is not an IPv6 address");
            }
            if (!peer.ipv4.empty() && (!ipv4 || !ipv4->IsV4()))
            {
                Add(Item(".peers", i) + ".ipv4", "\"" + peer.ipv4 + "\" is not an IPv4 address");
            }
            const bool whole = ipv6 && ipv6->IsV6() && ipv4 && ipv4->IsV4();
            m_readable = m_readable && whole;
            if (whole)
            {
                m_settings.peers.push_back({*ipv6, *ipv4});
            }
        }
    }

    void ReadNetworks()
    {
        for (const auto& text : m_config.networks)
        {
            const auto network = ParseBlock(text);
            const bool sound = network && network->GetFamily() == Family::V4;
            m_readable = m_readable && sound; // told with the other lists
            m_settings.networks.push_back(network.value_or(Prefix()));
        }
        m_settings.inbound = m_config.inbound;
        for (size_t i = 0; i < m_config.inboundPeers.size(); ++i)
        {
            const auto prefix = ParseBlock(m_config.inboundPeers[i]);
            if (!prefix || prefix->GetFamily() != Family::V6)
            {
                Unreadable(Item(".inboundPeers", i),
                           "\"" + m_config.inboundPeers[i] + "\" is not an IPv6 address or prefix");
                continue;
            }
            m_settings.inboundPeers.push_back(*prefix);
        }
    }

    /** Hosts on a link look for its addresses there, and never send them to the translator. */
    void CheckLinks()
    {
        for (const auto& node : m_context.topology.nodes)
        {
            for (const auto& interface : node.interfaces)
            {
                for (const auto& text : interface.addresses)
                {
                    const auto address = ParseInterfaceAddress(text);
                    if (address)
                    {
                        CheckApart(address->network, "link " + interface.link);
                    }
                }
            }
        }
        for (const auto& vnet : m_context.topology.virtualNetworks)
        {
            for (const auto& text : vnet.addressPrefixes)
            {
                const auto prefix = Prefix::Parse(text);
                if (prefix)
                {
                    CheckApart(*prefix, "virtual network " + vnet.name);
                }
            }
        }
    }

    void CheckApart(const Prefix& other, const std::string& where)
    {
        const auto check = [&](const Prefix& own, const std::string& member) {
            if (own.Overlaps(other) && m_told.insert({member, other}).second)
            {
                Add(member,
                    own.ToString() + " overlaps " + other.ToString() + " of the " + where +
                        ": its hosts would not send what is for the translator to it");
            }
        };
        if (m_settings.prefix)
        {
            check(m_settings.prefix->GetPrefix(), ".prefix");
        }
        for (size_t i = 0; i < m_settings.pool.size(); ++i)
        {
            check(m_settings.pool[i], ".pool");
        }
    }

    ValidationContext& m_context;
    TranslatorFaults& m_faults;
    const TranslatorConfig& m_config;
    VirtualIp6Settings m_settings;
    std::set<std::pair<std::string, Prefix>> m_told;
    bool m_readable{true};
};

} // namespace

void
CheckVirtualIp6(ValidationContext& context, TranslatorFaults& faults)
{
    VirtualIp6Checker(context, faults).Check();
}

} // namespace ns3::v6lab
