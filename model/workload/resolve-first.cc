// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/resolve-first.h"

#include "model/core/happy-eyeballs/eyeball-settings.h"
#include "model/workload/destination-choice.h"
#include "model/workload/socket-address.h"

#include "ns3/simple-ref-count.h"

namespace ns3::v6lab
{

namespace
{

/** Collects the answers; lives as long as one of them is missing. */
class Collector : public SimpleRefCount<Collector>
{
  public:
    Collector(const Ptr<ns3::Node>& node, Callback<void, const Resolution&> done)
        : m_node(node),
          m_done(done)
    {
    }

    void Ask(const Ptr<NameLookup>& lookup, const std::string& name, std::optional<Family> only)
    {
        EyeballHost host;
        host.hasV6 = !AddressesOf(m_node, Family::V6).empty();
        host.hasV4 = !AddressesOf(m_node, Family::V4).empty();
        host.only = only;
        m_missing = host.Asks(Family::V6) + host.Asks(Family::V4);
        for (const Family family : {Family::V6, Family::V4})
        {
            if (host.Asks(family))
            {
                lookup->Lookup(name,
                               family,
                               MakeCallback(&Collector::OnAnswer, Ptr<Collector>(this)));
            }
        }
    }

  private:
    void OnAnswer(const LookupResult& result)
    {
        m_results.push_back(result);
        m_addresses.insert(m_addresses.end(), result.addresses.begin(), result.addresses.end());
        if (--m_missing == 0)
        {
            m_done(m_addresses.empty()
                       ? Resolution{std::nullopt, WhyNotFound(m_results)}
                       : Resolution{SortFor(m_node, m_addresses).front(), LookupFailure()});
        }
    }

    Ptr<ns3::Node> m_node;
    Callback<void, const Resolution&> m_done;
    int m_missing{0};
    std::vector<LookupResult> m_results;
    std::vector<IpAddress> m_addresses;
};

} // namespace

void
ResolveFirst(const Ptr<ns3::Node>& node,
             const Ptr<NameLookup>& lookup,
             const std::string& name,
             std::optional<Family> only,
             Callback<void, const Resolution&> done)
{
    const auto collector = Create<Collector>(node, done);
    collector->Ask(lookup, name, only);
}

} // namespace ns3::v6lab
