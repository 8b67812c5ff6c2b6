// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DELEGATION_EXCHANGE_H
#define V6LAB_TEST_DELEGATION_EXCHANGE_H

#include "model/core/dhcpv6/prefix-delegation.h"
#include "model/core/dhcpv6/prefix-request.h"
#include "model/core/time-units.h"
#include "test/support/advertisements.h"

#include <functional>
#include <optional>
#include <string>

namespace ns3::v6lab::test
{

inline const Duid CLIENT = FromHex("00030001020000000001");
inline const Duid SERVER = FromHex("00030001020000000002");
inline const Duid OTHER = FromHex("00030001020000000003");
inline const IpAddress VIA = *IpAddress::Parse("fe80::1");

inline DelegationSettings
Pool(const std::string& pool, uint8_t length)
{
    DelegationSettings settings;
    settings.pool = *Prefix::Parse(pool);
    settings.length = length;
    settings.preferredSeconds = 1000;
    settings.validSeconds = 2000;
    return settings;
}

/** A client that starts at 0 and draws `chance` each time, and a server; messages by hand. */
class Exchange
{
  public:
    explicit Exchange(const PrefixRequestSettings& wanted = {},
                      const DelegationSettings& given = Pool("2001:db8::/60", 62))
        : client(CLIENT, wanted),
          server(SERVER, given)
    {
        client.Start(0, 0);
    }

    /** Goes to the client's next deadline; the type that it sends there, 0 for nothing. */
    int Next()
    {
        now = client.GetDeadline().value_or(now);
        const auto message = client.OnTime(now, 0.5);
        sent = message ? *message : sent;
        return message ? message->type : 0;
    }

    /** What the server says to what was sent last. */
    std::optional<Dhcpv6Message> Reply(bool multicast = true)
    {
        return server.Answer(sent, VIA, multicast, now);
    }

    bool Answer(const std::function<void(Dhcpv6Message&)>& change = [](Dhcpv6Message&) {})
    {
        auto reply = Reply();
        if (!reply)
        {
            return false;
        }
        change(*reply);
        return client.OnMessage(*reply, now);
    }

    /** Solicit, Advertise, Request, Reply. */
    void Bind()
    {
        Next();
        Answer();
        Next();
        Answer();
    }

    std::string Leases() const
    {
        std::string text;
        for (const auto& lease : client.GetLeases())
        {
            text += lease.prefix.ToString() + " ";
        }
        return text;
    }

    PrefixRequest client;
    PrefixDelegation server;
    int64_t now{0};
    Dhcpv6Message sent;
};

/** "+prefix via client " or "-..." of each since it was asked last. */
inline std::string
Changes(PrefixDelegation& server)
{
    std::string text;
    for (const auto& change : server.TakeChanges())
    {
        text += (change.delegated ? "+" : "-") + change.prefix.ToString() + " via " +
                change.client.ToString() + " ";
    }
    return text;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DELEGATION_EXCHANGE_H
