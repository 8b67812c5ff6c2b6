// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_CLAT_LAB_H
#define V6LAB_TEST_CLAT_LAB_H

#include "model/core/translation/clat-core.h"
#include "test/support/nat64-lab.h"

namespace ns3::v6lab::test::flow
{

/** The prefixes and addresses of RFC 6877's appendix A; one address for all is added. */
constexpr const char* PLAT_PREFIX = "2001:db8:1234::/96";
constexpr const char* CLAT_PREFIX = "2001:db8:aaaa::/96";
constexpr const char* SHARED = "2001:db8:cafe::1";

inline Prefix
P(const std::string& text)
{
    return *Prefix::Parse(text);
}

/** An IPv4 address behind the PLAT. */
inline std::string
ViaPlat(const std::string& ipv4)
{
    return Pref64(P(PLAT_PREFIX)).Embed(*IpAddress::Parse(ipv4)).ToString();
}

/** No networks, no address of its own yet. */
inline ClatSettings
PlainClat()
{
    ClatSettings settings;
    settings.platPrefix = Pref64(P(PLAT_PREFIX));
    settings.translation.errors = ErrorSending::On;
    return settings;
}

inline ClatSettings
DedicatedClat()
{
    ClatSettings settings = PlainClat();
    settings.networks = {P("192.168.1.0/24")};
    settings.dedicated = P(CLAT_PREFIX);
    return settings;
}

/** 192.168.1.0/24 behind one address. */
inline ClatSettings
SharingClat()
{
    ClatSettings settings = PlainClat();
    settings.networks = {P("192.168.1.0/24")};
    settings.shared = IpAddress::Parse(SHARED);
    return settings;
}

/** The node itself is the client. */
inline ClatSettings
HostClat()
{
    ClatSettings settings = PlainClat();
    settings.shared = IpAddress::Parse(SHARED);
    return settings;
}

class ClatLab : public TranslatorBench<ClatCore>
{
  public:
    explicit ClatLab(const ClatSettings& settings = SharingClat())
        : TranslatorBench(settings, "192.168.1.254", "2001:db8:cafe::ff")
    {
    }

    void ExpectNotMine(Verdict& v, const Bytes& packet, const std::string& what, double second = 0)
    {
        Expect(v, packet, {}, what, second);
        v.True(last.fate == Fate::NotMine, what + ": is left to the node");
    }
};

} // namespace ns3::v6lab::test::flow

#endif // V6LAB_TEST_CLAT_LAB_H
