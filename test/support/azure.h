// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_AZURE_H
#define V6LAB_TEST_AZURE_H

#include "model/core/azure/delivery.h"
#include "model/core/azure/effective-routes.h"
#include "model/core/azure/estate.h"

#include <string>
#include <vector>

/** Short words to write Azure estates in tests, and decisions and tables as text to compare. */
namespace ns3::v6lab::test
{

inline IpAddress
Address(const std::string& text)
{
    return *IpAddress::Parse(text);
}

inline Prefix
Block(const std::string& text)
{
    return *Prefix::Parse(text);
}

inline std::vector<Prefix>
Blocks(const std::vector<std::string>& texts)
{
    std::vector<Prefix> blocks;
    for (const auto& text : texts)
    {
        blocks.push_back(Block(text));
    }
    return blocks;
}

inline azure::Route
Via(const std::string& prefix, const std::string& appliance)
{
    return {Block(prefix), azure::NextHopType::VirtualAppliance, Address(appliance)};
}

inline azure::Route
To(const std::string& prefix, azure::NextHopType type)
{
    return {Block(prefix), type};
}

inline azure::Route
Learned(const std::string& prefix)
{
    return {Block(prefix), azure::NextHopType::VirtualNetworkGateway, Address("203.0.113.1")};
}

/** "Default Active 10.0.0.0/16 VnetLocal", with the next hop's address where there is one. */
inline std::string
ToText(const azure::EffectiveRoute& row)
{
    std::string text = std::string(ToWord(row.source)) + " " + ToWord(row.state) + " " +
                       row.prefix.ToString() + " " + ToWord(row.nextHopType);
    return row.nextHopIp ? text + " " + row.nextHopIp->ToString() : text;
}

/** "nic 3", "internet 0" or the word of the reason; with what is rewritten. */
inline std::string
ToText(const azure::Decision& decision)
{
    if (decision.kind == azure::Decision::Kind::Drop)
    {
        return std::string(Describe(decision.reason).word);
    }
    std::string text = decision.kind == azure::Decision::Kind::ToNic ? "nic" : "internet";
    text += decision.sharedDestination ? " shared" : " " + std::to_string(decision.target);
    if (decision.rewrite.source)
    {
        text += " from " + decision.rewrite.source->ToString();
    }
    if (decision.rewrite.destination)
    {
        text += " to " + decision.rewrite.destination->ToString();
    }
    return decision.sharedSource ? text + " by port" : text;
}

/** One line per row. */
inline std::string
Lines(const std::vector<std::string>& rows)
{
    std::string text;
    for (const auto& row : rows)
    {
        text += row + "\n";
    }
    return text;
}

inline std::string
TableText(const azure::Estate& estate, azure::Index subnet)
{
    std::vector<std::string> rows;
    for (const auto& row : azure::EffectiveRoutes(estate, subnet))
    {
        rows.push_back(ToText(row));
    }
    return Lines(rows);
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_AZURE_H
