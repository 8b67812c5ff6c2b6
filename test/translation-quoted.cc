// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

/** What HOST6 sent, as the IPv4 side saw it, and what HOST4 sent, as the IPv6 side saw it. */
Maker
Sent4()
{
    return Maker::V4().From(HOST6_IN4).To(HOST4).Ttl(60);
}

Maker
Sent6()
{
    return Maker::V6().From(HOST4_IN6).To(HOST6).Ttl(60);
}

Bytes
Cut(const Bytes& bytes, size_t size)
{
    return {bytes.begin(), bytes.begin() + static_cast<long>(std::min(size, bytes.size()))};
}

Bytes
Error4(const Bytes& quoted)
{
    return Maker::V4().From(ROUTER4).Upper(1, Icmp(3, 1, 0, quoted));
}

Bytes
Error6(const Bytes& quoted)
{
    return Maker::V6().Upper(58, Icmp(1, 4, 0, quoted));
}

const std::vector<Row> ROWS{
    {"a quoted IPv4 packet is translated, its TTL stays, the outer length follows",
     "RFC 7915 4.3, 7915-080, 7915-081",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes quoted = Sent4().Class(0x2e).Df();
         const Seen seen = bed.Send(Error4(quoted)).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(seen.From(), ROUTER4_IN6, "source");
         v.Equal(seen.Size(), 40u + 8 + quoted.size() + 20, "size");
         const Seen inner = seen.Quoted();
         v.Equal(inner.From(), HOST6, "quoted source");
         v.Equal(inner.To(), HOST4_IN6, "quoted destination");
         v.Equal(inner.Ttl(), 60, "quoted hop limit");
         v.Equal(inner.Class(), 0x2e, "quoted traffic class");
         v.Equal(inner.Faults(), "", "faults of the quoted packet");
     }},
    {"a quoted IPv6 packet is translated, its hop limit stays, the outer length follows",
     "RFC 7915 5.3, 7915-148",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes quoted = Sent6().Extension(60, {0, 0, 1, 4, 0, 0, 0, 0}).Udp();
         const Seen seen = bed.Send(Error6(quoted)).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(seen.Size(), 20u + 8 + quoted.size() - 28, "size");
         const Seen inner = seen.Quoted();
         v.Equal(inner.From(), HOST4, "quoted source");
         v.Equal(inner.To(), HOST6_IN4, "quoted destination");
         v.Equal(inner.Ttl(), 60, "quoted TTL");
         v.Equal(inner.Faults(), "", "faults of the quoted packet");
     }},
    {"an error that quotes an error is dropped",
     "RFC 7915 4.3, 5.3, 7915-082, 7915-149",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes four = Sent4().Upper(1, Icmp(11, 0, 0, Sent6()));
         ExpectSilence(v, bed.Send(Error4(four)), Reason::IcmpErrorAboutError, "to 6");
         const Bytes six = Sent6().Upper(58, Icmp(3, 0, 0, Sent4()));
         ExpectSilence(v, bed.Send(Error6(six)), Reason::IcmpErrorAboutError, "to 4");
     }},
    {"of a packet cut off behind 8 bytes, what is there is translated and lengths stay those of "
     "the whole packet",
     "RFC 7915 4.3, 7915-083",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes whole = Sent4().Udp(1000);
         const Seen full = bed.Send(Error4(whole)).Only().Quoted();
         const Seen seen = bed.Send(Error4(Cut(whole, 28))).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(ToHex(seen.Quoted().bytes), ToHex(Cut(full.bytes, 48)), "quoted packet");
         const Seen tcp = bed.Send(Error4(Cut(Sent4().Upper(6, Tcp(80, 443)), 28))).Only();
         v.Equal(tcp.Quoted().Size(), 48u, "size of quoted TCP");
         v.Equal(Word(tcp.Quoted().Upper(), 2), 443, "port of quoted TCP");
     }},
    {"a quoted fragment gets a Fragment Header of its own",
     "RFC 7915 4.3, 7915-081, 7915-084",
     [](Verdict& v) {
         SiitBed bed;
         for (const uint32_t offset : {0u, 1480u})
         {
             const Bytes quoted = Sent4().Id(0xbeef).Piece(offset, true).Raw(17, Udp(1, 2, 56));
             const Seen seen = bed.Send(Error4(quoted)).Only();
             const Seen inner = seen.Quoted();
             v.Equal(seen.Faults(), "", "faults");
             v.Equal(seen.Size(), 40u + 8 + quoted.size() + 28, "size");
             v.True(inner.HasFragmentHeader() && inner.More(), "no Fragment Header");
             v.Equal(inner.Offset(), offset, "offset");
             v.Equal(inner.Id(), 0xbeefu, "identification");
         }
     }},
    {"a quoted echo message changes its type and checksum both ways",
     "RFC 7915 4.3, 5.3, 7915-085",
     [](Verdict& v) {
         SiitBed bed;
         const Seen four = bed.Send(Error4(Sent4().Upper(1, Icmp(8, 0, 0x00120034, Bytes(9, 1)))))
                               .Only()
                               .Quoted();
         v.Equal(four.Type(), 128, "type to 6");
         v.Equal(four.Faults(), "", "faults to 6");
         const Seen six = bed.Send(Error6(Sent6().Upper(58, Icmp(129, 0, 0x00120034, Bytes(9, 1)))))
                              .Only()
                              .Quoted();
         v.Equal(six.Type(), 0, "type to 4");
         v.Equal(six.Faults(), "", "faults to 4");
     }},
    {"explicit mappings hold in the quoted packet too",
     "RFC 7757 3.2, 7915-087, 7757-03",
     [](Verdict& v) {
         SiitBed bed;
         bed.Map("192.0.2.33/32", "2001:db8:aaaa::1/128");
         const Seen seen = bed.Send(Error4(Sent4())).Only();
         v.Equal(seen.Quoted().From(), "2001:db8:aaaa::1", "quoted source");
         v.Equal(seen.Quoted().To(), HOST4_IN6, "quoted destination");
         v.Equal(seen.Quoted().Faults(), "", "faults of the quoted packet");
     }},
    {"errors from illegal sources are translated, for those who look for trouble",
     "RFC 7915 4.1, 7915-011",
     [](Verdict& v) {
         SiitBed bed;
         for (const char* from : {"127.0.0.1", "10.1.2.3", "0.0.0.0"})
         {
             const Bytes packet = Maker::V4().From(from).Upper(1, Icmp(3, 1, 0, Sent4()));
             v.Equal(bed.Send(packet).Only().Faults(), "", from);
             v.Equal(bed.Send(packet).packets.size(), 1u, from);
         }
     }},
    {"the well-known prefix makes no source of an error that it must not stand for",
     "RFC 6052 3.1, RFC 6791 3, 6052-09, 7915-011",
     [](Verdict& v) {
         SiitBed bed;
         bed.Prefix64("64:ff9b::/96").Map("192.0.2.33/32", "2001:db8:aaaa::1/128");
         bed.settings.addresses.wellKnownDeny = DefaultWellKnownDeny();
         bed.settings.addresses.deny = {*Prefix::Parse(std::string(ROUTER4) + "/32")};
         const auto four = [](const std::string& from) {
             return Maker::V4().From(from).Upper(1, Icmp(3, 1, 0, Sent4())).Build();
         };
         v.Equal(bed.Send(four("10.1.2.3")).Only().From(), OWN6, "private, to 6");
         v.Equal(bed.Send(four(ROUTER4)).Only().From(), "64:ff9b::cb00:7109", "denied, to 6");
         const Bytes quoted = Maker::V6().From("64:ff9b::c633:6402").To("2001:db8:aaaa::1");
         const auto six = [&](const std::string& from) {
             const Maker error = Maker::V6().From(from).To("64:ff9b::c633:6402");
             return Maker(error).Upper(58, Icmp(1, 4, 0, quoted)).Build();
         };
         v.Equal(bed.Send(six("64:ff9b::a01:203")).Only().From(), OWN4, "private, to 4");
         v.Equal(bed.Send(six("64:ff9b::cb00:7109")).Only().From(), ROUTER4, "denied, to 4");
     }},
    {"an error of no IP packet at all is dropped",
     "RFC 7915 4.3, 7915-083",
     [](Verdict& v) {
         SiitBed bed;
         ExpectSilence(v,
                       bed.Send(Error4(Bytes(19, 0x45))),
                       Reason::QuotedPacketTooShort,
                       "19 bytes");
         ExpectSilence(v,
                       bed.Send(Error6(Bytes(60, 0x45))),
                       Reason::QuotedPacketTooShort,
                       "version 4");
     }},
    {"DF of a quoted packet follows the size that it had",
     "RFC 7915 5.3, 7915-148",
     [](Verdict& v) {
         SiitBed bed;
         for (const size_t total : {1280, 1281})
         {
             const Bytes quoted = Cut(Sent6().Udp(total - 48), 200);
             v.Equal(bed.Send(Error6(quoted)).Only().Quoted().Df(), total > 1280, "DF");
         }
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-quoted", ROWS);

} // namespace ns3::v6lab::test
