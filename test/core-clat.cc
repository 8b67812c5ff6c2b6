// SPDX-License-Identifier: GPL-2.0-only
// The way through a CLAT, and the PLAT behind it.
#include "test/support/clat-ends.h"
#include "test/support/json-data.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::flow;
using namespace ns3::v6lab::test::clatends;

namespace
{

/** The provider's translator of appendix A; of its pool the address that the appendix shows. */
Nat64Settings
Plat()
{
    Nat64Settings settings = PlainNat64();
    settings.prefix = Pref64(P(PLAT_PREFIX));
    settings.pool.ranges = {Range("192.0.2.1", "192.0.2.1")};
    return settings;
}

/** The pair of that name in rfc-examples.json, as bytes from hex digits. */
Bytes
Derived(const std::string& name, const std::string& member)
{
    Bytes bytes;
    for (const auto& pair : data::RfcExamples().at("derived_packet_pairs"))
    {
        const std::string hex = pair.at("name") == name ? pair.at(member) : "";
        for (size_t i = 0; i + 1 < hex.size(); i += 2)
        {
            bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
        }
    }
    return bytes;
}

const std::vector<Row> ROWS{
    {"client, CLAT, PLAT, server: the addresses of appendix A on all three hops, and back",
     "RFC 6877 2, Appendix A, 6877-01, 6877-02, ex:rfc6877_appendix_A",
     [](test::Verdict& v) {
         ClatLab clat(DedicatedClat());
         Nat64Lab plat(Plat());
         const End pool{"192.0.2.1", 4000};
         const auto hop2 = Udp(CLIENT6, SERVER6, DATA, 63);
         clat.Expect(v, Udp(CLIENT, SERVER, DATA), {hop2}, "CLAT to PLAT");
         plat.Expect(v, hop2, {Udp(pool, SERVER, DATA, 62)}, "PLAT to server");
         const auto back2 = Udp(SERVER6, CLIENT6, {9}, 63);
         plat.Expect(v, Udp(SERVER, pool, {9}), {back2}, "PLAT to CLAT");
         clat.Expect(v, back2, {Udp(SERVER, CLIENT, {9}, 62)}, "CLAT to client");
     }},
    {"the published example's packet becomes the bytes that follow from the RFCs",
     "RFC 6877 Appendix A, RFC 7915 4.1, 6877-01, ex:rfc6877_appendix_A",
     [](test::Verdict& v) {
         ClatLab clat(DedicatedClat());
         const Bytes in = Derived("464xlat-clat", "input_hex");
         v.True(!in.empty(), "the example is there");
         clat.Expect(v, in, {Derived("464xlat-clat", "expect_hex")}, "CLAT");
     }},
    {"TCP and ping go the same way",
     "RFC 6877 2, 6877-01",
     [](test::Verdict& v) {
         ClatLab clat(DedicatedClat());
         clat.Expect(v,
                     Tcp(CLIENT, SERVER, tcp::SYN),
                     {Tcp(CLIENT6, SERVER6, tcp::SYN, {}, 63)},
                     "SYN");
         clat.Expect(v,
                     Echo(SERVER6.address, CLIENT6.address, 129, 5),
                     {Echo(SERVER.address, CLIENT.address, 0, 5, {9, 8, 7, 6}, 63)},
                     "echo reply");
     }},
    {"a dedicated /64 lends its first /96, and several networks lie in it side by side",
     "RFC 6877 6.3, 6877-02",
     [](test::Verdict& v) {
         ClatSettings settings = DedicatedClat();
         settings.dedicated = P("2001:db8:aaaa:7::/64");
         settings.networks.push_back(P("10.0.0.0/8"));
         ClatLab clat(settings);
         clat.Expect(v,
                     Udp(CLIENT, SERVER, DATA),
                     {Udp({"2001:db8:aaaa:7::192.168.1.2", 4000}, SERVER6, DATA, 63)},
                     "first network");
         clat.Expect(v,
                     Udp(SERVER6, {"2001:db8:aaaa:7::10.1.2.3", 9}),
                     {Udp(SERVER, {"10.1.2.3", 9}, DATA, 63)},
                     "second network");
     }},
    {"a host that is its own CLAT has 192.0.0.1, which is one IPv6 address",
     "RFC 6877 4.2, RFC 7335 4, 6877-04",
     [](test::Verdict& v) {
         ClatLab clat(HostClat());
         clat.Expect(v,
                     Udp({HOST, 4000}, SERVER, DATA),
                     {Udp({SHARED, 4000}, SERVER6, DATA, 63)},
                     "out");
         clat.Expect(v,
                     Udp(SERVER6, {SHARED, 4000}),
                     {Udp(SERVER, {HOST, 4000}, DATA, 63)},
                     "back");
     }},
    {"IPv6 packets of such a host are none of the CLAT's business",
     "RFC 6877 4.2, 7.2, 6877-04, 6877-11",
     [](test::Verdict& v) {
         ClatLab clat(HostClat());
         clat.ExpectNotMine(v, Udp({SHARED, 1}, {"2001:db8:5::5", 53}), "to IPv6");
         clat.ExpectNotMine(v, Udp({"2001:db8:5::5", 53}, {SHARED, 1}), "answer");
         clat.ExpectNotMine(v, Udp({"2001:db8:cafe::ff", 1}, SERVER6), "to the PLAT itself");
     }},
    {"a CLAT is one hop, and says where the hop limit ends",
     "RFC 6877 6.3, RFC 7915 4.1, 6877-01",
     [](test::Verdict& v) {
         ClatLab clat;
         clat.Expect(v,
                     Udp(CLIENT, SERVER, DATA, 2),
                     {Udp({SHARED, 4000}, SERVER6, DATA, 1)},
                     "two hops left");
         const auto last = Udp(CLIENT, SERVER, DATA, 1);
         clat.ExpectDrop(v,
                         last,
                         Reason::HopLimitExceeded,
                         "one hop left",
                         0,
                         {OwnError(CLIENT.address, {11, 0, 0}, last)});
     }},
};

V6LAB_SUITE("v6lab-core-clat", ROWS);

} // namespace
