// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_NAME_H
#define V6LAB_DNS_NAME_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::v6lab
{

/**
 * A domain name as a value (RFC 1035 3.1): always absolute, at most 255 bytes on the wire. It keeps
 * the case of its letters and compares without it (RFC 4343). The default is the root.
 */
class DnsName
{
  public:
    DnsName();

    /** Reads the text form, with or without the dot at the end; escapes as RFC 1035 5.1. */
    static std::optional<DnsName> Parse(const std::string& text);
    /** From the wire form without compression; nothing if it is broken or goes on behind `size`. */
    static std::optional<DnsName> FromWire(const uint8_t* bytes, size_t size);

    /** "www.example.com."; "." for the root. */
    std::string ToString() const;

    /** The wire form without compression, with the empty label at its end. */
    const std::string& GetWire() const
    {
        return m_wire;
    }

    bool IsRoot() const
    {
        return m_wire.size() == 1;
    }

    /** Without the root's empty label: 3 for "www.example.com.". */
    uint32_t CountLabels() const;
    /** The leftmost label; empty for the root. */
    std::string_view FirstLabel() const;
    /** Its leftmost label is an asterisk (RFC 4592 2.1.1). */
    bool IsWildcard() const;
    /** Below `ancestor`, or equal to it. */
    bool IsWithin(const DnsName& ancestor) const;
    /** Without its leftmost label; the root's is the root. */
    DnsName Parent() const;
    /** The rightmost `labels` labels; all of them if there are no more. */
    DnsName Last(uint32_t labels) const;
    /** With one label more in front; nothing if that is too long. */
    std::optional<DnsName> Child(std::string_view label) const;
    /** `from`, which it must be within, replaced by `to` (RFC 6672 2.2); nothing if too long. */
    std::optional<DnsName> Replace(const DnsName& from, const DnsName& to) const;
    /** All letters in lower case (RFC 4034 6.2). */
    DnsName ToLower() const;

    friend bool operator==(const DnsName& a, const DnsName& b)
    {
        return a.Compare(b) == 0;
    }

    friend bool operator!=(const DnsName& a, const DnsName& b)
    {
        return a.Compare(b) != 0;
    }

    /** The canonical order of RFC 4034 6.1. */
    friend bool operator<(const DnsName& a, const DnsName& b)
    {
        return a.Compare(b) < 0;
    }

  private:
    int Compare(const DnsName& other) const;

    std::string m_wire;
};

} // namespace ns3::v6lab

template <>
struct std::hash<ns3::v6lab::DnsName>
{
    size_t operator()(const ns3::v6lab::DnsName& name) const noexcept;
};

#endif // V6LAB_DNS_NAME_H
