// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTER_MESSAGE_TAKER_H
#define V6LAB_ROUTER_MESSAGE_TAKER_H

#include "model/core/advertisement/router-advertisement.h"

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/**
 * Who on a node cares for router solicitations and advertisements, in place of ns-3, which stops at
 * the first option that it does not know and does not honour lifetimes.
 */
class RouterMessageTaker
{
  public:
    enum class Verdict : uint8_t
    {
        NotMine,
        Taken,
        Refused, //!< not valid (RFC 4861 6.1.1, 6.1.2)
    };

    virtual ~RouterMessageTaker() = default;

    /** The message's bytes are only lent. */
    virtual Verdict Take(uint32_t interface, const RouterMessage& message) = 0;
};

/** Those of one node; each must outlive its place here. */
class RouterMessageTakers
{
  public:
    void Add(RouterMessageTaker* taker);
    void Remove(RouterMessageTaker* taker);
    /** Shows an ICMPv6 message in an IPv6 packet without extension headers, if it is a router's. */
    RouterMessageTaker::Verdict Show(uint32_t interface, const std::vector<uint8_t>& packet) const;

  private:
    std::vector<RouterMessageTaker*> m_takers;
};

} // namespace ns3::v6lab

#endif // V6LAB_ROUTER_MESSAGE_TAKER_H
