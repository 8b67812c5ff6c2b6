// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/capture.h"

#include "helper/translate/link-layer.h"
#include "model/core/time-units.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <pcap/pcap.h>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr int LONGEST = 262144; //!< what tcpdump writes as its limit

const char*
Named(const std::string& file)
{
    return file == "-" ? "standard input" : file.c_str();
}

} // namespace

class CaptureReader::State
{
  public:
    explicit State(const std::string& file)
        : name(Named(file))
    {
        char error[PCAP_ERRBUF_SIZE] = "";
        capture = pcap_open_offline_with_tstamp_precision(file.c_str(),
                                                          PCAP_TSTAMP_PRECISION_NANO,
                                                          error);
        if (!capture)
        {
            throw std::invalid_argument(fmt::format("--in {}: {}", name, error));
        }
        link = pcap_datalink(capture);
        if (!IsKnownLink(link))
        {
            const char* found = pcap_datalink_val_to_name(link);
            pcap_close(capture);
            throw std::invalid_argument(fmt::format("--in {}: its link type is {}; allowed are {}",
                                                    name,
                                                    found ? found : std::to_string(link),
                                                    KnownLinks()));
        }
    }

    ~State()
    {
        pcap_close(capture);
    }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    std::string name;
    pcap_t* capture{nullptr};
    int link{0};
};

CaptureReader::CaptureReader(const std::string& file)
    : m_state(std::make_unique<State>(file))
{
}

CaptureReader::~CaptureReader() = default;

std::optional<CapturedPacket>
CaptureReader::Next()
{
    pcap_pkthdr* header = nullptr;
    const u_char* bytes = nullptr;
    const int found = pcap_next_ex(m_state->capture, &header, &bytes);
    if (found == PCAP_ERROR_BREAK)
    {
        return std::nullopt;
    }
    if (found != 1)
    {
        throw std::invalid_argument(
            fmt::format("--in {}: {}", m_state->name, pcap_geterr(m_state->capture)));
    }
    CapturedPacket packet;
    packet.timeNs = int64_t{header->ts.tv_sec} * SECOND + header->ts.tv_usec; // really nanoseconds
    const FrameView view = FindIpPacket(m_state->link, bytes, header->caplen, header->len);
    packet.bytes.assign(bytes + view.start, bytes + view.start + view.length);
    packet.cut = view.cut;
    return packet;
}

class CaptureWriter::State
{
  public:
    explicit State(const std::string& file)
        : name(file == "-" ? "standard output" : file),
          format(pcap_open_dead_with_tstamp_precision(DLT_RAW, LONGEST, PCAP_TSTAMP_PRECISION_NANO))
    {
        out = pcap_dump_open(format, file.c_str());
        if (!out)
        {
            const std::string error = pcap_geterr(format);
            pcap_close(format);
            throw std::invalid_argument(fmt::format("--out {}", error));
        }
    }

    ~State()
    {
        if (out)
        {
            pcap_dump_close(out);
        }
        pcap_close(format);
    }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    std::string name;
    pcap_t* format;
    pcap_dumper_t* out{nullptr};
};

CaptureWriter::CaptureWriter(const std::string& file)
    : m_state(std::make_unique<State>(file))
{
}

CaptureWriter::~CaptureWriter() = default;

void
CaptureWriter::Write(int64_t timeNs, const std::vector<uint8_t>& bytes)
{
    pcap_pkthdr header{};
    header.ts.tv_sec = static_cast<time_t>(timeNs / SECOND);
    header.ts.tv_usec = static_cast<suseconds_t>(timeNs % SECOND);
    header.caplen = static_cast<bpf_u_int32>(bytes.size());
    header.len = header.caplen;
    pcap_dump(reinterpret_cast<u_char*>(m_state->out), &header, bytes.data());
}

void
CaptureWriter::Finish()
{
    const bool flushed = pcap_dump_flush(m_state->out) == 0;
    if (!flushed || std::ferror(pcap_dump_file(m_state->out)))
    {
        throw std::runtime_error(
            fmt::format("--out {}: cannot be written: {}", m_state->name, std::strerror(errno)));
    }
}

std::string
KnownLinks()
{
    return "Ethernet, raw IP, Linux cooked (1 and 2), PPP and loopback";
}

} // namespace ns3::v6lab
