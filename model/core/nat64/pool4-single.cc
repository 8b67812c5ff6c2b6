// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool4-state.h"

namespace ns3::v6lab
{

Pool4::State::Wishes
Pool4::State::WishesOf(const Request& request) const
{
    const uint16_t port = request.inside.port;
    const bool range = m_settings.keepRange && request.kind != BibKind::Icmp;
    const bool parity = m_settings.keepParity && request.kind == BibKind::Udp;
    const PortClass same = ClassOf(port);
    const PortClass other = same == PortClass::System ? PortClass::Dynamic : PortClass::System;
    Wishes wishes;
    for (const PortClass wished : {same, other})
    {
        if (parity)
        {
            wishes.push_back({range ? wished : PortClass::Any, ParityOf(port)});
        }
        wishes.push_back({range ? wished : PortClass::Any, Parity::Any});
        if (!range)
        {
            break;
        }
    }
    return wishes;
}

Pool4::State::Found
Pool4::State::FindSingle(const Request& request)
{
    const Wishes wishes = WishesOf(request);
    const auto paired = request.paired ? m_ranges.IndexOf(*request.paired) : std::nullopt;
    if (paired && !m_ranges.SpansOf(*paired, request.kind, PortClass::Any).IsEmpty())
    {
        for (const PortWish& wish : wishes)
        {
            if (m_ledger.HasFree(*paired, request.kind, wish))
            {
                return PickAt(*paired, request, wish);
            }
        }
        if (m_settings.pairedOnly)
        {
            return Nothing(Reason::PoolExhausted);
        }
    }
    const uint32_t start = StartOf(request.inside.address);
    for (const PortWish& wish : wishes)
    {
        if (const auto index = m_ledger.FindAddress(start, request.kind, wish))
        {
            return PickAt(*index, request, wish);
        }
    }
    return Nothing(Reason::PoolExhausted);
}

/** The address has a port as wished; the host's own port is one if it is free. */
Pool4::State::Found
Pool4::State::PickAt(uint32_t index, const Request& request, const PortWish& wish)
{
    const FreeSet& free = m_ledger.FreeAt(index, request.kind);
    const uint16_t port = request.inside.port;
    if (m_settings.selection == PortSelection::Preserve && free.Has(port))
    {
        return {index, port, Reason::None};
    }
    const PortSpans& spans = m_ranges.SpansOf(index, request.kind, wish.range);
    const uint16_t picked =
        m_selector->Pick({spans, wish.parity, free, request.inside, request.remote});
    return {index, picked, Reason::None};
}

} // namespace ns3::v6lab
