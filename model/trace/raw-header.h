// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RAW_HEADER_H
#define V6LAB_RAW_HEADER_H

#include "ns3/header.h"

#include <boost/container/small_vector.hpp>
#include <vector>

namespace ns3::v6lab
{

/** Headers as bytes, put in front of a packet as they are. */
class RawHeader : public Header
{
  public:
    static TypeId GetTypeId();

    RawHeader() = default;
    explicit RawHeader(const std::vector<uint8_t>& bytes);
    RawHeader(const uint8_t* bytes, size_t size);

    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    /** Takes everything there is: the bytes do not tell their own length. */
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

  private:
    boost::container::small_vector<uint8_t, 96> m_bytes; //!< ordinary ones without an allocation
};

} // namespace ns3::v6lab

#endif // V6LAB_RAW_HEADER_H
