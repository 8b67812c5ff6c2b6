// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/packet-translator.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::v6lab
{

namespace
{

/** How long the core may refer to a packet that it held: the longest wait it knows, and a bit. */
int64_t
LongestWait(const Nat64Settings& settings)
{
    return std::max(settings.timeouts.fragment, settings.timeouts.tcpIncomingSyn) + 1'000'000'000;
}

} // namespace

PacketTranslator::PacketTranslator(TranslatorSettings settings)
    : m_around(settings.around),
      m_waiting(std::make_unique<Waiting>())
{
    if (const auto* siit = std::get_if<SiitSettings>(&settings.core))
    {
        m_siit.emplace(*siit);
    }
    else if (const auto* nat64 = std::get_if<Nat64Settings>(&settings.core))
    {
        m_nat64.emplace(*nat64);
        m_keepNs = LongestWait(*nat64);
        Nat64Watch watch;
        watch.dropped = [waiting = m_waiting.get()](uint64_t handle, Reason reason, int64_t) {
            waiting->Settle(handle, Fate::Dropped, reason);
        };
        watch.joined = [waiting = m_waiting.get()](uint64_t handle, int64_t) {
            waiting->Settle(handle, Fate::Translated, Reason::None);
        };
        m_nat64->SetWatch(std::move(watch));
    }
    else
    {
        m_virtualIp6 =
            std::make_unique<VirtualIp6Core>(std::get<VirtualIp6Settings>(settings.core));
    }
}

int64_t
PacketTranslator::GetNextDeadline() const
{
    return m_nat64        ? m_nat64->GetNextDeadline()
           : m_virtualIp6 ? m_virtualIp6->GetNextDeadline()
                          : Nat64Core::NEVER;
}

void
PacketTranslator::Waiting::Settle(uint64_t handle, Fate fate, Reason reason)
{
    if (handles.erase(handle) != 0)
    {
        settled.push_back({fate, reason});
    }
}

std::vector<Settled>
PacketTranslator::TakeSettled()
{
    return std::exchange(m_waiting->settled, {});
}

/** A held packet that leaves waits no more. */
SentPacket
PacketTranslator::Send(const Emission& emission, int64_t timeNs)
{
    if (emission.kind == EmissionKind::Translated)
    {
        m_waiting->Settle(emission.origin, Fate::Translated, Reason::None);
    }
    return Assemble(emission, timeNs);
}

SentPacket
PacketTranslator::Assemble(const Emission& emission, int64_t timeNs) const
{
    SentPacket sent;
    sent.timeNs = timeNs;
    sent.family = emission.family;
    sent.kind = emission.kind;
    sent.bytes.assign(emission.head.begin(), emission.head.end());
    if (emission.tailLength == 0)
    {
        return sent;
    }
    const auto kept = m_kept.find(emission.origin);
    if (kept == m_kept.end() ||
        uint64_t{emission.tail} + emission.tailLength > kept->second.bytes.size())
    {
        throw std::logic_error("a translator refers to bytes that no packet of its has: origin " +
                               std::to_string(emission.origin));
    }
    const auto from = kept->second.bytes.begin() + emission.tail;
    sent.bytes.insert(sent.bytes.end(), from, from + emission.tailLength);
    return sent;
}

void
PacketTranslator::Forget(int64_t nowNs)
{
    while (!m_kept.empty() && m_kept.begin()->second.untilNs < nowNs)
    {
        m_kept.erase(m_kept.begin());
    }
}

std::vector<SentPacket>
PacketTranslator::Advance(int64_t nowNs)
{
    std::vector<SentPacket> sent;
    nowNs = std::max(nowNs, m_nowNs);
    while (GetNextDeadline() <= nowNs)
    {
        const int64_t due = GetNextDeadline();
        m_nowNs = std::max(m_nowNs, due);
        if (m_virtualIp6)
        {
            m_virtualIp6->Advance(m_nowNs);
        }
        for (const auto& emission :
             m_nat64 ? m_nat64->Advance(m_around, m_nowNs) : std::vector<Emission>())
        {
            sent.push_back(Send(emission, m_nowNs));
        }
        if (GetNextDeadline() <= due)
        {
            throw std::logic_error("a translator's deadline does not move on");
        }
    }
    m_nowNs = nowNs;
    Forget(m_nowNs);
    return sent;
}

Translation
PacketTranslator::Process(std::vector<uint8_t> packet, int64_t nowNs)
{
    m_nowNs = std::max(m_nowNs, nowNs);
    const uint64_t handle = ++m_handles;
    Kept& kept = m_kept[handle];
    kept.untilNs = m_nowNs + m_keepNs;
    kept.bytes = std::move(packet);
    PacketIn in;
    in.bytes = kept.bytes.data();
    in.length = static_cast<uint32_t>(kept.bytes.size());
    in.available = in.length;
    in.handle = handle;
    const Outcome outcome = m_siit    ? m_siit->Process(in, m_around, m_nowNs)
                            : m_nat64 ? m_nat64->Process(in, m_around, m_nowNs)
                                      : m_virtualIp6->Process(in, m_around, m_nowNs);
    Translation translation;
    translation.fate = outcome.fate;
    translation.reason = outcome.reason;
    for (const auto& emission : outcome.emissions)
    {
        translation.sent.push_back(Send(emission, m_nowNs));
    }
    if (outcome.fate == Fate::Held)
    {
        m_waiting->handles.insert(handle);
    }
    else
    {
        m_kept.erase(handle);
    }
    return translation;
}

size_t
PacketTranslator::GetKept() const
{
    return m_kept.size();
}

const Nat64Core*
PacketTranslator::GetNat64() const
{
    return m_nat64 ? &*m_nat64 : nullptr;
}

VirtualIp6Core*
PacketTranslator::GetVirtualIp6() const
{
    return m_virtualIp6.get();
}

} // namespace ns3::v6lab
