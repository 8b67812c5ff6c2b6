// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/translator-bench.h"

#include "model/core/nat64/nat64-core.h"
#include "model/core/translation/clat-core.h"
#include "model/core/virtual-ip6/virtual-ip6-core.h"
#include "test/support/siit-bed.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab::test::flow
{

namespace
{

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

template <typename Core>
std::string
Faults(const Core& core)
{
    return core.CheckInvariants();
}

/** Its tables are checked by what they do only. */
std::string
Faults(const ClatCore&)
{
    return "";
}

} // namespace

int64_t
ToNs(double second)
{
    return std::llround(second * 1e9);
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

template <typename Core>
Bytes
TranslatorBench<Core>::Whole(const Emission& emission) const
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

template <typename Core>
std::vector<Bytes>
TranslatorBench<Core>::Send(const Bytes& packet, double second)
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

template <typename Core>
void
TranslatorBench<Core>::Expect(Verdict& v,
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
    v.Equal(Faults(core), "", what + ": tables");
}

template <typename Core>
void
TranslatorBench<Core>::ExpectDrop(Verdict& v,
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

template class TranslatorBench<Nat64Core>;
template class TranslatorBench<ClatCore>;
template class TranslatorBench<VirtualIp6Core>;

} // namespace ns3::v6lab::test::flow
