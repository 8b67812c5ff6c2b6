// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INPUT_ERROR_H
#define V6LAB_INPUT_ERROR_H

#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * A file or value from outside is wrong; carries every message, what() joins them with newlines.
 *
 * A message starts with where ("lab.yaml:12: ") when it is about a place in a file.
 */
class InputError : public std::runtime_error
{
  public:
    explicit InputError(const std::string& message);
    /** At least one message; of more than 50 the rest is only counted. */
    explicit InputError(std::vector<std::string> messages);

    const std::vector<std::string>& GetMessages() const
    {
        return m_messages;
    }

  private:
    std::vector<std::string> m_messages;
};

/** `text` fit for a message: at most 60 bytes, control characters replaced. */
std::string Clipped(const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_INPUT_ERROR_H
