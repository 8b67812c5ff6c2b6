// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DNS_SERVER_H
#define V6LAB_TEST_DNS_SERVER_H

#include "model/core/dns/dns-responder.h"

namespace ns3::v6lab::test
{

/**
 * Serves on UDP and TCP of 127.0.0.1 until it is killed; port 0 takes a free one. Prints the port
 * in a line once it listens.
 */
void Serve(DnsResponder& responder, uint16_t port);

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DNS_SERVER_H
