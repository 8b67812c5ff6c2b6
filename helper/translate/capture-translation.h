// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CAPTURE_TRANSLATION_H
#define V6LAB_CAPTURE_TRANSLATION_H

#include "helper/translate/capture.h"
#include "helper/translate/packet-translator.h"

#include <cstdint>
#include <map>
#include <string>

namespace ns3::v6lab
{

/** What became of the packets of a capture: each that was read counts once. */
struct CaptureSummary
{
    uint64_t read{0};
    uint64_t translated{0}; //!< packets that came in, those that had to wait as well
    uint64_t notMine{0};    //!< IP, but no translator's business
    uint64_t notIp{0};      //!< frames without an IP packet
    uint64_t cut{0};        //!< packets that the capture does not hold in full
    uint64_t held{0};       //!< fragments and SYNs that still wait for something
    uint64_t written{0};    //!< packets
    uint64_t answered{0};   //!< ICMP errors of the translator's own among them
    std::map<Reason, uint64_t> dropped;

    /** One line of text each. */
    std::string ToText() const;
};

/**
 * Translates a capture packet by packet; the packets' times move the translator's timers, too.
 * The summary counts on when reading or writing throws: what was written before stays good.
 */
void TranslateCapture(CaptureReader& in,
                      CaptureWriter& out,
                      PacketTranslator& translator,
                      CaptureSummary& summary);

} // namespace ns3::v6lab

#endif // V6LAB_CAPTURE_TRANSLATION_H
