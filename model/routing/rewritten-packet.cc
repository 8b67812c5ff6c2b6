// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/rewritten-packet.h"

#include "model/trace/raw-header.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab
{

Ptr<Packet>
Rewritten(const Ptr<const Packet>& frame, const azure::Rewrite& rewrite, bool checksums)
{
    std::array<uint8_t, 512> bytes;
    const auto copy = frame->Copy();
    const size_t head = copy->CopyData(bytes.data(), bytes.size());
    const size_t span = std::min(head, azure::RewriteSpan(bytes.data(), head));
    azure::Apply(rewrite, bytes.data(), span, checksums);
    copy->RemoveAtStart(static_cast<uint32_t>(span));
    copy->AddHeader(RawHeader(bytes.data(), span));
    return copy;
}

} // namespace ns3::v6lab
