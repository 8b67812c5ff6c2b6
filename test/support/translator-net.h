// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TRANSLATOR_NET_H
#define V6LAB_TEST_TRANSLATOR_NET_H

#include "helper/translator-helper.h"
#include "test/support/small-net.h"

#include "ns3/socket.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab::test
{

constexpr const char* N6 = "2001:db8:6::6";
constexpr const char* N6B = "2001:db8:6::7";
constexpr const char* N4 = "192.0.2.4";
constexpr const char* N4_AS_V6 = "64:ff9b::c000:204";
constexpr const char* POOL = "203.0.113.1";

/**
 * n6, n6b – "inside" – r6 – "v6" – x – "v4" – r4 – "outside" – n4: a translator on x between two
 * routers, hosts of one IP version behind them. All IPv6 leads to x, and at x's IPv4 neighbour
 * 203.0.113.0/24 leads back to x.
 */
class TranslatorNet : public SmallNet
{
  public:
    /** MTU of each link, in bytes. */
    struct Mtus
    {
        uint16_t v6{1500};
        uint16_t v4{1500};
        uint16_t inside{1500};
        uint16_t outside{1500};
    };

    TranslatorNet()
        : TranslatorNet(Mtus())
    {
    }

    explicit TranslatorNet(const Mtus& mtus, bool checksums = true, bool stock = false);

    /** UDP to port 7; the answer, if one comes, stays in the socket. */
    Ptr<Socket> Ask(const std::string& node,
                    const std::string& to,
                    uint32_t size,
                    double ms,
                    uint16_t port = 7);
    /** Counts what a translator translates and drops. */
    void Observe(const Ptr<Translator>& translator);

    uint32_t translations{0};
    std::string drops; //!< "no-binding; " for each packet that the translator drops
};

/** The NAT64 of most rows: the well-known prefix and one address. */
class Nat64Net : public TranslatorNet
{
  public:
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    explicit Nat64Net(const Attributes& attributes = {},
                      const Mtus& mtus = {},
                      bool checksums = true,
                      bool stock = false);

    Ptr<Nat64> nat64;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_TRANSLATOR_NET_H
