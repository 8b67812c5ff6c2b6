// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/snat-ports.h"

#include "model/core/packet-facts.h"

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint16_t FIRST_PORT = 1024;
constexpr uint16_t LAST_PORT = 65535;
constexpr uint32_t FEW = 1024; //!< so many ports are looked through one by one
constexpr int DRAWS = 64;

size_t
ProtocolIndex(uint8_t protocol)
{
    return protocol == protocol::TCP ? 0 : 1;
}

} // namespace

SnatPorts::Book::Book()
    : uses(size_t{LAST_PORT} + 1)
{
    unused.AddSpan(FIRST_PORT, LAST_PORT);
}

SnatPorts::SnatPorts(const SnatSettings& settings, const SnatFlows& flows)
    : m_settings(settings),
      m_flows(flows),
      m_selector(MakePortSelector(PortSelection::SimpleRandom, settings.seed)),
      m_random(settings.seed + 1),
      m_books(settings.addresses.size() * 2)
{
}

SnatPorts::Book&
SnatPorts::BookOf(uint8_t address, uint8_t protocol)
{
    auto& book = m_books[address * 2u + ProtocolIndex(protocol)];
    if (!book)
    {
        book = std::make_unique<Book>();
    }
    return *book;
}

std::optional<SnatOutside>
SnatPorts::Choose(const SnatAllotment& allotment, const SnatOutside& wanted)
{
    const auto unused = ChooseFree(allotment, wanted, [&](uint8_t address) -> const FreeSet& {
        return BookOf(address, wanted.protocol).unused;
    });
    return unused || allotment.empty() ? unused : ChooseShared(allotment, wanted);
}

bool
SnatPorts::Carries(const SnatSpan& span, const SnatOutside& wanted) const
{
    return m_settings.addresses[span.address].GetFamily() == wanted.remote.GetFamily();
}

uint32_t
SnatPorts::CountPorts(const SnatAllotment& allotment, const SnatOutside& wanted) const
{
    uint32_t count = 0;
    for (const auto& span : allotment)
    {
        count += Carries(span, wanted) ? span.ports.Count(Parity::Any) : 0;
    }
    return count;
}

size_t
SnatPorts::FirstSpan(const SnatAllotment& allotment)
{
    return m_settings.inOrder ? 0 : m_random.Below(static_cast<uint32_t>(allotment.size()));
}

std::optional<SnatOutside>
SnatPorts::ChooseFree(const SnatAllotment& allotment,
                      const SnatOutside& wanted,
                      const FreeOf& freeOf)
{
    if (allotment.empty())
    {
        return std::nullopt;
    }
    const size_t first = FirstSpan(allotment);
    for (size_t i = 0; i < allotment.size(); ++i)
    {
        const SnatSpan& span = allotment[(first + i) % allotment.size()];
        if (!Carries(span, wanted))
        {
            continue;
        }
        const FreeSet& free = freeOf(span.address);
        const TransportAddress ends; // a random port depends on neither end
        for (const PortSpan& ports : span.ports.Get())
        {
            if (free.Next(ports.first, ports.last, Parity::Any) != FreeSet::NONE)
            {
                SnatOutside found = wanted;
                found.address = span.address;
                const PortSpans spans(ports);
                found.port = m_selector->Pick({spans, Parity::Any, free, ends, ends});
                return found;
            }
        }
    }
    return std::nullopt;
}

std::optional<SnatOutside>
SnatPorts::ChooseShared(const SnatAllotment& allotment, const SnatOutside& wanted)
{
    if (CountPorts(allotment, wanted) <= FEW)
    {
        return Scan(allotment, wanted);
    }
    const Destination destination{wanted.remote, wanted.remotePort, wanted.protocol};
    if (m_crowded.empty() || m_crowded.count(destination) == 0)
    {
        for (int draw = 0; draw < DRAWS; ++draw)
        {
            const auto& span = allotment[m_random.Below(static_cast<uint32_t>(allotment.size()))];
            if (!Carries(span, wanted))
            {
                continue;
            }
            SnatOutside found = wanted;
            found.address = span.address;
            found.port = span.ports.At(m_random.Below(span.ports.Count(Parity::Any)), Parity::Any);
            if (m_flows.FindOutside(found) == NO_RECORD)
            {
                return found;
            }
        }
    }
    const Crowded& crowded = CrowdedOf(wanted);
    return ChooseFree(allotment, wanted, [&](uint8_t address) -> const FreeSet& {
        return crowded.free[address];
    });
}

std::optional<SnatOutside>
SnatPorts::Scan(const SnatAllotment& allotment, const SnatOutside& wanted)
{
    SnatOutside found = wanted;
    for (const SnatSpan& span : allotment)
    {
        found.address = span.address;
        const uint32_t count = Carries(span, wanted) ? span.ports.Count(Parity::Any) : 0;
        const uint32_t start = count ? m_random.Below(count) : 0;
        for (uint32_t i = 0; i < count; ++i)
        {
            found.port = span.ports.At((start + i) % count, Parity::Any);
            if (m_flows.FindOutside(found) == NO_RECORD)
            {
                return found;
            }
        }
    }
    return std::nullopt;
}

SnatPorts::Crowded&
SnatPorts::CrowdedOf(const SnatOutside& wanted)
{
    const auto [found, made] =
        m_crowded.try_emplace({wanted.remote, wanted.remotePort, wanted.protocol});
    Crowded& crowded = found->second;
    if (made)
    {
        crowded.free.resize(m_settings.addresses.size());
        SnatOutside probed = wanted;
        for (size_t address = 0; address < crowded.free.size(); ++address)
        {
            probed.address = static_cast<uint8_t>(address);
            for (uint32_t port = FIRST_PORT; port <= LAST_PORT; ++port)
            {
                probed.port = static_cast<uint16_t>(port);
                if (m_flows.FindOutside(probed) == NO_RECORD)
                {
                    crowded.free[address].Add(probed.port);
                }
                else
                {
                    ++crowded.used;
                }
            }
        }
        crowded.usedAtFirst = crowded.used;
    }
    return crowded;
}

void
SnatPorts::Take(const SnatOutside& outside)
{
    Book& book = BookOf(outside.address, outside.protocol);
    if (book.uses[outside.port]++ == 0)
    {
        book.unused.Remove(outside.port);
        ++m_used[ProtocolIndex(outside.protocol)];
    }
    if (m_crowded.empty())
    {
        return;
    }
    const auto crowded = m_crowded.find({outside.remote, outside.remotePort, outside.protocol});
    if (crowded != m_crowded.end())
    {
        crowded->second.free[outside.address].Remove(outside.port);
        ++crowded->second.used;
    }
}

void
SnatPorts::Give(const SnatOutside& outside)
{
    Book& book = BookOf(outside.address, outside.protocol);
    if (--book.uses[outside.port] == 0)
    {
        book.unused.Add(outside.port);
        --m_used[ProtocolIndex(outside.protocol)];
    }
    if (m_crowded.empty())
    {
        return;
    }
    const auto crowded = m_crowded.find({outside.remote, outside.remotePort, outside.protocol});
    if (crowded == m_crowded.end())
    {
        return;
    }
    crowded->second.free[outside.address].Add(outside.port);
    if (--crowded->second.used * 2 < crowded->second.usedAtFirst)
    {
        m_crowded.erase(crowded);
    }
}

uint32_t
SnatPorts::GetUsed(uint8_t protocol) const
{
    return m_used[ProtocolIndex(protocol)];
}

} // namespace ns3::v6lab::azure
