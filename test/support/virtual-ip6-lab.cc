// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/virtual-ip6-lab.h"

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

} // namespace

IpAddress
Addr(const std::string& text)
{
    return *IpAddress::Parse(text);
}

Prefix
Net(const std::string& text)
{
    return *Prefix::Parse(text);
}

VirtualIp6Settings
Site(const std::string& pool)
{
    VirtualIp6Settings settings;
    settings.prefix = Pref64(Net("2001:db8:64::/96"));
    settings.pool = {Net(pool)};
    settings.translation.errors = ErrorSending::On;
    return settings;
}

VirtualIp6Lab::VirtualIp6Lab(const VirtualIp6Settings& settings)
    : core(settings)
{
    around.address4 = Addr(EDGE4);
    around.address6 = Addr(EDGE6);
    Listen();
}

void
VirtualIp6Lab::Listen()
{
    const auto sign = [](Change change) {
        return change == Change::Added ? "+" : change == Change::Removed ? "-" : "~";
    };
    VirtualIp6Watch watch;
    watch.binding = [this, sign](const BindingRecord&, Change change, int64_t) {
        heard += std::string(sign(change)) + "b ";
    };
    watch.session = [this, sign](const SessionRecord&, Change change, int64_t) {
        heard += std::string(sign(change)) + "s ";
    };
    core.SetWatch(watch);
}

std::vector<Bytes>
VirtualIp6Lab::Send(const Bytes& packet, double second)
{
    const auto size = static_cast<uint32_t>(packet.size());
    uint32_t available = std::min(size, atHand);
    ++m_handle;
    do
    {
        // A copy of just these bytes: a read behind them is an error that sanitizers see.
        const Bytes bytes(packet.begin(), packet.begin() + available);
        last = core.Process({bytes.data(), available, size, m_handle}, around, ToNs(second));
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
        Bytes bytes(emission.head.begin(), emission.head.end());
        const auto from = packet.begin() + emission.tail;
        bytes.insert(bytes.end(), from, from + emission.tailLength);
        sent.push_back(bytes);
    }
    return sent;
}

void
VirtualIp6Lab::Expect(Verdict& v,
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
VirtualIp6Lab::ExpectDrop(Verdict& v,
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

std::string
VirtualIp6Lab::VirtualOf(const std::string& peer6, double second, const std::string& host6)
{
    const auto sent = Send(Udp({peer6, 5000}, {host6, 53}), second);
    return last.fate == Fate::Translated ? IpAddress::V4(Read32(&sent.at(0)[12])).ToString() : "-";
}

std::string
VirtualIp6Lab::PeerOf(const std::string& virtual4, double second, const std::string& host4)
{
    const auto sent = Send(Udp({host4, 53}, {virtual4, 5000}), second);
    return last.fate == Fate::Translated ? IpAddress::V6(&sent.at(0)[24]).ToString() : "-";
}

std::string
VirtualIp6Lab::Dns(const std::string& peer6, double ttl, double second, const std::string& host4)
{
    const auto bound = core.BindForDns(Addr(peer6), ToNs(ttl), ToNs(second), Addr(host4));
    return bound ? bound->ToString() : "-";
}

void
VirtualIp6Lab::Wait(double second)
{
    core.Advance(ToNs(second));
}

std::string
VirtualIp6Lab::Bindings() const
{
    std::string text;
    for (const auto& b : core.GetBindings())
    {
        text += (text.empty() ? "" : "; ") + b.inside.address.ToString() + " " +
                b.outside.address.ToString() + " " + ToWord(b.origin) +
                (b.host ? " " + b.host->ToString() : "");
    }
    return text;
}

std::string
VirtualIp6Lab::Sessions() const
{
    std::string text;
    for (const auto& s : core.GetSessions())
    {
        text += (text.empty() ? "" : "; ") + std::string(ToWord(s.kind)) + " " + ToText(s.inside) +
                " " + ToText(s.outside) + " " + ToText(s.remote6) + " " + ToText(s.remote4) +
                (s.kind == BibKind::Tcp ? std::string(" ") + ToWord(s.state) : "");
    }
    return text;
}

double
VirtualIp6Lab::Expires() const
{
    const auto sessions = core.GetSessions();
    return sessions.size() == 1 ? static_cast<double>(sessions[0].expiresNs) / 1e9 : -1;
}

} // namespace ns3::v6lab::test::flow
