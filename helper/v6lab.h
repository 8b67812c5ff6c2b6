// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_H
#define V6LAB_H

/**
 * Everything that an ns-3 program needs to use the models and the lab: the one header that is
 * exported when v6lab is built inside an ns-3 tree, as "ns3/v6lab.h".
 */
#include "helper/install/azure-install.h"
#include "helper/install/install.h"
#include "helper/install/outside-install.h"
#include "helper/install/pcap-install.h"
#include "helper/install/workload-install.h"
#include "helper/stack-helper.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "helper/translator-helper.h"
#include "helper/version.h"
#include "helper/vpn-helper.h"
#include "model/azure/vnet-fabric.h"
#include "model/bgp/bgp-router.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/link-outage.h"

#endif // V6LAB_H
