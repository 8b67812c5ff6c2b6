// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_UDP_LOAD_H
#define V6LAB_BENCH_UDP_LOAD_H

#include "bench/support/measure.h"
#include "model/core/address.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

namespace ns3::v6lab::bench
{

/**
 * Bare UDP sockets, a datagram every 10 us: the load of every figure about packets. What only the
 * first packet pays (tables compiled at first use, router and neighbour discovery) is measured on
 * its own, for each candidate and baseline alike: figures per packet leave it out.
 */
class UdpLoad
{
  public:
    /** To port 9 of `address`, where the receiver, perhaps behind a translator, hears `heard`. */
    UdpLoad(const Ptr<ns3::Node>& from,
            const Ptr<ns3::Node>& to,
            const IpAddress& address,
            Family heard)
        : m_sender(Socket::CreateSocket(from, UdpSocketFactory::GetTypeId())),
          m_receiver(Socket::CreateSocket(to, UdpSocketFactory::GetTypeId()))
    {
        IpAddress::Bytes bytes = address.GetBytes();
        if (heard == Family::V4)
        {
            m_receiver->Bind(InetSocketAddress(Ipv4Address::GetAny(), 9));
        }
        else
        {
            m_receiver->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
        }
        if (address.IsV4())
        {
            m_sender->Bind();
            m_sender->Connect(InetSocketAddress(Ipv4Address(address.ToV4()), 9));
        }
        else
        {
            m_sender->Bind6();
            m_sender->Connect(Inet6SocketAddress(Ipv6Address(bytes.data()), 9));
        }
        m_receiver->SetRecvCallback(MakeCallback(&UdpLoad::Receive, this));
    }

    UdpLoad(const Ptr<ns3::Node>& from, const Ptr<ns3::Node>& to, const IpAddress& address)
        : UdpLoad(from, to, address, address.GetFamily())
    {
    }

    /** The sender's packets leave by this device; null: wherever the routes lead. */
    void BindTo(const Ptr<NetDevice>& device)
    {
        if (device)
        {
            m_sender->BindToNetDevice(device);
        }
    }

    /** Wall seconds of Simulator::Run() up to the arrival of the first datagram. */
    double RunFirst(uint32_t size)
    {
        return Simulate(1, size);
    }

    /** The same for so many datagrams after the first; throws if one is lost. */
    double Run(uint32_t packets, uint32_t size)
    {
        RunFirst(size);
        return Simulate(packets, size);
    }

  private:
    double Simulate(uint32_t packets, uint32_t size)
    {
        m_left = packets;
        m_size = size;
        m_received = 0;
        Simulator::Schedule(ns3::Seconds(2), &UdpLoad::Tick, this);
        Simulator::Stop(ns3::Seconds(3) + MicroSeconds(10) * static_cast<int64_t>(packets));
        const double wall = Seconds([] { Simulator::Run(); });
        if (m_received != packets)
        {
            throw std::runtime_error("bench: " + std::to_string(m_received) + " of " +
                                     std::to_string(packets) + " packets arrived");
        }
        return wall;
    }

    void Tick()
    {
        m_sender->Send(Create<Packet>(m_size));
        if (--m_left > 0)
        {
            Simulator::Schedule(MicroSeconds(10), &UdpLoad::Tick, this);
        }
    }

    void Receive(Ptr<Socket> socket)
    {
        while (socket->Recv())
        {
            ++m_received;
        }
    }

    Ptr<Socket> m_sender;
    Ptr<Socket> m_receiver;
    uint32_t m_left{0};
    uint32_t m_size{0};
    uint32_t m_received{0};
};

} // namespace ns3::v6lab::bench

#endif // V6LAB_BENCH_UDP_LOAD_H
