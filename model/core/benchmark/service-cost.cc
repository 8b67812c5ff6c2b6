// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/service-cost.h"

namespace ns3::v6lab
{

double
ServiceNs(const ServiceCost& cost, const ServiceRequest& request)
{
    const Operation operation = request.operation;
    const double fixed = operation == Operation::To4     ? cost.to4Ns
                         : operation == Operation::To6   ? cost.to6Ns
                         : operation == Operation::Local ? cost.localNs
                                                         : cost.forwardNs;
    double ns = fixed + cost.byteNs * request.length;
    if (operation == Operation::Forward || operation == Operation::Local)
    {
        return ns;
    }
    if (request.states > 0)
    {
        ns += cost.lookupNs;
    }
    if (request.states > cost.cachedStates)
    {
        ns += cost.missNs *
              (1 - static_cast<double>(cost.cachedStates) / static_cast<double>(request.states));
    }
    return request.needsState ? ns + cost.newStateNs : ns;
}

double
Slowdown(double serialFraction, uint32_t busy)
{
    return 1 - serialFraction + serialFraction * busy;
}

double
CapacityOf(double serviceNs, uint32_t cores, double serialFraction)
{
    return 1e9 * cores / (serviceNs * Slowdown(serialFraction, cores));
}

} // namespace ns3::v6lab
