// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/any-message.h"

namespace ns3::v6lab::test
{

namespace
{

/** Of up to four labels out of few, so that compression finds something. */
DnsName
AnyName(std::mt19937& random)
{
    DnsName name;
    for (auto labels = random() % 5; labels > 0; --labels)
    {
        name = *name.Child(std::string(1 + random() % 3, static_cast<char>('a' + random() % 3)));
    }
    return name;
}

std::string
AnyBytes(std::mt19937& random, size_t size)
{
    std::string bytes;
    for (size_t i = 0; i < size; ++i)
    {
        bytes += static_cast<char>(random());
    }
    return bytes;
}

/** Data of the types that have names or more than one field in it. */
DnsRecord
FromLine(std::mt19937& random)
{
    static const char* const LINES[]{
        "a 0 SOA b.c. d.b. 1 2 3 4 5",
        "a 0 SRV 1 2 3 aa.bb.",
        "a 0 RRSIG A 15 2 300 20270101000000 20260101000000 4711 b.c. AAECAwQFBgc=",
        "a 0 NSEC aa.c. A AAAA RRSIG NSEC TYPE1234",
        "a 0 DS 4711 15 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "a 0 DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=",
        "a 0 NAPTR 1 2 \"s\" \"x+y\" \"\" b.a.",
        "a 0 CAA 0 issue \"ca.test\"",
    };
    return DnsRecord::Parse(LINES[random() % std::size(LINES)]);
}

DnsRecord
AnyRecord(std::mt19937& random)
{
    static constexpr uint16_t POINTERS[]{dns::NS, dns::CNAME, dns::PTR, dns::DNAME};
    DnsRecord record;
    switch (random() % 7)
    {
    case 0:
        record.type = dns::A;
        record.rdata = AnyBytes(random, 4);
        break;
    case 1:
        record.type = dns::AAAA;
        record.rdata = AnyBytes(random, 16);
        break;
    case 2:
        record.type = dns::MX;
        record.rdata = AnyBytes(random, 2) + AnyName(random).GetWire();
        break;
    case 3:
        record.type = dns::TXT;
        record.rdata = '\3' + AnyBytes(random, 3) + '\0';
        break;
    case 4:
        record.type = static_cast<uint16_t>(65280 + random() % 100);
        record.rdata = AnyBytes(random, random() % 40);
        break;
    case 5:
        record.type = POINTERS[random() % std::size(POINTERS)];
        record.rdata = AnyName(random).GetWire();
        break;
    default:
        record = FromLine(random);
        break;
    }
    record.name = AnyName(random);
    record.ttl = random() & 0x7fffffff;
    return record;
}

bool
Coin(std::mt19937& random)
{
    return random() % 2 == 0;
}

} // namespace

DnsMessage
AnyMessage(std::mt19937& random)
{
    auto message = DnsMessage::Query(static_cast<uint16_t>(random()), AnyName(random), dns::A);
    message.questions[0].type = static_cast<uint16_t>(1 + random() % 300);
    for (auto* flag : {&message.response,
                       &message.authoritative,
                       &message.truncated,
                       &message.recursionDesired,
                       &message.recursionAvailable,
                       &message.authenticData,
                       &message.checkingDisabled})
    {
        *flag = Coin(random);
    }
    message.rcode = random() % 6;
    for (auto* section : {&message.answer, &message.authority, &message.additional})
    {
        for (auto records = random() % 4; records > 0; --records)
        {
            section->push_back(AnyRecord(random));
        }
    }
    if (Coin(random))
    {
        message.edns = DnsEdns{static_cast<uint16_t>(random()), 0, Coin(random), ""};
        message.rcode = Coin(random) ? uint16_t{dns::BADVERS} : message.rcode;
    }
    return message;
}

} // namespace ns3::v6lab::test
