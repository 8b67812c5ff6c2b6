// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADDRESS_TEXT_H
#define V6LAB_ADDRESS_TEXT_H

#include "model/core/address.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Read what an author wrote; throw std::invalid_argument that begins with `where`. */
Prefix ReadPrefix(const std::string& text, const std::string& where);
IpAddress ReadAddress(const std::string& text, const std::string& where);
std::vector<Prefix> ReadPrefixes(const std::vector<std::string>& texts, const std::string& where);
std::vector<IpAddress> ReadAddresses(const std::vector<std::string>& texts,
                                     const std::string& where);

} // namespace ns3::v6lab

#endif // V6LAB_ADDRESS_TEXT_H
