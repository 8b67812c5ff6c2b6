// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/attribute-text.h"
#include "model/translation/translator.h"

#include "ns3/boolean.h"
#include "ns3/integer.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Translator);

namespace
{

constexpr const char* RFC_1191_PLATEAUS = "65535 32000 17914 8166 4352 2002 1492 1006 508 296 68";

} // namespace

TypeId
Translator::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Translator")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddAttribute("Profile",
                          "Where the RFCs leave a choice: rfc (their letter) or jool.",
                          StringValue("rfc"),
                          MakeStringAccessor(&Translator::m_profile),
                          MakeStringChecker())
            .AddAttribute("LowestIpv6Mtu",
                          "IPv4 packets without DF are cut to this many bytes (RFC 7915 4.1).",
                          UintegerValue(1280),
                          MakeUintegerAccessor(&Translator::m_lowestIpv6Mtu),
                          MakeUintegerChecker<uint32_t>(1280, 65535))
            .AddAttribute("ZeroTrafficClass",
                          "Send Traffic Class 0 instead of the TOS (RFC 7915 4.1).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Translator::m_zeroTrafficClass),
                          MakeBooleanChecker())
            .AddAttribute("Tos",
                          "TOS to send instead of the Traffic Class (RFC 7915 5.1); -1: copy it.",
                          IntegerValue(-1),
                          MakeIntegerAccessor(&Translator::m_tos),
                          MakeIntegerChecker<int32_t>(-1, 255))
            .AddAttribute("ZeroUdpChecksum",
                          "IPv4 UDP without checksum: drop or compute (RFC 7915 4.5).",
                          StringValue("drop"),
                          MakeStringAccessor(&Translator::m_zeroChecksum),
                          MakeStringChecker())
            .AddAttribute("IcmpErrors",
                          "Errors of its own: on, rate-limited or off (RFC 7915 4.4, 5.4).",
                          StringValue("rate-limited"),
                          MakeStringAccessor(&Translator::m_errors),
                          MakeStringChecker())
            .AddAttribute("IcmpErrorRate",
                          "Errors per second and IP version, in the long run; those of path-MTU "
                          "discovery do not count.",
                          UintegerValue(100),
                          MakeUintegerAccessor(&Translator::m_errorRate),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute("IcmpErrorBurst",
                          "Errors at once.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&Translator::m_errorBurst),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute("LargestIcmpv4Error",
                          "Bytes of a translated ICMPv4 error, from 68 on; 0: what the next link "
                          "carries, with Profile jool 576 (RFC 1812 4.3.2.3).",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Translator::m_largestIcmpv4Error),
                          MakeUintegerChecker<uint32_t>(0, 65535))
            .AddAttribute("Plateaus",
                          "Likely path MTUs, descending, for ICMPv4 errors that tell none "
                          "(RFC 7915 4.2, RFC 1191 7.1).",
                          StringValue(RFC_1191_PLATEAUS),
                          MakeStringAccessor(&Translator::m_plateaus),
                          MakeStringChecker())
            .AddAttribute("ClampMss",
                          "Lower the MSS in TCP SYNs to what the next links of both sides carry, "
                          "for paths where ICMP is lost (RFC 4821 1).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Translator::m_clampMss),
                          MakeBooleanChecker())
            .AddAttribute("StrictErrorSuppression",
                          "No ICMPv6 error about any ICMPv6 message (RFC 7915 5.4 to the letter).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Translator::m_strictErrorSuppression),
                          MakeBooleanChecker())
            .AddAttribute("RandomErrorSource",
                          "RFC 6791 sources at random; else by hop limit.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&Translator::m_randomErrorSource),
                          MakeBooleanChecker())
            .AddAttribute("InterfaceInfo",
                          "Add the IPv6 source of an error to it (RFC 6791 4, RFC 5837).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Translator::m_interfaceInfo),
                          MakeBooleanChecker())
            .AddAttribute("Seed",
                          "Of identifications, port selection and other random choices.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&Translator::m_seed),
                          MakeUintegerChecker<uint64_t>())
            .AddTraceSource("Hop",
                            "Everything that happens to a packet here.",
                            MakeTraceSourceAccessor(&Translator::m_hop),
                            "ns3::v6lab::PacketEventCallback")
            .AddTraceSource("Drop",
                            "Packets that end here, with the reason.",
                            MakeTraceSourceAccessor(&Translator::m_dropped),
                            "ns3::v6lab::PacketEventCallback")
            .AddTraceSource("Translated",
                            "Packets that leave in the other IP version, before and after.",
                            MakeTraceSourceAccessor(&Translator::m_translated),
                            "ns3::v6lab::PacketEventCallback");
    return tid;
}

TranslationSettings
Translator::MakeSettings() const
{
    TranslationSettings settings;
    settings.profile = attribute::Choose<Profile>("Profile",
                                                  m_profile,
                                                  {{"rfc", Profile::Rfc}, {"jool", Profile::Jool}});
    settings.zeroChecksum = attribute::Choose<ZeroChecksum>(
        "ZeroUdpChecksum",
        m_zeroChecksum,
        {{"drop", ZeroChecksum::Drop}, {"compute", ZeroChecksum::Compute}});
    settings.errors = attribute::Choose<ErrorSending>("IcmpErrors",
                                                      m_errors,
                                                      {{"on", ErrorSending::On},
                                                       {"rate-limited", ErrorSending::RateLimited},
                                                       {"off", ErrorSending::Off}});
    settings.lowestIpv6Mtu = m_lowestIpv6Mtu;
    settings.zeroTrafficClass = m_zeroTrafficClass;
    if (m_tos >= 0)
    {
        settings.tos = static_cast<uint8_t>(m_tos);
    }
    settings.checksums = m_plane->ChecksumEnabled();
    settings.errorRate = m_errorRate;
    settings.errorBurst = m_errorBurst;
    if (m_largestIcmpv4Error != 0)
    {
        settings.largestIcmpv4Error = m_largestIcmpv4Error;
    }
    settings.plateaus = attribute::ReadNumbers("Plateaus", m_plateaus);
    settings.clampMss = m_clampMss;
    settings.strictErrorSuppression = m_strictErrorSuppression;
    for (const auto& prefix : m_errorSources)
    {
        const bool v4 = prefix.GetFamily() == Family::V4;
        (v4 ? settings.rfc6791Pool : settings.rfc6791v6Pool).push_back(prefix);
    }
    settings.randomRfc6791 = m_randomErrorSource;
    settings.interfaceInfo = m_interfaceInfo;
    settings.seed = m_seed;
    return settings;
}

} // namespace ns3::v6lab
