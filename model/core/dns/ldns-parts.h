// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LDNS_PARTS_H
#define V6LAB_LDNS_PARTS_H

#include <cstdlib>
#include <ldns/ldns.h>
#include <memory>

/** Owners of what ldns allocates; for sources of model/core/dns only, never for public headers. */
namespace ns3::v6lab::ldns
{

struct Free
{
    void operator()(ldns_rdf* rdf) const
    {
        ldns_rdf_deep_free(rdf);
    }

    void operator()(ldns_rr* rr) const
    {
        ldns_rr_free(rr);
    }

    void operator()(ldns_rr_list* list) const
    {
        ldns_rr_list_deep_free(list);
    }

    void operator()(ldns_pkt* packet) const
    {
        ldns_pkt_free(packet);
    }

    void operator()(ldns_buffer* buffer) const
    {
        ldns_buffer_free(buffer);
    }

    void operator()(ldns_key* key) const
    {
        ldns_key_deep_free(key);
    }

    void operator()(void* memory) const
    {
        std::free(memory);
    }
};

using Rdf = std::unique_ptr<ldns_rdf, Free>;
using Rr = std::unique_ptr<ldns_rr, Free>;
using RrList = std::unique_ptr<ldns_rr_list, Free>;
using Packet = std::unique_ptr<ldns_pkt, Free>;
using Buffer = std::unique_ptr<ldns_buffer, Free>;
using Key = std::unique_ptr<ldns_key, Free>;
using Text = std::unique_ptr<char, Free>;
using Bytes = std::unique_ptr<uint8_t, Free>;

} // namespace ns3::v6lab::ldns

#endif // V6LAB_LDNS_PARTS_H
