// SPDX-License-Identifier: GPL-2.0-only
// Clamping of TCP's MSS, and what it is for: paths on which ICMP errors are lost.
#include "test/support/siit-bed.h"
#include "test/support/translator-net.h"

#include "ns3/string.h"

namespace ns3::v6lab::test
{

namespace
{

constexpr uint8_t TCP = 6;
constexpr uint8_t SYN_FLAG = 0x02;
constexpr uint8_t ACK_FLAG = 0x10;

/** A TCP header with these options, filled up to a multiple of four bytes. */
Bytes
WithOptions(Bytes options, uint8_t flags = SYN_FLAG)
{
    options.resize((options.size() + 3) / 4 * 4);
    Bytes tcp = Tcp(4000, 80);
    tcp.resize(20);
    tcp.insert(tcp.end(), options.begin(), options.end());
    tcp[12] = static_cast<uint8_t>(tcp.size() / 4 << 4);
    tcp[13] = flags;
    return tcp;
}

Bytes
Mss(uint16_t value)
{
    return {2, 4, static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
}

/** A bed that clamps, between links with these MTUs. */
SiitBed
Clamping(uint32_t mtu4 = 1500, uint32_t mtu6 = 1500)
{
    SiitBed bed;
    bed.settings.translation.clampMss = true;
    bed.around.mtu4 = mtu4;
    bed.around.mtu6 = mtu6;
    return bed;
}

/** What becomes of a TCP header from the IPv4 or IPv6 side; the checksum must be right. */
Bytes
Through(Verdict& v, SiitBed bed, bool from4, const Bytes& tcp)
{
    const Maker maker = from4 ? Maker::V4().Upper(TCP, tcp) : Maker::V6().Upper(TCP, tcp);
    const Seen seen = bed.Send(maker).Only();
    v.Equal(seen.Faults(), "", "lengths and checksums");
    return seen.Upper();
}

uint16_t
WordAt(const Bytes& bytes, size_t at)
{
    return bytes.size() < at + 2 ? uint16_t{0}
                                 : static_cast<uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

const std::vector<Row> HEADERS{
    {"the MSS of a SYN is lowered to what both links carry, whichever side it comes from",
     "RFC 6877 7, RFC 9293 3.7.1, 6877-14",
     [](Verdict& v) {
         for (const bool from4 : {true, false})
         {
             const Bytes tcp = WithOptions(Mss(1460));
             v.Equal(WordAt(Through(v, Clamping(), from4, tcp), 22), 1440, "1500-byte links");
             v.Equal(WordAt(Through(v, Clamping(1500, 1280), from4, tcp), 22), 1220, "IPv6 1280");
             v.Equal(WordAt(Through(v, Clamping(1300, 1500), from4, tcp), 22), 1260, "IPv4 1300");
             v.Equal(WordAt(Through(v, Clamping(1480, 1500), from4, tcp), 22), 1440, "as large");
         }
     }},
    {"the answer to the SYN is clamped too, a smaller MSS stays, and so does everything else",
     "RFC 9293 3.7.1, 6877-14",
     [](Verdict& v) {
         const Bytes answer = WithOptions(Mss(1460), SYN_FLAG | ACK_FLAG);
         v.Equal(WordAt(Through(v, Clamping(), true, answer), 22), 1440, "SYN and ACK");
         v.Equal(WordAt(Through(v, Clamping(), true, WithOptions(Mss(536))), 22), 536, "small");
         const Bytes data = WithOptions(Mss(1460), ACK_FLAG);
         v.Equal(WordAt(Through(v, Clamping(), true, data), 22), 1460, "no SYN");
         v.Equal(Through(v, Clamping(), true, WithOptions({})).size(), size_t{20}, "no option");
     }},
    {"the option is found behind others and at odd places, and the checksum stays right",
     "RFC 9293 3.1, RFC 1624 3",
     [](Verdict& v) {
         Bytes odd{1}; // no operation
         const Bytes mss = Mss(1460);
         odd.insert(odd.end(), mss.begin(), mss.end());
         v.Equal(WordAt(Through(v, Clamping(), true, WithOptions(odd)), 23), 1440, "odd");
         Bytes behind{4, 2, 8, 10, 1, 2, 3, 4, 5, 6, 7, 8, 3, 3, 7};
         behind.insert(behind.end(), mss.begin(), mss.end());
         const Bytes before = WithOptions(behind);
         const Bytes after = Through(v, Clamping(), false, before);
         v.Equal(WordAt(after, 37), 1440, "behind SACK, timestamps and scale");
         v.Equal(ToHex(Bytes(after.begin() + 20, after.begin() + 37)),
                 ToHex(Bytes(before.begin() + 20, before.begin() + 37)),
                 "those are untouched");
     }},
    {"broken options pass as they are",
     "RFC 9293 3.1",
     [](Verdict& v) {
         for (const Bytes& options : std::vector<Bytes>{{2, 0, 5, 180},
                                                        {2, 1, 5, 180},
                                                        {2, 40, 5, 180},
                                                        {0, 2, 4, 5},
                                                        {2}})
         {
             const Bytes tcp = WithOptions(options);
             const Bytes seen = Through(v, Clamping(), true, tcp);
             v.Equal(ToHex(Bytes(seen.begin() + 18, seen.end())),
                     ToHex(Bytes(tcp.begin() + 18, tcp.end())),
                     "options");
         }
     }},
    {"where only some bytes are at hand, it asks for the whole header of a SYN",
     "",
     [](Verdict& v) {
         const Bytes packet = Maker::V4().Upper(TCP, WithOptions(Mss(1460)));
         v.Equal(Clamping().SendPart(packet, 20 + 18).needed, 44u, "bytes, with clamping");
         v.Equal(SiitBed().SendPart(packet, 20 + 18).needed, 0u, "bytes, without");
     }},
    {"it is off unless one asks for it",
     "RFC 7915 4",
     [](Verdict& v) {
         v.Equal(WordAt(Through(v, SiitBed(), true, WithOptions(Mss(1460))), 22), 1460, "MSS");
     }},
};

/** A download from n6, which has a static binding, through an IPv6 link of 1280 bytes. */
class Narrow : public TranslatorNet
{
  public:
    explicit Narrow(const Nat64Net::Attributes& attributes)
        : TranslatorNet({1280, 1500, 1500, 1500})
    {
        Nat64Helper helper;
        for (const auto& [name, value] : attributes)
        {
            helper.SetAttribute(name, StringValue(value));
        }
        helper.AddPool(POOL, "1-65535");
        helper.AddBinding("tcp", std::string(N6) + "#80", std::string(POOL) + "#80");
        Observe(helper.Install(At("x")));
    }
};

const std::vector<Row> PATHS{
    {"where too-big errors are lost, a connection opens and large segments vanish",
     "RFC 7915 7, RFC 4821 1, 7915-040",
     [](Verdict& v) {
         Narrow lossy(Nat64Net::Attributes{{"IcmpErrors", "off"}});
         lossy.Tcp("n4", POOL, "n6", 50000);
         lossy.Run(30);
         v.True(lossy.Frames("v4", TCP).size() > 3, "there is a connection");
         v.Equal(lossy.payload, 0u, "bytes that arrive");
         v.True(lossy.drops.find("fragmentation-needed; ") == 0, "why: " + lossy.drops);
         v.Equal(lossy.icmp, "", "nobody is told");
         Narrow honest(Nat64Net::Attributes{});
         honest.Tcp("n4", POOL, "n6", 50000);
         honest.Run(30);
         v.Equal(honest.payload, 50000u, "bytes that arrive where errors do");
     }},
    {"a translator told to clamp keeps hosts from sending what would vanish",
     "RFC 7915 7, RFC 6877 7, 7915-040, 6877-14",
     [](Verdict& v) {
         Narrow net({{"IcmpErrors", "off"}, {"ClampMss", "true"}});
         const Bytes syn = Maker::V4().From(N4).To(POOL).Upper(TCP, WithOptions(Mss(1460)));
         net.Inject("x", "v4", syn, 10);
         net.Run();
         const auto frames = net.Frames("v6", TCP);
         v.True(!frames.empty(), "the SYN in front of the IPv6 host");
         const Seen seen(frames.at(0).bytes);
         v.Equal(WordAt(seen.Upper(), 22), 1220, "MSS for an IPv6 MTU of 1280");
         v.Equal(seen.Faults(), "", "lengths and checksums");
     }},
};

std::vector<Row>
AllRows()
{
    std::vector<Row> rows = HEADERS;
    rows.insert(rows.end(), PATHS.begin(), PATHS.end());
    return rows;
}

} // namespace

V6LAB_SUITE("v6lab-translation-mss", AllRows());

} // namespace ns3::v6lab::test
