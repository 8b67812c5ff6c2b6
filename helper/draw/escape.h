// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ESCAPE_H
#define V6LAB_ESCAPE_H

#include <string>

namespace ns3::v6lab
{

/**
 * `text` as one line of clean UTF-8 of bounded length: line breaks as spaces, control characters
 * and bytes that are not UTF-8 as "?".
 */
std::string Drawable(std::string text);

/**
 * Drawable `text` for graphviz's HTML-like labels (and XML): markup characters as entities.
 */
std::string EscapeForDot(const std::string& text);

/** Drawable `text` for a quoted Mermaid label: everything that Mermaid could take for syntax as
 * entity. */
std::string EscapeForMermaid(const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_ESCAPE_H
