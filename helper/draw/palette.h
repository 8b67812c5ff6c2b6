// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PALETTE_H
#define V6LAB_PALETTE_H

/**
 * Colours of all drawings, from the set of Okabe and Ito, which the colour-blind can tell apart;
 * nothing is told by colour alone.
 */
namespace ns3::v6lab::palette
{

constexpr const char* INK = "#222222";
constexpr const char* FAINT = "#5f6b73";
constexpr const char* DUAL = "#0072b2";
constexpr const char* DUAL_FILL = "#e6f1f8";
constexpr const char* DUAL_MACHINE = "#c4e2f3";
constexpr const char* SINGLE = "#6e6e6e";
constexpr const char* SINGLE_FILL = "#f3f3f3";
constexpr const char* SINGLE_MACHINE = "#e2e2e2";
constexpr const char* APPLIANCE = "#f6d68a";
constexpr const char* ROUTES = "#d55e00";
constexpr const char* ROUTES_FILL = "#fdf0e6";
constexpr const char* ROUTER = "#bfe5d8";
constexpr const char* TRANSLATOR = "#857a00";
constexpr const char* TRANSLATOR_FILL = "#fbf7c5";
constexpr const char* OUTSIDE = "#009e73";
constexpr const char* INTERNET = "#f3e3ec";
constexpr const char* INTERNET_LINE = "#a8537f";
constexpr const char* VPN_LINE = "#0072b2";
constexpr const char* BROKEN = "#d55e00";

} // namespace ns3::v6lab::palette

#endif // V6LAB_PALETTE_H
