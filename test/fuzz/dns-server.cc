// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/authority.h"
#include "model/core/dns/dns-responder.h"
#include "model/core/dns/dns-time.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"

namespace ns3::v6lab::fuzz
{

namespace
{

Authority
MakeAuthority()
{
    const DnsName origin = *DnsName::Parse("e");
    const char* const text = "$TTL 60\n@ SOA n m 1 2 3 4 5\n@ NS n\nn A 1.2.3.4\n*.w MX 1 n\n"
                             "c CNAME c\nd DNAME d.d\ns NS n.s\nn.s AAAA ::1\na.b.c TXT x\n";
    Authority authority;
    authority.AddZone(SignZone(ReadZone(text, origin, "z").zone,
                               ZoneSigning::WithOneKey(origin, 1, DNS_EPOCH, DNS_EPOCH + 86400)));
    return authority;
}

} // namespace

void
DnsServer(const uint8_t* bytes, size_t size)
{
    static Authority authority = MakeAuthority();
    DnsResponder responder(authority, {});
    for (const auto transport : {DnsTransport::Udp, DnsTransport::Tcp})
    {
        size_t answers = 0;
        responder.Receive(bytes, size, transport, 0, [&](const std::string& wire, int64_t) {
            ++answers;
            const auto answer =
                DnsMessage::Decode(reinterpret_cast<const uint8_t*>(wire.data()), wire.size());
            Require(answer.has_value() && answer->response, "an answer is no response");
            Require(wire[0] == static_cast<char>(bytes[0]) &&
                        wire[1] == static_cast<char>(bytes[1]),
                    "an answer is another question's");
            Require(transport == DnsTransport::Tcp || wire.size() <= 1232, "an answer is too long");
        });
        const bool silent = size < 12 || (bytes[2] & 0x80) != 0;
        Require(answers == (silent ? 0u : 1u), "not one answer");
    }
}

} // namespace ns3::v6lab::fuzz
