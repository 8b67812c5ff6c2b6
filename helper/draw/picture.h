// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PICTURE_H
#define V6LAB_PICTURE_H

#include "helper/topology/topology.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/** What is drawn and in which words, the same for every drawing language; texts not yet escaped. */
namespace ns3::v6lab
{

/** A translator in words; the first line says what it is. */
using TranslatorView = std::vector<std::string>;

struct MachineView
{
    std::string name;
    std::vector<std::string> lines; //!< its addresses
    bool dual{false};               //!< has IPv6 beside IPv4
    bool appliance{false};
    bool gateway{false};
    std::vector<std::string> publics; //!< its public addresses: a line to the internet
    std::vector<TranslatorView> translators;
};

struct SubnetView
{
    std::string name;
    std::vector<std::string> prefixes;
    bool isPrivate{false};
    std::string securityGroup; //!< empty: none
    std::string natGateway;
    std::string routeTable;
    std::vector<std::string> routes; //!< "0.0.0.0/0 → 10.0.0.4"; none of a shared table
    std::vector<MachineView> machines;
};

struct NetworkView
{
    std::string name;
    std::string location; //!< only where locations differ
    std::vector<std::string> prefixes;
    bool dual{false};
    std::vector<SubnetView> subnets;
};

/** Both sides of a peering, or the one that exists. */
struct PeeringView
{
    size_t from{0};
    size_t to{0};
    std::string state;              //!< Connected, Initiated or Disconnected
    std::vector<std::string> flags; //!< "both: forwarded traffic"
};

struct NodeView
{
    std::string name;
    bool router{false};
    bool internet{false};
    std::vector<std::string> lines;
    std::vector<TranslatorView> translators;
};

struct LinkView
{
    std::string name;
    bool lan{false};
    std::vector<std::string> lines; //!< prefixes, then figures that are not the default
    std::vector<size_t> ends;       //!< places of the nodes
};

/** Where a machine is drawn. */
struct MachinePlace
{
    size_t network{0};
    size_t subnet{0};
    size_t machine{0};
};

/** A connection of a gateway: to a node, or to another gateway. */
struct TunnelView
{
    std::string name;
    MachinePlace gateway;
    std::optional<MachinePlace> other;
    size_t node{0}; //!< without `other`
};

/** From a node with a VPN service to the node that is its VPN server. */
struct VpnTunnelView
{
    std::string name; //!< of the service
    size_t client{0}; //!< places of the nodes
    size_t server{0};
};

/** A route table that many subnets use: its routes are told once for all. */
struct SharedTableView
{
    std::string name;
    std::vector<std::string> routes;
};

struct Picture
{
    std::string title;
    std::string description;
    std::vector<NetworkView> networks;
    std::vector<MachineView> unplaced; //!< machines without a subnet that exists
    std::vector<PeeringView> peerings;
    bool alike{false};       //!< many peerings, all Connected with the same flags: told once
    std::string commonFlags; //!< these flags
    std::vector<SharedTableView> sharedTables;
    std::vector<NodeView> nodes;
    std::vector<LinkView> links;
    std::vector<TunnelView> tunnels;
    std::vector<VpnTunnelView> vpnTunnels;
    bool internet{false}; //!< somebody is connected to it
};

Picture MakePicture(const Topology& topology);

} // namespace ns3::v6lab

#endif // V6LAB_PICTURE_H
