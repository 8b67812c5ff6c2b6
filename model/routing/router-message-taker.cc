// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/router-message-taker.h"

#include "model/core/bytes.h"

#include <algorithm>

namespace ns3::v6lab
{

void
RouterMessageTakers::Add(RouterMessageTaker* taker)
{
    m_takers.push_back(taker);
}

void
RouterMessageTakers::Remove(RouterMessageTaker* taker)
{
    m_takers.erase(std::remove(m_takers.begin(), m_takers.end(), taker), m_takers.end());
}

RouterMessageTaker::Verdict
RouterMessageTakers::Show(uint32_t interface, const std::vector<uint8_t>& packet) const
{
    using Verdict = RouterMessageTaker::Verdict;
    constexpr size_t HEADER = 40;
    RouterMessage message;
    message.source = IpAddress::V6(packet.data() + 8);
    message.destination = IpAddress::V6(packet.data() + 24);
    message.hopLimit = packet[7];
    message.bytes = packet.data() + HEADER;
    message.size = std::min<size_t>(packet.size() - HEADER, Read16(packet.data() + 4));
    const uint8_t type = message.bytes[0];
    if (type != RouterMessage::SOLICITATION && type != RouterMessage::ADVERTISEMENT)
    {
        return Verdict::NotMine;
    }
    Verdict result = Verdict::NotMine;
    for (auto* taker : m_takers)
    {
        const Verdict verdict = taker->Take(interface, message);
        if (verdict == Verdict::Refused)
        {
            return verdict;
        }
        result = verdict == Verdict::Taken ? verdict : result;
    }
    return result;
}

} // namespace ns3::v6lab
