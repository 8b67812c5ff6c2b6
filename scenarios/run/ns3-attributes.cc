// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/run/ns3-attributes.h"

#include "ns3/config.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/object-factory.h"
#include "ns3/rtt-estimator.h"
#include "ns3/string.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-recovery-ops.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>

namespace ns3::v6lab
{

namespace
{

constexpr int WRONG_INPUT = 2;
constexpr size_t HANDLER_STACK = 65536;

/** What the handler writes; made beforehand, because it must not allocate. */
std::string g_notice;

extern "C" void
WriteNotice(int)
{
    std::ignore = write(STDERR_FILENO, g_notice.data(), g_notice.size());
    _exit(WRONG_INPUT);
}

/** An attribute whose value is a type: ns-3 takes any, and crashes with most of them. */
struct TypeAttribute
{
    const char* name;
    const char* base;
    bool (*fits)(const Ptr<Object>& object);
};

template <typename Base>
bool
Is(const Ptr<Object>& object)
{
    return DynamicCast<Base>(object) != nullptr;
}

const TypeAttribute*
FindTypeAttribute(const std::string& name)
{
    static const std::vector<TypeAttribute> all{
        {"ns3::TcpL4Protocol::SocketType", "ns3::TcpCongestionOps", &Is<TcpCongestionOps>},
        {"ns3::TcpL4Protocol::RecoveryType", "ns3::TcpRecoveryOps", &Is<TcpRecoveryOps>},
        {"ns3::TcpL4Protocol::RttEstimatorType", "ns3::RttEstimator", &Is<RttEstimator>},
        {"ns3::NetDeviceQueueInterface::TxQueuesType", "ns3::NetDeviceQueue", &Is<NetDeviceQueue>},
    };
    for (const auto& attribute : all)
    {
        if (name == attribute.name)
        {
            return &attribute;
        }
    }
    return nullptr;
}

/** By making one: the parents that TypeIds name are not always the true ones (TcpCubic's). */
bool
Fits(const TypeAttribute* attribute, const std::string& type)
{
    return !attribute || attribute->fits(ObjectFactory(type).Create());
}

/** Tries a value in a child process first: given text that it cannot parse, ns-3 aborts. */
bool
Ns3Accepts(const std::string& name, const std::string& value)
{
    const pid_t child = fork();
    if (child == 0)
    {
        std::freopen("/dev/null", "w", stderr);
        std::freopen("/dev/null", "w", stdout);
        const bool good = Config::SetDefaultFailSafe(name, StringValue(value)) &&
                          Fits(FindTypeAttribute(name), value);
        _exit(good ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    return status == 0;
}

/** Why ns-3 has no use for it: the class, the attribute (it may be a base class's) or the value. */
std::string
Complaint(const std::string& name)
{
    const size_t end = name.rfind("::");
    const std::string type = name.substr(0, end);
    const std::string attribute = end == std::string::npos ? "" : name.substr(end + 2);
    TypeId tid;
    if (!TypeId::LookupByNameFailSafe(type, &tid))
    {
        return "ns-3 has no class " + type;
    }
    for (TypeId owner = tid;; owner = owner.GetParent())
    {
        for (size_t i = 0; i < owner.GetAttributeN(); ++i)
        {
            const auto info = owner.GetAttribute(i);
            if (info.name != attribute)
            {
                continue;
            }
            if (owner != tid)
            {
                return "the attribute is --" + owner.GetAttributeFullName(i);
            }
            return "no such value; allowed is " +
                   (info.checker->HasUnderlyingTypeInformation()
                        ? info.checker->GetUnderlyingTypeInformation()
                        : "a " + info.checker->GetValueTypeName());
        }
        if (!owner.HasParent() || owner.GetParent() == owner)
        {
            return type + " has no such attribute";
        }
    }
}

} // namespace

void
RefuseNs3Attributes(const Ns3Attributes& attributes)
{
    for (const auto& [name, value] : attributes)
    {
        if (!Ns3Accepts(name, value))
        {
            const TypeAttribute* type = FindTypeAttribute(name);
            throw std::invalid_argument("--" + name + "=" + value +
                                        (type ? std::string(": allowed is a type of ") + type->base
                                              : ": " + Complaint(name)));
        }
    }
}

void
SetNs3Attributes(const Ns3Attributes& attributes)
{
    RefuseNs3Attributes(attributes);
    for (const auto& [name, value] : attributes)
    {
        Config::SetDefault(name, StringValue(value));
    }
}

Ns3CrashNotice::Ns3CrashNotice(const Ns3Attributes& attributes)
{
    if (attributes.empty())
    {
        return;
    }
    g_notice.clear();
    for (const auto& [name, value] : attributes)
    {
        g_notice += (g_notice.empty() ? "--" : " or --") + name + "=" + value;
    }
    g_notice = "v6lab: ns-3 failed; the value of " + g_notice + " may be unusable\n";
    m_stack.resize(HANDLER_STACK);
    stack_t stack{};
    stack.ss_sp = m_stack.data();
    stack.ss_size = m_stack.size();
    sigaltstack(&stack, &m_oldStack);
    struct sigaction action = {};
    action.sa_handler = &WriteNotice;
    action.sa_flags = SA_ONSTACK;
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL})
    {
        sigaction(signal, &action, &m_oldActions[signal]);
    }
    m_oldTerminate = std::set_terminate(&std::abort);
}

Ns3CrashNotice::~Ns3CrashNotice()
{
    if (m_stack.empty())
    {
        return;
    }
    std::set_terminate(m_oldTerminate);
    for (const auto& [signal, action] : m_oldActions)
    {
        sigaction(signal, &action, nullptr);
    }
    sigaltstack(&m_oldStack, nullptr);
}

} // namespace ns3::v6lab
