// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCER_INSTALL_H
#define V6LAB_BALANCER_INSTALL_H

#include "helper/install/installation.h"

namespace ns3::v6lab
{

/**
 * What load balancers need of their backends, whose machines are installed: a server that answers
 * their health probes (by TCP, and to HTTP with status 200), and with floating IP the frontend's
 * address in the guest (L6). Lists the frontends in the installation and starts the probes.
 */
void InstallBalancers(const std::map<azure::Index, std::string>& machines,
                      Installation& installation);

/** Whether a server listens on that TCP port of the node already. */
bool HasTcpServer(const Ptr<ns3::Node>& node, uint16_t port);

} // namespace ns3::v6lab

#endif // V6LAB_BALANCER_INSTALL_H
