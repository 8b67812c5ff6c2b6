// SPDX-License-Identifier: GPL-2.0-only
// What a packet costs, as ns-3 attributes.
#include "model/translation/packet-service.h"

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(PacketService);

TypeId
PacketService::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::PacketService")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<PacketService>()
            .AddAttribute("Cores",
                          "Packets that are served at once; receive-side scaling spreads them by "
                          "addresses and ports.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&PacketService::m_cores),
                          MakeUintegerChecker<uint32_t>(1, 128))
            .AddAttribute("RxQueue",
                          "Packets that may wait for each core; more are dropped.",
                          UintegerValue(512),
                          MakeUintegerAccessor(&PacketService::m_queue),
                          MakeUintegerChecker<uint32_t>(0, 1000000))
            .AddAttribute("ForwardCost",
                          "Time for a packet that is not translated.",
                          TimeValue(NanoSeconds(435)),
                          MakeTimeAccessor(&PacketService::m_forward),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("PerPacketCost64",
                          "Time for a packet that becomes IPv4.",
                          TimeValue(NanoSeconds(877)),
                          MakeTimeAccessor(&PacketService::m_to4),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("PerPacketCost46",
                          "Time for a packet that becomes IPv6.",
                          TimeValue(NanoSeconds(877)),
                          MakeTimeAccessor(&PacketService::m_to6),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("LocalCost",
                          "Time for a UDP datagram to the node itself, such as a DNS message to a "
                          "server there; 0: none, and it does not wait for others.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PacketService::m_local),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("PerByteCost",
                          "Time for each byte of the IP packet that comes in, ns.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PacketService::m_byteNs),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("LookupCost",
                          "Time to find the state of a packet that is translated with state.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PacketService::m_lookup),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("CacheMissCost",
                          "Time more where the processor's cache has no room for the state: with n "
                          "states and room for CachedStates, in 1 - CachedStates/n of all cases.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PacketService::m_miss),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("CachedStates",
                          "States that the processor's cache has room for.",
                          UintegerValue(16384),
                          MakeUintegerAccessor(&PacketService::m_cached),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("NewSessionCost",
                          "Time to make a state.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&PacketService::m_newState),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SerialFraction",
                          "Part of the work that only one core at once can do (Amdahl): the time "
                          "of a packet grows with the cores that are at work.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PacketService::m_serial),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("Jitter",
                          "Random part of each packet's time, as a part of that time: 0.1 makes it "
                          "10 % longer; at least -1. None: no jitter.",
                          PointerValue(),
                          MakePointerAccessor(&PacketService::m_jitter),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

} // namespace ns3::v6lab
