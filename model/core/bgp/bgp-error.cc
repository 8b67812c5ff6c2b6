// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/bgp-error.h"

#include <iterator>

namespace ns3::v6lab::bgp
{

namespace
{

struct CodeName
{
    const char* name;
    std::initializer_list<const char*> subcodes; //!< from 1 on; empty where none is defined
};

const CodeName NAMES[] = {
    {"Message Header Error",
     {"Connection Not Synchronized", "Bad Message Length", "Bad Message Type"}},
    {"OPEN Message Error",
     {"Unsupported Version Number",
      "Bad Peer AS",
      "Bad BGP Identifier",
      "Unsupported Optional Parameter",
      "",
      "Unacceptable Hold Time",
      "Unsupported Capability"}},
    {"UPDATE Message Error",
     {"Malformed Attribute List",
      "Unrecognized Well-known Attribute",
      "Missing Well-known Attribute",
      "Attribute Flags Error",
      "Attribute Length Error",
      "Invalid ORIGIN Attribute",
      "",
      "Invalid NEXT_HOP Attribute",
      "Optional Attribute Error",
      "Invalid Network Field",
      "Malformed AS_PATH"}},
    {"Hold Timer Expired", {}},
    {"Finite State Machine Error",
     {"Receive Unexpected Message in OpenSent State",
      "Receive Unexpected Message in OpenConfirm State",
      "Receive Unexpected Message in Established State"}},
    {"Cease",
     {"Maximum Number of Prefixes Reached",
      "Administrative Shutdown",
      "Peer De-configured",
      "Administrative Reset",
      "Connection Rejected",
      "Other Configuration Change",
      "Connection Collision Resolution",
      "Out of Resources",
      "Hard Reset",
      "BFD Down"}},
};

} // namespace

std::string
ToText(const Error& error)
{
    const auto code = static_cast<size_t>(error.code);
    std::string text = "Unknown Error";
    if (code >= 1 && code <= std::size(NAMES))
    {
        const CodeName& name = NAMES[code - 1];
        text = name.name;
        if (error.subcode >= 1 && error.subcode <= name.subcodes.size() &&
            *name.subcodes.begin()[error.subcode - 1] != '\0')
        {
            text += std::string(": ") + name.subcodes.begin()[error.subcode - 1];
        }
    }
    return text + " (" + std::to_string(code) + "/" + std::to_string(error.subcode) + ")";
}

} // namespace ns3::v6lab::bgp
