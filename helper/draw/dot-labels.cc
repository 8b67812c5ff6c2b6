// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/dot-labels.h"

#include "helper/draw/escape.h"
#include "helper/draw/palette.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

using namespace palette;

constexpr size_t MACHINES_PER_ROW = 3;

std::string
Small(const std::string& text, const char* colour = INK)
{
    return fmt::format("<FONT POINT-SIZE=\"10\" COLOR=\"{}\">{}</FONT>",
                       colour,
                       EscapeForDot(text));
}

std::string
SmallLines(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
    {
        text += (text.empty() ? "" : "<BR/>") + Small(line);
    }
    return text.empty() ? " " : text;
}

/** What stands in the middle of a line. */
std::string
InLine(const std::string& text)
{
    return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"2\"><TR><TD>" + text +
           "</TD></TR></TABLE>";
}

std::string
Bold(const std::string& text, int points)
{
    return fmt::format("<B><FONT POINT-SIZE=\"{}\">{}</FONT></B>", points, EscapeForDot(text));
}

/** Room between a badge and the edge of the box. */
int
BadgeGap(const std::vector<TranslatorView>& translators)
{
    return translators.empty() ? 0 : 4;
}

/** Spaces that XML does not swallow. */
constexpr const char* GAP = "&#160;&#160;";

/** A badge in the box of its machine or node; fonts may be wider than graphviz thinks. */
std::string
TranslatorRows(const std::vector<TranslatorView>& translators)
{
    std::string rows;
    for (const auto& lines : translators)
    {
        std::string text;
        for (const auto& line : lines)
        {
            text += (text.empty() ? "" : "<BR/>") + (GAP + Small(line) + GAP);
        }
        rows += fmt::format("<TR><TD BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\" "
                            "CELLPADDING=\"5\">{}</TD></TR>",
                            TRANSLATOR,
                            TRANSLATOR_FILL,
                            text);
    }
    return rows;
}

std::string
Prefixes(const std::vector<std::string>& texts)
{
    std::string joined;
    for (const auto& text : texts)
    {
        joined += (joined.empty() ? "" : GAP) + Small(text);
    }
    return joined.empty() ? GAP : joined;
}

std::string
RouteLines(const std::string& title, const std::vector<std::string>& routes)
{
    std::string lines = fmt::format("<B>{}</B>", Small(title, ROUTES));
    for (const auto& route : routes)
    {
        lines += "<BR ALIGN=\"LEFT\"/>" + Small(route);
    }
    return lines + "<BR ALIGN=\"LEFT\"/>";
}

/** A badge on a subnet: its route table and what it says. */
std::string
RoutesRow(const SubnetView& subnet)
{
    if (subnet.routeTable.empty())
    {
        return "";
    }
    return fmt::format("<TR><TD BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\" ALIGN=\"LEFT\" "
                       "BALIGN=\"LEFT\" CELLPADDING=\"6\">{}</TD></TR>",
                       ROUTES,
                       ROUTES_FILL,
                       RouteLines("route table " + subnet.routeTable, subnet.routes));
}

std::string
MachinesRow(const SubnetView& subnet, size_t place)
{
    if (subnet.machines.empty())
    {
        return "";
    }
    std::string rows;
    for (size_t i = 0; i < subnet.machines.size(); ++i)
    {
        rows += StandsFirst(subnet.machines, i) ? "<TR>" : "";
        rows += fmt::format("<TD>{}</TD>", MachineLabel(subnet.machines[i], MachinePort(place, i)));
        const bool last = i + 1 == subnet.machines.size();
        rows += last || StandsFirst(subnet.machines, i + 1) ? "</TR>" : "";
    }
    return fmt::format("<TR><TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" "
                       "CELLPADDING=\"0\">{}</TABLE></TD></TR>",
                       rows);
}

std::string
SubnetRow(const SubnetView& subnet, size_t place)
{
    const std::string name =
        Bold(subnet.name, 11) + (subnet.isPrivate ? GAP + Small("private subnet", FAINT) : "") +
        (subnet.securityGroup.empty() ? "" : GAP + Small("NSG " + subnet.securityGroup, FAINT)) +
        (subnet.natGateway.empty() ? "" : GAP + Small("NAT gateway " + subnet.natGateway, FAINT));
    return fmt::format("<TR><TD><TABLE PORT=\"{}\" BORDER=\"1\" CELLBORDER=\"0\" COLOR=\"{}\" "
                       "BGCOLOR=\"white\" STYLE=\"ROUNDED\" CELLSPACING=\"5\" CELLPADDING=\"1\">"
                       "<TR><TD CELLPADDING=\"3\">{}<BR/>{}</TD></TR>{}{}</TABLE></TD></TR>",
                       SubnetPort(place),
                       FAINT,
                       name,
                       Prefixes(subnet.prefixes),
                       MachinesRow(subnet, place),
                       RoutesRow(subnet));
}

std::string
SharedTables(const Picture& picture)
{
    std::string cells;
    for (const auto& table : picture.sharedTables)
    {
        cells += fmt::format("<TD BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\" ALIGN=\"LEFT\" "
                             "BALIGN=\"LEFT\" CELLPADDING=\"6\">{}</TD>",
                             ROUTES,
                             ROUTES_FILL,
                             RouteLines("route table " + table.name, table.routes));
    }
    return cells.empty()
               ? ""
               : fmt::format(
                     "<TR><TD><TABLE ALIGN=\"CENTER\" FIXEDSIZE=\"FALSE\" BORDER=\"0\" "
                     "CELLSPACING=\"6\"><TR><TD WIDTH=\"200\"></TD>{}<TD WIDTH=\"200\"></TD></TR>"
                     "</TABLE></TD></TR>",
                     cells);
}

/** A coloured square with its meaning. */
std::string
Swatch(const char* colour, const std::string& meaning)
{
    return fmt::format("<TD BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\" WIDTH=\"16\"></TD>"
                       "<TD ALIGN=\"LEFT\">{}</TD>",
                       FAINT,
                       colour,
                       Small(meaning + "   "));
}

std::string
Stroke(const char* line, const char* colour, const std::string& meaning)
{
    return fmt::format("<TD><FONT COLOR=\"{}\">{}</FONT></TD><TD ALIGN=\"LEFT\">{}</TD>",
                       colour,
                       line,
                       Small(meaning + "   "));
}

template <class List, class Test>
bool
Any(const List& list, Test test)
{
    return std::any_of(list.begin(), list.end(), test);
}

const char*
MachineFill(const MachineView& machine)
{
    return machine.appliance ? APPLIANCE
           : machine.gateway ? ROUTER
           : machine.dual    ? DUAL_MACHINE
                             : SINGLE_MACHINE;
}

bool
HasTranslator(const MachineView& machine)
{
    return !machine.translators.empty();
}

bool
AnyMachine(const Picture& picture, bool (*test)(const MachineView&))
{
    return Any(picture.unplaced, test) || Any(picture.networks, [&](const NetworkView& network) {
               return Any(network.subnets,
                          [&](const SubnetView& subnet) { return Any(subnet.machines, test); });
           });
}

} // namespace

std::string
MachinePort(size_t subnet, size_t machine)
{
    return fmt::format("m{}x{}", subnet, machine);
}

std::string
SubnetPort(size_t subnet)
{
    return fmt::format("s{}", subnet);
}

bool
StandsFirst(const std::vector<MachineView>& machines, size_t machine)
{
    // Lines of connections end at gateways: one beside another would have them in its box.
    const bool stacked = Any(machines, [](const MachineView& view) { return view.gateway; });
    return stacked || machine % MACHINES_PER_ROW == 0;
}

std::string
TitleLabel(const Picture& picture)
{
    std::string label = Bold(picture.title.empty() ? "Topology" : picture.title, 20);
    if (!picture.description.empty())
    {
        label += fmt::format("<BR/><FONT POINT-SIZE=\"12\" COLOR=\"{}\">{}</FONT>",
                             FAINT,
                             EscapeForDot(picture.description));
    }
    return label + "<BR/> ";
}

std::string
LegendLabel(const Picture& picture)
{
    std::string cells;
    const auto isDual = [](const NetworkView& network) { return network.dual; };
    const auto isSingle = [](const NetworkView& network) { return !network.dual; };
    const auto dualMachine = [](const MachineView& machine) {
        return MachineFill(machine) == DUAL_MACHINE;
    };
    const auto singleMachine = [](const MachineView& machine) {
        return MachineFill(machine) == SINGLE_MACHINE;
    };
    cells += Any(picture.networks, isDual) || AnyMachine(picture, dualMachine)
                 ? Swatch(DUAL_MACHINE, "IPv4 and IPv6")
                 : "";
    cells += Any(picture.networks, isSingle) || AnyMachine(picture, singleMachine)
                 ? Swatch(SINGLE_MACHINE, "IPv4 only")
                 : "";
    const auto appliance = [](const MachineView& machine) { return machine.appliance; };
    const bool translates =
        AnyMachine(picture, HasTranslator) ||
        Any(picture.nodes, [](const NodeView& node) { return !node.translators.empty(); });
    cells += AnyMachine(picture, appliance) ? Swatch(APPLIANCE, "appliance (NVA), forwards") : "";
    const bool routers = Any(picture.nodes, [](const NodeView& node) { return node.router; });
    const bool gateways = AnyMachine(picture, [](const MachineView& view) { return view.gateway; });
    cells += routers || gateways ? Swatch(ROUTER, gateways ? "router, gateway" : "router") : "";
    cells += translates ? Swatch(TRANSLATOR_FILL, "translator between IPv6 and IPv4") : "";
    const auto inState = [&](const char* state) {
        return Any(picture.peerings, [&](const PeeringView& p) { return p.state == state; });
    };
    const std::string common =
        picture.commonFlags.empty() ? "" : ", all with " + picture.commonFlags;
    cells += inState("Connected") ? Stroke("━━━", DUAL, "peering, Connected" + common) : "";
    cells += inState("Initiated") ? Stroke("╍╍╍", BROKEN, "peering, only Initiated") : "";
    cells += inState("Disconnected") ? Stroke("┅┅┅", BROKEN, "peering, Disconnected") : "";
    cells += picture.internet ? Stroke("━━━", INTERNET_LINE, "connection to the internet") : "";
    cells += picture.links.empty() ? "" : Stroke("━━━", OUTSIDE, "link");
    cells += picture.vpnTunnels.empty() ? "" : Stroke("╍╍╍", VPN_LINE, "VPN tunnel");
    if (cells.empty())
    {
        return " ";
    }
    return fmt::format("<TABLE BORDER=\"0\" CELLSPACING=\"0\"><TR><TD><TABLE BORDER=\"0\" "
                       "CELLSPACING=\"4\" CELLPADDING=\"1\"><TR>{}</TR></TABLE></TD></TR>{}"
                       "</TABLE>",
                       cells,
                       SharedTables(picture));
}

std::string
NetworkLabel(const NetworkView& network)
{
    std::string rows;
    for (size_t i = 0; i < network.subnets.size(); ++i)
    {
        rows += SubnetRow(network.subnets[i], i);
    }
    const std::string stacks = network.dual ? "IPv4 + IPv6" : "IPv4 only";
    const std::string place = network.location.empty() ? "" : ", " + network.location;
    return fmt::format("<TABLE BORDER=\"{}\" CELLBORDER=\"0\" COLOR=\"{}\" BGCOLOR=\"{}\" "
                       "STYLE=\"ROUNDED\" CELLSPACING=\"4\" CELLPADDING=\"1\">"
                       "<TR><TD CELLPADDING=\"4\">{}&#160;&#160;{}<BR/>{}</TD></TR>{}</TABLE>",
                       network.dual ? 2 : 1,
                       network.dual ? DUAL : SINGLE,
                       network.dual ? DUAL_FILL : SINGLE_FILL,
                       Bold(network.name, 14),
                       Small(stacks + place, network.dual ? DUAL : FAINT),
                       Prefixes(network.prefixes),
                       rows);
}

std::string
MachineLabel(const MachineView& machine, const std::string& port)
{
    return fmt::format(
        "<TABLE BORDER=\"1\" CELLBORDER=\"0\" COLOR=\"{}\" BGCOLOR=\"{}\" "
        "CELLSPACING=\"{}\" CELLPADDING=\"6\"><TR><TD{}>{}{}<BR/>{}</TD></TR>{}</TABLE>",
        INK,
        MachineFill(machine),
        BadgeGap(machine.translators),
        port.empty() ? "" : " PORT=\"" + port + "\"",
        Bold(machine.name, 11),
        machine.appliance ? GAP + Small("NVA") : "",
        SmallLines(machine.lines),
        TranslatorRows(machine.translators));
}

std::string
NodeLabel(const NodeView& node)
{
    return fmt::format("<TABLE BORDER=\"{}\" CELLBORDER=\"0\" COLOR=\"{}\" BGCOLOR=\"{}\" "
                       "STYLE=\"{}\" CELLSPACING=\"{}\" CELLPADDING=\"8\">"
                       "<TR><TD>{}{}<BR/>{}</TD></TR>{}</TABLE>",
                       node.router ? 2 : 1,
                       INK,
                       node.router ? ROUTER : "white",
                       node.router ? "ROUNDED" : "SOLID",
                       BadgeGap(node.translators),
                       Bold(node.name, 12),
                       GAP + Small(node.router ? "router" : "host", FAINT),
                       SmallLines(node.lines),
                       TranslatorRows(node.translators));
}

std::string
LanLabel(const LinkView& link)
{
    return fmt::format("<TABLE BORDER=\"0\" CELLBORDER=\"0\" BGCOLOR=\"{}\" CELLSPACING=\"0\" "
                       "CELLPADDING=\"8\"><TR><TD><FONT COLOR=\"white\">{}<BR/>{}</FONT></TD></TR>"
                       "</TABLE>",
                       "#00694d",
                       Bold(link.name + " (LAN)", 11),
                       [&] {
                           std::string lines;
                           for (const auto& line : link.lines)
                           {
                               lines += (lines.empty() ? "" : "<BR/>") + Small(line, "white");
                           }
                           return lines.empty() ? std::string(" ") : lines;
                       }());
}

std::string
LinkLabel(const LinkView& link)
{
    return InLine(Bold(link.name, 10) + "<BR/>" + SmallLines(link.lines));
}

std::string
PublicLabel(const std::vector<std::string>& addresses)
{
    return InLine(SmallLines(addresses));
}

std::string
PeeringLabel(const PeeringView& peering)
{
    const std::string state = peering.state == "Connected"
                                  ? Small("peering", FAINT)
                                  : "<B>" + Small("peering " + peering.state, BROKEN) + "</B>";
    return InLine(peering.flags.empty() ? state : state + "<BR/>" + SmallLines(peering.flags));
}

} // namespace ns3::v6lab
