// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_ADDRESS_BOOK_H
#define V6LAB_ARM_ADDRESS_BOOK_H

#include "helper/arm/value.h"
#include "helper/topology/topology.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab::arm
{

struct Resource;

/** Whether an empty AddressBook gave the address. */
bool IsDummy(const std::string& address);

/** A resource of the template and its name among those of its type in the topology. */
struct NamedResource
{
    std::string type; //!< lower case
    std::string id;
    std::string name;
};

/**
 * The addresses that a template leaves open and reference() is asked for all the same: Azure
 * assigns them when it deploys, v6lab when it plans (A3). Which ones depends on the whole template,
 * so it is read first with an empty book, which answers with dummies (RFC 7600's 192.0.0.8, and one
 * of the discard prefix, 100::8), then with the book of the plan.
 */
class AddressBook
{
  public:
    AddressBook() = default;
    /** What the plan assigned. Throws std::invalid_argument as PlanAzure() does. */
    AddressBook(const Topology& topology, const std::vector<NamedResource>& resources);

    /** Adds to a resource's properties the addresses that only the deployed one has. */
    void Complete(const Resource& resource, Value& properties);
    /** The address of an IP configuration, given or assigned; empty while the book is. */
    std::string PrivateAddress(const std::string& id, const std::string& configuration);

    /** Of a public IP address that reference() was asked for: what it must then have. */
    std::string PublicAddress(const std::string& id) const;

    /** True once an answer depended on the book. */
    bool WasAsked() const
    {
        return m_asked;
    }

    bool SameAs(const AddressBook& other) const
    {
        return m_addresses == other.m_addresses;
    }

  private:
    void Note(const std::string& id, const std::string& part, const std::string& address);
    const std::string* Find(const std::string& id, const std::string& part) const;
    /** Into `holder`, which may have the address already. */
    void Fill(Value& holder,
              const char* key,
              const std::string& id,
              const std::string& part,
              bool version6);
    void CompleteConfigurations(Value& properties,
                                const char* list,
                                const std::string& id,
                                bool onlyFirst);
    void CompleteGateway(Value& properties, const std::string& id);

    bool m_empty{true};
    bool m_asked{false};
    std::set<std::string> m_askedFor;               //!< keys
    std::map<std::string, std::string> m_addresses; //!< by id and configuration
};

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_ADDRESS_BOOK_H
