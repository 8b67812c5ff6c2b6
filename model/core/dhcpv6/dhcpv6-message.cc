// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/dhcpv6-message.h"

#include "model/core/bytes.h"
#include "model/core/dhcpv6/option-bytes.h"

#include <algorithm>
#include <string>

namespace ns3::v6lab
{

namespace
{

using dhcpv6::Append16;
using dhcpv6::Append32;
using dhcpv6::AppendOption;
using dhcpv6::Bytes;
using dhcpv6::OPTION_HEAD;

constexpr size_t HEAD = 4; //!< type and transaction
constexpr size_t ADDRESS = 16;
constexpr size_t LARGEST_DUID = 130;     //!< 11.1, type included
constexpr uint8_t DUID_LL[]{0, 3, 0, 1}; //!< 11.4, of Ethernet
constexpr uint32_t SMALLEST_MAX_RT = 60; //!< 21.24, 21.25
constexpr uint32_t LARGEST_MAX_RT = 86400;

void
AppendUnlessEmpty(Bytes& to, uint16_t code, const Bytes& data)
{
    if (!data.empty())
    {
        AppendOption(to, code, data);
    }
}

void
AppendSeconds(Bytes& to, uint16_t code, const std::optional<uint32_t>& seconds)
{
    if (seconds)
    {
        Bytes data;
        Append32(data, *seconds);
        AppendOption(to, code, data);
    }
}

Bytes
CodesOf(const std::vector<uint16_t>& codes)
{
    Bytes data;
    for (const uint16_t code : codes)
    {
        Append16(data, code);
    }
    return data;
}

Bytes
AddressesOf(const std::vector<IpAddress>& addresses)
{
    Bytes data;
    for (const auto& address : addresses)
    {
        const auto& bytes = address.GetBytes();
        data.insert(data.end(), bytes.begin(), bytes.begin() + ADDRESS);
    }
    return data;
}

/** RFC 8415 10: never compressed. */
Bytes
NamesOf(const std::vector<DnsName>& names)
{
    Bytes data;
    for (const auto& name : names)
    {
        data.insert(data.end(), name.GetWire().begin(), name.GetWire().end());
    }
    return data;
}

Duid
ReadDuid(const Bytes& data)
{
    return data.size() > 2 && data.size() <= LARGEST_DUID ? data : Duid();
}

std::vector<uint16_t>
ReadCodes(const Bytes& data)
{
    std::vector<uint16_t> codes;
    for (size_t at = 0; data.size() % 2 == 0 && at < data.size(); at += 2)
    {
        codes.push_back(Read16(data.data() + at));
    }
    return codes;
}

std::vector<IpAddress>
ReadAddresses(const Bytes& data)
{
    std::vector<IpAddress> addresses;
    for (size_t at = 0; data.size() % ADDRESS == 0 && at < data.size(); at += ADDRESS)
    {
        const auto address = IpAddress::V6(data.data() + at);
        if (!address.IsMulticast() && !address.IsUnspecified())
        {
            addresses.push_back(address);
        }
    }
    return addresses;
}

/** The size of the name that begins there; 0 if it does not end within the data. */
size_t
SizeOfName(const Bytes& data, size_t begin)
{
    size_t at = begin;
    while (at < data.size() && data[at] != 0)
    {
        at += size_t{data[at]} + 1;
    }
    return at < data.size() ? at + 1 - begin : 0;
}

std::vector<DnsName>
ReadNames(const Bytes& data)
{
    std::vector<DnsName> names;
    for (size_t at = 0; at < data.size();)
    {
        const size_t size = SizeOfName(data, at);
        const auto name = size == 0 ? std::nullopt : DnsName::FromWire(data.data() + at, size);
        if (!name)
        {
            return {}; // what stands behind it cannot be told from it
        }
        names.push_back(*name);
        at += size;
    }
    return names;
}

std::optional<uint32_t>
ReadSeconds(const Bytes& data)
{
    return data.size() == 4 ? std::optional(Read32(data.data())) : std::nullopt;
}

/** RFC 8415 21.24, 21.25: values out of range are ignored. */
std::optional<uint32_t>
ReadMaxRt(const Bytes& data)
{
    const auto seconds = ReadSeconds(data);
    const bool right = seconds && *seconds >= SMALLEST_MAX_RT && *seconds <= LARGEST_MAX_RT;
    return right ? seconds : std::nullopt;
}

template <typename List>
void
KeepFirst(List& list, List read)
{
    if (list.empty())
    {
        list = std::move(read);
    }
}

/** Broken ones stay among the others: that somebody asked for prefixes is to be seen. */
void
ReadDelegationOption(Dhcpv6Message& into, uint16_t code, Bytes data)
{
    const auto association = code == dhcpv6::IA_PD ? PrefixAssociation::Decode(data)
                                                   : std::optional<PrefixAssociation>();
    if (association)
    {
        into.associations.push_back(*association);
    }
    else if (code == dhcpv6::PREFERENCE && data.size() == 1)
    {
        into.preference = into.preference.value_or(data[0]);
    }
    else if (code == dhcpv6::RAPID_COMMIT && data.empty())
    {
        into.rapidCommit = true;
    }
    else if (code == dhcpv6::STATUS && data.size() >= 2)
    {
        into.status = into.status ? into.status : DecodeStatus(data);
    }
    else
    {
        into.others.push_back({code, std::move(data)});
    }
}

void
ReadOption(Dhcpv6Message& into, uint16_t code, Bytes data)
{
    switch (code)
    {
    case dhcpv6::CLIENT_ID:
        KeepFirst(into.clientId, ReadDuid(data));
        break;
    case dhcpv6::SERVER_ID:
        KeepFirst(into.serverId, ReadDuid(data));
        break;
    case dhcpv6::REQUESTED:
        KeepFirst(into.requested, ReadCodes(data));
        break;
    case dhcpv6::ELAPSED_TIME:
        if (!into.elapsed && data.size() == 2)
        {
            into.elapsed = Read16(data.data());
        }
        break;
    case dhcpv6::DNS_SERVERS:
        KeepFirst(into.resolvers, ReadAddresses(data));
        break;
    case dhcpv6::DOMAIN_LIST:
        KeepFirst(into.searchDomains, ReadNames(data));
        break;
    case dhcpv6::REFRESH_TIME:
        into.refreshSeconds = into.refreshSeconds ? into.refreshSeconds : ReadSeconds(data);
        break;
    case dhcpv6::INF_MAX_RT:
        into.infMaxRt = into.infMaxRt ? into.infMaxRt : ReadMaxRt(data);
        break;
    case dhcpv6::SOL_MAX_RT:
        into.solMaxRt = into.solMaxRt ? into.solMaxRt : ReadMaxRt(data);
        break;
    default:
        ReadDelegationOption(into, code, std::move(data));
        break;
    }
}

} // namespace

const IpAddress&
AllDhcpv6Servers()
{
    static const IpAddress address = *IpAddress::Parse("ff02::1:2");
    return address;
}

Duid
MakeDuid(const std::vector<uint8_t>& mac)
{
    Duid duid(std::begin(DUID_LL), std::end(DUID_LL));
    duid.insert(duid.end(), mac.begin(), mac.end());
    return duid;
}

const char*
ToText(Dhcpv6Fault fault)
{
    switch (fault)
    {
    case Dhcpv6Fault::TooShort:
        return "It is shorter than its header.";
    case Dhcpv6Fault::OptionLength:
        return "An option leads out of the message.";
    }
    return "";
}

std::vector<uint8_t>
Dhcpv6Message::Encode() const
{
    Bytes message{type};
    message.push_back(static_cast<uint8_t>(transaction >> 16));
    Append16(message, transaction & 0xffff);
    AppendUnlessEmpty(message, dhcpv6::CLIENT_ID, clientId);
    AppendUnlessEmpty(message, dhcpv6::SERVER_ID, serverId);
    if (preference)
    {
        AppendOption(message, dhcpv6::PREFERENCE, {*preference});
    }
    if (rapidCommit)
    {
        AppendOption(message, dhcpv6::RAPID_COMMIT, {});
    }
    if (status)
    {
        AppendOption(message, dhcpv6::STATUS, EncodeStatus(*status));
    }
    AppendUnlessEmpty(message, dhcpv6::REQUESTED, CodesOf(requested));
    if (elapsed)
    {
        AppendOption(message, dhcpv6::ELAPSED_TIME, CodesOf({*elapsed}));
    }
    AppendUnlessEmpty(message, dhcpv6::DNS_SERVERS, AddressesOf(resolvers));
    AppendUnlessEmpty(message, dhcpv6::DOMAIN_LIST, NamesOf(searchDomains));
    AppendSeconds(message, dhcpv6::REFRESH_TIME, refreshSeconds);
    AppendSeconds(message, dhcpv6::SOL_MAX_RT, solMaxRt);
    AppendSeconds(message, dhcpv6::INF_MAX_RT, infMaxRt);
    for (const auto& association : associations)
    {
        AppendOption(message, dhcpv6::IA_PD, association.Encode());
    }
    for (const auto& other : others)
    {
        AppendOption(message, other.code, other.data);
    }
    return message;
}

std::variant<Dhcpv6Message, Dhcpv6Fault>
Dhcpv6Message::Decode(const uint8_t* bytes, size_t size)
{
    if (size < HEAD)
    {
        return Dhcpv6Fault::TooShort;
    }
    Dhcpv6Message read;
    read.type = bytes[0];
    read.transaction = Read32(bytes) & 0xffffff;
    size_t at = HEAD;
    while (at < size)
    {
        const size_t left = size - at;
        const size_t length = left < OPTION_HEAD ? left : Read16(bytes + at + 2);
        if (left < OPTION_HEAD || length > left - OPTION_HEAD)
        {
            return Dhcpv6Fault::OptionLength;
        }
        const uint8_t* data = bytes + at + OPTION_HEAD;
        ReadOption(read, Read16(bytes + at), Bytes(data, data + length));
        at += OPTION_HEAD + length;
    }
    return read;
}

bool
Dhcpv6Message::HasOther(uint16_t code) const
{
    return std::any_of(others.begin(), others.end(), [code](const Dhcpv6Option& other) {
        return other.code == code;
    });
}

} // namespace ns3::v6lab
