// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAME_LOOKUP_H
#define V6LAB_NAME_LOOKUP_H

#include "model/core/address.h"
#include "model/core/reason.h"

#include "ns3/callback.h"
#include "ns3/object.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What came of the question for a name's addresses of one family. */
struct LookupResult
{
    enum class Kind : uint8_t
    {
        Addresses,
        Negative, //!< the answer is that there are none (RFC 2308 2)
        Failure,  //!< there was no answer, or an error
    };

    Family family{Family::V6};
    Kind kind{Kind::Failure};
    std::vector<IpAddress> addresses;
    uint32_t ttl{0};   //!< s
    std::string rcode; //!< "NOERROR", "NXDOMAIN", "SERVFAIL", …; empty: nobody answered
    bool asked{true};  //!< false: there was nobody to ask
};

/** Who finds the addresses of names: the stub resolver of a host. */
class NameLookup : public Object
{
  public:
    static TypeId GetTypeId();

    using Answer = Callback<void, const LookupResult&>;

    /**
     * Asks for the addresses of one family: AAAA or A. Calls back exactly once, with that family,
     * perhaps before it returns; also when nobody answers in the resolver's own time.
     */
    virtual void Lookup(const std::string& name, Family family, Answer answer) = 0;
};

/** Why a name could not be called. */
struct LookupFailure
{
    Reason reason{Reason::None};
    std::string text; //!< what the application sees
};

/**
 * From the results of all families that were asked for, none with addresses: that the name does not
 * exist says more than that a question failed, and that more than that a family has no address.
 */
LookupFailure WhyNotFound(const std::vector<LookupResult>& results);

} // namespace ns3::v6lab

#endif // V6LAB_NAME_LOOKUP_H
