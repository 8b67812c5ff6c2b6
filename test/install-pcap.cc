// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/pcap-install.h"
#include "test/support/recorded.h"
#include "test/support/table.h"
#include "test/support/two-hosts.h"

#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

using namespace ns3::v6lab;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

/** Captures a ping over IPv4 and a TCP transaction over IPv6. */
void
Capture(const std::string& folder)
{
    test::TwoHosts hosts;
    hosts.topology.workloads = {test::Ask("ping", "b", "v4"), test::Ask("tcp", "b", "v6")};
    InstallWorkloads(hosts.topology, hosts.in);
    EnablePcap(hosts.in, folder);
    hosts.Run();
}

std::string
Bytes(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const std::vector<Row> ROWS{
    {"each device has its capture, slashes in its name are dashes, the link type is its own",
     "",
     [](Verdict& v) {
         const TemporaryFile folder("captures");
         Capture(folder.Path() + "/deep");
         for (const char* name : {"a-link.pcap", "b-link.pcap"})
         {
             const std::string bytes = Bytes(folder.Path() + "/deep/" + name);
             v.True(bytes.size() > 1000, std::string(name) + " holds packets");
             // The file header's last word, in the byte order of the machine: 9 is PPP.
             v.Equal(static_cast<int>(bytes[20]), 9, "link type");
         }
     }},
    {"devices whose names differ in nothing but slash and dash have a capture each",
     "",
     [](Verdict& v) {
         const TemporaryFile folder("captures-alike");
         {
             test::TwoHosts hosts;
             hosts.in.devices = {{"a/b-c", hosts.in.devices.at("a/link")},
                                 {"a-b/c", hosts.in.devices.at("b/link")}};
             hosts.topology.workloads = {test::Ask("ping", "b", "v4")};
             InstallWorkloads(hosts.topology, hosts.in);
             EnablePcap(hosts.in, folder.Path());
             hosts.Run();
         } // closes the files
         v.True(Bytes(folder.Path() + "/a-b-c.pcap").size() > 100, "the first holds packets");
         v.True(Bytes(folder.Path() + "/a-b-c-2.pcap").size() > 100, "the second holds packets");
     }},
    {"equal runs make byte-equal captures",
     "",
     [](Verdict& v) {
         const TemporaryFile one("captures-one");
         const TemporaryFile two("captures-two");
         // ns-3 does not reset its random streams within a process, so each run is a process.
         for (const auto* folder : {&one, &two})
         {
             const pid_t child = fork();
             if (child == 0)
             {
                 Capture(folder->Path());
                 _exit(0);
             }
             waitpid(child, nullptr, 0);
         }
         v.True(!Bytes(one.Path() + "/a-link.pcap").empty(), "there are bytes");
         v.True(Bytes(one.Path() + "/a-link.pcap") == Bytes(two.Path() + "/a-link.pcap"), "equal");
     }},
    {"a folder that cannot be made is the user's trouble, not an abort",
     "",
     [](Verdict& v) {
         test::TwoHosts hosts;
         v.Equal(test::Complaint([&] { EnablePcap(hosts.in, "/proc/captures"); }),
                 "cannot make the folder /proc/captures for captures",
                 "complaint");
         const TemporaryFile file("captures-file");
         std::ofstream(file.Path()) << "x";
         v.Equal(test::Complaint([&] { EnablePcap(hosts.in, file.Path()); }),
                 "cannot make the folder " + file.Path() + " for captures",
                 "complaint");
     }},
};

V6LAB_SUITE("v6lab-install-pcap", ROWS);

} // namespace
