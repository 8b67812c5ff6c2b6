// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns64.h"

#include "model/core/dns/built-in-zones.h"
#include "model/core/dns/dns-reverse.h"
#include "model/core/dns/dns64-synthesis.h"
#include "model/core/dns/record-sets.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LOCAL_POINTER_TTL = 600; // s; as of synthetic AAAA without SOA

bool
IsInAny(const DnsName& name, const std::vector<DnsName>& zones)
{
    return std::any_of(zones.begin(), zones.end(), [&](const DnsName& zone) {
        return name.IsWithin(zone);
    });
}

void
Append(DnsRecords& to, const DnsRecords& records)
{
    to.insert(to.end(), records.begin(), records.end());
}

DnsRecords
Addresses(const DnsRecords& records)
{
    DnsRecords addresses;
    std::copy_if(records.begin(),
                 records.end(),
                 std::back_inserter(addresses),
                 [](const auto& one) { return one.type == dns::AAAA; });
    return addresses;
}

/** An answer to A for who asked for AAAA. */
DnsAnswer
WithoutAddresses(DnsAnswer four)
{
    auto& records = four.answer;
    records.erase(std::remove_if(records.begin(),
                                 records.end(),
                                 [](const DnsRecord& record) {
                                     const auto signature = SignatureData::Of(record);
                                     return record.type == dns::A ||
                                            (signature && signature->covered == dns::A);
                                 }),
                  records.end());
    return four;
}

} // namespace

/** One question for AAAA. */
struct Dns64::Task
{
    DnsQuery query;
    Done done; //!< empty as soon as it was called
    std::optional<DnsAnswer> six;
    std::optional<DnsAnswer> four;
    bool fourAsked{false};
};

Dns64::Dns64(const Dns64Settings& settings, DnsBackend& backend)
    : m_settings(settings),
      m_backend(backend)
{
    CheckSettings(settings);
    if (settings.answerIpv4Only)
    {
        ZoneApex apex;
        apex.primary = *DnsName::Parse("localhost.");
        apex.mailbox = *DnsName::Parse("nobody.invalid."); // RFC 6303 3
        apex.minimum = apex.ttl; // or synthetic AAAA would last no longer than this
        for (auto& zone : Ipv4OnlyZones(apex))
        {
            m_ipv4Only.AddZone(std::move(zone));
        }
    }
}

DnsBackend&
Dns64::BackendOf(const DnsName& name)
{
    return m_ipv4Only.FindZone(name) ? m_ipv4Only : m_backend;
}

bool
Dns64::IsForSynthesis(const DnsQuery& query) const
{
    const DnsName& name = query.question.name;
    const bool raw = query.checkingDisabled && (query.dnssecOk || !m_settings.synthesiseForCd);
    const bool wanted = m_settings.only.empty() || IsInAny(name, m_settings.only);
    return query.question.type == dns::AAAA && !raw && wanted && !IsInAny(name, m_settings.never);
}

void
Dns64::Ask(const DnsQuery& query, int64_t nowNs, Done done)
{
    const DnsQuestion& question = query.question;
    DnsBackend& backend = BackendOf(question.name);
    if (question.rclass != dns::IN)
    {
        m_backend.Ask(query, nowNs, std::move(done)); // RFC 6147 5.1
        return;
    }
    const auto address = question.type == dns::PTR ? ParseReverseName(question.name) : std::nullopt;
    const auto ipv4 = address && address->IsV6() ? ExtractAny(*address, m_settings) : std::nullopt;
    if (ipv4)
    {
        AskPointer(query, *ipv4, nowNs, std::move(done));
        return;
    }
    if (!IsForSynthesis(query))
    {
        backend.Ask(query, nowNs, std::move(done));
        return;
    }
    const auto task = std::make_shared<Task>();
    task->query = query;
    task->query.checkingDisabled = false;
    task->done = std::move(done);
    backend.Ask(task->query, nowNs, [this, task](const DnsAnswer& answer, int64_t now) {
        OnSix(task, answer, now);
    });
    if (m_settings.parallel && task->done)
    {
        AskFour(task, nowNs);
    }
}

void
Dns64::AskFour(const TaskPtr& task, int64_t nowNs)
{
    if (task->fourAsked)
    {
        return;
    }
    task->fourAsked = true;
    DnsQuery query = task->query;
    query.question.type = dns::A;
    BackendOf(query.question.name)
        .Ask(query, nowNs, [this, task](const DnsAnswer& answer, int64_t now) {
            OnFour(task, answer, now);
        });
}

void
Dns64::OnSix(const TaskPtr& task, const DnsAnswer& answer, int64_t nowNs)
{
    task->six = answer;
    // RFC 6147 5.1.2: NXDOMAIN is true of all types; 5.5.2: bogus is not "any other error".
    const bool final = answer.rcode == dns::NXDOMAIN || answer.security == DnsSecurity::Bogus ||
                       (answer.rcode == dns::NOERROR && HasRealAddress(answer, m_settings) &&
                        !m_settings.alwaysSynthesise);
    if (final || task->four)
    {
        const Done done = std::exchange(task->done, nullptr);
        done(Combine(*task), nowNs);
        return;
    }
    AskFour(task, nowNs);
}

void
Dns64::OnFour(const TaskPtr& task, const DnsAnswer& answer, int64_t nowNs)
{
    task->four = answer;
    if (task->six && task->done)
    {
        const Done done = std::exchange(task->done, nullptr);
        done(Combine(*task), nowNs);
    }
}

DnsAnswer
Dns64::Combine(const Task& task) const
{
    const DnsAnswer& six = *task.six;
    const bool ok = six.rcode == dns::NOERROR;
    const bool real = ok && HasRealAddress(six, m_settings);
    const bool final = six.rcode == dns::NXDOMAIN || six.security == DnsSecurity::Bogus;
    DnsAnswer answer = WithoutExcluded(six, m_settings);
    if (!final && task.four && (!real || m_settings.alwaysSynthesise))
    {
        const auto made = Make(six, *task.four);
        if (made && real)
        {
            Append(answer.answer, Addresses(made->answer));
            answer.synthesised = true;
            answer.authenticData = made->authenticData;
        }
        else if (made)
        {
            answer = *made;
        }
        else if (!real && (task.four->rcode != dns::NOERROR || !ok))
        {
            answer = WithoutAddresses(*task.four); // 5.1.6: the basis of the answer
        }
    }
    answer.authenticData = answer.authenticData && task.query.dnssecOk; // 5.5.1
    return answer;
}

std::optional<DnsAnswer>
Dns64::Make(const DnsAnswer& six, const DnsAnswer& four) const
{
    if (four.rcode != dns::NOERROR)
    {
        return std::nullopt;
    }
    const bool ok = six.rcode == dns::NOERROR;
    auto made = Synthesise(four, TtlLimit(ok ? six : DnsAnswer()), m_settings);
    if (made)
    {
        // RFC 6147 5.5.2: what both answers were validated for.
        made->authenticData = six.authenticData && four.authenticData;
    }
    return made;
}

void
Dns64::AskPointer(const DnsQuery& query, const IpAddress& ipv4, int64_t nowNs, Done done)
{
    DnsAnswer made;
    made.synthesised = true;
    if (m_settings.pointers == Dns64Settings::Pointers::Local)
    {
        made.authoritative = true;
        made.answer.push_back(DnsRecord::Pointer(query.question.name,
                                                 dns::PTR,
                                                 m_settings.pointerTarget,
                                                 LOCAL_POINTER_TTL));
        done(made, nowNs);
        return;
    }
    DnsQuery behind = query;
    behind.question.name = ReverseName(ipv4);
    BackendOf(behind.question.name)
        .Ask(behind,
             nowNs,
             [this, query, made, target = behind.question.name, done](const DnsAnswer& answer,
                                                                      int64_t now) mutable {
                 // RFC 6147 5.3.1: only to a name that has a PTR and is no alias itself.
                 const auto first = answer.answer.begin();
                 const bool good = answer.rcode == dns::NOERROR && first != answer.answer.end() &&
                                   first->type == dns::PTR && first->name == target;
                 if (!good)
                 {
                     m_backend.Ask(query, now, std::move(done));
                     return;
                 }
                 made.answer.push_back(
                     DnsRecord::Pointer(query.question.name, dns::CNAME, target, first->ttl));
                 Append(made.answer, answer.answer);
                 made.authority = answer.authority;
                 made.additional = answer.additional;
                 done(made, now);
             });
}

} // namespace ns3::v6lab
