// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_FIELD_H
#define V6LAB_ARM_FIELD_H

#include "helper/arm/value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::v6lab::arm
{

/**
 * A place in an evaluated resource that the import reads. What is there with the wrong type, or
 * has no value before deployment, becomes a fault with its place; what is absent does not.
 */
class Field
{
  public:
    Field(const Value* value, std::string place, std::vector<std::string>& faults);

    /** The property of that name in any letter case; absent in what is absent. */
    Field operator[](const std::string& name) const;
    /** The items of an array; none if absent. */
    std::vector<Field> Items() const;

    bool Exists() const
    {
        return m_value && !m_value->is_null();
    }

    std::string Text(const std::string& fallback = "") const;
    /** A count, port or priority; what is no such number becomes 0 for Validate() to refuse. */
    uint32_t Number(uint32_t fallback) const;
    /** true, false, or a string that says so: templates quote them at times. */
    bool Flag(bool fallback) const;
    std::vector<std::string> Texts() const;

    const std::string& GetPlace() const
    {
        return m_place;
    }

    void Refuse(const std::string& text) const;

  private:
    const Value* m_value;
    std::string m_place;
    std::vector<std::string>* m_faults;
};

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_FIELD_H
