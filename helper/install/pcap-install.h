// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PCAP_INSTALL_H
#define V6LAB_PCAP_INSTALL_H

#include "helper/install/installation.h"

#include <string>

namespace ns3::v6lab
{

/**
 * Writes one capture per device of the installation, "<folder>/<device>.pcap" with slashes in the
 * device's name as dashes ("-2" behind a name that is taken): raw IP for the fabric's network
 * interfaces, PPP for point-to-point links, Ethernet for LANs. Makes the folder. Other kinds of
 * devices are left out. Throws std::invalid_argument naming the folder or file that cannot be
 * written.
 */
void EnablePcap(const Installation& installation, const std::string& folder);

} // namespace ns3::v6lab

#endif // V6LAB_PCAP_INSTALL_H
