// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/picture-parts.h"
#include "helper/topology/managed-networks.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MANY_PEERINGS = 5;

/** What one side of a peering allows beyond the default. */
std::string
FlagWords(const VirtualNetworkPeering& side)
{
    std::string words;
    const auto add = [&](bool set, const char* word) {
        words += set ? (words.empty() ? "" : ", ") + std::string(word) : "";
    };
    add(!side.allowVirtualNetworkAccess, "access blocked");
    add(side.allowForwardedTraffic, "forwarded traffic");
    add(side.allowGatewayTransit, "gateway transit");
    add(side.useRemoteGateways, "remote gateways");
    add(side.enableOnlyIPv6Peering, "only IPv6");
    for (const auto& subnet : side.localSubnetNames)
    {
        add(!side.peerCompleteVnets, ("only " + subnet).c_str());
    }
    return words;
}

class PeeringMaker
{
  public:
    explicit PeeringMaker(PictureParts& parts)
        : m_topology(parts.topology),
          m_context(parts.context),
          m_managed(ApplyManagers(parts.topology)),
          m_picture(parts.picture)
    {
    }

    void Add()
    {
        AddMeshes();
        AddPeerings();
        FindCommonFlags();
    }

  private:
    /** Each member says so: lines between all of them would hide the rest. */
    void AddMeshes()
    {
        for (size_t i = 0; i < m_managed.meshes.size(); ++i)
        {
            for (const size_t place : m_managed.meshes[i].members)
            {
                m_picture.networks[place].prefixes.push_back("connected group " +
                                                             std::to_string(i + 1));
            }
        }
    }

    void AddPeerings()
    {
        const auto& vnets = m_managed.virtualNetworks;
        for (size_t i = 0; i < vnets.size(); ++i)
        {
            for (const auto& side : vnets[i].virtualNetworkPeerings)
            {
                const auto remote = m_context.vnets.Find(side.remoteVirtualNetwork);
                if (remote && *remote != i)
                {
                    AddPeering(i, *remote, side);
                }
            }
        }
    }

    void AddPeering(size_t from, size_t to, const VirtualNetworkPeering& side)
    {
        const VirtualNetworkPeering* other = Side(to, from);
        if (other && to < from)
        {
            return; // drawn from the other end
        }
        PeeringView view;
        view.from = from;
        view.to = to;
        view.state = State(side, other);
        const std::string ours = FlagWords(side);
        const std::string theirs = other ? FlagWords(*other) : "";
        if (other && ours == theirs)
        {
            view.flags = ours.empty() ? std::vector<std::string>{} : std::vector<std::string>{ours};
        }
        else
        {
            view.flags.push_back(m_topology.virtualNetworks[from].name + ": " +
                                 (ours.empty() ? "no flags" : ours));
            view.flags.push_back(m_topology.virtualNetworks[to].name + ": " +
                                 (!other           ? "no peering back"
                                  : theirs.empty() ? "no flags"
                                                   : theirs));
        }
        m_picture.peerings.push_back(std::move(view));
    }

    const VirtualNetworkPeering* Side(size_t from, size_t to) const
    {
        const auto& sides = m_managed.virtualNetworks[from].virtualNetworkPeerings;
        const auto found = std::find_if(sides.begin(), sides.end(), [&](const auto& side) {
            return side.remoteVirtualNetwork == m_topology.virtualNetworks[to].name;
        });
        return found == sides.end() ? nullptr : &*found;
    }

    static std::string State(const VirtualNetworkPeering& side, const VirtualNetworkPeering* other)
    {
        for (const auto* half : {&side, other})
        {
            if (half && (half->peeringState == "Disconnected" || half->peeringState == "Initiated"))
            {
                return half->peeringState;
            }
        }
        return other ? "Connected" : "Initiated";
    }

    void FindCommonFlags()
    {
        const auto& peerings = m_picture.peerings;
        const auto like = [&](const PeeringView& peering) {
            return peering.state == "Connected" && peering.flags.size() < 2 &&
                   peering.flags == peerings.front().flags;
        };
        m_picture.alike =
            peerings.size() >= MANY_PEERINGS && std::all_of(peerings.begin(), peerings.end(), like);
        if (m_picture.alike && !peerings.front().flags.empty())
        {
            m_picture.commonFlags = peerings.front().flags.front();
        }
    }

    const Topology& m_topology;
    const ValidationContext& m_context;
    ManagedNetworks m_managed;
    Picture& m_picture;
};

} // namespace

void
AddPeerings(PictureParts& parts)
{
    PeeringMaker(parts).Add();
}

} // namespace ns3::v6lab
