// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "CIDR functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "model/core/address.h"

namespace ns3::v6lab::arm
{

namespace
{

/** Host bits may be set: they are cleared. */
Prefix
Network(const Call& call)
{
    const std::string& text = call.Text(0);
    const size_t slash = text.find('/');
    const auto address = IpAddress::Parse(text.substr(0, slash));
    const std::string length = slash == std::string::npos ? "" : text.substr(slash + 1);
    const bool digits = !length.empty() && length.size() <= 3 &&
                        length.find_first_not_of("0123456789") == std::string::npos;
    if (!address || !digits || std::stoi(length) > address->GetBits())
    {
        throw ExpressionError("\"" + text.substr(0, 80) +
                              "\" is not an address range in CIDR notation");
    }
    return {*address, static_cast<uint8_t>(std::stoi(length))};
}

/** An address plus index * 2^shift, byte by byte. */
IpAddress
Advance(const IpAddress& from, uint64_t index, unsigned shift)
{
    IpAddress::Bytes bytes = from.GetBytes();
    const unsigned bits = from.GetBits();
    for (unsigned bit = 0; bit < 64 && bit + shift < bits; ++bit)
    {
        if ((index >> bit & 1) != 0)
        {
            // The bit is clear in a network's address, so nothing carries.
            const unsigned place = bits - 1 - (bit + shift);
            bytes[place / 8] = static_cast<uint8_t>(bytes[place / 8] | 0x80 >> place % 8);
        }
    }
    return from.IsV6() ? IpAddress::V6(bytes.data())
                       : IpAddress::V4(uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 |
                                       uint32_t{bytes[2]} << 8 | bytes[3]);
}

/** True if `index` has no bit at or above `bits`. */
bool
Fits(int64_t index, int bits)
{
    return index >= 0 && (bits >= 63 || index < (int64_t{1} << bits));
}

Value
CidrSubnet(const Call& call)
{
    const Prefix network = Network(call);
    const int64_t length = call.Integer(1);
    const int64_t index = call.Integer(2);
    if (length < network.GetLength() || length > network.GetAddress().GetBits())
    {
        throw ExpressionError("the new length " + std::to_string(length) + " must be " +
                              std::to_string(network.GetLength()) + " to " +
                              std::to_string(network.GetAddress().GetBits()));
    }
    if (!Fits(index, static_cast<int>(length) - network.GetLength()))
    {
        throw ExpressionError("the range has no subnet " + std::to_string(index) +
                              " of that length");
    }
    const auto shift = static_cast<unsigned>(network.GetAddress().GetBits() - length);
    const IpAddress start = Advance(network.GetAddress(), static_cast<uint64_t>(index), shift);
    return Prefix(start, static_cast<uint8_t>(length)).ToString();
}

Value
CidrHost(const Call& call)
{
    const Prefix network = Network(call);
    const int bits = network.GetAddress().GetBits() - network.GetLength();
    const int64_t index = call.Integer(1);
    const int64_t step =
        bits > 0 && index < INT64_MAX ? 1 : 0; // host 0 follows the network's address
    if (index < 0 || !Fits(index + step, bits))
    {
        throw ExpressionError("the range has no host " + std::to_string(index));
    }
    return Advance(network.GetAddress(), static_cast<uint64_t>(index + step), 0).ToString();
}

Value
ParseCidr(const Call& call)
{
    const Prefix network = Network(call);
    const IpAddress& first = network.GetAddress();
    const bool usesEnds = first.IsV6() || network.GetLength() >= 31;
    Value parts = Value::object();
    parts["network"] = first.ToString();
    IpAddress::Bytes ones;
    ones.fill(0xff);
    const IpAddress all = first.IsV6() ? IpAddress::V6(ones.data()) : IpAddress::V4(0xffffffff);
    parts["netmask"] = Prefix(all, network.GetLength()).GetAddress().ToString();
    if (first.IsV4())
    {
        parts["broadcast"] = network.Last().ToString();
    }
    parts["firstUsable"] = (usesEnds ? first : first.Plus(1)).ToString();
    parts["lastUsable"] =
        (usesEnds ? network.Last() : IpAddress::V4(network.Last().ToV4() - 1)).ToString();
    parts["cidr"] = network.GetLength();
    return parts;
}

} // namespace

void
AddCidrFunctions(FunctionTable& table)
{
    table["cidrsubnet"] = {CidrSubnet, 3, 3};
    table["cidrhost"] = {CidrHost, 2, 2};
    table["parsecidr"] = {ParseCidr, 1, 1};
}

} // namespace ns3::v6lab::arm
