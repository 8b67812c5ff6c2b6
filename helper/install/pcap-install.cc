// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/pcap-install.h"

#include "ns3/csma-net-device.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"
#include "ns3/virtual-net-device.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <stdexcept>
#include <sys/statvfs.h>

namespace ns3::v6lab
{

namespace
{

// Link types of the pcap format (www.tcpdump.org/linktypes.html).
constexpr uint32_t LINKTYPE_ETHERNET = 1;
constexpr uint32_t LINKTYPE_PPP = 9;
constexpr uint32_t LINKTYPE_RAW = 101;

uint32_t
LinkTypeOf(const Ptr<NetDevice>& device)
{
    if (DynamicCast<PointToPointNetDevice>(device))
    {
        return LINKTYPE_PPP;
    }
    if (DynamicCast<CsmaNetDevice>(device))
    {
        return LINKTYPE_ETHERNET;
    }
    return LINKTYPE_RAW;
}

void
WritePacket(Ptr<PcapFileWrapper> file, Ptr<const Packet> packet)
{
    file->Write(Simulator::Now(), packet);
    if (file->Fail())
    {
        Simulator::Stop(); // CloseCaptures() says why
    }
}

Ptr<PcapFileWrapper>
Open(const std::string& path, uint32_t linkType)
{
    const auto file = CreateObject<PcapFileWrapper>();
    file->Open(path, std::ios::out | std::ios::binary);
    if (file->Fail())
    {
        throw std::invalid_argument(fmt::format("cannot write the capture {}", path));
    }
    file->Init(linkType, 65535);
    return file;
}

/** `code` is the error of the last write, or 0 if it was not the last that failed. */
std::string
WhyNotWritten(const std::string& path, int code)
{
    struct statvfs disk = {};
    const bool full = statvfs(path.c_str(), &disk) == 0 && disk.f_bavail == 0;
    if (code == ENOSPC || (code == 0 && full))
    {
        return "the disk is full";
    }
    return code == 0 ? "it could not be written" : std::strerror(code);
}

/** "node/link" as "node-link", and "node-link-2" if another device is called so already. */
std::string
FreeStem(std::string name, std::set<std::string>& taken)
{
    std::replace(name.begin(), name.end(), '/', '-');
    std::string stem = name;
    for (int i = 2; !taken.insert(stem).second; ++i)
    {
        stem = fmt::format("{}-{}", name, i);
    }
    return stem;
}

} // namespace

Captures
EnablePcap(const Installation& installation, const std::string& folder)
{
    namespace fs = std::filesystem;
    std::error_code code;
    fs::create_directories(folder, code);
    if (!fs::is_directory(folder, code))
    {
        throw std::invalid_argument(fmt::format("cannot make the folder {} for captures", folder));
    }
    Captures captures;
    std::set<std::string> taken;
    for (const auto& [name, device] : installation.devices)
    {
        const std::string stem = FreeStem(name, taken);
        const std::string path = (fs::path(folder) / (stem + ".pcap")).string();
        const auto file = Open(path, LinkTypeOf(device));
        const auto write = MakeBoundCallback(&WritePacket, file);
        if (!device->TraceConnectWithoutContext("PromiscSniffer", write) &&
            !device->TraceConnectWithoutContext("Sniffer", write))
        {
            fs::remove(path, code);
            continue;
        }
        if (device->GetObject<VirtualNetDevice>()) // its sniffers hear what arrives alone
        {
            device->TraceConnectWithoutContext("MacTx", write);
        }
        captures[path] = file;
    }
    return captures;
}

void
CloseCaptures(const Captures& captures)
{
    std::string trouble;
    for (const auto& [path, file] : captures)
    {
        errno = 0;
        file->Close(); // writes what is buffered
        if (file->Fail() && trouble.empty())
        {
            trouble = fmt::format("{}: {}", path, WhyNotWritten(path, errno));
        }
    }
    if (!trouble.empty())
    {
        throw CaptureError(trouble);
    }
}

} // namespace ns3::v6lab
