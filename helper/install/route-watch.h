// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTE_WATCH_H
#define V6LAB_ROUTE_WATCH_H

#include "helper/install/installation.h"
#include "model/record/route-changes.h"

#include "ns3/event-id.h"

#include <vector>

namespace ns3::v6lab
{

struct BgpRouteEvent;

/**
 * Notes how the effective routes of all interfaces change from now on. Nothing but BGP changes them
 * while a run lasts; without it this costs nothing. Lives until the simulation is over.
 */
class RouteWatch
{
  public:
    explicit RouteWatch(const Installation& installation);
    ~RouteWatch();
    RouteWatch(const RouteWatch&) = delete;
    RouteWatch& operator=(const RouteWatch&) = delete;

    /** In the order of time; of one moment by interface, those that went first. */
    const std::vector<EffectiveRouteChangeRow>& GetChanges() const;

  private:
    void OnRoute(const BgpRouteEvent& event);
    void Compare();

    const Installation& m_installation;
    std::vector<EffectiveRouteRow> m_rows; //!< sorted, as they were last
    std::vector<EffectiveRouteChangeRow> m_changes;
    std::vector<Ptr<Object>> m_routers; //!< that are listened to
    EventId m_compare;
};

} // namespace ns3::v6lab

#endif // V6LAB_ROUTE_WATCH_H
