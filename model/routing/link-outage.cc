// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/link-outage.h"

#include "model/routing/drop-watch.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv6-lpm-routing.h"

#include "ns3/error-model.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Loses everything while it is enabled. */
class DeadLink : public ErrorModel
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::v6lab::DeadLink")
                                .SetParent<ErrorModel>()
                                .SetGroupName("V6lab")
                                .AddConstructor<DeadLink>();
        return tid;
    }

  private:
    bool DoCorrupt(Ptr<Packet>) override
    {
        return IsEnabled();
    }

    void DoReset() override
    {
    }
};

NS_OBJECT_ENSURE_REGISTERED(DeadLink);

void
SetCarrier(const Ptr<NetDevice>& device, bool present)
{
    const auto tell = [&](const auto& ip, const auto& routing) {
        const int32_t interface = ip->GetInterfaceForDevice(device);
        if (routing && interface >= 0)
        {
            routing->SetCarrier(static_cast<uint32_t>(interface), present);
        }
    };
    const auto node = device->GetNode();
    if (const auto v4 = node->GetObject<Ipv4>())
    {
        tell(v4, DynamicCast<Ipv4LpmRouting>(v4->GetRoutingProtocol()));
    }
    if (const auto v6 = node->GetObject<Ipv6>())
    {
        tell(v6, DynamicCast<Ipv6LpmRouting>(v6->GetRoutingProtocol()));
    }
}

Ptr<ErrorModel>
DeadLinkOf(const Ptr<NetDevice>& device)
{
    PointerValue given;
    if (!device->GetAttributeFailSafe("ReceiveErrorModel", given))
    {
        throw std::invalid_argument("an outage needs a device with a ReceiveErrorModel, not " +
                                    device->GetInstanceTypeId().GetName());
    }
    if (const auto known = given.Get<DeadLink>())
    {
        return known;
    }
    if (given.Get<ErrorModel>())
    {
        throw std::invalid_argument("an outage needs a device whose ReceiveErrorModel is free");
    }
    const auto model = CreateObject<DeadLink>();
    model->Disable();
    device->SetAttribute("ReceiveErrorModel", PointerValue(model));
    if (const auto plane = device->GetNode()->GetObject<ForwardingPlane>())
    {
        WatchOutages(*plane, device);
    }
    return model;
}

void
Begin(Ptr<ErrorModel> model, Ptr<NetDevice> device, bool silent)
{
    model->Enable();
    if (!silent)
    {
        SetCarrier(device, false);
    }
}

void
End(Ptr<ErrorModel> model, Ptr<NetDevice> device, bool silent)
{
    model->Disable();
    if (!silent)
    {
        SetCarrier(device, true);
    }
}

} // namespace

void
ScheduleOutage(const NetDeviceContainer& ends, const OutageTimes& times)
{
    for (uint32_t i = 0; i < ends.GetN(); ++i)
    {
        const auto device = ends.Get(i);
        const auto model = DeadLinkOf(device);
        Simulator::Schedule(times.from, &Begin, model, device, times.silent);
        if (times.to)
        {
            Simulator::Schedule(*times.to, &End, model, device, times.silent);
        }
    }
}

} // namespace ns3::v6lab
