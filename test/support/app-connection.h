// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_APP_CONNECTION_H
#define V6LAB_TEST_APP_CONNECTION_H

#include "model/core/time-units.h"
#include "model/core/vpn/tcp-end.h"
#include "test/support/table.h"

#include <sstream>
#include <string>
#include <vector>

/**
 * An application's TCP connection that ends in its VPN service, in user space, and what that end
 * says.
 */
namespace ns3::v6lab::test::app
{

using test::Row;
using test::Verdict;
using vpn::TcpEnd;
using vpn::TcpFields;
using vpn::TcpSegment;

constexpr uint32_t ISS = 5000; //!< of the service
constexpr uint32_t IRS = 1000; //!< of the application
constexpr uint16_t MSS = 1460;
constexpr uint32_t ROOM = 65535;

/** "SA 5000/1001" and the payload's length, each segment. */
inline std::string
Text(const std::vector<TcpSegment>& segments)
{
    std::ostringstream text;
    for (const TcpSegment& segment : segments)
    {
        const char* letters[] = {"F", "S", "R", "P", "A"};
        std::string flags;
        for (size_t bit : {4, 0, 1, 2, 3})
        {
            flags += (segment.tcp.flags >> bit & 1) != 0 ? letters[bit] : "";
        }
        text << (text.tellp() > 0 ? ", " : "") << flags << " " << segment.tcp.sequence << "/"
             << segment.tcp.acknowledgement;
        if (!segment.payload.empty())
        {
            text << " +" << segment.payload.size();
        }
    }
    return text.str();
}

inline TcpFields
Fields(uint8_t flags, uint32_t sequence, uint32_t acknowledgement, uint16_t window = 65535)
{
    TcpFields tcp;
    tcp.flags = flags;
    tcp.sequence = sequence;
    tcp.acknowledgement = acknowledgement;
    tcp.window = window;
    return tcp;
}

inline TcpFields
Syn(uint16_t mss = MSS, uint16_t window = 65535)
{
    TcpFields syn = Fields(TcpFields::SYN, IRS, 0, window);
    syn.mss = mss;
    return syn;
}

/** A connection, and what its end said. */
class Connection
{
  public:
    explicit Connection(const TcpFields& syn = Syn(),
                        uint32_t room = ROOM,
                        Family family = Family::V4)
        : end(family, syn, ISS, MSS, room)
    {
    }

    /** As far as ESTABLISHED, with nothing left to take. */
    static Connection Open(const TcpFields& syn = Syn(),
                           uint32_t room = ROOM,
                           Family family = Family::V4)
    {
        Connection connection(syn, room, family);
        connection.end.Accept(0);
        connection.Hear(TcpFields::ACK, IRS + 1, ISS + 1);
        connection.Said();
        return connection;
    }

    TcpEnd::Input Hear(uint8_t flags,
                       uint32_t sequence,
                       uint32_t acknowledgement,
                       const std::string& payload = "",
                       uint16_t window = 65535)
    {
        m_heard = payload;
        return end.Receive(Fields(flags, sequence, acknowledgement, window),
                           reinterpret_cast<const uint8_t*>(m_heard.data()),
                           m_heard.size(),
                           m_now);
    }

    void Send(size_t size)
    {
        const std::vector<uint8_t> bytes(size, 'x');
        end.Send(bytes.data(), bytes.size(), m_now);
    }

    bool Wait(int64_t seconds)
    {
        m_now += seconds * SECOND;
        return end.Advance(m_now);
    }

    std::string Said()
    {
        return Text(end.TakeSegments());
    }

    std::string State() const
    {
        return ToWord(end.GetState());
    }

    TcpEnd end;

  private:
    std::string m_heard;
    int64_t m_now{0};
};

constexpr uint8_t A = TcpFields::ACK;
constexpr uint8_t PA = TcpFields::ACK | TcpFields::PSH;
constexpr uint8_t FA = TcpFields::ACK | TcpFields::FIN;

} // namespace ns3::v6lab::test::app

#endif // V6LAB_TEST_APP_CONNECTION_H
