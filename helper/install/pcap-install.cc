// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/pcap-install.h"

#include "ns3/csma-net-device.h"
#include "ns3/pcap-file-wrapper.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

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

void
EnablePcap(const Installation& installation, const std::string& folder)
{
    namespace fs = std::filesystem;
    std::error_code code;
    fs::create_directories(folder, code);
    if (!fs::is_directory(folder, code))
    {
        throw std::invalid_argument(fmt::format("cannot make the folder {} for captures", folder));
    }
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
        }
    }
}

} // namespace ns3::v6lab
