// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/input.h"
#include "test/fuzz/judge.h"
#include "test/fuzz/targets.h"
#include "test/support/hostile.h"

#include <cstring>
#include <memory>

namespace ns3::v6lab::fuzz
{

namespace
{

IpAddress
Address(const char* text)
{
    return *IpAddress::Parse(text);
}

TranslationSettings
ReadTranslation(Input& input)
{
    TranslationSettings settings;
    const uint8_t flags = input.Byte();
    settings.profile = flags & 1 ? Profile::Jool : Profile::Rfc;
    settings.zeroTrafficClass = flags & 2;
    settings.zeroChecksum = flags & 4 ? ZeroChecksum::Compute : ZeroChecksum::Drop;
    settings.checksums = !(flags & 8);
    settings.strictErrorSuppression = flags & 16;
    settings.randomRfc6791 = flags & 32;
    settings.interfaceInfo = flags & 64;
    settings.errors = flags & 128 ? ErrorSending::RateLimited : ErrorSending::On;
    if (input.Flag())
    {
        settings.tos = input.Byte();
    }
    if (input.Flag())
    {
        settings.rfc6791Pool.push_back(*Prefix::Parse("192.0.2.128/30"));
    }
    settings.lowestIpv6Mtu = 1280 + input.Byte();
    return settings;
}

SiitSettings
ReadSettings(Input& input)
{
    SiitSettings settings;
    settings.translation = ReadTranslation(input);
    const char* prefixes[]{"64:ff9b::/96",
                           "2001:db8::/32",
                           "2001:db8:100::/40",
                           "2001:db8:122::/48",
                           "2001:db8:122:300::/56",
                           "2001:db8:122:344::/64",
                           "2001:db8:122:344::/96"};
    settings.addresses.prefix = Pref64(*Prefix::Parse(prefixes[input.Byte() % 7]));
    settings.addresses.eams.Add(
        {*Prefix::Parse("192.0.2.0/28"), *Prefix::Parse("2001:db8:ea::/124")});
    settings.addresses.eams.Add(
        {*Prefix::Parse("198.51.100.1/32"), *Prefix::Parse("2001:db8:eb::1/128")});
    settings.addresses.lenientUOctet = input.Flag();
    settings.hairpin = static_cast<HairpinMode>(input.Byte() % 3);
    return settings;
}

FixedSurroundings
ReadAround(Input& input)
{
    FixedSurroundings around;
    around.mtu6 = 1280 + input.Word() % 300;
    around.mtu4 = 68 + input.Word() % 1500;
    around.address4 = Address("192.0.2.254");
    around.address6 = Address("2001:db8:ff::1");
    return around;
}

/** Writes known addresses over those of a packet: else hardly one would ever be translated. */
void
KnownAddresses(std::vector<uint8_t>& packet, size_t at, uint8_t choice, const AddressMap& map)
{
    const char* known[]{"192.0.2.1", "192.0.2.2", "198.51.100.1", "203.0.113.7"};
    for (size_t i = 0; i < 2; ++i)
    {
        const IpAddress v4 = Address(known[choice >> (2 * i) & 3]);
        const bool is4 = packet[at] >> 4 == 4;
        const size_t size = is4 ? 4 : 16;
        const size_t place = at + (is4 ? 12 : 8) + i * size;
        if (place + size <= packet.size())
        {
            const IpAddress address = is4 ? v4 : map.To6(v4).address;
            std::memcpy(packet.data() + place, address.GetBytes().data(), size);
        }
    }
}

std::vector<uint8_t>
ReadPacket(Input& input, const AddressMap& map)
{
    const uint8_t how = input.Byte();
    const uint8_t choice = input.Byte();
    auto packet = input.Bytes(input.Word() % 2000);
    if (packet.empty())
    {
        return packet;
    }
    if (how & 1)
    {
        KnownAddresses(packet, 0, choice, map);
        const size_t quoted = packet[0] >> 4 == 4 ? 28 : 48;
        if (how & 2 && packet.size() > quoted)
        {
            KnownAddresses(packet, quoted, choice >> 4, map);
        }
    }
    if (how & 4)
    {
        test::RepairChecksums(packet);
    }
    return packet;
}

/** A core that was shown less must ask for more, and then say the same. */
void
JudgeBeginnings(const SiitSettings& settings,
                const FixedSurroundings& around,
                const std::vector<uint8_t>& packet,
                const Translation& whole)
{
    SiitCore core(settings);
    PacketIn in;
    in.length = static_cast<uint32_t>(packet.size());
    in.available = std::min<uint32_t>(in.length, 20);
    for (int asked = 0;; ++asked)
    {
        const auto exact = std::make_unique<uint8_t[]>(in.available);
        std::copy_n(packet.begin(), in.available, exact.get());
        in.bytes = exact.get();
        const Outcome outcome = core.Process(in, around, 0);
        if (outcome.fate != Fate::NeedsMore)
        {
            Require(outcome.fate == whole.fate && outcome.reason == whole.reason,
                    "a beginning of the packet is judged differently");
            return;
        }
        Require(outcome.needed > in.available && outcome.needed <= in.length && asked < 100,
                "a core asks for bytes that it has or that there are not");
        in.available = outcome.needed;
    }
}

} // namespace

void
Siit(const uint8_t* bytes, size_t size)
{
    Input input(bytes, size);
    SiitSettings settings = ReadSettings(input);
    const FixedSurroundings around = ReadAround(input);
    const AddressMap map(settings.addresses);
    PacketTranslator translator({settings, around});
    int64_t nowNs = 0;
    while (!input.IsEmpty())
    {
        const auto packet = ReadPacket(input, map);
        if (packet.empty())
        {
            return;
        }
        nowNs += 1'000'000;
        const Translation translation = translator.Process(packet, nowNs);
        JudgeTranslation(translation, settings.translation.checksums);
        if (settings.translation.checksums)
        {
            JudgeChecksums(packet, translation);
        }
        if (settings.translation.errors == ErrorSending::On)
        {
            JudgeBeginnings(settings, around, packet, translation);
        }
    }
}

} // namespace ns3::v6lab::fuzz
