// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_ATTRIBUTE_READER_H
#define V6LAB_BGP_ATTRIBUTE_READER_H

#include "model/core/bgp/message-codec.h"

#include <bitset>

namespace ns3::v6lab::bgp
{

/** The path attributes of one UPDATE, judged one by one (RFC 4271 6.3, RFC 7606 3 to 7). */
class AttributeReader
{
  public:
    explicit AttributeReader(const WireContext& context)
        : m_context(context)
    {
    }

    /** The error that ends the session, if there is one. */
    std::optional<Error> Read(ByteReader list);

    bool Has(uint8_t type) const
    {
        return m_seen[type];
    }

    /** Whether there is any but MP_UNREACH_NLRI. */
    bool SaysMoreThanUnreach() const;

    PathAttributes attributes;
    std::optional<IpAddress> nextHop; //!< for the NLRI field
    std::vector<Announcement> announcements;
    std::vector<Prefix> withdrawn;
    std::vector<AttributeFault> faults;

  private:
    struct Item
    {
        uint8_t flags;
        uint8_t type;
        ByteReader value;
        Bytes whole; //!< for the data of a NOTIFICATION
    };

    std::optional<Error> ReadItem(const Item& item);
    std::optional<Error> ReadUnknown(const Item& item);
    /** One of the attributes that may be wrong without doubt about which routes are meant. */
    void ReadValue(const Item& item);
    void ReadAsPath(const Item& item);
    void ReadNextHop(const Item& item);
    void ReadNumber(const Item& item, std::optional<uint32_t>& to);
    void ReadAggregator(const Item& item, bool wide);
    std::optional<Error> ReadReach(const Item& item);
    std::optional<Error> ReadUnreach(const Item& item);
    /** Puts the four-octet numbers in, if the neighbour cannot send them (RFC 6793 4.2.3). */
    void MergeWide();
    void Withdraw(const Item& item, uint8_t subcode);
    void Discard(const Item& item, uint8_t subcode);

    WireContext m_context;
    std::bitset<256> m_seen;
    std::optional<AsPath> m_as4Path;
    std::optional<Aggregator> m_as4Aggregator;
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_ATTRIBUTE_READER_H
