// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DNS_SERVER_H
#define V6LAB_TEST_DNS_SERVER_H

#include "model/core/dns/dns-responder.h"

#include <poll.h>
#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/** Real time, as the cores count it: ns since the simulated time began (DnsSeconds()). */
int64_t NowNs();

/** What has sockets and timers beside those of a server. */
class Watched
{
  public:
    virtual ~Watched() = default;

    virtual void AddTo(std::vector<pollfd>& waiting) const = 0;
    /** One of its sockets has something to read. */
    virtual void OnReady(int fd) = 0;
    /** Called often, at GetDeadline() at the latest. */
    virtual void Advance() = 0;
    /** Of NowNs(). */
    virtual int64_t GetDeadline() const = 0;
};

/**
 * Serves on UDP and TCP until it is killed, at "PORT" of 127.0.0.1 or at "ADDRESS:PORT"; port 0
 * takes a free one. Prints the port in a line once it listens. `watched` may be null.
 */
void Serve(DnsResponder& responder, const std::string& place, Watched* watched = nullptr);

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DNS_SERVER_H
