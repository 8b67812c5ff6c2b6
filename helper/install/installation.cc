// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/installation.h"

namespace ns3::v6lab
{

Installation::Installation() = default;
Installation::Installation(const Installation&) = default;
Installation::Installation(Installation&&) noexcept = default;
Installation& Installation::operator=(const Installation&) = default;
Installation& Installation::operator=(Installation&&) noexcept = default;
Installation::~Installation() = default;

} // namespace ns3::v6lab
