// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SCENARIO_RFC8219_H
#define V6LAB_SCENARIO_RFC8219_H

#include "helper/topology/build-translators.h"
#include "helper/topology/builder.h"
#include "scenarios/benchmark/plan.h"
#include "scenarios/option-use.h"

namespace ns3::v6lab
{

struct Table;

/**
 * The benchmarks of RFC 8219 on a translator with a service model: a tester on both sides of the
 * device under test. ns-3 has no processor, so that what is measured is the model.
 */
class Rfc8219 : public Scenario, public OptionUse
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;
    std::unique_ptr<Measurement> Measure(const Installation& installation) const override;
    std::vector<std::pair<std::string, std::string>> GetFigureChecks() const override;
    std::string Conclude(Database& database,
                         const RunHandle& run,
                         const std::string& captures) const override;
    std::string WhyUnused(const std::string& option) const override;
    bool Decides(const std::string& option) const override;
    std::string Spell(const std::string& option, const std::string& value) const override;

  private:
    BenchmarkPlan MakePlan() const;
    ServiceCost MakeCost() const;
    /** --scale, or what fits the test. */
    uint32_t GetScale() const;
    uint32_t GetUsualScale() const;
    std::string WhyIdle(const std::string& option) const;
    /** A DNS64 server is measured, which answers where others forward. */
    bool IsDns64() const;
    /** The test that is made, by its shorter word. */
    std::string GetTest() const;
    /** The device that is measured. */
    std::string GetDut() const;
    void RefuseWhatDoesNotFit() const;
    void RefuseEmptyTrials() const;
    /** No answer of a DNS64 server in time, or too few in a trial. */
    void RefuseWithoutAnswers() const;
    void AddSingle(build::TopologyBuilder& lab) const;
    build::TranslatorOn WithLongStates(build::TranslatorOn translator) const;
    void AddTranslator(build::TopologyBuilder& lab) const;
    void Add464Xlat(build::TopologyBuilder& lab) const;
    void AddDns64(build::TopologyBuilder& lab) const;
    /** What the report says of its rates: a table of two dimensions if there is more than one. */
    std::string ConcludeDns64(const Table& summary) const;
    void AddWire(build::TopologyBuilder& lab, const char* name) const;

    std::string m_test;
    std::string m_dut;
    std::string m_direction;
    std::string m_frame;
    std::string m_mix;
    std::string m_preset;
    uint32_t m_flows{1};
    double m_trial{60};
    uint32_t m_repeat{20};
    double m_resolution{0.1};
    double m_stagger{0};
    double m_load{100};
    uint32_t m_scale{0};
    std::string m_line;
    uint32_t m_cores{1};
    uint32_t m_queue{16};
    double m_serial{0};
    double m_jitter{0};
    double m_byteNs{0};
    double m_lookupNs{0};
    double m_missNs{0};
    uint64_t m_cached{16384};
    std::string m_cachedNames;
    std::string m_aaaaNames;
    double m_messageNs{0};
    double m_testerNs{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_SCENARIO_RFC8219_H
