// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/address-book.h"

#include "helper/arm/expansion.h"
#include "helper/arm/planned-addresses.h"
#include "helper/arm/resource-id.h"

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* DUMMY4 = "192.0.0.8"; // RFC 7600
constexpr const char* DUMMY6 = "100::8";    // RFC 6666

std::string
KeyOf(const std::string& id, const std::string& part)
{
    return IdKey(id) + "|" + Lower(part);
}

Value*
Part(Value& object, const char* name)
{
    return const_cast<Value*>(FindProperty(object, name));
}

/** The object under that name, in whatever letter case it has; made if it is not there. */
Value&
Object(Value& holder, const char* name)
{
    Value* part = Part(holder, name);
    Value& object = part ? *part : holder[name];
    if (!object.is_object())
    {
        object = Value::object();
    }
    return object;
}

std::string
TextOf(const Value& object, const char* name)
{
    const Value* value = FindProperty(object, name);
    return value && value->is_string() ? value->get<std::string>() : "";
}

std::string
IdOf(const Value& properties, const char* name)
{
    const Value* reference = FindProperty(properties, name);
    return reference ? TextOf(*reference, "id") : "";
}

} // namespace

bool
IsDummy(const std::string& address)
{
    return address == DUMMY4 || address == DUMMY6;
}

AddressBook::AddressBook(const Topology& topology, const std::vector<NamedResource>& resources)
    : m_empty(false)
{
    const auto planned = PlannedAddresses(topology);
    for (const auto& resource : resources)
    {
        const auto found = planned.find({resource.type, resource.name});
        if (found != planned.end())
        {
            for (const auto& [part, address] : found->second)
            {
                Note(resource.id, part, address);
            }
        }
    }
}

void
AddressBook::Note(const std::string& id, const std::string& part, const std::string& address)
{
    m_addresses[KeyOf(id, part)] = address;
}

const std::string*
AddressBook::Find(const std::string& id, const std::string& part) const
{
    const auto found = m_addresses.find(KeyOf(id, part));
    return found == m_addresses.end() ? nullptr : &found->second;
}

std::string
AddressBook::PrivateAddress(const std::string& id, const std::string& configuration)
{
    m_asked = true;
    const std::string* address = Find(id, configuration);
    return address ? *address : "";
}

std::string
AddressBook::PublicAddress(const std::string& id) const
{
    const std::string* address = m_askedFor.count(KeyOf(id, "")) != 0 ? Find(id, "") : nullptr;
    return address ? *address : "";
}

void
AddressBook::Fill(Value& holder,
                  const char* key,
                  const std::string& id,
                  const std::string& part,
                  bool version6)
{
    if (!TextOf(holder, key).empty())
    {
        return;
    }
    m_asked = true;
    m_askedFor.insert(KeyOf(id, part));
    const std::string* address = Find(id, part);
    if (m_empty || address)
    {
        Value* own = Part(holder, key);
        (own ? *own : holder[key]) = m_empty ? (version6 ? DUMMY6 : DUMMY4) : *address;
    }
}

void
AddressBook::CompleteConfigurations(Value& properties,
                                    const char* list,
                                    const std::string& id,
                                    bool onlyFirst)
{
    Value* configurations = Part(properties, list);
    for (size_t i = 0; configurations && configurations->is_array() && i < configurations->size();
         ++i)
    {
        Value& configuration = (*configurations)[i];
        Value* own = configuration.is_object() ? Part(configuration, "properties") : nullptr;
        if (own && own->is_object() && !IdOf(*own, "subnet").empty() && (i == 0 || !onlyFirst))
        {
            Fill(*own,
                 "privateIPAddress",
                 id,
                 TextOf(configuration, "name"),
                 SameWord(TextOf(*own, "privateIPAddressVersion"), "IPv6"));
        }
    }
}

/** The instances' addresses stand again among the BGP settings, there with a comma between. */
void
AddressBook::CompleteGateway(Value& properties, const std::string& id)
{
    CompleteConfigurations(properties, "ipConfigurations", id, false);
    const Value* configurations = FindProperty(properties, "ipConfigurations");
    if (!configurations || !configurations->is_array() ||
        SameWord(TextOf(properties, "gatewayType"), "ExpressRoute"))
    {
        return;
    }
    std::string joined;
    Value each = Value::array();
    for (const auto& configuration : *configurations)
    {
        const Value* own = FindProperty(configuration, "properties");
        const std::string address = own ? TextOf(*own, "privateIPAddress") : "";
        if (address.empty())
        {
            continue;
        }
        joined += (joined.empty() ? "" : ",") + address;
        Value tunnel = Value::object();
        Fill(tunnel, "address", IdOf(*own, "publicIPAddress"), "", false);
        each.push_back(
            {{"ipconfigurationId", id + "/ipConfigurations/" + TextOf(configuration, "name")},
             {"defaultBgpIpAddresses", Value::array({address})},
             {"customBgpIpAddresses", Value::array()},
             {"tunnelIpAddresses", Value::array()}});
        if (!TextOf(tunnel, "address").empty())
        {
            each.back()["tunnelIpAddresses"].push_back(tunnel["address"]);
        }
    }
    if (joined.empty())
    {
        return;
    }
    Value& bgp = Object(properties, "bgpSettings");
    if (!FindProperty(bgp, "asn"))
    {
        bgp["asn"] = 65515;
    }
    if (TextOf(bgp, "bgpPeeringAddress").empty())
    {
        bgp["bgpPeeringAddress"] = joined;
    }
    bgp["bgpPeeringAddresses"] = std::move(each);
}

void
AddressBook::Complete(const Resource& resource, Value& properties)
{
    const std::string type = Lower(resource.type);
    if (type == "microsoft.network/networkinterfaces")
    {
        CompleteConfigurations(properties, "ipConfigurations", resource.id, false);
    }
    else if (type == "microsoft.network/loadbalancers")
    {
        CompleteConfigurations(properties, "frontendIPConfigurations", resource.id, false);
    }
    else if (type == "microsoft.network/azurefirewalls")
    {
        CompleteConfigurations(properties, "ipConfigurations", resource.id, true);
    }
    else if (type == "microsoft.network/virtualnetworkgateways")
    {
        CompleteGateway(properties, resource.id);
    }
    else if (type == "microsoft.network/publicipaddresses")
    {
        Fill(properties,
             "ipAddress",
             resource.id,
             "",
             SameWord(TextOf(properties, "publicIPAddressVersion"), "IPv6"));
    }
    else if (type == "microsoft.network/privateendpoints")
    {
        Value holder = Value::object();
        Fill(holder, "address", resource.id, "", false);
        if (!holder.empty())
        {
            properties["customDnsConfigs"] =
                Value::array({{{"ipAddresses", Value::array({holder["address"]})}}});
        }
    }
}

} // namespace ns3::v6lab::arm
