// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT64_STATE_H
#define V6LAB_NAT64_STATE_H

#include "model/core/nat64/filtering.h"
#include "model/core/nat64/fragment-store.h"
#include "model/core/translation/address-map.h"

#include <variant>

namespace ns3::v6lab
{

/** Between the two ways of a hairpin there is no IPv4 link that could be too small. */
class InsideTranslator : public Surroundings
{
  public:
    explicit InsideTranslator(const Surroundings& around)
        : m_around(around)
    {
    }

    uint32_t GetMtu(const IpAddress& destination) const override
    {
        return destination.IsV4() ? 0xffff : m_around.GetMtu(destination);
    }

    IpAddress GetOwnAddress(const IpAddress& destination) const override
    {
        return m_around.GetOwnAddress(destination);
    }

  private:
    const Surroundings& m_around;
};

/** The parts of a NAT64 and the way of a packet through them (RFC 6146 3.4 to 3.8). */
class Nat64Core::State
{
  public:
    explicit State(const Nat64Settings& settings);

    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs);
    std::vector<Emission> Advance(const Surroundings& around, int64_t nowNs);
    int64_t GetNextDeadline() const;
    Nat64Usage GetUsage() const;

    Nat64Tables tables;

  private:
    /** A packet on its way. */
    struct Pass
    {
        PacketIn in;
        ParsedPacket packet;
        const Surroundings& around;
        int64_t nowNs;
        bool hairpin;        //!< the second way through the translator (RFC 6146 3.8)
        bool owned;          //!< `in` does not last: emissions must hold all their bytes
        bool joined{false};  //!< was in fragments and has been put together
        IpAddress remote4{}; //!< of an IPv6 packet: what its destination stands for
    };

    /** How to write a packet, or what to say instead. */
    using Admission = std::variant<Rewrite, Outcome>;

    // nat64-core.cc
    Outcome Handle(const PacketIn& in,
                   const Surroundings& around,
                   int64_t nowNs,
                   bool hairpin,
                   bool owned);
    void Prefetch(const Pass& pass) const;
    std::optional<Outcome> Enter6(Pass& pass);
    std::optional<Outcome> Enter4(Pass& pass);
    Outcome HandleWhole(Pass& pass);
    Admission Admit(Pass& pass);
    Outcome Send(Pass& pass, const Rewrite& rewrite);
    Outcome SendOut(Pass& pass, const Rewrite& rewrite);
    Outcome SendBack(Pass& pass, const Rewrite& rewrite);
    static void OwnAll(const Pass& pass, Outcome& outcome);
    Outcome Refuse(Pass& pass, Reason reason, const std::optional<IcmpError>& error);

    // admission.cc
    Admission Admit6(Pass& pass, const FlowTuple& tuple);
    Admission Admit4(Pass& pass, const FlowTuple& tuple);
    MappedAddress SourceOf(const Pass& pass,
                           const FlowTuple& tuple,
                           const TransportAddress& inside) const;
    Admission Write6(Pass& pass, const FlowTuple& tuple, const TransportAddress& own);
    Admission Write4(Pass& pass, const FlowTuple& tuple, const TransportAddress& own);
    Outcome Store(Pass& pass, const FlowTuple& tuple);

    // hairpin.cc
    Outcome TurnBack(const Outcome& first, const Pass& pass);
    void TurnBack(const Emission& emission, const Pass& pass, Outcome& result);

    // fragments.cc
    Outcome HandleFragment(Pass& pass);
    Outcome First(Pass& pass, Datagram& datagram);
    Outcome Hold(Pass& pass, Datagram& datagram);
    Outcome Finish(Pass& pass, Datagram& datagram);
    Outcome FinishJoined(Pass& first,
                         const std::vector<uint8_t>& bytes,
                         const std::vector<HeldFragment>& pieces);
    void TellDropped(uint64_t handle, Reason reason, int64_t nowNs);
    void TellJoined(uint64_t handle, int64_t nowNs);
    void SettleCurrent(uint64_t handle, Outcome& outcome) const;
    void TellPieces(const Pass& last, const std::vector<HeldFragment>& pieces, Outcome& outcome);
    std::optional<Outcome> CheckPieces(Pass& first, const std::vector<HeldFragment>& pieces);
    Outcome Reject(Pass& pass, Datagram& datagram, Reason reason);
    void SendHeld(Pass& pass, const Rewrite& rewrite, const HeldFragment& held, Outcome& outcome);

    // expiry.cc
    void Expire(const Surroundings& around, int64_t nowNs);
    void ExpireSession(uint32_t session);
    void ExpireSyn(const Surroundings& around);
    void ExpireDatagram(Datagram& datagram);
    Emission Probe(const Session& session) const;

    Pref64 m_prefix;
    AddressMap m_addresses;
    HeaderTranslator m_headers;
    Filtering m_filtering;
    FragmentStore m_fragments;
    std::vector<Emission> m_due;        //!< of what expired, not handed out yet
    uint64_t m_current{0};              //!< handle of the packet that is being processed
    Reason m_currentLost{Reason::None}; //!< why it ended on its second way, after it was held there
    bool m_currentJoined{false};
    bool m_checksums;
    bool m_jool; //!< Profile::Jool
    bool m_routersOwnErrors;
    int64_t m_shortestNs; //!< no timer is shorter
    int64_t m_lastNs{std::numeric_limits<int64_t>::min()};
    int64_t m_quietUntilNs{std::numeric_limits<int64_t>::min()}; //!< nothing is due before
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT64_STATE_H
