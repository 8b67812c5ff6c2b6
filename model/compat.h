// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_COMPAT_H
#define V6LAB_COMPAT_H

/** Where ns-3 versions differ; the reference is 3.37. */
namespace ns3::v6lab::compat
{

/** The callback parameters of RouteInput(): values up to ns-3.38, references from 3.39. */
template <typename Method>
struct RouteInput;

template <typename Protocol,
          typename Packet,
          typename Header,
          typename Device,
          typename Unicast_,
          typename Multicast_,
          typename Deliver_,
          typename Error_>
struct RouteInput<bool (
    Protocol::*)(Packet, Header, Device, Unicast_, Multicast_, Deliver_, Error_)>
{
    using Unicast = Unicast_;
    using Multicast = Multicast_;
    using Deliver = Deliver_;
    using Error = Error_;
};

} // namespace ns3::v6lab::compat

#endif // V6LAB_COMPAT_H
