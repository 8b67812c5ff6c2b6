// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_AS_PATH_H
#define V6LAB_BGP_AS_PATH_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab::bgp
{

/** Stands for an AS number of more than 16 bits where only 16 fit (RFC 6793 9). */
constexpr uint32_t AS_TRANS = 23456;

/** For use within one organisation only (RFC 6996 5). */
bool IsPrivateAs(uint32_t as);

/** Values: the segment types of RFC 4271 4.3 b. */
enum class SegmentKind : uint8_t
{
    Set = 1,
    Sequence = 2,
};

struct AsSegment
{
    SegmentKind kind{SegmentKind::Sequence};
    std::vector<uint32_t> ases{}; //!< 1 to 255

    friend bool operator==(const AsSegment& a, const AsSegment& b)
    {
        return a.kind == b.kind && a.ases == b.ases;
    }
};

/** The ASes that a route came through, the nearest first (RFC 4271 5.1.2). */
class AsPath
{
  public:
    AsPath() = default;
    /** One sequence; no segment if it is empty. */
    explicit AsPath(std::vector<uint32_t> sequence);
    explicit AsPath(std::vector<AsSegment> segments);

    const std::vector<AsSegment>& GetSegments() const
    {
        return m_segments;
    }

    bool IsEmpty() const
    {
        return m_segments.empty();
    }

    /** For the decision process: a set counts as one (RFC 4271 9.1.2.2 a). */
    size_t GetLength() const;
    /** How often the AS stands in it. */
    size_t Count(uint32_t as) const;
    /** The neighbouring AS; nothing if the path is empty or begins with a set. */
    std::optional<uint32_t> GetFirst() const;
    /** As on the way out of `as`; begins a new segment where 255 is exceeded (RFC 4271 5.1.2). */
    void Prepend(uint32_t as, size_t times = 1);
    AsPath WithoutPrivate() const;
    /** The path with every AS above 65535 as AS_TRANS (RFC 6793 4.2.2). */
    AsPath ForTwoOctets() const;
    /** What AS_PATH of a two-octet speaker and AS4_PATH say together (RFC 6793 4.2.3). */
    static AsPath Merged(const AsPath& twoOctets, const AsPath& fourOctets);
    /** "12076-64512", as Azure writes it; a set in braces. */
    std::string ToString() const;

    friend bool operator==(const AsPath& a, const AsPath& b)
    {
        return a.m_segments == b.m_segments;
    }

  private:
    std::vector<AsSegment> m_segments;
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_AS_PATH_H
