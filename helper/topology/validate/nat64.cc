// SPDX-License-Identifier: GPL-2.0-only
// What RFC 6146 and our tables ask of a NAT64's configuration.
#include "helper/topology/quantity.h"
#include "helper/topology/translator-text.h"
#include "helper/topology/validate/translator-faults.h"
#include "model/core/nat64/pool-ranges.h"
#include "model/core/nat64/pool-settings.h"
#include "model/core/time-units.h"
#include "model/core/translation/legal-address.h"
#include "model/core/translation/pref64.h"

#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t LONGEST_TIMEOUT = 30LL * 24 * 3600 * SECOND;
constexpr uint32_t MOST_ENTRIES = 10000000;
constexpr uint32_t MOST_BLOCK = 64512; // all ports from 1024 on

class Nat64Checker
{
  public:
    explicit Nat64Checker(TranslatorFaults& faults)
        : m_faults(faults),
          m_config(faults.config)
    {
    }

    void Check()
    {
        CheckLimits();
        CheckTimes();
        CheckPool();
        CheckBindings();
    }

  private:
    void CheckPool()
    {
        if (m_config.pool.empty())
        {
            m_faults.Add(".pool", "RFC 6146 3", "a nat64 needs at least one IPv4 address");
            return;
        }
        bool whole = true;
        for (size_t i = 0; i < m_config.pool.size(); ++i)
        {
            whole = ReadRange(m_config.pool[i], Item(".pool", i)) && whole;
        }
        // All ranges together can be too many; that is told once, and only if each is right.
        const auto build = [this] { m_ranges.emplace(m_settings.ranges); };
        if (whole && m_faults.Try(".pool", "", build))
        {
            CheckSelection();
        }
    }

    bool ReadRange(const PoolConfig& pool, const std::string& member)
    {
        PoolRange range;
        const bool addresses = ParseAddressRange(pool.addresses, range);
        const bool ports = ParsePortRange(pool.ports, range);
        const bool protocol = ParsePoolProtocol(pool.protocol, range.kind);
        if (!addresses && !pool.addresses.empty())
        {
            m_faults.Add(member + ".addresses",
                         "",
                         "\"" + pool.addresses +
                             "\" is not an IPv4 address, a range such as 203.0.113.1-203.0.113.9 "
                             "or a prefix");
        }
        if (!ports)
        {
            m_faults.Add(member + ".ports",
                         "",
                         "\"" + pool.ports + "\" is not a range of ports such as 1024-65535");
        }
        else if (range.lastPort == 0 && range.kind != BibKind::Icmp)
        {
            m_faults.Add(member + ".ports", "RFC 6335 6", "port 0 is no port of TCP and UDP");
        }
        if (!addresses || !ports || !protocol)
        {
            return false;
        }
        m_settings.ranges.push_back(range);
        if (!m_faults.Try(member + ".addresses", "", [&range] { PoolRanges({range}); }))
        {
            return false;
        }
        CheckPoolOwners(m_faults, range, member + ".addresses");
        return true;
    }

    void CheckSelection()
    {
        if (m_config.portSelection == "blocks")
        {
            m_settings.selection = PortSelection::Blocks;
        }
        else if (m_config.portSelection == "deterministic")
        {
            m_settings.selection = PortSelection::Deterministic;
        }
        m_settings.blockSize = m_config.blockSize;
        m_settings.subscriberPorts = m_config.subscriberPorts;
        m_settings.subscriberPrefix = static_cast<uint8_t>(m_config.subscriberPrefix);
        const bool readable = CheckSubscribers();
        if (readable && m_config.subscriberPrefix >= 1 && m_config.subscriberPrefix <= 128 &&
            m_config.blockSize >= 1 && m_config.blockSize <= MOST_BLOCK)
        {
            m_faults.Try(".portSelection", "RFC 7422 2", [this] { m_pool.emplace(m_settings); });
        }
    }

    bool CheckSubscribers()
    {
        m_settings.subscribers = Prefix::Parse(m_config.subscribers);
        if (m_config.subscribers.empty())
        {
            return true;
        }
        if (!m_settings.subscribers || m_settings.subscribers->GetFamily() != Family::V6)
        {
            m_faults.Add(".subscribers",
                         "RFC 7422 2",
                         "\"" + m_config.subscribers +
                             "\" is not an IPv6 prefix such as 2001:db8:8000::/56");
            return false;
        }
        if (m_config.portSelection != "deterministic")
        {
            m_faults.Add(".subscribers",
                         "RFC 7422 2",
                         "goes with portSelection deterministic only");
            return false;
        }
        return true;
    }

    void CheckBindings()
    {
        const auto prefix = Prefix::Parse(m_config.prefix);
        m_prefix = m_config.prefix.empty() ? Pref64().GetPrefix() : prefix.value_or(Prefix());
        for (size_t i = 0; i < m_config.bindings.size(); ++i)
        {
            CheckBinding(m_config.bindings[i], Item(".bindings", i));
        }
    }

    void CheckBinding(const BindingConfig& binding, const std::string& member)
    {
        std::optional<BibKind> kind;
        ParsePoolProtocol(binding.protocol, kind);
        const auto inside =
            ReadSide(binding.inside, Family::V6, "2001:db8::1#80", member + ".inside");
        const auto outside =
            ReadSide(binding.outside, Family::V4, "203.0.113.1#80", member + ".outside");
        if (!kind || !inside || !outside)
        {
            return;
        }
        if (kind != BibKind::Icmp && inside->port == 0)
        {
            m_faults.Add(member + ".inside", "RFC 6335 6", "port 0 is no port of TCP and UDP");
        }
        if (m_prefix.GetFamily() == Family::V6 && m_prefix.Contains(inside->address))
        {
            m_faults.Add(member + ".inside",
                         "RFC 6146 3.5",
                         binding.inside + " lies in the NAT64's own prefix " + m_prefix.ToString());
        }
        const bool taken = IsTaken(*kind, "inside", *inside, binding.inside, member) ||
                           IsTaken(*kind, "outside", *outside, binding.outside, member);
        if (taken || !m_pool)
        {
            return;
        }
        if (!m_pool->Owns(*kind, *outside))
        {
            m_faults.Add(member + ".outside",
                         "RFC 6146 3.1",
                         binding.outside + " is not in the pool");
        }
        else if (!m_pool->Claim(*kind, *outside, inside->address))
        {
            m_faults.Add(member + ".outside",
                         "RFC 7422 2",
                         binding.outside + " is among the ports of another subscriber");
        }
    }

    std::optional<TransportAddress> ReadSide(const std::string& text,
                                             Family family,
                                             const char* example,
                                             const std::string& member)
    {
        if (text.empty()) // told by the declaration of fields
        {
            return std::nullopt;
        }
        const auto side = ParseTransportAddress(text);
        if (!side || side->address.GetFamily() != family)
        {
            m_faults.Add(member,
                         "",
                         "\"" + text + "\" is not an " + Named(family) +
                             " address and port such as " + example);
            return std::nullopt;
        }
        if (IsIllegal(side->address))
        {
            m_faults.Add(member, "", text + " is not the address of a host");
            return std::nullopt;
        }
        return side;
    }

    bool IsTaken(BibKind kind,
                 const char* side,
                 const TransportAddress& address,
                 const std::string& text,
                 const std::string& member)
    {
        const std::string key = std::string(ToWord(kind)) + " " + side + " " +
                                address.address.ToString() + "#" + std::to_string(address.port);
        if (m_taken.insert(key).second)
        {
            return false;
        }
        m_faults.Add(member + "." + side, "RFC 6146 3.1", text + " has another binding already");
        return true;
    }

    void CheckTime(const char* member, const std::string& text, int64_t least, const char* rule)
    {
        const auto time = ParseDuration(text);
        if (!time || *time < least || *time > LONGEST_TIMEOUT)
        {
            m_faults.Add(member,
                         rule,
                         "\"" + text + "\" is not a time from " + FormatDuration(least) +
                             " to 720h" +
                             (ParseDuration(text + "s") ? "; the unit is missing" : ""));
        }
    }

    void CheckTimes()
    {
        CheckTime(".udpTimeout", m_config.udpTimeout, 120 * SECOND, "RFC 6146 4");
        CheckTime(".icmpTimeout", m_config.icmpTimeout, 60 * SECOND, "RFC 5508 3.2");
        if (!m_config.tcpEstablishedTimeout.empty())
        {
            CheckTime(".tcpEstablishedTimeout",
                      m_config.tcpEstablishedTimeout,
                      m_config.profile == "jool" ? SECOND : 7200 * SECOND,
                      "RFC 6146 4, RFC 5382 REQ-5");
        }
        CheckTime(".tcpTransitoryTimeout", m_config.tcpTransitoryTimeout, SECOND, "RFC 6146 4");
        if (!m_config.tcpOpeningTimeout.empty())
        {
            CheckTime(".tcpOpeningTimeout", m_config.tcpOpeningTimeout, SECOND, "RFC 7857 2.1");
        }
    }

    void CheckNumber(const char* member, uint32_t value, uint32_t least, uint32_t most)
    {
        if (value < least || value > most)
        {
            m_faults.Add(member,
                         "",
                         std::to_string(value) + " is not from " + std::to_string(least) + " to " +
                             std::to_string(most));
        }
    }

    void CheckLimits()
    {
        CheckNumber(".maxBindings", m_config.maxBindings, 1, MOST_ENTRIES);
        CheckNumber(".maxSessions", m_config.maxSessions, 1, MOST_ENTRIES);
        CheckNumber(".poolHighWater", m_config.poolHighWater, 0, 100);
        CheckNumber(".poolLowWater", m_config.poolLowWater, 0, m_config.poolHighWater);
        CheckNumber(".subscriberPorts", m_config.subscriberPorts, 0, 65535);
        CheckNumber(".subscriberPrefix", m_config.subscriberPrefix, 1, 128);
        CheckNumber(".subscriberSessions", m_config.subscriberSessions, 0, MOST_ENTRIES);
        CheckNumber(".subscriberRate", m_config.subscriberRate, 0, 1000000);
        CheckNumber(".blockSize", m_config.blockSize, 1, MOST_BLOCK);
    }

    TranslatorFaults& m_faults;
    const TranslatorConfig& m_config;
    Prefix m_prefix;
    PoolSettings m_settings;
    std::optional<PoolRanges> m_ranges;
    std::optional<Pool4> m_pool; //!< what it refuses to claim, no NAT64 could bind
    std::set<std::string> m_taken;
};

} // namespace

void
CheckNat64(TranslatorFaults& faults)
{
    Nat64Checker(faults).Check();
}

} // namespace ns3::v6lab
