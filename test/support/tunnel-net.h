// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TUNNEL_NET_H
#define V6LAB_TEST_TUNNEL_NET_H

#include "model/vpn/esp-endpoint.h"
#include "model/vpn/ipsec-tunnel.h"
#include "test/support/small-net.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/uinteger.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab::test
{

/**
 * a – "left" – g1 – "wan1" – r – "wan2" – g2 – "right" – b: two sites of both families, and a
 * tunnel between their routers over IPv4. Its ends have the indexes 0x1001 (g1) and 0x1002 (g2).
 */
class TunnelNet : public SmallNet
{
  public:
    explicit TunnelNet(uint32_t mtu = 1400, uint16_t wan2 = 1500, const std::string& rate = "0bps")
    {
        Host("a");
        Host("b");
        for (const auto* router : {"g1", "r", "g2"})
        {
            Router(router);
        }
        Link("left", "a", "g1");
        Link("wan1", "g1", "r");
        Link("wan2", "r", "g2", wan2);
        Link("right", "g2", "b");
        Address("g1", "wan1", "192.0.2.1/30");
        Address("r", "wan1", "192.0.2.2/30");
        Address("r", "wan2", "198.51.100.2/30");
        Address("g2", "wan2", "198.51.100.1/30");
        Site("a", "g1", "left", "1");
        Site("b", "g2", "right", "2");
        Route("g1", "0.0.0.0/0", "192.0.2.2", "wan1");
        Route("g2", "0.0.0.0/0", "198.51.100.2", "wan2");
        near = Tunnel("g1", {"192.0.2.1", "198.51.100.1"}, {0x1001, 0x1002}, "2", mtu, rate);
        far = Tunnel("g2", {"198.51.100.1", "192.0.2.1"}, {0x1002, 0x1001}, "1", mtu, "0bps");
    }

    Ptr<IpsecTunnel> near;
    Ptr<IpsecTunnel> far;

  private:
    void Site(const std::string& host,
              const std::string& router,
              const std::string& link,
              const std::string& number)
    {
        Address(host, link, "10." + number + ".0.1/24");
        Address(host, link, "2001:db8:" + number + "::1/64");
        Address(router, link, "10." + number + ".0.254/24");
        Address(router, link, "2001:db8:" + number + "::fe/64");
        Route(host, "0.0.0.0/0", "10." + number + ".0.254", link);
        Route(host, "::/0", "2001:db8:" + number + "::fe", link);
    }

    Ptr<IpsecTunnel> Tunnel(const std::string& node,
                            const std::pair<std::string, std::string>& ends,
                            const std::pair<uint32_t, uint32_t>& spis,
                            const std::string& site,
                            uint32_t mtu,
                            const std::string& rate)
    {
        auto tunnel = CreateObject<IpsecTunnel>();
        tunnel->SetAttribute("SpiIn", UintegerValue(spis.first));
        tunnel->SetAttribute("SpiOut", UintegerValue(spis.second));
        tunnel->SetAttribute("Mtu", UintegerValue(mtu));
        tunnel->SetAttribute("QueuePackets", UintegerValue(10));
        tunnel->SetAttribute("DataRate", DataRateValue(DataRate(rate)));
        tunnel->SetEnds(*IpAddress::Parse(ends.first), *IpAddress::Parse(ends.second));
        tunnel->Attach(At(node));
        tunnel->AddPrefix(*Prefix::Parse("10." + site + ".0.0/16"));
        tunnel->AddPrefix(*Prefix::Parse("2001:db8:" + site + "::/48"));
        return tunnel;
    }
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_TUNNEL_NET_H
