// SPDX-License-Identifier: GPL-2.0-only
#include "test/tayga/tayga.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::v6lab::test
{

namespace
{

constexpr const char* PROGRAM = "/usr/sbin/tayga";
constexpr size_t TUN_HEADER = 4; //!< flags and Ethertype in front of each packet (Linux tuntap.txt)
constexpr size_t COUNTER = 8;

std::string
WriteConfiguration(const TaygaSettings& settings)
{
    char folder[] = "/tmp/v6lab-tayga-XXXXXX";
    if (!mkdtemp(folder))
    {
        throw std::runtime_error("tayga: no folder for its configuration");
    }
    std::ofstream file(std::string(folder) + "/tayga.conf");
    file << "tun-device v6lab\n"
         << "ipv4-addr " << settings.own4.ToString() << "\n"
         << "ipv6-addr " << settings.own6.ToString() << "\n"
         << "prefix " << settings.prefix.ToString() << "\n"
         << "data-dir " << folder << "\n";
    for (const auto& map : settings.maps)
    {
        file << "map " << map.ipv4.GetAddress().ToString() << " "
             << map.ipv6.GetAddress().ToString() << "\n";
    }
    return folder;
}

} // namespace

Tayga::Tayga(const TaygaSettings& settings)
{
    if (access(PROGRAM, X_OK) != 0)
    {
        throw std::runtime_error("tayga is not installed (packages.txt, group test)");
    }
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    {
        throw std::runtime_error("tayga: no socket pair");
    }
    m_folder = WriteConfiguration(settings);
    m_socket = ends[0];
    Start(ends[1]);
    close(ends[1]);
}

void
Tayga::Start(int socket)
{
    const std::string number = std::to_string(socket);
    const std::string file = m_folder + "/tayga.conf";
    m_process = fork();
    if (m_process == 0)
    {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        fcntl(socket, F_SETFD, 0);
        setenv("V6LAB_TUN_SOCKET", number.c_str(), 1);
        setenv("LD_PRELOAD", V6LAB_TUN_SHIM, 1);
        const int log = open((m_folder + "/log").c_str(), O_CREAT | O_WRONLY, 0600);
        dup2(log, STDOUT_FILENO);
        dup2(log, STDERR_FILENO);
        execl(PROGRAM, "tayga", "-d", "-c", file.c_str(), nullptr);
        _exit(127);
    }
}

Tayga::~Tayga()
{
    close(m_socket);
    kill(m_process, SIGKILL);
    waitpid(m_process, nullptr, 0);
    for (const char* file : {"/tayga.conf", "/log", "/dynamic.map", ""})
    {
        std::remove((m_folder + file).c_str());
    }
}

void
Tayga::Send(const Bytes& packet)
{
    Bytes framed(TUN_HEADER);
    SetWord(framed, 2, packet[0] >> 4 == 4 ? 0x0800 : 0x86dd);
    framed.insert(framed.end(), packet.begin(), packet.end());
    if (send(m_socket, framed.data(), framed.size(), MSG_NOSIGNAL) < 0)
    {
        throw std::runtime_error("tayga is gone");
    }
}

Bytes
Tayga::Receive()
{
    pollfd waiting{m_socket, POLLIN, 0};
    if (poll(&waiting, 1, 10000) != 1)
    {
        throw std::runtime_error("tayga does not answer");
    }
    Bytes framed(TUN_HEADER + 65536);
    const ssize_t size = recv(m_socket, framed.data(), framed.size(), 0);
    if (size <= static_cast<ssize_t>(TUN_HEADER))
    {
        throw std::runtime_error("tayga is gone");
    }
    return Bytes(framed.begin() + TUN_HEADER, framed.begin() + size);
}

Bytes
Tayga::Marker()
{
    Bytes payload = Udp(7, 7, COUNTER);
    ++m_markers;
    std::memcpy(payload.data() + 8, &m_markers, COUNTER);
    Bytes marker = MakePacket(IpAddress::V4(0x08080808), IpAddress::V4(0x08080404), 17, payload);
    if (Word(marker, 26) == 0)
    {
        SetWord(marker, 26, 0xffff); // RFC 768: a 0 would mean that there is none
    }
    return marker;
}

std::vector<Bytes>
Tayga::Exchange(const Bytes& packet)
{
    Send(packet);
    const Bytes marker = Marker();
    Send(marker);
    std::vector<Bytes> sent;
    // TAYGA answers in order: what comes before the marker belongs to the packet.
    while (true)
    {
        Bytes got = Receive();
        if (got.size() == marker.size() + 20 + 8 || got.size() == marker.size() + 20)
        {
            if (std::equal(marker.end() - COUNTER, marker.end(), got.end() - COUNTER))
            {
                return sent;
            }
        }
        sent.push_back(std::move(got));
    }
}

} // namespace ns3::v6lab::test
