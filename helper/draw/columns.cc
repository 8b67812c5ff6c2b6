// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/columns.h"

#include "helper/draw/dot-labels.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab
{

namespace
{

// Points at the font sizes of the labels, measured on drawings of hubs with 3 to 16 spokes.
constexpr double LINE = 12;
constexpr double HEADING = 60; //!< of a network or subnet, with its prefixes and frame
constexpr double BOX = 25;     //!< of a machine or a route table, without its lines
constexpr double AROUND = 300; //!< title and legend
constexpr double LETTER = 5.2;
constexpr double FRAME = 40;    //!< beside the machines of a network
constexpr double GAP = 65;      //!< between columns
constexpr double LABELS = 200;  //!< of peerings, on each side of the hub
constexpr double OUTSIDE = 250; //!< the internet and what is on it
constexpr double SLIDE = 16.0 / 9;

double
HeightOf(const NetworkView& network)
{
    double height = HEADING;
    for (const auto& subnet : network.subnets)
    {
        height += HEADING;
        size_t lines = 0;
        for (size_t i = 0; i < subnet.machines.size(); ++i)
        {
            lines = StandsFirst(subnet.machines, i) ? 0 : lines;
            const size_t before = lines;
            lines = std::max(lines, subnet.machines[i].lines.size());
            height += (StandsFirst(subnet.machines, i) ? BOX : 0) +
                      static_cast<double>(lines - before) * LINE;
        }
        if (!subnet.routeTable.empty())
        {
            height += BOX + static_cast<double>(subnet.routes.size()) * LINE;
        }
    }
    return height;
}

double
WidthOf(const NetworkView& network)
{
    double width = 0;
    for (const auto& subnet : network.subnets)
    {
        double row = 0;
        for (size_t i = 0; i < subnet.machines.size(); ++i)
        {
            size_t letters = subnet.machines[i].name.size();
            for (const auto& line : subnet.machines[i].lines)
            {
                letters = std::max(letters, line.size());
            }
            row = (StandsFirst(subnet.machines, i) ? 0 : row) + BOX +
                  static_cast<double>(letters) * LETTER;
            width = std::max(width, row);
        }
        const auto title = static_cast<double>(subnet.name.size() + subnet.securityGroup.size());
        width = std::max(width, title * LETTER);
    }
    return width + FRAME;
}

} // namespace

size_t
ColumnsAround(const Picture& picture, size_t hub, const std::vector<size_t>& neighbours)
{
    double tallest = 0;
    double widest = 0;
    for (const size_t place : neighbours)
    {
        tallest = std::max(tallest, HeightOf(picture.networks[place]));
        widest = std::max(widest, WidthOf(picture.networks[place]));
    }
    const double middle = WidthOf(picture.networks[hub]) + (picture.alike ? 0 : 2 * LABELS) +
                          (picture.internet ? OUTSIDE : 0);
    const size_t side = (neighbours.size() + 1) / 2;
    size_t best = 1;
    double least = INFINITY;
    for (size_t columns = 1; columns <= side; ++columns)
    {
        const size_t rows = (side + columns - 1) / columns;
        const double width = middle + 2 * (widest + GAP) * static_cast<double>(columns);
        const double height =
            AROUND + std::max(static_cast<double>(rows) * tallest, HeightOf(picture.networks[hub]));
        const double off = std::abs(std::log(width / height / SLIDE));
        if (off < least)
        {
            least = off;
            best = columns;
        }
    }
    return best;
}

} // namespace ns3::v6lab
