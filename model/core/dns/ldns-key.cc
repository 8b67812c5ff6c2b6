// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/ldns-key.h"

#include "model/core/dns/ldns-record.h"

#include <cstdio>
#include <stdexcept>

namespace ns3::v6lab::ldns
{

namespace
{

std::string
Base64(const std::string& bytes)
{
    const Rdf rdf(ldns_rdf_new_frm_data(LDNS_RDF_TYPE_B64, bytes.size(), bytes.data()));
    const Text text(ldns_rdf2str(rdf.get()));
    return text ? text.get() : "";
}

} // namespace

Key
FromKey(const DnsKey& key)
{
    // The form in which name servers keep keys is the only door that ldns has for them.
    std::string text =
        "Private-key-format: v1.2\nAlgorithm: 15 (ED25519)\nPrivateKey: " + Base64(key.secret) +
        "\n";
    ldns_key* raw = nullptr;
    const std::unique_ptr<FILE, int (*)(FILE*)> file(fmemopen(text.data(), text.size(), "r"),
                                                     std::fclose);
    if (key.secret.size() != 32 || ldns_key_new_frm_fp(&raw, file.get()) != LDNS_STATUS_OK)
    {
        throw std::invalid_argument("a key of " + key.zone.ToString() + " has no 32 bytes");
    }
    Key made(raw);
    ldns_key_set_pubkey_owner(raw, FromName(key.zone).release());
    ldns_key_set_flags(raw,
                       key.role == DnsKeyRole::ZoneSigning ? LDNS_KEY_ZONE_KEY
                                                           : LDNS_KEY_ZONE_KEY | LDNS_KEY_SEP_KEY);
    const Rr rr(ldns_key2rr(raw));
    ldns_key_set_keytag(raw, ldns_calc_keytag(rr.get()));
    return made;
}

} // namespace ns3::v6lab::ldns
