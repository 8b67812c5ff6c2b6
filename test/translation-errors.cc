// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

#include <map>

namespace ns3::v6lab::test
{

namespace
{

constexpr int64_t MILLISECOND = 1000000;

/** An ICMPv6 Time Exceeded of a router without an IPv4 address. */
Bytes
RouterError(uint8_t hopLimit = 64)
{
    const Bytes quoted = Maker::V6().From(HOST4_IN6).To(HOST6);
    return Maker::V6().From(ROUTER6).Ttl(hopLimit).Upper(58, Icmp(3, 0, 0, quoted));
}

size_t
ErrorsInFiveSeconds(ErrorSending sending, const Bytes& packet, uint32_t mtu = 1500)
{
    SiitBed bed;
    bed.around.mtu4 = bed.around.mtu6 = mtu;
    bed.settings.translation.errors = sending;
    bed.settings.translation.errorRate = 10;
    bed.settings.translation.errorBurst = 5;
    size_t errors = 0;
    for (int i = 0; i < 500; ++i)
    {
        errors += bed.Send(packet, i * 10 * MILLISECOND).errors.size();
    }
    return errors;
}

std::string
ThrownBy(const std::function<void(TranslationSettings&)>& change)
{
    TranslationSettings settings;
    change(settings);
    try
    {
        HeaderTranslator translator(settings);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "nothing";
}

const std::vector<Row> ROWS{
    {"errors are sent, rate limited or off, as one says, in both families",
     "RFC 7915 4.4, 5.4, 7915-018, 7915-114",
     [](Verdict& v) {
         for (const Bytes& packet : {Maker::V4().Ttl(1).Build(), Maker::V6().Ttl(1).Build()})
         {
             v.Equal(ErrorsInFiveSeconds(ErrorSending::On, packet), 500u, "on");
             v.Equal(ErrorsInFiveSeconds(ErrorSending::Off, packet), 0u, "off");
             const size_t limited = ErrorsInFiveSeconds(ErrorSending::RateLimited, packet);
             v.True(limited >= 50 && limited <= 55, "rate limited: " + std::to_string(limited));
         }
     }},
    {"what is too big is told each time: without it those who begin together learn no path MTU",
     "RFC 1191 4, RFC 4443 3.2; Linux icmpv4_mask_allow(), icmpv6_mask_allow()",
     [](Verdict& v) {
         const Bytes four = Maker::V4().Df().Udp(1480);
         const Bytes six = Maker::V6().Udp(1460);
         for (const Bytes& packet : {four, six})
         {
             v.Equal(ErrorsInFiveSeconds(ErrorSending::RateLimited, packet, 1300), 500u, "told");
         }
     }},
    {"an own IPv4 error quotes up to 576 bytes in all, with precedence 6 and without DF",
     "RFC 1812 4.3.2, 7915-013",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V4().Ttl(1).Udp(1000);
         const Seen error = bed.Send(packet).errors.at(0);
         v.Equal(error.Size(), 576u, "size");
         v.Equal(error.Class(), 0xc0, "TOS");
         v.True(!error.Df(), "DF");
         v.True(error.Quoted().bytes == Bytes(packet.begin(), packet.begin() + 548),
                "quoted bytes");
     }},
    {"an own IPv4 error has the TOS bits of the packet that it is about, but not its precedence",
     "RFC 1812 4.3.2.5",
     [](Verdict& v) {
         for (const auto& [tos, expected] : std::vector<std::pair<int, int>>{{0x00, 0xc0},
                                                                             {0x10, 0xd0},
                                                                             {0xb0, 0xd0},
                                                                             {0x08, 0xc8},
                                                                             {0x20, 0xc0}})
         {
             SiitBed bed;
             const Bytes packet = Maker::V4().Class(static_cast<uint8_t>(tos)).Ttl(1);
             v.Equal(bed.Send(packet).errors.at(0).Class(), expected, std::to_string(tos));
         }
     }},
    {"a translated IPv4 error is no larger than its next link carries, or than it is told to be",
     "RFC 1812 4.3.2.3",
     [](Verdict& v) {
         const Bytes quoted = Maker::V6().From(HOST4_IN6).To(HOST6).Udp(1100);
         const Bytes packet = Maker::V6().Upper(58, Icmp(1, 4, 0, quoted));
         const size_t whole = packet.size() - 20 - 20; // both headers are shorter
         const auto sized = [&](uint32_t mtu, std::optional<uint32_t> largest) {
             SiitBed bed;
             bed.around.mtu4 = mtu;
             bed.settings.translation.largestIcmpv4Error = largest;
             const Seen error = bed.Send(packet).Only();
             v.Equal(error.Faults(), "", "faults");
             v.True(!error.HasFragmentHeader() && !error.More(), "one packet");
             return error.Size();
         };
         v.Equal(sized(1500, std::nullopt), whole, "a large link");
         v.Equal(sized(1000, std::nullopt), size_t{1000}, "a small link");
         v.Equal(sized(1500, 576), size_t{576}, "as told");
     }},
    {"an own IPv6 error quotes up to 1280 bytes in all",
     "RFC 4443 2.4(c), 7915-106",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V6().Ttl(1).Udp(1400);
         const Seen error = bed.Send(packet).errors.at(0);
         v.Equal(error.Size(), 1280u, "size");
         v.True(error.Quoted().bytes == Bytes(packet.begin(), packet.begin() + 1232),
                "quoted bytes");
     }},
    {"whether a packet at its last hop is of a kind that never goes further is asked, not guessed",
     "RFC 7915 5.2, 7915-106",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V6().Ttl(1).Upper(58, test::Icmp(143, 0, 0, Bytes(16)));
         const Answer answer = bed.SendPart(packet, 40);
         v.True(answer.fate == Fate::NeedsMore && answer.needed == 41, "needed");
     }},
    {"an error about a packet is asked more bytes for, not guessed",
     "RFC 1812 4.3.2.3",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V4().Ttl(1).Udp(1000);
         const Answer answer = bed.SendPart(packet, 60);
         v.True(answer.fate == Fate::NeedsMore && answer.needed == 548, "needed");
     }},
    {"told to be strict, it sends no error about any ICMPv6 message",
     "RFC 7915 5.4, 7915-113",
     [](Verdict& v) {
         for (const bool strict : {false, true})
         {
             SiitBed bed;
             bed.settings.translation.strictErrorSuppression = strict;
             const Bytes echo = Maker::V6().To(ROUTER6).Upper(58, Icmp(128, 0, 1, {}));
             v.Equal(bed.Send(echo).errors.size(), strict ? 0u : 1u, "errors");
         }
     }},
    {"an ICMPv6 error from a router without an IPv4 address gets one of the pool, at random",
     "RFC 7915 6, RFC 6791 3.1, RFC 7755 4.8, 7915-151, 7755-05",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.rfc6791Pool = {*Prefix::Parse("203.0.113.8/30"),
                                                 *Prefix::Parse("203.0.113.64/30")};
         std::map<std::string, int> count;
         for (int i = 0; i < 1000; ++i)
         {
             const Seen seen = bed.Send(RouterError()).Only();
             ++count[seen.From()];
             v.Equal(seen.Faults(), "", "faults");
         }
         v.Equal(count.size(), 8u, "different addresses");
         double square = 0;
         for (const auto& [address, times] : count)
         {
             square += (times - 125.0) * (times - 125.0) / 125;
         }
         v.True(square < 24.3, "chi square of 7 degrees beyond 0.1 %: " + std::to_string(square));
     }},
    {"told to, it picks the pool's address by the hop limit: one router, one address",
     "RFC 6791 3.1, 7915-151",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.rfc6791Pool = {*Prefix::Parse("203.0.113.8/29")};
         bed.settings.translation.randomRfc6791 = false;
         v.Equal(bed.Send(RouterError(64)).Only().From(), "203.0.113.8", "hop limit 64");
         v.Equal(bed.Send(RouterError(61)).Only().From(), "203.0.113.13", "hop limit 61");
         v.Equal(bed.Send(RouterError(61)).Only().From(), "203.0.113.13", "again");
     }},
    {"with an empty pool the translator's own address stands in; without that the error is dropped",
     "RFC 6791 3.1, 7915-151",
     [](Verdict& v) {
         SiitBed bed;
         v.Equal(bed.Send(RouterError()).Only().From(), OWN4, "source");
         bed.around.address4 = IpAddress();
         ExpectSilence(v, bed.Send(RouterError()), Reason::UntranslatableSource);
     }},
    {"an ICMPv4 error is always mapped by the prefix, without one by the IPv6 pool",
     "RFC 7915 6, 7915-154",
     [](Verdict& v) {
         SiitBed bed;
         bed.Map("192.0.2.33/32", "2001:db8:aaaa::1/128").Map("198.51.100.2/32", "2001:db8::2/128");
         const Bytes quoted = Maker::V4().From(HOST6_IN4).To(HOST4);
         const Bytes packet = Maker::V4().From(ROUTER4).Upper(1, Icmp(11, 0, 0, quoted));
         v.Equal(bed.Send(packet).Only().From(), ROUTER4_IN6, "by the prefix");
         SiitBed none;
         none.settings = bed.settings;
         none.settings.addresses.prefix.reset();
         none.settings.translation.rfc6791v6Pool = {*Prefix::Parse("2001:db8:6791::7/128")};
         v.Equal(none.Send(packet).Only().From(), "2001:db8:6791::7", "by the pool");
         SiitBed empty;
         empty.settings = none.settings;
         empty.settings.translation.rfc6791v6Pool.clear();
         empty.around.address6 = *IpAddress::Parse(OWN6);
         v.Equal(empty.Send(packet).Only().From(), OWN6, "by nothing");
     }},
    {"a pool of private addresses is worth a warning",
     "RFC 6791 3.1, 7915-152",
     [](Verdict& v) {
         TranslationSettings settings;
         settings.rfc6791Pool = {*Prefix::Parse("203.0.113.8/29")};
         v.Equal(Warnings(settings).size(), 0u, "public");
         settings.rfc6791Pool = {*Prefix::Parse("10.0.0.0/29"), *Prefix::Parse("100.64.0.0/29")};
         v.Equal(Warnings(settings).size(), 2u, "private");
     }},
    {"settings out of range are refused by name",
     "RFC 7915 4.1",
     [](Verdict& v) {
         const auto names = [&](const std::string& name, auto change) {
             v.True(ThrownBy(change).find(name) != std::string::npos, name);
         };
         names("lowestIpv6Mtu", [](auto& s) { s.lowestIpv6Mtu = 1279; });
         names("plateaus", [](auto& s) { s.plateaus = {68, 1492}; });
         names("errorRate", [](auto& s) { s.errorRate = 0; });
         names("largestIcmpv4Error", [](auto& s) { s.largestIcmpv4Error = 67; });
         names("rfc6791Pool", [](auto& s) { s.rfc6791Pool = {*Prefix::Parse("::/96")}; });
         names("rfc6791v6Pool", [](auto& s) { s.rfc6791v6Pool = {*Prefix::Parse("10.0.0.0/8")}; });
         v.Equal(ThrownBy([](auto&) {}), "nothing", "the defaults");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-errors", ROWS);

} // namespace ns3::v6lab::test
