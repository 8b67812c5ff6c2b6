// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_VIRTUAL_IP6_LAB_H
#define V6LAB_TEST_VIRTUAL_IP6_LAB_H

#include "model/core/virtual-ip6/virtual-ip6-core.h"
#include "test/support/translator-bench.h"

/** The site of the walk-throughs: hosts in 10/8, prefix 2001:db8:64::/96, pool 10.64.0.0/16. */
namespace ns3::v6lab::test::flow
{

constexpr char SERVER4[] = "10.0.0.5"; //!< an inside host
constexpr char SERVER6[] = "2001:db8:64::a00:5";
constexpr char CLIENT4[] = "10.0.0.7"; //!< another one
constexpr char CLIENT6[] = "2001:db8:64::a00:7";
constexpr char PEER[] = "2001:db8:ffff::10"; //!< IPv6 hosts outside
constexpr char PEER2[] = "2001:db8:ffff::80";
constexpr char PEER3[] = "2001:db8:ffff::90";
constexpr char VIRTUAL1[] = "10.64.0.1"; //!< virtual IPv4 addresses in the order of their use
constexpr char VIRTUAL2[] = "10.64.0.2";
constexpr char EDGE4[] = "10.0.0.254"; //!< the translator's own addresses
constexpr char EDGE6[] = "2001:db8:1::1";

IpAddress Addr(const std::string& text);
Prefix Net(const std::string& text);
/** The ends of the walk-through V.3. */
const End PEER_END{PEER, 40000};
const End VIRTUAL_END{VIRTUAL1, 40000};
const End SERVER{SERVER4, 80};
const End SERVER_IN6{SERVER6, 80};

/** Without rate limit of errors. */
VirtualIp6Settings Site(const std::string& pool = "10.64.0.0/16");

class VirtualIp6Lab : public TranslatorBench<VirtualIp6Core>
{
  public:
    explicit VirtualIp6Lab(const VirtualIp6Settings& settings = Site());

    /** The source that an IPv6 UDP packet of this peer to SERVER6 leaves with; "-": none. */
    std::string VirtualOf(const std::string& peer6,
                          double second = 0,
                          const std::string& host6 = SERVER6);
    /** The destination of an IPv4 UDP packet of this host to the virtual address; "-": none. */
    std::string PeerOf(const std::string& virtual4,
                       double second = 0,
                       const std::string& host4 = SERVER4);
    /** The address in a DNS answer with this TTL, in seconds; "-": none. */
    std::string Dns(const std::string& peer6,
                    double ttl,
                    double second = 0,
                    const std::string& host4 = CLIENT4);
    void Wait(double second);

    /** "10.64.0.1 2001:db8:ffff::10 outside", in order, apart by "; ". */
    std::string Bindings() const;
    /** "tcp 10.0.0.5#80 2001:db8:64::a00:5#80 2001:db8:ffff::10#4 10.64.0.1#4 ESTABLISHED". */
    std::string Sessions() const;
    /** When the only session ends, in seconds; -1 without one. */
    double Expires() const;
    /** What the watch heard: "+b", "-b", "+s", "~s", "-s". */
    std::string heard;
};

/** The lab after a peer has called the server by UDP. */
struct Called : VirtualIp6Lab
{
    explicit Called(const VirtualIp6Settings& settings = Site())
        : VirtualIp6Lab(settings)
    {
        Send(Udp(PEER_END, SERVER_IN6));
    }
};

} // namespace ns3::v6lab::test::flow

#endif // V6LAB_TEST_VIRTUAL_IP6_LAB_H
