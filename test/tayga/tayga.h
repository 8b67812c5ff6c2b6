// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TAYGA_H
#define V6LAB_TEST_TAYGA_H

#include "model/core/translation/eam-table.h"
#include "test/support/wire.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace ns3::v6lab::test
{

/** How TAYGA is set up; addresses of its own answer pings and send errors. */
struct TaygaSettings
{
    Prefix prefix;
    IpAddress own4;
    IpAddress own6;
    std::vector<Eam> maps; //!< single addresses only
};

/** A running TAYGA behind a socket pair: no kernel, no TUN device, no root. */
class Tayga
{
  public:
    /** Throws std::runtime_error if TAYGA is not installed or does not answer. */
    explicit Tayga(const TaygaSettings& settings);
    ~Tayga();
    Tayga(const Tayga&) = delete;
    Tayga& operator=(const Tayga&) = delete;

    /** What TAYGA sends because of this packet, in order. */
    std::vector<Bytes> Exchange(const Bytes& packet);

  private:
    void Start(int socket);
    void Send(const Bytes& packet);
    Bytes Receive();
    Bytes Marker();

    int m_socket{-1};
    pid_t m_process{-1};
    std::string m_folder;
    uint64_t m_markers{0};
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_TAYGA_H
