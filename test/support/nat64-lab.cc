// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/nat64-lab.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab::test::flow
{

namespace
{

int64_t
ToNs(double second)
{
    return std::llround(second * 1e9);
}

std::string
Word(Reason reason)
{
    return std::string(Describe(reason).word);
}

bool
HasRightHeaderChecksum(const Bytes& packet)
{
    const size_t size = 4u * (packet[0] & 15);
    return size <= packet.size() && InternetChecksum().Add(packet.data(), size).Get() == 0;
}

void
MaskId(Bytes& packet, size_t at)
{
    const bool header = packet.size() >= at + 20 && packet[at] >> 4 == 4;
    const bool fragment = header && (Read16(packet.data() + at + 6) & 0x3fff) != 0;
    if (header && !fragment)
    {
        Put16(packet, at + 4, 0);
        Put16(packet, at + 10, 0);
    }
}

} // namespace

PoolRange
Range(const std::string& first, const std::string& last, uint16_t firstPort, uint16_t lastPort)
{
    PoolRange range;
    range.first = *IpAddress::Parse(first);
    range.last = *IpAddress::Parse(last);
    range.firstPort = firstPort;
    range.lastPort = lastPort;
    return range;
}

Nat64Settings
PlainNat64()
{
    Nat64Settings settings;
    settings.pool.ranges.push_back(Range("203.0.113.1", "203.0.113.1"));
    settings.translation.errors = ErrorSending::On;
    return settings;
}

std::string
In6(const std::string& ipv4)
{
    return Pref64().Embed(*IpAddress::Parse(ipv4)).ToString();
}

StaticBinding
Static(BibKind kind, const End& inside, const End& outside)
{
    return {kind,
            {*IpAddress::Parse(inside.address), inside.port},
            {*IpAddress::Parse(outside.address), outside.port}};
}

std::string
ToText(const TransportAddress& address)
{
    return address.address.ToString() + "#" + std::to_string(address.port);
}

Bytes
Comparable(Bytes packet)
{
    if (packet.size() < 20 || packet[0] >> 4 != 4)
    {
        return packet;
    }
    if (!HasRightHeaderChecksum(packet))
    {
        return {}; // equal to nothing
    }
    const bool quotes = packet[9] == protocol::ICMPV4 && packet.size() >= 48 &&
                        (packet[20] == 3 || packet[20] == 11 || packet[20] == 12);
    if (quotes)
    {
        MaskId(packet, 28);
        Put16(packet, 22, 0); // it covers the quoted identification
    }
    MaskId(packet, 0);
    return packet;
}

Nat64Lab::Nat64Lab(const Nat64Settings& settings)
    : core(settings)
{
    around.address4 = *IpAddress::Parse("203.0.113.1");
    around.address6 = *IpAddress::Parse("2001:db8::64");
    Listen();
}

void
Nat64Lab::Listen()
{
    const auto sign = [](Change change) {
        return change == Change::Added ? "+" : change == Change::Removed ? "-" : "~";
    };
    Nat64Watch watch;
    watch.binding = [this, sign](const BindingRecord&, Change change, int64_t) {
        heard += std::string(sign(change)) + "b ";
    };
    watch.session = [this, sign](const SessionRecord&, Change change, int64_t) {
        heard += std::string(sign(change)) + "s ";
    };
    watch.dropped = [this](uint64_t handle, Reason reason, int64_t) {
        heard += std::string("drop ") + Word(reason) + " " + std::to_string(handle) + " ";
    };
    core.SetWatch(watch);
}

Bytes
Nat64Lab::Whole(const Emission& emission) const
{
    Bytes bytes(emission.head.begin(), emission.head.end());
    if (emission.tailLength > 0)
    {
        const Bytes& origin = m_packets.at(emission.origin);
        const auto from = origin.begin() + emission.tail;
        bytes.insert(bytes.end(), from, from + emission.tailLength);
    }
    return bytes;
}

std::vector<Bytes>
Nat64Lab::Send(const Bytes& packet, double second)
{
    const uint64_t handle = ++lastHandle;
    m_packets[handle] = packet;
    const auto size = static_cast<uint32_t>(packet.size());
    uint32_t available = std::min(size, atHand);
    do
    {
        // A copy of just these bytes: a read behind them is an error that sanitizers see.
        const Bytes bytes(packet.begin(), packet.begin() + available);
        last = core.Process({bytes.data(), available, size, handle}, around, ToNs(second));
        if (last.fate == Fate::NeedsMore)
        {
            if (last.needed <= available || last.needed > size)
            {
                throw std::runtime_error("asks for bytes that it has or that nobody has");
            }
            available = last.needed;
        }
    } while (last.fate == Fate::NeedsMore);
    std::vector<Bytes> sent;
    for (const auto& emission : last.emissions)
    {
        sent.push_back(Whole(emission));
    }
    return sent;
}

std::vector<Bytes>
Nat64Lab::Wait(double second)
{
    std::vector<Bytes> sent;
    for (const auto& emission : core.Advance(around, ToNs(second)))
    {
        sent.push_back(Whole(emission));
    }
    return sent;
}

void
Nat64Lab::Expect(Verdict& v,
                 const Bytes& packet,
                 const std::vector<Bytes>& expected,
                 const std::string& what,
                 double second)
{
    const auto sent = Send(packet, second);
    v.Equal(sent.size(), expected.size(), what + ": packets (" + Word(last.reason) + ")");
    for (size_t i = 0; i < std::min(sent.size(), expected.size()); ++i)
    {
        v.Equal(ToHex(Comparable(sent[i])), ToHex(Comparable(expected[i])), what);
    }
    v.Equal(core.CheckInvariants(), "", what + ": tables");
}

void
Nat64Lab::ExpectDrop(Verdict& v,
                     const Bytes& packet,
                     Reason reason,
                     const std::string& what,
                     double second,
                     const std::vector<Bytes>& expected)
{
    Expect(v, packet, expected, what, second);
    v.True(last.fate == Fate::Dropped, what + ": is dropped");
    v.Equal(Word(last.reason), Word(reason), what + ": reason");
}

std::vector<std::string>
Nat64Lab::Sessions() const
{
    std::vector<std::string> lines;
    for (const auto& s : core.GetSessions())
    {
        lines.push_back(std::string(ToWord(s.kind)) + " " + ToText(s.inside) + " " +
                        ToText(s.outside) + " " + ToText(s.remote4) +
                        (s.kind == BibKind::Tcp ? std::string(" ") + ToWord(s.state) : ""));
    }
    return lines;
}

std::vector<std::string>
Nat64Lab::Bindings() const
{
    std::vector<std::string> lines;
    for (const auto& b : core.GetBindings())
    {
        lines.push_back(std::string(ToWord(b.kind)) + " " + ToText(b.inside) + " " +
                        ToText(b.outside));
    }
    return lines;
}

std::string
Nat64Lab::State() const
{
    const auto sessions = core.GetSessions();
    return sessions.size() == 1 ? ToWord(sessions[0].state)
           : sessions.empty()   ? "none"
                                : "several sessions";
}

double
Nat64Lab::Expires() const
{
    const auto sessions = core.GetSessions();
    return sessions.size() == 1 ? static_cast<double>(sessions[0].expiresNs) / 1e9 : -1;
}

} // namespace ns3::v6lab::test::flow
