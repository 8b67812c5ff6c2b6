// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SMALL_NET_H
#define V6LAB_TEST_SMALL_NET_H

#include "helper/stack-helper.h"
#include "model/trace/packet-event.h"

#include "ns3/packet.h"
#include "ns3/socket.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/** A frame as a link carried it: when, and the bytes from the IP header on. */
struct Frame
{
    double ms{0};
    std::vector<uint8_t> bytes;
};

/**
 * A few nodes, links and sockets for one test row, and everything that happened. Checksums are on.
 * Destroys the simulation when it goes out of scope.
 */
class SmallNet
{
  public:
    explicit SmallNet(bool checksums = true);
    ~SmallNet();
    SmallNet(const SmallNet&) = delete;
    SmallNet& operator=(const SmallNet&) = delete;

    void Host(const std::string& name);
    void Router(const std::string& name);
    /** A host with ns-3's own stack (InternetStackHelper), without a trace of its events. */
    void StockHost(const std::string& name, bool ipv6 = true);
    /** A point-to-point link of 1 Gbit/s and 1 ms; its frames are kept under `name`. */
    void Link(const std::string& name,
              const std::string& a,
              const std::string& b,
              uint16_t mtu = 1500);
    /** An Ethernet with these nodes. */
    void Lan(const std::string& name, const std::vector<std::string>& on, uint16_t mtu = 1500);
    /** "10.0.0.1/24" on the node's device of that link. */
    void Address(const std::string& node, const std::string& link, const std::string& address);
    void Route(const std::string& node,
               const std::string& prefix,
               const std::string& via,
               const std::string& link);

    /**
     * a – r – b over the links "near" and "far", both families: 192.0.2.1 and 2001:db8:1::1 on a,
     * 198.51.100.1 and 2001:db8:2::1 on b, r with .254 and ::ff; default routes through r.
     */
    void BuildPath(uint16_t farMtu = 1500);

    Ptr<Node> At(const std::string& node) const;
    Ptr<NetDevice> Device(const std::string& node, const std::string& link) const;

    /** UDP sockets that count what they get; `echo` sends it back; with a buffer nobody reads. */
    void Listen(const std::string& node, uint16_t port, bool echo = false, uint32_t buffer = 0);
    /** Sends UDP payload at a time in milliseconds; returns the socket. */
    Ptr<Socket> Udp(const std::string& node,
                    const std::string& to,
                    uint16_t port,
                    uint32_t size,
                    double ms,
                    const std::string& from = "");
    /** Sends an ICMP echo request through a raw socket; `dontFragment` insists on DF. */
    void Ping(const std::string& node,
              const std::string& to,
              uint32_t size,
              double ms,
              bool dontFragment = false,
              uint8_t ttl = 0);
    /** One side of a TCP transfer of `bytes` from `node` to `to`, which listens on port 80. */
    void Tcp(const std::string& node,
             const std::string& to,
             const std::string& receiver,
             uint32_t bytes);
    /** Puts a frame on a node's link as if it came from there. */
    void Inject(const std::string& node,
                const std::string& link,
                const std::vector<uint8_t>& packet,
                double ms = 1);

    /** Runs for some seconds and then gives the events, one a line: "r1 drop no-route". */
    std::string Run(double seconds = 5);
    /** The events of one node. */
    std::string Events(const std::string& node) const;
    const std::vector<PacketEvent>& GetEvents() const;
    /** Frames that entered the link at any end. */
    const std::vector<Frame>& Frames(const std::string& link) const;
    /** Of those, the ones with this IP protocol, without ARP and neighbour discovery. */
    std::vector<Frame> Frames(const std::string& link, uint8_t protocol) const;

    uint32_t datagrams{0};   //!< received by all Listen() sockets
    uint32_t payload{0};     //!< their bytes, and those of TCP
    uint32_t echoReplies{0}; //!< that came back to Ping()
    bool tcpClosed{false};   //!< the transfer is complete
    std::string icmp;        //!< what sockets were told: "3.4 1300; "

  private:
    void Add(const std::string& name, bool forwarding);
    void Watch(const std::string& link, const Ptr<NetDevice>& device);
    void Read(Ptr<Socket> socket);
    void ReadRaw(Ptr<Socket> socket);
    void Accept(const std::string& receiver, uint32_t bytes);
    Socket* Keep(const Ptr<Socket>& socket);

    std::map<std::string, Ptr<Node>> m_nodes;
    std::map<std::string, Ptr<NetDevice>> m_devices; //!< "node/link"
    std::map<std::string, std::vector<Frame>> m_frames;
    std::map<uint32_t, std::string> m_names;
    std::vector<PacketEvent> m_events;
    std::vector<Ptr<Socket>> m_sockets;
    std::map<Socket*, bool> m_echo;
    uint32_t m_toSend{0};
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_SMALL_NET_H
