// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/virtual-ip6-lab.h"

#include "test/support/nat64-lab.h"

namespace ns3::v6lab::test::flow
{

IpAddress
Addr(const std::string& text)
{
    return *IpAddress::Parse(text);
}

Prefix
Net(const std::string& text)
{
    return *Prefix::Parse(text);
}

VirtualIp6Settings
Site(const std::string& pool)
{
    VirtualIp6Settings settings;
    settings.prefix = Pref64(Net("2001:db8:64::/96"));
    settings.pool = {Net(pool)};
    settings.translation.errors = ErrorSending::On;
    return settings;
}

VirtualIp6Lab::VirtualIp6Lab(const VirtualIp6Settings& settings)
    : TranslatorBench(settings, EDGE4, EDGE6)
{
    VirtualIp6Watch watch;
    WriteDown(watch, heard);
    core.SetWatch(watch);
}

std::string
VirtualIp6Lab::VirtualOf(const std::string& peer6, double second, const std::string& host6)
{
    const auto sent = Send(Udp({peer6, 5000}, {host6, 53}), second);
    return last.fate == Fate::Translated ? IpAddress::V4(Read32(&sent.at(0)[12])).ToString() : "-";
}

std::string
VirtualIp6Lab::PeerOf(const std::string& virtual4, double second, const std::string& host4)
{
    const auto sent = Send(Udp({host4, 53}, {virtual4, 5000}), second);
    return last.fate == Fate::Translated ? IpAddress::V6(&sent.at(0)[24]).ToString() : "-";
}

std::string
VirtualIp6Lab::Dns(const std::string& peer6, double ttl, double second, const std::string& host4)
{
    const auto bound = core.BindForDns(Addr(peer6), ToNs(ttl), ToNs(second), Addr(host4));
    return bound ? bound->ToString() : "-";
}

void
VirtualIp6Lab::Wait(double second)
{
    core.Advance(ToNs(second));
}

std::string
VirtualIp6Lab::Bindings() const
{
    std::string text;
    for (const auto& b : core.GetBindings())
    {
        text += (text.empty() ? "" : "; ") + b.inside.address.ToString() + " " +
                b.outside.address.ToString() + " " + ToWord(b.origin) +
                (b.host ? " " + b.host->ToString() : "");
    }
    return text;
}

std::string
VirtualIp6Lab::Sessions() const
{
    std::string text;
    for (const auto& s : core.GetSessions())
    {
        text += (text.empty() ? "" : "; ") + std::string(ToWord(s.kind)) + " " + ToText(s.inside) +
                " " + ToText(s.outside) + " " + ToText(s.remote6) + " " + ToText(s.remote4) +
                (s.kind == BibKind::Tcp ? std::string(" ") + ToWord(s.state) : "");
    }
    return text;
}

double
VirtualIp6Lab::Expires() const
{
    return ExpiryOf(core);
}

} // namespace ns3::v6lab::test::flow
