// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LINK_CLIENT_H
#define V6LAB_LINK_CLIENT_H

#include "ns3/event-id.h"
#include "ns3/net-device.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/**
 * What clients have in common that ask on a link until they are answered (RFC 2131 4.1, RFC 8415
 * 15): a socket on each link, the time of the next message, random numbers. Links are known by the
 * interfaces of their devices.
 */
class LinkClient : public Object
{
  public:
    static TypeId GetTypeId();
    LinkClient();
    ~LinkClient() override;

    /** Returns how many streams it takes. */
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override;

    static int64_t NowNs();
    /** A number from 0 to 1. */
    double Draw() const;
    /** Hears from now on; the socket is the client's to close. */
    void Open(uint32_t interface, const Ptr<Socket>& socket);
    const Ptr<Socket>& SocketOf(uint32_t interface) const;
    /** After whatever may have changed the deadline. */
    void Schedule(uint32_t interface);

    virtual std::optional<int64_t> GetDeadline(uint32_t interface) const = 0;
    /** The deadline is there; Schedule() follows. */
    virtual void OnTime(uint32_t interface) = 0;
    /** Something has arrived; Schedule() follows. */
    virtual void OnDatagrams(uint32_t interface, const Ptr<Socket>& socket) = 0;

  private:
    struct Link
    {
        Ptr<Socket> socket;
        EventId event;
    };

    void RunTime(uint32_t interface);

    Ptr<UniformRandomVariable> m_chance;
    std::map<uint32_t, Link> m_links; //!< by interface
};

/** The bytes of a device's address. */
std::vector<uint8_t> HardwareOf(const Ptr<NetDevice>& device);

/** Adds what is not there yet, in its order. */
template <typename Value>
void
AddNew(std::vector<Value>& all, const std::vector<Value>& more)
{
    for (const auto& value : more)
    {
        if (std::find(all.begin(), all.end(), value) == all.end())
        {
            all.push_back(value);
        }
    }
}

} // namespace ns3::v6lab

#endif // V6LAB_LINK_CLIENT_H
