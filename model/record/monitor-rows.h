// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MONITOR_ROWS_H
#define V6LAB_MONITOR_ROWS_H

#include <cstdint>
#include <string>

namespace ns3::v6lab
{

/** A tuple of a VNet flow log, version 4, in Azure's words (`v_flow_log`). */
struct FlowLogRow
{
    std::string time; //!< of the record, ISO 8601
    std::string flowLogResourceId;
    std::string targetResourceId;
    std::string mac; //!< "001122AABBCC"
    std::string aclId;
    std::string rule;
    int64_t timestamp{0}; //!< ms since 1970, of the tuple
    std::string source;
    std::string destination;
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint8_t protocol{0};
    std::string direction; //!< I or O
    std::string state;     //!< B, C, E or D
    uint64_t packetsSent{0};
    uint64_t bytesSent{0};
    uint64_t packetsReceived{0};
    uint64_t bytesReceived{0};
};

/** A value of a metric of Azure Monitor (`v_metric`). */
struct MetricRow
{
    std::string time; //!< ISO 8601: the end of what it is about
    std::string resource;
    std::string type;
    std::string metric;
    std::string dimensions; //!< "Name=value, Name=value", or empty
    double value{0};
    std::string aggregation;
};

} // namespace ns3::v6lab

#endif // V6LAB_MONITOR_ROWS_H
