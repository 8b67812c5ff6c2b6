// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-numbers.h"

#include "model/core/dns/ldns-parts.h"
#include "model/core/dns/zone-words.h"

#include <algorithm>
#include <vector>

namespace ns3::v6lab
{

namespace
{

/** The words in front of the first quoted one: behind it no type has a number. */
std::vector<std::string>
WordsOf(const std::string& data)
{
    std::vector<std::string> words(1);
    for (size_t i = 0; i < data.size() && data[i] != '"'; ++i)
    {
        if (data[i] != ' ' && data[i] != '\t')
        {
            words.back() += data[i];
            words.back() += data[i] == '\\' && i + 1 < data.size() ? data.substr(++i, 1) : "";
        }
        else if (!words.back().empty())
        {
            words.emplace_back();
        }
    }
    return words;
}

bool
IsNumber(const std::string& word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string
FaultOf(const std::string& word, uint64_t largest)
{
    const size_t zeros = std::min(word.find_first_not_of('0'), word.size() - 1);
    const bool fits = IsNumber(word) && word.size() - zeros <= 10 && std::stoull(word) <= largest;
    return fits ? "" : "\"" + word + "\" is no whole number from 0 to " + std::to_string(largest);
}

/** Seconds, or numbers with units. */
std::string
FaultOfPeriod(const std::string& word)
{
    try
    {
        if (!IsNumber(word) && IsTtl(word))
        {
            ReadTtl(word);
            return "";
        }
    }
    catch (const EntryFault& fault)
    {
        return fault.sentence;
    }
    return FaultOf(word, 0xffffffff);
}

std::string
FaultOfField(ldns_rdf_type type, const std::string& word)
{
    switch (type)
    {
    case LDNS_RDF_TYPE_INT8:
        return FaultOf(word, 0xff);
    case LDNS_RDF_TYPE_INT16:
        return FaultOf(word, 0xffff);
    case LDNS_RDF_TYPE_INT32:
        return FaultOf(word, 0xffffffff);
    case LDNS_RDF_TYPE_PERIOD:
        return FaultOfPeriod(word);
    case LDNS_RDF_TYPE_ALG: // these may be words as well
    case LDNS_RDF_TYPE_CERTIFICATE_USAGE:
    case LDNS_RDF_TYPE_SELECTOR:
    case LDNS_RDF_TYPE_MATCHING_TYPE:
        return IsNumber(word) ? FaultOf(word, 0xff) : "";
    default:
        return "";
    }
}

} // namespace

std::string
FaultOfNumbers(uint16_t type, const std::string& data)
{
    const auto* description = ldns_rr_descript(type);
    const auto words = WordsOf(data);
    const bool generic = words.front() == "\\#"; // RFC 3597 5
    const size_t fields = generic ? 0 : ldns_rr_descriptor_maximum(description);
    for (size_t i = 0; i < words.size() && i < fields && !words[i].empty(); ++i)
    {
        const auto fault = FaultOfField(ldns_rr_descriptor_field_type(description, i), words[i]);
        if (!fault.empty())
        {
            return fault;
        }
    }
    return "";
}

} // namespace ns3::v6lab
