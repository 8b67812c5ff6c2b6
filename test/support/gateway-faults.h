// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_GATEWAY_FAULTS_H
#define V6LAB_TEST_GATEWAY_FAULTS_H

#include "test/support/fault-rows.h"
#include "test/support/gateway-lab.h"

/** Rows that change a hub with a gateway a little and say what Validate() must find. */
namespace ns3::v6lab::test
{

inline const std::string GATEWAY = "virtualNetworkGateways[0]";

/** Of VpnSite(). */
inline Row
Vpn(const std::string& sentence,
    const std::string& rule,
    const std::string& path,
    const std::string& word,
    const Edit& change)
{
    return Refused(sentence, rule, path, word, change, [] { return VpnSite(); });
}

/** Of CircuitSite(). */
inline Row
Circuit(const std::string& sentence,
        const std::string& rule,
        const std::string& path,
        const std::string& word,
        const Edit& change)
{
    return Refused(sentence, rule, path, word, change, [] { return CircuitSite(); });
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_GATEWAY_FAULTS_H
