// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_NAT64_LAB_H
#define V6LAB_TEST_NAT64_LAB_H

#include "model/core/nat64/nat64-core.h"
#include "model/core/time-units.h"
#include "test/support/siit-bed.h"
#include "test/support/translator-bench.h"

namespace ns3::v6lab::test::flow
{

/** One address, all ports, the default prefix, no rate limit of errors. */
Nat64Settings PlainNat64();
/** A range of the pool, all protocols. */
PoolRange Range(const std::string& first,
                const std::string& last,
                uint16_t firstPort = 1,
                uint16_t lastPort = 65535);
/** The IPv6 form of an IPv4 address in 64:ff9b::/96. */
std::string In6(const std::string& ipv4);
StaticBinding Static(BibKind kind, const End& inside, const End& outside);
/** "64:ff9b::cb00:7101#5000". */
std::string ToText(const TransportAddress& address);

class Nat64Lab : public TranslatorBench<Nat64Core>
{
  public:
    explicit Nat64Lab(const Nat64Settings& settings = PlainNat64());

    /** What leaves until this second without any packet. */
    std::vector<Bytes> Wait(double second);

    /** "tcp 2001:db8::1#5000 203.0.113.1#5000 192.0.2.1#80 ESTABLISHED", in order. */
    std::vector<std::string> Sessions() const;
    /** "udp 2001:db8::1#5000 203.0.113.1#5000", in order. */
    std::vector<std::string> Bindings() const;
    /** The state of the only session; "none" without one. */
    std::string State() const;
    /** When the only session ends, in seconds; -1 without one. */
    double Expires() const;
    /** What the watch heard: "+b", "-b", "+s", "~s", "-s", "drop WORD HANDLE". */
    std::string heard;
};

} // namespace ns3::v6lab::test::flow

#endif // V6LAB_TEST_NAT64_LAB_H
