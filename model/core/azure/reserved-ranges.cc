// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/reserved-ranges.h"

namespace ns3::v6lab::azure
{

namespace
{

std::vector<Prefix>
Parse(const std::vector<const char*>& texts)
{
    std::vector<Prefix> prefixes;
    prefixes.reserve(texts.size());
    for (const char* text : texts)
    {
        prefixes.push_back(*Prefix::Parse(text));
    }
    return prefixes;
}

} // namespace

std::vector<Prefix>
DocumentedReservedRanges()
{
    static const auto ranges =
        Parse({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"});
    return ranges;
}

std::vector<Prefix>
MeasuredReservedRanges()
{
    static const auto ranges = Parse({"10.0.0.0/8",
                                      "127.0.0.0/8",
                                      "100.64.0.0/10",
                                      "172.16.0.0/12",
                                      "25.48.0.0/12",
                                      "25.4.0.0/14",
                                      "198.18.0.0/15",
                                      "25.30.0.0/15",
                                      "157.59.0.0/16",
                                      "192.168.0.0/16",
                                      "25.33.0.0/16",
                                      "40.109.0.0/16",
                                      "104.147.0.0/16",
                                      "104.146.0.0/17",
                                      "40.108.0.0/17",
                                      "23.103.0.0/18",
                                      "25.41.0.0/20",
                                      "20.35.252.0/22"});
    return ranges;
}

bool
IsReservedInSubnet(const Prefix& subnet, const IpAddress& address)
{
    return address < FirstUsable(subnet) || address == subnet.Last();
}

IpAddress
FirstUsable(const Prefix& subnet)
{
    return subnet.GetAddress().Plus(4);
}

IpAddress
GuestGateway(const Prefix& subnet)
{
    static const IpAddress GATEWAY_V6 = *IpAddress::Parse("fe80::1234:5678:9abc");
    return subnet.GetFamily() == Family::V4 ? subnet.GetAddress().Plus(1) : GATEWAY_V6;
}

} // namespace ns3::v6lab::azure
