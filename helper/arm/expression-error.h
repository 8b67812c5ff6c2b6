// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_EXPRESSION_ERROR_H
#define V6LAB_ARM_EXPRESSION_ERROR_H

#include <cstddef>
#include <stdexcept>
#include <string>

namespace ns3::v6lab::arm
{

/**
 * An expression has no value: it is wrong, or it needs what only a deployment knows.
 * Whoever knows more of the place adds it; a fault of the input only if the value is needed.
 */
class ExpressionError : public std::runtime_error
{
  public:
    /** `position`: the character of the expression, from 1; 0: not known yet. */
    explicit ExpressionError(const std::string& text, size_t position = 0)
        : std::runtime_error(text),
          m_position(position)
    {
    }

    /** An error whose text names its place already; nobody on the way adds theirs. */
    static ExpressionError Placed(const std::string& text)
    {
        ExpressionError error(text);
        error.m_placed = true;
        return error;
    }

    bool IsPlaced() const
    {
        return m_placed;
    }

    size_t GetPosition() const
    {
        return m_position;
    }

  private:
    size_t m_position;
    bool m_placed{false};
};

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_EXPRESSION_ERROR_H
