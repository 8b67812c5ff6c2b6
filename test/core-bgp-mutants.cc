// SPDX-License-Identifier: GPL-2.0-only
// Broken messages by the thousand: readers and sessions must survive them.
#include "model/core/bgp/message-stream.h"
#include "model/core/bgp/update-writer.h"
#include "test/support/bgp-lab.h"
#include "test/support/json-data.h"
#include "test/support/source-folder.h"

#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpAddr;
using test::BgpBytes;
using test::Net;
using test::Row;
using test::Verdict;

namespace
{

std::vector<Bytes>
Seeds()
{
    std::vector<Bytes> seeds;
    std::ifstream file(test::SourceFolder() + "/test/data/bgp-messages.tsv");
    for (std::string line; std::getline(file, line);)
    {
        if (line[0] != '#')
        {
            seeds.push_back(BgpBytes(line.substr(line.rfind('\t') + 1)));
        }
    }
    return seeds;
}

/** Bytes changed, cut out and doubled; three of four times header and lengths are put right. */
Bytes
Mutate(Bytes bytes, std::mt19937& random)
{
    for (uint32_t n = 1 + random() % 2; n > 0 && bytes.size() > 20; --n)
    {
        const size_t at = 19 + random() % (bytes.size() - 19);
        const auto place = bytes.begin() + static_cast<ptrdiff_t>(at);
        switch (random() % 5)
        {
        case 0:
            bytes[at] = static_cast<uint8_t>(random());
            break;
        case 1:
            bytes[at] = static_cast<uint8_t>(bytes[at] + (random() % 2 ? 1 : -1));
            break;
        case 2:
            bytes.erase(place);
            break;
        case 3:
            bytes.insert(place, static_cast<uint8_t>(random() % 2 ? 0xff : 0));
            break;
        default: {
            const Bytes tail(place, bytes.end());
            bytes.insert(bytes.end(), tail.begin(), tail.end());
        }
        }
    }
    bytes.resize(std::min(bytes.size(), MAX_MESSAGE_SIZE));
    if (random() % 4 != 0)
    {
        bytes[16] = static_cast<uint8_t>(bytes.size() >> 8);
        bytes[17] = static_cast<uint8_t>(bytes.size());
        if (bytes[18] == 2 && random() % 2 && bytes.size() > 23)
        {
            const size_t room = bytes.size() - 23;
            const size_t attributes = random() % 2 ? room : random() % (room + 1);
            bytes[19] = bytes[20] = 0;
            bytes[21] = static_cast<uint8_t>(attributes >> 8);
            bytes[22] = static_cast<uint8_t>(attributes);
        }
    }
    return bytes;
}

/** What is read can be written and says the same again. */
void
WriteAgain(Verdict& v, const Update& update, const WireContext& context)
{
    v.True(update.announcements.empty() == !update.attributes, "attributes go with routes");
    for (const auto& announcement : update.announcements)
    {
        if (announcement.prefixes.empty() || !Fits(*update.attributes, context.fourOctetAs) ||
            announcement.prefixes[0].GetFamily() != announcement.nextHop.GetFamily())
        {
            continue;
        }
        std::vector<Prefix> heard;
        for (const auto& message :
             EncodeAnnouncement(*update.attributes, announcement, context.fourOctetAs))
        {
            const auto again = Decode(message, context);
            const auto* read = std::get_if<Message>(&again);
            const auto* same = read ? std::get_if<Update>(read) : nullptr;
            if (!same || !same->attributes || !(*same->attributes == *update.attributes))
            {
                v.True(false, "attributes differ when written again");
                return;
            }
            const auto& prefixes = same->announcements.at(0).prefixes;
            heard.insert(heard.end(), prefixes.begin(), prefixes.end());
        }
        v.True(heard == announcement.prefixes, "prefixes differ when written again");
    }
}

void
Readers(Verdict& v)
{
    const auto seeds = Seeds();
    std::mt19937 random(4271);
    size_t routes = 0;
    size_t errors = 0;
    size_t survived = 0;
    for (int i = 0; i < 60000; ++i)
    {
        const WireContext context{random() % 4 != 0, random() % 2 == 0};
        const Bytes bytes = Mutate(seeds[random() % seeds.size()], random);
        const auto read = Decode(bytes, context);
        if (const auto* error = std::get_if<Error>(&read))
        {
            const int code = static_cast<int>(error->code);
            v.True(code >= 1 && code <= 3, "an error of a message");
            ++errors;
        }
        else if (const auto* update = std::get_if<Update>(&std::get<Message>(read)))
        {
            routes += update->announcements.empty() ? 0 : 1;
            survived += update->faults.empty() ? 0 : 1;
            WriteAgain(v, *update, context);
        }
    }
    v.True(routes > 1500, "many are read: " + std::to_string(routes));
    v.True(errors > 3000, "many are refused: " + std::to_string(errors));
    v.True(survived > 3000, "many are survived: " + std::to_string(survived));
}

/** A peer that talks nonsense after a good beginning; the other peer must not be hurt. */
void
Speakers(Verdict& v)
{
    const auto seeds = Seeds();
    std::mt19937 random(4760);
    SpeakerSettings settings;
    settings.as = 65515;
    settings.routerId = 1;
    settings.address = BgpAddr("10.0.0.1");
    Speaker speaker(settings);
    PeerSettings peer;
    peer.session.peerAs = 12076;
    peer.session.passive = true;
    peer.session.families = {Family::V4, Family::V6};
    peer.localAddress = BgpAddr("10.0.0.1");
    peer.peerAddress = BgpAddr("10.0.0.2");
    peer.nextHopV6 = BgpAddr("2001:db8::1");
    peer.enforceFirstAs = false;
    speaker.AddPeer(peer);
    Open open;
    open.as = 12076;
    open.holdSeconds = 180;
    open.routerId = 2;
    open.families = {Family::V4, Family::V6};
    int64_t nowNs = 0;
    size_t most = 0;
    uint32_t ends = 0;
    const auto tell = [&](const Bytes& bytes) {
        speaker.Receive(0, bytes.data(), bytes.size(), nowNs);
    };
    for (int i = 0; i < 20000; ++i)
    {
        nowNs += random() % SECOND_NS;
        if (speaker.GetSession(0).GetState() != SessionState::Established)
        {
            v.Equal(speaker.GetRib().GetEntries().size(), size_t{0}, "routes without a session");
            v.Equal(speaker.GetRoutesReceived(0), size_t{0}, "counted");
            speaker.Start(0, nowNs);
            speaker.ConnectionOpened(0, nowNs);
            tell(Encode(open));
            tell(Encode(Keepalive()));
            ++ends;
        }
        tell(Mutate(seeds[random() % seeds.size()], random));
        if (speaker.GetSession(0).GetState() == SessionState::OpenSent ||
            speaker.GetSession(0).GetState() == SessionState::OpenConfirm)
        {
            speaker.ConnectionClosed(0, nowNs);
        }
        speaker.Tick(nowNs);
        v.Equal(speaker.GetRoutesReceived(0),
                speaker.GetRib().GetEntries().size(),
                "count of routes");
        most = std::max(most, speaker.GetRoutesReceived(0));
        speaker.TakeEvents();
    }
    v.True(most > 3, "routes were learned: " + std::to_string(most));
    v.True(ends > 1000, "sessions ended: " + std::to_string(ends));
}

/** A stream of noise is an error at once or waits for more; never more than a message is held. */
void
Noise(Verdict& v)
{
    std::mt19937 random(19);
    for (int i = 0; i < 5000; ++i)
    {
        MessageStream stream;
        Bytes bytes(random() % 60, 0xff);
        for (auto& byte : bytes)
        {
            byte = random() % 8 == 0 ? static_cast<uint8_t>(random()) : byte;
        }
        stream.Put(bytes.data(), bytes.size());
        const auto next = stream.Take();
        v.True(bytes.size() < HEADER_SIZE || std::holds_alternative<Error>(next) ||
                   Read16(bytes.data() + 16) <= MAX_MESSAGE_SIZE,
               "what is no header is an error");
    }
}

const std::vector<Row> ROWS{
    {"60,000 broken messages: an error with its code or an UPDATE that can be written again",
     "RFC 4271 6, RFC 7606 3",
     Readers},
    {"20,000 broken messages to a speaker: sessions end and begin, routes never outlive them",
     "RFC 4271 6, 8.2.2",
     Speakers},
    {"5,000 streams of noise", "RFC 4271 6.1", Noise},
};

V6LAB_SUITE("v6lab-core-bgp-mutants", ROWS);

} // namespace
