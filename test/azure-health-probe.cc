// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/health-probe.h"
#include "model/core/time-units.h"
#include "test/support/azure.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::HealthProbe;
using azure::ProbeAnswer;
using azure::ProbeProtocol;
using azure::ProbeSettings;

namespace
{

const ProbeAnswer CONNECTED{ProbeAnswer::Kind::Connected};
const ProbeAnswer RESET{ProbeAnswer::Kind::Reset};

ProbeAnswer
Status(uint16_t status)
{
    return {ProbeAnswer::Kind::Status, status};
}

ProbeSettings
Tcp(uint32_t interval = 5, uint32_t numberOfProbes = 2)
{
    ProbeSettings settings;
    settings.intervalInSeconds = interval;
    settings.numberOfProbes = numberOfProbes;
    return settings;
}

ProbeSettings
Http(uint32_t interval = 5, uint32_t numberOfProbes = 1)
{
    ProbeSettings settings = Tcp(interval, numberOfProbes);
    settings.protocol = ProbeProtocol::Http;
    settings.requestPath = "/health";
    return settings;
}

/** An instance that is probed whenever a probe is due. */
struct Patient
{
    explicit Patient(const ProbeSettings& settings, const std::string& address = "10.1.0.4")
        : probe(settings, Address(address), 0)
    {
    }

    /** Goes on to the next probe that is sent. */
    uint32_t Next()
    {
        while (true)
        {
            nowNs = probe.GetDueNs();
            if (const auto request = probe.Advance(nowNs))
            {
                return request->number;
            }
        }
    }

    /** The next probe has this answer. */
    bool Answered(const ProbeAnswer& answer)
    {
        const uint32_t number = Next();
        probe.Answer(number, answer);
        return probe.IsUp();
    }

    HealthProbe probe;
    int64_t nowNs{0};
};

const std::vector<Row> ROWS{
    {"an IPv4 probe comes from 168.63.129.16, every 5 seconds",
     "L2, A7",
     [](Verdict& v) {
         HealthProbe probe(ProbeSettings(), Address("10.1.0.4"), 3 * SECOND);
         v.Equal(probe.GetDueNs(), 3 * SECOND, "first due");
         v.True(!probe.Advance(3 * SECOND - 1), "not before");
         const auto request = probe.Advance(3 * SECOND);
         v.True(request.has_value(), "sent");
         if (request)
         {
             v.Equal(request->source.ToString(), "168.63.129.16", "source");
             v.Equal(request->destination.ToString(), "10.1.0.4", "destination");
             v.Equal(request->port, 80, "port");
             probe.Answer(request->number, CONNECTED);
         }
         v.Equal(probe.GetDueNs(), 8 * SECOND, "next due");
     }},
    {"an IPv6 probe comes from a link-local address",
     "L2, A4",
     [](Verdict& v) {
         HealthProbe probe(Http(), Address("fd00:1::4"), 0);
         const auto request = probe.Advance(0);
         v.True(request && request->source.IsV6() && request->source.IsLinkLocal(), "link-local");
         v.Equal(request ? request->source.ToString() : "",
                 "fe80::1234:5678:9abc",
                 "the gateway's");
         v.Equal(request ? request->path : "", "/health", "path");
     }},
    {"an IPv6 probe arrives only where the subnet has an NSG, an IPv4 probe anyway",
     "S4",
     [](Verdict& v) {
         v.True(!azure::ProbeArrives(Family::V6, false), "IPv6 without");
         v.True(azure::ProbeArrives(Family::V6, true), "IPv6 with");
         v.True(azure::ProbeArrives(Family::V4, false), "IPv4 without");
     }},
    {"an instance is down until its first success, and up with it",
     "L2",
     [](Verdict& v) {
         Patient patient(Tcp());
         v.True(!patient.probe.IsUp(), "at first");
         v.True(!patient.Answered(RESET), "after a reset");
         v.True(patient.Answered(CONNECTED), "after a success");
     }},
    {"numberOfProbes failures in a row take it down, one less does not",
     "L2",
     [](Verdict& v) {
         for (uint32_t threshold = 1; threshold <= 4; ++threshold)
         {
             Patient patient(Tcp(5, threshold));
             patient.Answered(CONNECTED);
             for (uint32_t failure = 1; failure <= threshold; ++failure)
             {
                 v.Equal(patient.Answered(RESET), failure < threshold, "up");
             }
         }
     }},
    {"a success between failures starts the count anew, and one brings it up again",
     "L2",
     [](Verdict& v) {
         Patient patient(Tcp(5, 2));
         patient.Answered(CONNECTED);
         patient.Answered(RESET);
         patient.Answered(CONNECTED);
         v.True(patient.Answered(RESET), "one failure");
         v.True(!patient.Answered(RESET), "two");
         v.True(patient.Answered(CONNECTED), "up with the next success");
     }},
    {"a TCP probe without an answer fails when the next one is sent",
     "L2",
     [](Verdict& v) {
         Patient patient(Tcp(5, 2));
         patient.Answered(CONNECTED); // at 0 s
         patient.Next();              // at 5 s, no answer
         patient.probe.Advance(10 * SECOND - 1);
         v.True(patient.probe.IsUp(), "before 10 s");
         patient.Next(); // at 10 s: the first failure
         v.True(patient.probe.IsUp(), "one failure");
         patient.Next(); // at 15 s: the second
         v.Equal(patient.nowNs, 15 * SECOND, "time");
         v.True(!patient.probe.IsUp(), "down");
     }},
    {"a machine that dies is taken out 10 s after its first lost probe with interval 5 and 2 "
     "probes",
     "L2, L3",
     [](Verdict& v) {
         Patient patient(Tcp(5, 2));
         patient.Answered(CONNECTED);
         while (patient.probe.IsUp())
         {
             patient.Next();
         }
         v.Equal(patient.nowNs, 15 * SECOND, "probes at 5 s and 10 s were lost");
     }},
    {"HTTP: anything but 200 is a failure",
     "L2",
     [](Verdict& v) {
         for (const uint16_t status : {403, 404, 500, 301, 204, 201})
         {
             Patient patient(Http());
             v.True(patient.Answered(Status(200)), "200");
             v.True(!patient.Answered(Status(status)), std::to_string(status));
         }
     }},
    {"HTTP: a reset is a failure, a connection without a response no success",
     "L2",
     [](Verdict& v) {
         Patient reset(Http());
         reset.Answered(Status(200));
         v.True(!reset.Answered(RESET), "reset");
         Patient mute(Http());
         v.True(!mute.Answered(CONNECTED), "connection only");
     }},
    {"HTTP: no response is a failure after 30 s though the interval is 120 s",
     "L2",
     [](Verdict& v) {
         HealthProbe probe(Http(120), Address("10.1.0.4"), 0);
         const auto first = probe.Advance(0);
         probe.Answer(first->number, Status(200));
         const auto second = probe.Advance(120 * SECOND);
         v.Equal(probe.GetDueNs(), 150 * SECOND, "timeout due");
         v.True(!probe.Advance(150 * SECOND), "sends nothing");
         v.True(!probe.IsUp(), "down");
         probe.Answer(second->number, Status(200));
         v.True(!probe.IsUp(), "a late response counts for nothing");
         v.Equal(probe.GetDueNs(), 240 * SECOND, "next probe");
     }},
    {"HTTP: with a short interval the next probe ends the last one",
     "L2",
     [](Verdict& v) {
         Patient patient(Http(5));
         patient.Answered(Status(200));
         patient.Next();
         const uint32_t number = patient.Next();
         v.True(!patient.probe.IsUp(), "down at 10 s");
         patient.probe.Answer(number - 1, Status(200));
         v.True(!patient.probe.IsUp(), "the last one's late response");
         patient.probe.Answer(number, Status(200));
         v.True(patient.probe.IsUp(), "this one's response");
     }},
    {"an answer counts once",
     "L2",
     [](Verdict& v) {
         Patient patient(Tcp(5, 2));
         patient.Answered(CONNECTED);
         const uint32_t number = patient.Next();
         patient.probe.Answer(number, RESET);
         patient.probe.Answer(number, RESET);
         v.True(patient.probe.IsUp(), "up");
         v.Equal(patient.probe.GetEnded(), 2u, "ended");
         v.Equal(patient.probe.GetSuccesses(), 1u, "succeeded");
     }},
    {"a bad setting is refused by name",
     "L2",
     [](Verdict& v) {
         std::string text;
         try
         {
             HealthProbe probe(Tcp(4), Address("10.1.0.4"), 0);
         }
         catch (const std::invalid_argument& error)
         {
             text = error.what();
         }
         v.Equal(text, "probe.intervalInSeconds: at least 5 s [L2]", "message");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-health-probe", ROWS);
