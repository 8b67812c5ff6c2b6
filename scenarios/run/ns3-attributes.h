// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NS3_ATTRIBUTES_H
#define V6LAB_NS3_ATTRIBUTES_H

#include <csignal>
#include <exception>
#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** "ns3::Class::Attribute" → value: what --ns3::Class::Attribute=value asks for. */
using Ns3Attributes = std::map<std::string, std::string>;

/**
 * Makes the values ns-3's defaults. Throws std::invalid_argument for an attribute that ns-3 does
 * not have, a value that it cannot parse, and a type that cannot do the attribute's work. Must be
 * called before there is a second thread.
 */
void SetNs3Attributes(const Ns3Attributes& attributes);
/** Throws as SetNs3Attributes() would, and sets nothing. */
void RefuseNs3Attributes(const Ns3Attributes& attributes);

/**
 * Many values parse and are unusable all the same, and ns-3 crashes long after. While this lives, a
 * crash ends the process with a message that names the attributes, and the status of wrong input,
 * 2. Does nothing if there are no attributes: then a crash is our own fault, and must look it.
 */
class Ns3CrashNotice
{
  public:
    explicit Ns3CrashNotice(const Ns3Attributes& attributes);
    ~Ns3CrashNotice();
    Ns3CrashNotice(const Ns3CrashNotice&) = delete;
    Ns3CrashNotice& operator=(const Ns3CrashNotice&) = delete;

  private:
    std::vector<char> m_stack; //!< for the handler: endless recursion leaves it none
    stack_t m_oldStack{};
    std::map<int, struct sigaction> m_oldActions;
    std::terminate_handler m_oldTerminate{nullptr};
};

} // namespace ns3::v6lab

#endif // V6LAB_NS3_ATTRIBUTES_H
