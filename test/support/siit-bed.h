// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SIIT_BED_H
#define V6LAB_TEST_SIIT_BED_H

#include "model/core/translation/siit-core.h"
#include "test/support/table.h"
#include "test/support/wire.h"

#include <optional>

/** One stateless translator between two hosts (RFC 7915 appendix A), and what comes out of it. */
namespace ns3::v6lab::test
{

constexpr char HOST4[] = "198.51.100.2";
constexpr char HOST4_IN6[] = "2001:db8:1c6:3364:2::";
constexpr char HOST6[] = "2001:db8:1c0:2:21::";
constexpr char HOST6_IN4[] = "192.0.2.33";
/** The translator's own addresses, and routers on both sides. */
constexpr char OWN4[] = "192.0.2.1";
constexpr char OWN6[] = "2001:db8:1::1";
constexpr char ROUTER4[] = "203.0.113.9";
constexpr char ROUTER4_IN6[] = "2001:db8:1cb:71:9::";
constexpr char ROUTER6[] = "2001:db8:f::9"; //!< without an IPv4 address

/** A packet under construction: field by field, checksums right when it is built. */
class Maker
{
  public:
    /** From HOST4 to HOST6_IN4, or from HOST6 to HOST4_IN6. */
    static Maker V4();
    static Maker V6();

    Maker& From(const std::string& address);
    Maker& To(const std::string& address);
    Maker& Class(uint8_t value); //!< TOS, Traffic Class
    Maker& Ttl(uint8_t value);
    Maker& Id(uint32_t value);
    Maker& Df();
    Maker& Reserved(); //!< the unused flag of IPv4
    /** A fragment: IPv6 gets a Fragment Header, with offset 0 and no more an atomic one. */
    Maker& Piece(uint32_t offset, bool more);
    Maker& Options(const Bytes& options); //!< IPv4; a multiple of 4
    /** IPv6: one more extension header in front of what comes next; its first byte is filled in. */
    Maker& Extension(uint8_t number, const Bytes& header);
    /** The upper layer as it is; a TCP, UDP or ICMP checksum is made right unless 0 bytes fit. */
    Maker& Upper(uint8_t protocol, const Bytes& bytes);
    /** The same, checksum untouched. */
    Maker& Raw(uint8_t protocol, const Bytes& bytes);
    Maker& Udp(size_t payload = 16);

    Bytes Build() const;

    operator Bytes() const
    {
        return Build();
    }

  private:
    Bytes Header4(uint32_t payload) const;
    Bytes Header6(uint32_t payload) const;

    bool m_v4{true};
    std::string m_from;
    std::string m_to;
    uint8_t m_class{0};
    uint8_t m_ttl{64};
    uint32_t m_id{0x1234};
    bool m_df{false};
    bool m_reserved{false};
    bool m_fragment{false};
    bool m_more{false};
    uint32_t m_offset{0};
    Bytes m_options;
    std::vector<std::pair<uint8_t, Bytes>> m_extensions;
    uint8_t m_protocol{protocol::UDP};
    Bytes m_upper;
    bool m_repair{true};
};

/** A packet, read field by field from its bytes. */
class Seen
{
  public:
    Seen() = default;
    explicit Seen(Bytes bytes);

    bool IsV4() const;
    std::string From() const;
    std::string To() const;
    int Class() const;
    int Ttl() const;
    uint32_t Id() const; //!< of IPv4 or the Fragment Header
    bool Df() const;
    bool HasFragmentHeader() const;
    bool More() const;
    uint32_t Offset() const;
    int Protocol() const; //!< behind a Fragment Header
    Bytes Upper() const;
    size_t Size() const;
    uint32_t FlowLabel() const;

    const Bytes& Raw() const
    {
        return bytes;
    }

    /** Of an ICMP message. */
    int Type() const;
    int Code() const;
    uint32_t Word() const;
    Seen Quoted() const; //!< all behind the ICMP header

    /** "" if the length field, the header checksum and the upper layer's checksum are right. */
    std::string Faults() const;

    Bytes bytes;
};

/** What one packet led to. */
struct Answer
{
    Fate fate{Fate::Dropped};
    Reason reason{Reason::None};
    uint32_t needed{0};
    std::vector<Seen> packets; //!< translated packets
    std::vector<Seen> errors;  //!< errors of the translator itself

    /** The one translated packet; empty bytes if there is not exactly one. */
    Seen Only() const;

    bool IsSilent() const
    {
        return packets.empty() && errors.empty();
    }
};

class SiitBed
{
  public:
    /** Prefix 2001:db8:100::/40, MTU 1500 on both sides, no explicit mappings. */
    explicit SiitBed(Profile profile = Profile::Rfc);

    SiitBed& Prefix64(const std::string& prefix);
    SiitBed& Map(const std::string& ipv4, const std::string& ipv6);

    /** All packets of a bed go through one translator, made at the first. */
    Answer Send(const Bytes& packet, int64_t nowNs = 0);
    /** With only the first `available` bytes at hand. */
    Answer SendPart(const Bytes& packet, uint32_t available);

    SiitSettings settings;
    FixedSurroundings around;

  private:
    std::optional<SiitCore> m_core;
};

Bytes FromHex(const std::string& hex);
std::string ToHex(const Bytes& bytes);

/** An ICMP message: header, then what it quotes or carries. */
Bytes Icmp(uint8_t type, uint8_t code, uint32_t word, const Bytes& behind);

/** Expects silence: nothing leaves, and this is why. */
void ExpectSilence(Verdict& v, const Answer& answer, Reason reason, const std::string& what = "");
/** Expects one ICMP error of the translator to `to`, and nothing else. */
void ExpectError(Verdict& v,
                 const Answer& answer,
                 Reason reason,
                 int type,
                 int code,
                 uint32_t word,
                 const std::string& to);

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_SIIT_BED_H
