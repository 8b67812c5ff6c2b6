// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CAPTURE_JOB_H
#define V6LAB_CAPTURE_JOB_H

#include "helper/translate/capture-translation.h"
#include "scenarios/cli/translate.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::v6lab::cli
{

/** A capture to translate, as the options of `translate` describe it. */
class CaptureJob
{
  public:
    /** Throws UsageError or std::invalid_argument for what is wrong with the options. */
    explicit CaptureJob(const Values& values);

    /** What works but a person should know of (RFC 7757 5, RFC 6052 3.1). */
    std::vector<std::string> GetWarnings() const;
    bool WritesToStdout() const;

    /** Throws UsageError or std::invalid_argument for files and settings that cannot be. */
    void Open();

    /**
     * After Open(), once. Throws std::invalid_argument at a fault of the capture: what came before
     * it is then translated and written, and the summary tells of it.
     */
    void Run();

    const CaptureSummary& GetSummary() const
    {
        return m_summary;
    }

  private:
    std::string m_source;
    std::string m_target;
    TranslatorSettings m_settings;
    std::unique_ptr<PacketTranslator> m_translator;
    std::unique_ptr<CaptureReader> m_in;
    std::unique_ptr<CaptureWriter> m_out;
    CaptureSummary m_summary;
};

} // namespace ns3::v6lab::cli

#endif // V6LAB_CAPTURE_JOB_H
