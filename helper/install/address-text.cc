// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/address-text.h"

#include <stdexcept>

namespace ns3::v6lab
{

Prefix
ReadPrefix(const std::string& text, const std::string& where)
{
    const auto prefix = Prefix::Parse(text);
    if (!prefix)
    {
        throw std::invalid_argument(where + ": \"" + text + "\" is no address prefix");
    }
    return *prefix;
}

IpAddress
ReadAddress(const std::string& text, const std::string& where)
{
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        throw std::invalid_argument(where + ": \"" + text + "\" is no IP address");
    }
    return *address;
}

std::vector<Prefix>
ReadPrefixes(const std::vector<std::string>& texts, const std::string& where)
{
    std::vector<Prefix> prefixes;
    prefixes.reserve(texts.size());
    for (const auto& text : texts)
    {
        prefixes.push_back(ReadPrefix(text, where));
    }
    return prefixes;
}

std::vector<IpAddress>
ReadAddresses(const std::vector<std::string>& texts, const std::string& where)
{
    std::vector<IpAddress> addresses;
    addresses.reserve(texts.size());
    for (const auto& text : texts)
    {
        addresses.push_back(ReadAddress(text, where));
    }
    return addresses;
}

} // namespace ns3::v6lab
