// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_DELEGATION_H
#define V6LAB_PREFIX_DELEGATION_H

#include "model/core/dhcpv6/dhcpv6-message.h"
#include "model/core/dhcpv6/prefix-lease.h"
#include "model/core/dhcpv6/prefix-pool.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab
{

/** What a delegating router gives to the clients of a link. */
struct DelegationSettings
{
    Prefix pool{};
    uint8_t length{64}; //!< of each prefix
    uint32_t preferredSeconds{3600};
    uint32_t validSeconds{7200};
    uint8_t preference{0};   //!< 255: clients wait for no other server (RFC 8415 18.2.1)
    bool rapidCommit{false}; //!< answers a Solicit that allows it with a Reply (21.14)
};

/** Throws std::invalid_argument naming the setting and what is allowed. */
void CheckDelegation(const DelegationSettings& settings);

/** A prefix that begins or ceases to be somebody's. */
struct DelegationChange
{
    Prefix prefix;
    IpAddress client; //!< its address on the link, where the prefix is to be routed
    bool delegated{false};
};

/**
 * The server of prefix delegation (RFC 8415 18.3) with its bindings of client and association.
 * Memory grows with the bindings alone, the time for a message with the logarithm of their number.
 * Time is passed in, in nanoseconds.
 */
class PrefixDelegation
{
  public:
    PrefixDelegation(const Duid& serverId, const DelegationSettings& settings);

    /**
     * Gives something else from now on. Clients that have another prefix are told when they renew:
     * theirs has lifetimes of 0 then, beside a new one.
     */
    void Change(const DelegationSettings& settings);
    /** The answer, if there is one; `multicast`: how the message came. */
    std::optional<Dhcpv6Message> Answer(const Dhcpv6Message& message,
                                        const IpAddress& client,
                                        bool multicast,
                                        int64_t nowNs);
    /** Forgets what is no longer valid. */
    void Expire(int64_t nowNs);
    /** When Expire() has something to do. */
    std::optional<int64_t> GetDeadline() const;
    /** What has changed since it was asked last, in that order. */
    std::vector<DelegationChange> TakeChanges();

    size_t GetBindings() const
    {
        return m_bindings.size();
    }

    const PrefixPool& GetPool() const
    {
        return m_pool;
    }

  private:
    using Ends = std::multimap<int64_t, std::string>;

    struct Binding
    {
        Prefix prefix;
        IpAddress client;
        bool offered{true}; //!< only; nobody has asked for it yet
        Ends::iterator end;
    };

    using Bindings = std::unordered_map<std::string, Binding>;

    void AnswerAssociation(const Dhcpv6Message& message,
                           const PrefixAssociation& asked,
                           const IpAddress& client,
                           int64_t nowNs,
                           Dhcpv6Message& reply);
    Binding* Find(const std::string& key);
    Binding* Offer(const std::string& key,
                   const PrefixAssociation& asked,
                   const IpAddress& client,
                   int64_t nowNs);
    void Commit(Binding& binding, const IpAddress& client, int64_t nowNs);
    void Remove(const std::string& key);
    void Live(Binding& binding, int64_t endNs);
    PrefixAssociation Granted(const PrefixAssociation& asked, const Binding& binding) const;

    Duid m_serverId;
    DelegationSettings m_settings;
    PrefixPool m_pool;
    Bindings m_bindings; //!< by client and association
    Ends m_ends;         //!< keys, by when they end
    std::vector<DelegationChange> m_changes;
};

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_DELEGATION_H
