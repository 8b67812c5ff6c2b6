// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_BGP_LAB_H
#define V6LAB_TEST_BGP_LAB_H

#include "model/core/bgp/speaker-views.h"
#include "test/support/table.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

/** BGP speakers whose connections are queues, and a clock. */
namespace ns3::v6lab::test
{

inline IpAddress
BgpAddr(const std::string& text)
{
    return IpAddress::Parse(text).value();
}

inline Prefix
Net(const std::string& text)
{
    return Prefix::Parse(text).value();
}

inline bgp::Bytes
BgpBytes(const std::string& hex)
{
    bgp::Bytes bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

inline std::string
BgpHex(const bgp::Bytes& bytes)
{
    std::string text;
    for (const uint8_t byte : bytes)
    {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

class BgpNet
{
  public:
    using Tweak = std::function<void(bgp::PeerSettings&)>;

    struct Link
    {
        size_t speaker[2];
        bgp::PeerIndex peer[2];
        bool cut{false};   //!< swallows everything, without a word
        bool open{false};  //!< there is a connection
        uint64_t epoch{0}; //!< counts connections: what was on its way when one ended is lost
    };

    struct Down
    {
        size_t speaker;
        int64_t atNs;
        bgp::SessionDown what;
    };

    size_t Add(uint32_t as, const std::string& address, size_t maxPaths = 1)
    {
        bgp::SpeakerSettings settings;
        settings.as = as;
        settings.address = BgpAddr(address);
        settings.routerId = settings.address.ToV4();
        settings.maxPaths = maxPaths;
        m_speakers.push_back(std::make_unique<bgp::Speaker>(settings));
        return m_speakers.size() - 1;
    }

    /** The first connects, the second waits; by default each is reached at its own address. */
    size_t Connect(size_t a, size_t b, const Tweak& atA = {}, const Tweak& atB = {})
    {
        Link link{{a, b}, {0, 0}};
        for (int side = 0; side < 2; ++side)
        {
            const auto& own = At(link.speaker[side]).GetSettings();
            const auto& other = At(link.speaker[1 - side]).GetSettings();
            bgp::PeerSettings peer;
            peer.session.peerAs = other.as;
            peer.session.passive = side == 1;
            peer.session.families = {Family::V4, Family::V6};
            peer.localAddress = own.address;
            peer.peerAddress = other.address;
            peer.nextHopV6 = MappedOf(own.address);
            const Tweak& tweak = side == 0 ? atA : atB;
            if (tweak)
            {
                tweak(peer);
            }
            link.peer[side] = At(link.speaker[side]).AddPeer(peer);
        }
        m_links.push_back(link);
        return m_links.size() - 1;
    }

    void StartAll()
    {
        for (const auto& link : m_links)
        {
            for (int side = 1; side >= 0; --side)
            {
                At(link.speaker[side]).Start(link.peer[side], m_nowNs);
                Drain(link.speaker[side]);
            }
        }
    }

    /** Everything that happens within the next `seconds`. */
    void Run(double seconds)
    {
        const int64_t endNs = m_nowNs + static_cast<int64_t>(seconds * bgp::SECOND_NS);
        while (true)
        {
            const int64_t queued = m_queue.empty() ? bgp::NEVER : m_queue.begin()->first;
            int64_t timer = bgp::NEVER;
            size_t who = 0;
            for (size_t i = 0; i < m_speakers.size(); ++i)
            {
                if (m_speakers[i]->GetNextTimerNs() < timer)
                {
                    timer = m_speakers[i]->GetNextTimerNs();
                    who = i;
                }
            }
            if (std::min(queued, timer) > endNs)
            {
                break;
            }
            if (queued <= timer)
            {
                m_nowNs = queued;
                const auto run = m_queue.begin()->second;
                m_queue.erase(m_queue.begin());
                run();
            }
            else
            {
                m_nowNs = std::max(m_nowNs, timer);
                At(who).Tick(m_nowNs);
                Drain(who);
            }
        }
        m_nowNs = endNs;
    }

    bgp::Speaker& At(size_t speaker)
    {
        return *m_speakers[speaker];
    }

    Link& LinkAt(size_t link)
    {
        return m_links[link];
    }

    const bgp::Session& SessionOf(size_t link, int side)
    {
        return At(m_links[link].speaker[side]).GetSession(m_links[link].peer[side]);
    }

    void AddNetwork(size_t speaker, const std::string& prefix)
    {
        At(speaker).AddNetwork(Net(prefix), m_nowNs);
        Drain(speaker);
    }

    void RemoveNetwork(size_t speaker, const std::string& prefix)
    {
        At(speaker).RemoveNetwork(Net(prefix), m_nowNs);
        Drain(speaker);
    }

    /** Both ends learn that the TCP connection is gone. */
    void Break(size_t link)
    {
        for (int side = 0; side < 2; ++side)
        {
            m_links[link].open = false;
            ++m_links[link].epoch;
            const size_t speaker = m_links[link].speaker[side];
            At(speaker).ConnectionClosed(m_links[link].peer[side], m_nowNs);
            Drain(speaker);
        }
    }

    /** To be called after own calls to a speaker. */
    void Drain(size_t speaker)
    {
        for (const auto& event : At(speaker).TakeEvents())
        {
            Handle(speaker, event);
        }
    }

    int64_t Now() const
    {
        return m_nowNs;
    }

    size_t SpeakerCount() const
    {
        return m_speakers.size();
    }

    /** "12076-64512 via 10.0.0.1", the AS path and next hop in use; "-" if there is none. */
    std::string Best(size_t speaker, const std::string& prefix)
    {
        const auto* entry = At(speaker).GetRib().Find(Net(prefix));
        if (!entry)
        {
            return "-";
        }
        const auto& best = entry->selected.front();
        return best.attributes->asPath.ToString() + " via " + best.nextHop.ToString();
    }

    std::vector<Down> downs;
    uint64_t updates{0}; //!< UPDATEs that arrived
    int64_t delayNs{1'000'000};

    /** ::ffff:10.0.0.1 says which speaker it is. */
    static IpAddress MappedOf(const IpAddress& v4)
    {
        return BgpAddr("2001:db8:ffff::" + v4.ToString());
    }

  private:
    void Later(std::function<void()> run)
    {
        m_queue.emplace(m_nowNs + delayNs, std::move(run));
    }

    void Handle(size_t speaker, const bgp::SpeakerEvent& event)
    {
        size_t index = 0;
        int side = 0;
        for (; index < m_links.size(); ++index)
        {
            for (side = 0; side < 2; ++side)
            {
                if (m_links[index].speaker[side] == speaker &&
                    m_links[index].peer[side] == event.peer)
                {
                    break;
                }
            }
            if (side < 2)
            {
                break;
            }
        }
        if (const auto* send = std::get_if<bgp::SendBytes>(&event.event))
        {
            Send(index, 1 - side, send->bytes);
        }
        else if (std::holds_alternative<bgp::OpenConnection>(event.event))
        {
            Open(index);
        }
        else if (std::holds_alternative<bgp::CloseConnection>(event.event))
        {
            Close(index, 1 - side);
        }
        else if (const auto* down = std::get_if<bgp::SessionDown>(&event.event))
        {
            downs.push_back({speaker, m_nowNs, *down});
        }
        else if (std::holds_alternative<bgp::UpdateReceived>(event.event))
        {
            ++updates;
        }
    }

    void Send(size_t index, int to, const bgp::Bytes& bytes)
    {
        const uint64_t epoch = m_links[index].epoch;
        if (m_links[index].cut || !m_links[index].open)
        {
            return;
        }
        Later([this, index, to, bytes, epoch] {
            const Link link = m_links[index];
            if (link.epoch == epoch && !link.cut)
            {
                At(link.speaker[to]).Receive(link.peer[to], bytes.data(), bytes.size(), m_nowNs);
                Drain(link.speaker[to]);
            }
        });
    }

    void Open(size_t index)
    {
        Later([this, index] {
            if (m_links[index].cut || m_links[index].open)
            {
                return;
            }
            m_links[index].open = true;
            for (int side = 1; side >= 0; --side)
            {
                const Link link = m_links[index];
                At(link.speaker[side]).ConnectionOpened(link.peer[side], m_nowNs);
                Drain(link.speaker[side]);
            }
        });
    }

    void Close(size_t index, int other)
    {
        if (!m_links[index].open)
        {
            return;
        }
        const uint64_t epoch = m_links[index].epoch;
        m_links[index].open = false;
        Later([this, index, other, epoch] { // after what was sent before
            const Link link = m_links[index];
            if (link.epoch != epoch || link.cut)
            {
                return;
            }
            ++m_links[index].epoch;
            At(link.speaker[other]).ConnectionClosed(link.peer[other], m_nowNs);
            Drain(link.speaker[other]);
        });
    }

    std::vector<std::unique_ptr<bgp::Speaker>> m_speakers;
    std::vector<Link> m_links;
    std::multimap<int64_t, std::function<void()>> m_queue;
    int64_t m_nowNs{0};
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_BGP_LAB_H
