// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/capture-job.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace ns3::v6lab::cli
{

namespace
{

bool
IsSameFile(const std::string& a, const std::string& b)
{
    struct stat first
    {
    };

    struct stat second
    {
    };

    return stat(a.c_str(), &first) == 0 && stat(b.c_str(), &second) == 0 &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

} // namespace

CaptureJob::CaptureJob(const Values& values)
{
    for (const char* name : {"in", "out"})
    {
        if (!values.count(name))
        {
            throw UsageError(fmt::format("--{} is missing; usage: v6lab translate {}",
                                         name,
                                         FindVerb("translate")->usage));
        }
    }
    m_source = values["in"].as<std::string>();
    m_target = values["out"].as<std::string>();
    m_settings = TranslatorFromOptions(values);
}

std::vector<std::string>
CaptureJob::GetWarnings() const
{
    std::vector<std::string> warnings =
        std::visit([](const auto& core) { return Warnings(core.translation); }, m_settings.core);
    if (const auto* siit = std::get_if<SiitSettings>(&m_settings.core))
    {
        for (auto& warning : StatelessWarnings(siit->addresses))
        {
            warnings.push_back(std::move(warning));
        }
    }
    return warnings;
}

bool
CaptureJob::WritesToStdout() const
{
    return m_target == "-";
}

void
CaptureJob::Open()
{
    m_translator = TranslatorOf(m_settings);
    if (m_source != "-" && m_target != "-" && IsSameFile(m_source, m_target))
    {
        throw UsageError(fmt::format("--out {}: is the file that --in names", m_target));
    }
    m_in = std::make_unique<CaptureReader>(m_source);
    m_out = std::make_unique<CaptureWriter>(m_target);
}

void
CaptureJob::Run()
{
    try
    {
        TranslateCapture(*m_in, *m_out, *m_translator, m_summary);
    }
    catch (const std::invalid_argument&)
    {
        m_out->Finish();
        throw;
    }
    m_out->Finish();
}

} // namespace ns3::v6lab::cli
