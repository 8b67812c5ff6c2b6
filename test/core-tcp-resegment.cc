// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/internet-checksum.h"
#include "model/core/tcp-resegment.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

constexpr uint8_t FIN = 0x01, SYN = 0x02, PSH = 0x08, ACK = 0x10, URG = 0x20, CWR = 0x80;

/** A header with sequence number 0xfffffff0 (it wraps) and, at need, 12 bytes of options. */
std::vector<uint8_t>
Header(uint8_t flags, bool options = false, uint16_t urgent = 0)
{
    std::vector<uint8_t> header(options ? 32 : 20, 1); // option kind 1: no operation
    const uint8_t fixed[] = {0x1f,
                             0x90,
                             0xc0,
                             0x00,
                             0xff,
                             0xff,
                             0xff,
                             0xf0,
                             0,
                             0,
                             0,
                             1,
                             0x50,
                             flags,
                             0xff,
                             0xff,
                             0xab,
                             0xcd};
    std::copy(std::begin(fixed), std::end(fixed), header.begin());
    header[12] = options ? 0x80 : 0x50;
    header[18] = static_cast<uint8_t>(urgent >> 8);
    header[19] = static_cast<uint8_t>(urgent);
    return header;
}

std::string
Show(const std::vector<TcpPiece>& pieces)
{
    std::ostringstream text;
    for (const auto& piece : pieces)
    {
        const auto& h = piece.header;
        const uint32_t sequence = uint32_t{h[4]} << 24 | h[5] << 16 | h[6] << 8 | h[7];
        text << std::hex << sequence << std::dec << "+" << piece.length << " flags " << std::hex
             << int{h[13]} << std::dec << " urgent " << (h[18] << 8 | h[19]) << "; ";
    }
    return text.str();
}

Row
Cuts(const std::string& sentence,
     const std::vector<uint8_t>& header,
     uint32_t data,
     uint32_t room,
     const std::string& expected)
{
    return {sentence, "RFC 9293 3.4, 3.7", [=](Verdict& v) {
                v.Equal(Show(CutTcpSegment(header.data(), header.size(), data, room)),
                        expected,
                        "pieces");
            }};
}

const std::vector<Row> ROWS{
    Cuts("sequence numbers go on and wrap; PSH and FIN stay with the last byte",
         Header(ACK | PSH | FIN),
         25,
         30,
         "fffffff0+10 flags 10 urgent 0; fffffffa+10 flags 10 urgent 0; 4+5 flags 19 urgent 0; "),
    Cuts("CWR is said once",
         Header(ACK | CWR),
         20,
         30,
         "fffffff0+10 flags 90 urgent 0; fffffffa+10 flags 10 urgent 0; "),
    Cuts("data on a SYN starts one sequence number further on",
         Header(SYN),
         20,
         30,
         "fffffff0+10 flags 2 urgent 0; fffffffb+10 flags 0 urgent 0; "),
    Cuts("urgent data is pointed to from where each piece starts",
         Header(ACK | URG, false, 15),
         30,
         30,
         "fffffff0+10 flags 30 urgent 15; fffffffa+10 flags 30 urgent 5; 4+10 flags 10 urgent 0; "),
    Cuts("options take room in every piece",
         Header(ACK, true),
         20,
         42,
         "fffffff0+10 flags 10 urgent 0; fffffffa+10 flags 10 urgent 0; "),
    Cuts("what fits stays one segment",
         Header(ACK | PSH),
         10,
         30,
         "fffffff0+10 flags 18 urgent 0; "),
    Cuts("no room for a byte of data is no segment", Header(ACK), 10, 20, ""),
    {"every piece repeats ports, acknowledgement, window and options; its checksum is empty",
     "RFC 9293 3.1",
     [](Verdict& v) {
         const auto header = Header(ACK, true);
         for (const auto& piece : CutTcpSegment(header.data(), header.size(), 20, 42))
         {
             v.True(std::equal(header.begin(), header.begin() + 4, piece.header.begin()), "ports");
             v.True(std::equal(header.begin() + 8, header.begin() + 16, piece.header.begin() + 8),
                    "acknowledgement to window");
             v.True(std::equal(header.begin() + 20, header.end(), piece.header.begin() + 20),
                    "options");
             v.Equal(int{piece.header[16]} + piece.header[17], 0, "checksum");
         }
     }},
    {"a header that contradicts its own length is not cut",
     "RFC 9293 3.1",
     [](Verdict& v) {
         auto header = Header(ACK);
         header[12] = 0x60;
         v.True(CutTcpSegment(header.data(), header.size(), 20, 100).empty(), "offset 6, 20 bytes");
         v.True(CutTcpSegment(header.data(), 12, 20, 100).empty(), "12 bytes");
     }},
    {"the checksum of RFC 1071's example is ddf2 before the complement",
     "RFC 1071 3",
     [](Verdict& v) {
         const uint8_t bytes[] = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
         v.Equal(InternetChecksum().Add(bytes, 8).Get(), static_cast<uint16_t>(~0xddf2), "sum");
         v.Equal(InternetChecksum().Add(bytes, 4).Add(bytes + 4, 4).Get(),
                 static_cast<uint16_t>(~0xddf2),
                 "in two pieces");
     }},
    {"an incremental update gives RFC 1624's example, where RFC 1141's way fails",
     "RFC 1624 4",
     [](Verdict& v) {
         v.Equal(UpdateChecksum(0xdd2f, 0x5555, 0x3285), uint16_t{0x0000}, "checksum");
     }},
    {"an odd last byte counts as the upper half of a word",
     "RFC 1071 4.1",
     [](Verdict& v) {
         const uint8_t bytes[] = {0x12, 0x34, 0x56};
         v.Equal(InternetChecksum().Add(bytes, 3).Get(), static_cast<uint16_t>(~0x6834), "sum");
     }},
};

V6LAB_SUITE("v6lab-core-tcp-resegment", ROWS);

} // namespace
