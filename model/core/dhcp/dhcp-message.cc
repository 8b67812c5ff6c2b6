// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcp/dhcp-message.h"

#include "model/core/bytes.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <string>

namespace ns3::v6lab
{

namespace
{

using Bytes = std::vector<uint8_t>;

// RFC 2131 2: the fields in front of the options.
constexpr size_t HARDWARE = 28;
constexpr size_t HARDWARE_SIZE = 16;
constexpr size_t SERVER_NAME = 44;
constexpr size_t SERVER_NAME_SIZE = 64;
constexpr size_t FILE_NAME = 108;
constexpr size_t FILE_NAME_SIZE = 128;
constexpr size_t COOKIE_AT = 236;
constexpr size_t HEAD = 240;
constexpr uint32_t COOKIE = 0x63825363; //!< RFC 2131 3
constexpr uint8_t BROADCAST = 0x80;
constexpr size_t SMALLEST = 300; //!< RFC 1542 2.1
constexpr size_t PART = 255;     //!< contents of one instance of an option
constexpr size_t ADDRESS = 4;

void
Append16(Bytes& to, uint16_t word)
{
    to.push_back(static_cast<uint8_t>(word >> 8));
    to.push_back(static_cast<uint8_t>(word));
}

void
Append32(Bytes& to, uint32_t word)
{
    Append16(to, static_cast<uint16_t>(word >> 16));
    Append16(to, static_cast<uint16_t>(word));
}

/** RFC 3396 5: contents that are too long go on in a further instance of the option. */
void
AppendOption(Bytes& to, uint8_t code, const Bytes& data)
{
    size_t at = 0;
    do
    {
        const size_t size = std::min(data.size() - at, PART);
        to.push_back(code);
        to.push_back(static_cast<uint8_t>(size));
        const auto begin = data.begin() + static_cast<std::ptrdiff_t>(at);
        to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
        at += size;
    } while (at < data.size());
}

void
AppendUnlessEmpty(Bytes& to, uint8_t code, const Bytes& data)
{
    if (!data.empty())
    {
        AppendOption(to, code, data);
    }
}

Bytes
AddressesOf(const std::vector<IpAddress>& addresses)
{
    Bytes data;
    for (const auto& address : addresses)
    {
        Append32(data, address.ToV4());
    }
    return data;
}

/** RFC 2132 3.17: text, without the dot of the root. */
Bytes
TextOf(const DnsName& name)
{
    const std::string text = name.ToString();
    return {text.begin(), text.end() - 1};
}

std::vector<IpAddress>
ReadAddresses(const Bytes& data)
{
    std::vector<IpAddress> addresses;
    for (size_t at = 0; data.size() % ADDRESS == 0 && at < data.size(); at += ADDRESS)
    {
        const auto address = IpAddress::V4(Read32(data.data() + at));
        if (!address.IsMulticast() && !address.IsUnspecified() && address.ToV4() != 0xffffffff)
        {
            addresses.push_back(address);
        }
    }
    return addresses;
}

std::optional<DnsName>
ReadDomainName(const Bytes& data)
{
    const auto end = std::find(data.begin(), data.end(), uint8_t{0}); // some end it with a zero
    const auto name = DnsName::Parse(std::string(data.begin(), end));
    return name && !name->IsRoot() ? name : std::nullopt;
}

using Options = std::map<uint8_t, Bytes>;

/** Adds the options of a field to those that were read before; false if one leads out of it. */
bool
CollectOptions(Options& options, const uint8_t* bytes, size_t size)
{
    size_t at = 0;
    while (at < size && bytes[at] != dhcp::END)
    {
        if (bytes[at] == dhcp::PAD)
        {
            ++at;
            continue;
        }
        const size_t left = size - at;
        if (left < 2 || size_t{bytes[at + 1]} > left - 2)
        {
            return false;
        }
        const uint8_t* data = bytes + at + 2;
        Bytes& all = options[bytes[at]];
        all.insert(all.end(), data, data + bytes[at + 1]);
        at += size_t{bytes[at + 1]} + 2;
    }
    return true;
}

/** RFC 2132 9.3: the fields file and sname, in this order (RFC 2131 4.1). */
bool
CollectOverloaded(Options& options, const uint8_t* bytes)
{
    const auto found = options.find(dhcp::OVERLOAD);
    const uint8_t fields =
        found != options.end() && found->second.size() == 1 ? found->second[0] : uint8_t{0};
    options.erase(dhcp::OVERLOAD);
    const bool file = fields == 1 || fields == 3;
    const bool name = fields == 2 || fields == 3;
    const bool read = (!file || CollectOptions(options, bytes + FILE_NAME, FILE_NAME_SIZE)) &&
                      (!name || CollectOptions(options, bytes + SERVER_NAME, SERVER_NAME_SIZE));
    options.erase(dhcp::OVERLOAD); // one within them means nothing
    return read;
}

void
ReadOption(DhcpMessage& into, uint8_t code, const Bytes& data)
{
    switch (code)
    {
    case dhcp::MESSAGE_TYPE:
        into.type = data.size() == 1 ? std::optional(data[0]) : std::nullopt;
        break;
    case dhcp::SERVER_ID:
        into.serverId = data.size() == ADDRESS ? std::optional(IpAddress::V4(Read32(data.data())))
                                               : std::nullopt;
        break;
    case dhcp::REQUESTED:
        into.requested = data;
        break;
    case dhcp::CLIENT_ID:
        into.clientId = data.size() >= 2 ? data : Bytes();
        break;
    case dhcp::DNS_SERVERS:
        into.resolvers = ReadAddresses(data);
        break;
    case dhcp::DOMAIN_NAME:
        into.domainName = ReadDomainName(data);
        break;
    case dhcp::SEARCH_DOMAINS:
        into.searchDomains = DecodeSearchDomains(data);
        break;
    default:
        into.others.push_back({code, data});
        break;
    }
}

} // namespace

const char*
ToText(DhcpFault fault)
{
    switch (fault)
    {
    case DhcpFault::TooShort:
        return "It is shorter than its header.";
    case DhcpFault::NoCookie:
        return "It does not have DHCP's cookie in front of its options.";
    case DhcpFault::HardwareLength:
        return "Its hardware address is longer than 16 bytes.";
    case DhcpFault::OptionLength:
        return "An option leads out of the message.";
    }
    return "";
}

size_t
SizeOfDhcpOption(size_t contents)
{
    return contents + 2 * std::max<size_t>(1, (contents + PART - 1) / PART);
}

std::vector<uint8_t>
DhcpMessage::Encode() const
{
    assert(hardware.size() <= HARDWARE_SIZE);
    Bytes message{op, hardwareType, static_cast<uint8_t>(hardware.size()), hops};
    Append32(message, transaction);
    Append16(message, seconds);
    message.push_back(broadcast ? BROADCAST : 0);
    message.push_back(0);
    for (const auto& address : {clientAddress, yourAddress, nextServer, relay})
    {
        Append32(message, address.ToV4());
    }
    message.insert(message.end(), hardware.begin(), hardware.end());
    message.resize(COOKIE_AT);
    Append32(message, COOKIE);
    if (type)
    {
        AppendOption(message, dhcp::MESSAGE_TYPE, {*type});
    }
    if (serverId)
    {
        AppendOption(message, dhcp::SERVER_ID, AddressesOf({*serverId}));
    }
    AppendUnlessEmpty(message, dhcp::CLIENT_ID, clientId);
    AppendUnlessEmpty(message, dhcp::REQUESTED, requested);
    AppendUnlessEmpty(message, dhcp::DNS_SERVERS, AddressesOf(resolvers));
    if (domainName)
    {
        AppendUnlessEmpty(message, dhcp::DOMAIN_NAME, TextOf(*domainName));
    }
    AppendUnlessEmpty(message, dhcp::SEARCH_DOMAINS, EncodeSearchDomains(searchDomains));
    for (const auto& other : others)
    {
        AppendOption(message, other.code, other.data);
    }
    message.push_back(dhcp::END);
    message.resize(std::max(message.size(), SMALLEST));
    return message;
}

std::variant<DhcpMessage, DhcpFault>
DhcpMessage::Decode(const uint8_t* bytes, size_t size)
{
    if (size < HEAD)
    {
        return DhcpFault::TooShort;
    }
    if (Read32(bytes + COOKIE_AT) != COOKIE)
    {
        return DhcpFault::NoCookie;
    }
    if (bytes[2] > HARDWARE_SIZE)
    {
        return DhcpFault::HardwareLength;
    }
    DhcpMessage read;
    read.op = bytes[0];
    read.hardwareType = bytes[1];
    read.hops = bytes[3];
    read.transaction = Read32(bytes + 4);
    read.seconds = Read16(bytes + 8);
    read.broadcast = (bytes[10] & BROADCAST) != 0;
    size_t at = 12;
    for (auto* address : {&read.clientAddress, &read.yourAddress, &read.nextServer, &read.relay})
    {
        *address = IpAddress::V4(Read32(bytes + at));
        at += ADDRESS;
    }
    read.hardware.assign(bytes + HARDWARE, bytes + HARDWARE + bytes[2]);
    Options options;
    if (!CollectOptions(options, bytes + HEAD, size - HEAD) || !CollectOverloaded(options, bytes))
    {
        return DhcpFault::OptionLength;
    }
    for (const auto& [code, data] : options)
    {
        ReadOption(read, code, data);
    }
    return read;
}

bool
DhcpMessage::HasOther(uint8_t code) const
{
    return std::any_of(others.begin(), others.end(), [code](const DhcpOption& other) {
        return other.code == code;
    });
}

} // namespace ns3::v6lab
