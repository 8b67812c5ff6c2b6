// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PCAP_INSTALL_H
#define V6LAB_PCAP_INSTALL_H

#include "helper/install/installation.h"

#include "ns3/pcap-file-wrapper.h"

#include <map>
#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

/** A capture could not be written to its end; the text names the file and the cause. */
class CaptureError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/** The captures being written, by path. */
using Captures = std::map<std::string, Ptr<PcapFileWrapper>>;

/**
 * Writes one capture per device of the installation, "<folder>/<device>.pcap" with slashes in the
 * device's name as dashes ("-2" behind a name that is taken): raw IP for the fabric's network
 * interfaces, PPP for point-to-point links, Ethernet for LANs. Makes the folder. Other kinds of
 * devices are left out. Throws std::invalid_argument naming the folder or file that cannot be
 * written. A capture that fails later, as on a full disk, stops the simulation.
 */
Captures EnablePcap(const Installation& installation, const std::string& folder);

/** Nothing is captured any more. Throws CaptureError if not everything is in the files. */
void CloseCaptures(const Captures& captures);

} // namespace ns3::v6lab

#endif // V6LAB_PCAP_INSTALL_H
