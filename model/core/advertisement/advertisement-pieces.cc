// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/advertisement-pieces.h"

#include <algorithm>
#include <iterator>

namespace ns3::v6lab
{

namespace
{

bool
Fits(const RouterAdvertisement& piece)
{
    return piece.Encode(IpAddress(), IpAddress()).size() <= LONGEST_ADVERTISEMENT;
}

bool
IsVoid(const Pref64Option& pref64)
{
    return pref64.lifetimeSeconds == 0;
}

/** Puts options into the last piece, or into one more that begins like `common`. */
template <typename Option>
void
Deal(const std::vector<Option>& options,
     std::vector<Option> RouterAdvertisement::*list,
     const RouterAdvertisement& common,
     std::vector<RouterAdvertisement>& pieces)
{
    for (const Option& option : options)
    {
        (pieces.back().*list).push_back(option);
        if (!Fits(pieces.back()))
        {
            (pieces.back().*list).pop_back();
            pieces.push_back(common);
            (pieces.back().*list).push_back(option);
        }
    }
}

void
Close(const RecursiveDnsServers& part, RouterAdvertisement& piece)
{
    if (!part.addresses.empty())
    {
        piece.resolvers.push_back(part);
    }
}

/** A list of many resolvers goes on in the next piece. */
void
DealResolvers(const std::vector<RecursiveDnsServers>& lists,
              const RouterAdvertisement& common,
              std::vector<RouterAdvertisement>& pieces)
{
    for (const auto& [addresses, lifetimeSeconds] : lists)
    {
        RecursiveDnsServers part{{}, lifetimeSeconds};
        for (const auto& address : addresses)
        {
            part.addresses.push_back(address);
            RouterAdvertisement longer = pieces.back();
            longer.resolvers.push_back(part);
            if (!Fits(longer))
            {
                part.addresses.pop_back();
                Close(part, pieces.back());
                pieces.push_back(common);
                part.addresses = {address};
            }
        }
        Close(part, pieces.back());
    }
}

} // namespace

std::vector<RouterAdvertisement>
InPieces(const RouterAdvertisement& whole)
{
    if (Fits(whole))
    {
        return {whole};
    }
    RouterAdvertisement common = whole;
    common.prefixes.clear();
    common.resolvers.clear();
    auto& live = common.pref64s;
    live.erase(std::remove_if(live.begin(), live.end(), IsVoid), live.end());
    std::vector<Pref64Option> gone;
    std::copy_if(whole.pref64s.begin(), whole.pref64s.end(), std::back_inserter(gone), IsVoid);
    std::vector<RouterAdvertisement> pieces{common};
    Deal(whole.prefixes, &RouterAdvertisement::prefixes, common, pieces);
    DealResolvers(whole.resolvers, common, pieces);
    Deal(gone, &RouterAdvertisement::pref64s, common, pieces);
    return pieces;
}

} // namespace ns3::v6lab
