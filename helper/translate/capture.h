// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CAPTURE_H
#define V6LAB_CAPTURE_H

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A packet of a capture, from its IP header on. */
struct CapturedPacket
{
    int64_t timeNs{0};          //!< since 1970
    std::vector<uint8_t> bytes; //!< empty: a frame without an IP packet, or nothing of it is there
    bool cut{false};            //!< the capture does not hold all of it
};

/**
 * Reads a capture of any format that libpcap reads (pcap, pcapng; microseconds, nanoseconds) with
 * one of these links: Ethernet, raw IP, Linux cooked 1 and 2, PPP, loopback.
 */
class CaptureReader
{
  public:
    /** "-": standard input. Throws std::invalid_argument if it is no capture or of another link. */
    explicit CaptureReader(const std::string& file);
    ~CaptureReader();

    /** Nothing at the end; throws std::invalid_argument if the file breaks off. */
    std::optional<CapturedPacket> Next();

  private:
    class State;
    std::unique_ptr<State> m_state;
};

/** Writes raw IP packets with nanoseconds. */
class CaptureWriter
{
  public:
    /** "-": standard output. Throws std::invalid_argument if the file cannot be made. */
    explicit CaptureWriter(const std::string& file);
    ~CaptureWriter();

    void Write(int64_t timeNs, const std::vector<uint8_t>& bytes);
    /** All is on disk after this; throws std::runtime_error if it is not. */
    void Finish();

  private:
    class State;
    std::unique_ptr<State> m_state;
};

/** The names of the links that are read, for help and messages. */
std::string KnownLinks();

} // namespace ns3::v6lab

#endif // V6LAB_CAPTURE_H
