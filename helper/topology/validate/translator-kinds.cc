// SPDX-License-Identifier: GPL-2.0-only
// Which settings go with which kinds of translators.
#include "helper/topology/validate/translator-faults.h"

#include <algorithm>
#include <vector>

namespace ns3::v6lab
{

namespace
{

using Owners = std::vector<std::string>;

std::string
Listed(const Owners& owners)
{
    std::string text = (owners.size() == 1 ? "kind " : "kinds ") + owners[0];
    for (size_t i = 1; i < owners.size(); ++i)
    {
        text += (i + 1 < owners.size() ? ", " : " and ") + owners[i];
    }
    return text;
}

class KindChecker
{
  public:
    explicit KindChecker(TranslatorFaults& faults)
        : m_faults(faults)
    {
    }

    template <class Member>
    void Only(const Owners& owners, Member member, const char* path)
    {
        const std::string& kind = m_faults.config.kind;
        const bool owned = std::find(owners.begin(), owners.end(), kind) != owners.end();
        if (!owned && !IsSame(m_faults.config.*member, m_standard.*member))
        {
            m_faults.Add(path, "", "goes with " + Listed(owners) + " only");
        }
    }

  private:
    template <class Value>
    static bool IsSame(const Value& given, const Value& standard)
    {
        return given == standard;
    }

    /** The standard of all lists is empty. */
    template <class Entry>
    static bool IsSame(const std::vector<Entry>& given, const std::vector<Entry>&)
    {
        return given.empty();
    }

    TranslatorFaults& m_faults;
    const TranslatorConfig m_standard;
};

} // namespace

void
CheckKindOptions(TranslatorFaults& faults)
{
    using T = TranslatorConfig;
    const Owners nat64{"nat64"};
    const Owners siit{"siit"};
    const Owners clat{"clat"};
    const Owners virtualIp6{"virtual-ipv6"};
    const Owners stateful{"nat64", "virtual-ipv6"};
    const Owners timed{"nat64", "clat", "virtual-ipv6"};
    KindChecker checker(faults);
    checker.Only(stateful, &T::pool, ".pool");
    checker.Only(nat64, &T::bindings, ".bindings");
    checker.Only({"siit", "virtual-ipv6"}, &T::mappings, ".mappings");
    checker.Only(siit, &T::ipv4Prefixes, ".ipv4Prefixes");
    checker.Only(siit, &T::role, ".role");
    checker.Only(nat64, &T::tcpOpeningTimeout, ".tcpOpeningTimeout");
    checker.Only(nat64, &T::subscriberSessions, ".subscriberSessions");
    checker.Only(nat64, &T::subscriberRate, ".subscriberRate");
    checker.Only(siit, &T::hairpin, ".hairpin");
    checker.Only(clat, &T::discoverPrefix, ".discoverPrefix");
    checker.Only({"clat", "virtual-ipv6"}, &T::networks, ".networks");
    checker.Only(clat, &T::dedicatedPrefix, ".dedicatedPrefix");
    checker.Only(clat, &T::sharedAddress, ".sharedAddress");
    checker.Only(nat64, &T::portSelection, ".portSelection");
    checker.Only(nat64, &T::addressDependentFiltering, ".addressDependentFiltering");
    checker.Only(nat64, &T::dropExternalTcp, ".dropExternalTcp");
    checker.Only(nat64, &T::answerUnbound, ".answerUnbound");
    checker.Only(nat64, &T::answerFiltered, ".answerFiltered");
    checker.Only(timed, &T::udpTimeout, ".udpTimeout");
    checker.Only(timed, &T::tcpEstablishedTimeout, ".tcpEstablishedTimeout");
    checker.Only(timed, &T::tcpTransitoryTimeout, ".tcpTransitoryTimeout");
    checker.Only(timed, &T::icmpTimeout, ".icmpTimeout");
    checker.Only(stateful, &T::maxBindings, ".maxBindings");
    checker.Only(stateful, &T::maxSessions, ".maxSessions");
    checker.Only(clat, &T::maxMappings, ".maxMappings");
    checker.Only(nat64, &T::poolHighWater, ".poolHighWater");
    checker.Only(nat64, &T::poolLowWater, ".poolLowWater");
    checker.Only(nat64, &T::subscriberPorts, ".subscriberPorts");
    checker.Only(nat64, &T::subscriberPrefix, ".subscriberPrefix");
    checker.Only(nat64, &T::blockSize, ".blockSize");
    checker.Only(nat64, &T::subscribers, ".subscribers");
    checker.Only(virtualIp6, &T::peers, ".peers");
    checker.Only(virtualIp6, &T::inbound, ".inbound");
    checker.Only(virtualIp6, &T::inboundPeers, ".inboundPeers");
    checker.Only(virtualIp6, &T::perHost, ".perHost");
    checker.Only(virtualIp6, &T::bindRouters, ".bindRouters");
    checker.Only(virtualIp6, &T::bindingHold, ".bindingHold");
    checker.Only(virtualIp6, &T::bindingGuard, ".bindingGuard");
    checker.Only(virtualIp6, &T::quarantine, ".quarantine");
}

} // namespace ns3::v6lab
