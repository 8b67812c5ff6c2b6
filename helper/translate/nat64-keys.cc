// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/translate/config-keys.h"
#include "helper/translate/words.h"

#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

BibKind
AsKind(const ConfigValue& value)
{
    const auto kind = BibKindFromWord(value.AsText());
    if (!kind)
    {
        value.Refuse("tcp, udp or icmp");
    }
    return *kind;
}

std::pair<uint16_t, uint16_t>
AsPorts(const ConfigValue& value)
{
    const auto items = value.AsList();
    if (items.size() != 2)
    {
        value.Refuse("a list of the first and the last port");
    }
    const uint64_t first = items[0].AsNumber(0, 65535);
    const uint64_t last = items[1].AsNumber(first, 65535);
    return {static_cast<uint16_t>(first), static_cast<uint16_t>(last)};
}

PoolRange
AsRange(const ConfigValue& value)
{
    PoolRange range;
    range.firstPort = 61001; // Jool's default of ports
    bool found = false;
    for (const auto& [written, part] : value.AsMembers())
    {
        const std::string key = KeyName(written);
        if (key == "proto" || key == "protocol")
        {
            range.kind = AsKind(part);
        }
        else if (key == "addr" || key == "prefix")
        {
            const Prefix prefix = part.AsPrefix(Family::V4);
            range.first = prefix.GetAddress();
            range.last = prefix.Last();
            found = true;
        }
        else if (key == "ports")
        {
            std::tie(range.firstPort, range.lastPort) = AsPorts(part);
        }
        else if (key == "mark")
        {
            part.AsNumber(0, 0); // packets from a file have no mark
        }
        else if (key != "max_iterations")
        {
            throw InputError(part.GetPath() + ": no such key; allowed are proto, addr, ports");
        }
    }
    if (!found)
    {
        value.Refuse("an object with addr");
    }
    return range;
}

StaticBinding
AsBinding(const ConfigValue& value)
{
    StaticBinding binding;
    uint32_t found = 0;
    for (const auto& [written, part] : value.AsMembers())
    {
        const std::string key = KeyName(written);
        ++found;
        if (key == "proto" || key == "protocol")
        {
            binding.kind = AsKind(part);
        }
        else if (key == "v4" || key == "v6")
        {
            const bool v4 = key == "v4";
            const auto [address, port] = part.AsTransportAddress(v4 ? Family::V4 : Family::V6);
            (v4 ? binding.outside : binding.inside) = {address, port};
        }
        else
        {
            throw InputError(part.GetPath() + ": no such key; allowed are proto, v4, v6");
        }
    }
    if (found != 3)
    {
        value.Refuse("an object with proto, v4 and v6");
    }
    return binding;
}

void
ReadPool(const ConfigValue& value, ConfigDraft& draft)
{
    if (value.IsNull())
    {
        return;
    }
    for (const auto& item : value.AsList())
    {
        draft.nat64.pool.ranges.push_back(AsRange(item));
    }
}

void
ReadBindings(const ConfigValue& value, ConfigDraft& draft)
{
    if (value.IsNull())
    {
        return;
    }
    for (const auto& item : value.AsList())
    {
        draft.nat64.bindings.push_back(AsBinding(item));
    }
}

/** A switch of the stateful translator. */
template <bool Nat64Settings::*SWITCH>
void
Flag(const ConfigValue& value, ConfigDraft& draft)
{
    draft.nat64.*SWITCH = value.AsBool();
}

/** A timeout in seconds and the least of it; the core knows the minima of the RFCs. */
template <int64_t Nat64Timeouts::*TIMEOUT, int64_t LEAST>
void
Timeout(const ConfigValue& value, ConfigDraft& draft)
{
    draft.nat64.timeouts.*TIMEOUT = value.AsNanoseconds(LEAST);
}

void
ReadOpeningTimeout(const ConfigValue& value, ConfigDraft& draft)
{
    draft.nat64.timeouts.tcpOpening = value.AsNanoseconds(1);
}

void
ReadStoredSyns(const ConfigValue& value, ConfigDraft& draft)
{
    draft.nat64.limits.storedSyns = static_cast<uint32_t>(value.AsNumber(0, UINT32_MAX));
}

void
Nothing(const ConfigValue&, ConfigDraft&)
{
}

std::vector<ConfigKey>
TimeoutKeys()
{
    using T = Nat64Timeouts;
    return {
        {"udp_timeout", Timeout<&T::udp, 1>},
        {"icmp_timeout", Timeout<&T::icmp, 1>},
        {"tcp_est_timeout", Timeout<&T::tcpEstablished, 1>},
        {"tcpest_timeout", Timeout<&T::tcpEstablished, 1>},
        {"tcp_trans_timeout", Timeout<&T::tcpTransitory, 1>},
        {"tcptrans_timeout", Timeout<&T::tcpTransitory, 1>},
        {"tcp_opening_timeout", ReadOpeningTimeout}, // RFC 7857 2.1
        {"tcp_incoming_syn_timeout", Timeout<&T::tcpIncomingSyn, 1>},
        {"fragment_timeout", Timeout<&T::fragment, 2>},
        {"fragment_arrival_timeout", Timeout<&T::fragment, 2>},
    };
}

std::vector<ConfigKey>
AllKeys()
{
    std::vector<ConfigKey> keys{
        {"pool4", ReadPool},
        {"static_bib", ReadBindings},
        {"bib", ReadBindings},
        {"address_dependent_filtering", Flag<&Nat64Settings::addressDependentFiltering>},
        {"drop_by_addr", Flag<&Nat64Settings::addressDependentFiltering>},
        {"drop_icmpv6_info", Flag<&Nat64Settings::dropIcmpQueries>},
        {"drop_externally_initiated_tcp", Flag<&Nat64Settings::dropExternalTcp>},
        {"maximum_simultaneous_opens", ReadStoredSyns},
        {"source_icmpv6_errors_better", Flag<&Nat64Settings::routersOwnErrors>},
        {"handle_rst_during_fin_rcv", Flag<&Nat64Settings::rstEndsHalfClosed>},
    };
    for (const auto& key : TimeoutKeys())
    {
        keys.push_back(key);
    }
    for (const char* name : {"f_args",
                             "max_iterations",
                             "logging_bib",
                             "logging_session",
                             "ss_enabled",
                             "ss_flush_asap",
                             "ss_flush_deadline",
                             "ss_capacity",
                             "ss_max_payload",
                             "ss_max_sessions_per_packet"})
    {
        keys.push_back({name, Nothing});
    }
    return keys;
}

} // namespace

const std::vector<ConfigKey>&
Nat64Keys()
{
    static const std::vector<ConfigKey> keys = AllKeys();
    return keys;
}

} // namespace ns3::v6lab
