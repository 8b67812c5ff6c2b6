// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/translator-net.h"

#include "ns3/string.h"

namespace ns3::v6lab::test
{

TranslatorNet::TranslatorNet(const Mtus& mtus, bool checksums, bool stock)
    : SmallNet(checksums)
{
    for (const std::string name : {"n6", "n6b", "n4"})
    {
        stock ? StockHost(name) : Host(name);
    }
    for (const std::string name : {"r6", "x", "r4"})
    {
        Router(name);
    }
    Lan("inside", {"n6", "n6b", "r6"}, mtus.inside);
    Link("v6", "r6", "x", mtus.v6);
    Link("v4", "x", "r4", mtus.v4);
    Link("outside", "r4", "n4", mtus.outside);
    Address("n6", "inside", std::string(N6) + "/64");
    Address("n6b", "inside", std::string(N6B) + "/64");
    Address("r6", "inside", "2001:db8:6::1/64");
    Address("r6", "v6", "2001:db8:60::1/64");
    Address("x", "v6", "2001:db8:60::2/64");
    Address("x", "v4", "198.51.100.1/30");
    Address("r4", "v4", "198.51.100.2/30");
    Address("r4", "outside", "192.0.2.1/24");
    Address("n4", "outside", std::string(N4) + "/24");
    Route("n6", "::/0", "2001:db8:6::1", "inside");
    Route("n6b", "::/0", "2001:db8:6::1", "inside");
    Route("r6", "::/0", "2001:db8:60::2", "v6");
    Route("x", "2001:db8:6::/64", "2001:db8:60::1", "v6");
    Route("x", "0.0.0.0/0", "198.51.100.2", "v4");
    Route("r4", "203.0.113.0/24", "198.51.100.1", "v4");
    Route("n4", "0.0.0.0/0", "192.0.2.1", "outside");
    Listen("n4", 7, true);
    Listen("n6", 7, true);
}

Ptr<Socket>
TranslatorNet::Ask(const std::string& node,
                   const std::string& to,
                   uint32_t size,
                   double ms,
                   uint16_t port)
{
    const auto socket = Udp(node, to, port, size, ms);
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    return socket;
}

void
TranslatorNet::Observe(const Ptr<Translator>& translator)
{
    const auto listen = [&translator](const char* source, auto action) {
        translator->TraceConnectWithoutContext(source, Callback<void, const PacketEvent&>(action));
    };
    listen("Translated", [this](const PacketEvent&) { ++translations; });
    listen("Drop", [this](const PacketEvent& event) {
        drops += std::string(Describe(event.reason).word) + "; ";
    });
}

Nat64Net::Nat64Net(const Attributes& attributes, const Mtus& mtus, bool checksums, bool stock)
    : TranslatorNet(mtus, checksums, stock)
{
    Nat64Helper helper;
    for (const auto& [name, value] : attributes)
    {
        helper.SetAttribute(name, StringValue(value));
    }
    helper.AddPool(POOL);
    nat64 = helper.Install(At("x"));
    Observe(nat64);
}

} // namespace ns3::v6lab::test
