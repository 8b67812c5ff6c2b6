// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DRAW_COLUMNS_H
#define V6LAB_DRAW_COLUMNS_H

#include "helper/draw/picture.h"

namespace ns3::v6lab
{

/**
 * In how many columns on each side of a hub its neighbours (places of networks, half of them on
 * each side) are to stand so that the picture is nearest to a slide of 16:9. From estimated
 * sizes: graphviz knows the true ones when it is too late.
 */
size_t ColumnsAround(const Picture& picture, size_t hub, const std::vector<size_t>& neighbours);

} // namespace ns3::v6lab

#endif // V6LAB_DRAW_COLUMNS_H
