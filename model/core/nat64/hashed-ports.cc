// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/keyed-hash.h"
#include "model/core/nat64/port-selector.h"

#include <vector>

namespace ns3::v6lab
{

namespace
{

/**
 * Algorithms 3 and 4: ports follow each other for one destination, from an offset that nobody else
 * can tell. Algorithm 3 counts for all destinations together, algorithm 4 for groups of them.
 */
class HashedPorts : public PortSelector
{
  public:
    HashedPorts(uint64_t seed, size_t counters)
        : m_counters(counters)
    {
        PortRandom random(seed);
        for (uint64_t& word : m_secret)
        {
            word = random.Word();
        }
        for (uint32_t& counter : m_counters)
        {
            counter = random.Below(65536);
        }
    }

    uint16_t Pick(const PortSearch& search) override
    {
        const uint32_t count = search.spans.Count(search.parity);
        const uint64_t offset = Hash(search, 0) % count;
        uint32_t& counter = m_counters[Hash(search, 2) % m_counters.size()];
        const auto index = static_cast<uint32_t>((offset + counter) % count);
        const uint16_t port = search.NextFree(search.spans.At(index, search.parity));
        counter += (search.spans.IndexOf(port, search.parity) + count - index) % count + 1;
        return port;
    }

  private:
    /** F() with the first two words of the secret, G() with the others. */
    uint64_t Hash(const PortSearch& search, size_t key) const
    {
        return KeyedHash(m_secret[key], m_secret[key + 1])
            .Add(search.inside.address)
            .Add(search.remote.address)
            .Add(search.remote.port)
            .Get();
    }

    uint64_t m_secret[4]{};
    std::vector<uint32_t> m_counters;
};

} // namespace

std::unique_ptr<PortSelector>
MakeHashSelector(PortSelection selection, uint64_t seed)
{
    constexpr size_t TABLE_LENGTH = 1024; // 3.3.4: longer tables separate destinations better
    return std::make_unique<HashedPorts>(seed, selection == PortSelection::Hash ? 1 : TABLE_LENGTH);
}

} // namespace ns3::v6lab
