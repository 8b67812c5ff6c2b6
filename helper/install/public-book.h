// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PUBLIC_BOOK_H
#define V6LAB_PUBLIC_BOOK_H

#include "helper/topology/address-pool.h"
#include "helper/topology/topology.h"
#include "model/core/azure/estate.h"

#include <map>
#include <string>

namespace ns3::v6lab
{

/**
 * The public addresses of a topology: those that its author gave, and for the others the next free
 * ones of documentation prefixes. Throws std::invalid_argument where a name is unknown or an
 * address would belong to two.
 */
class PublicBook
{
  public:
    PublicBook(const Topology& topology, const azure::Estate& estate);

    const PublicIpAddress& Find(const std::string& name, const std::string& where) const;
    /** For an ipConfiguration: an IPv6 one over a global private address is that address. */
    IpAddress Over(const IpAddress& inside, const std::string& name, const std::string& user);
    /** For anything else. */
    IpAddress Take(const std::string& name, const std::string& user);
    /** All addresses of a public IP prefix. */
    std::vector<IpAddress> TakePrefix(const std::string& name, const std::string& user);
    IpAddress TakeShared();
    /** Addresses that the author gave to resources that nothing uses. */
    std::vector<IpAddress> GetIdle() const;
    /** By the resource's name: what it has, and the next free one for a resource without a user. */
    std::map<std::string, IpAddress> TakeAll();

  private:
    void Reserve();
    void Reserve(const Prefix& prefix);
    void ReserveAddress(const std::string& text, const std::string& where);
    AddressPool& PoolOf(Family family);
    Prefix FreePrefix(Family family, uint32_t length);
    void Claim(const IpAddress& address, const std::string& user);

    const Topology& m_topology;
    const azure::Estate& m_estate;
    AddressPool m_v4;
    AddressPool m_v6;
    std::map<std::string, IpAddress> m_associated;
    std::map<IpAddress, std::string> m_owners;
};

} // namespace ns3::v6lab

#endif // V6LAB_PUBLIC_BOOK_H
