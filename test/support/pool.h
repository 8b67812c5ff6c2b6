// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_POOL_H
#define V6LAB_TEST_POOL_H

#include "model/core/nat64/pool4.h"
#include "test/support/json-data.h"

namespace ns3::v6lab::test::pool
{

inline PoolRange
Range(const std::string& first, const std::string& last, uint16_t firstPort, uint16_t lastPort)
{
    PoolRange range;
    range.first = data::Addr(first);
    range.last = data::Addr(last);
    range.firstPort = firstPort;
    range.lastPort = lastPort;
    return range;
}

/** 203.0.113.1 with these ports. */
inline PoolSettings
OneAddress(uint16_t firstPort = 1024, uint16_t lastPort = 65535)
{
    PoolSettings settings;
    settings.ranges = {Range("203.0.113.1", "203.0.113.1", firstPort, lastPort)};
    return settings;
}

/** What 2001:db8::`host` asks from its port for 198.51.100.9 port 80. */
inline Pool4::Request
From(uint32_t host, uint16_t port, BibKind kind = BibKind::Udp)
{
    Pool4::Request request;
    request.kind = kind;
    request.inside = {data::Addr("2001:db8::").Plus(host), port};
    request.remote = {data::Addr("198.51.100.9"), 80};
    return request;
}

/** "203.0.113.1#5000", or the word of the reason. */
inline std::string
Text(const Pool4::Allocation& allocation)
{
    return allocation.reason == Reason::None ? allocation.outside.address.ToString() + "#" +
                                                   std::to_string(allocation.outside.port)
                                             : std::string(Describe(allocation.reason).word);
}

inline void
Return(Pool4& pool, const Pool4::Request& request, const Pool4::Allocation& got, int64_t nowNs = 0)
{
    pool.Release(request.kind, got.outside, request.inside.address, nowNs);
}

} // namespace ns3::v6lab::test::pool

#endif // V6LAB_TEST_POOL_H
