// SPDX-License-Identifier: GPL-2.0-only
// TAYGA, an independent stateless translator, judges ours: random packets through both. What
// differs must be a known difference, and every known difference must still be there.
#include "test/support/table.h"
#include "test/tayga/lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

constexpr uint32_t PACKETS = 25000;

struct Findings
{
    uint32_t alike{0};     //!< both sent the same bytes
    uint32_t silent{0};    //!< both sent nothing
    uint32_t explained{0}; //!< alike but for known differences
    std::vector<uint32_t> known;
    std::vector<std::string> unexplained;
    uint32_t families[2]{};
};

std::string
Hex(const std::vector<Bytes>& packets)
{
    std::string text;
    for (const auto& packet : packets)
    {
        text += " [";
        for (size_t i = 0; i < packet.size() && i < 100; ++i)
        {
            constexpr char DIGITS[] = "0123456789abcdef";
            text += DIGITS[packet[i] >> 4];
            text += DIGITS[packet[i] & 15];
        }
        text += "]";
    }
    return text;
}

/** Takes the known differences out, one after the other, until nothing differs. */
std::vector<size_t>
Explain(Comparison& comparison)
{
    std::vector<size_t> used;
    const auto& known = KnownDifferences();
    for (size_t i = 0; i < known.size() && comparison.ours != comparison.theirs; ++i)
    {
        if (known[i].explain(comparison))
        {
            used.push_back(i);
        }
    }
    return used;
}

void
Judge(Comparison comparison, Findings& findings)
{
    ++findings.families[comparison.plan.family == Family::V4 ? 0 : 1];
    if (comparison.ours == comparison.theirs)
    {
        ++(comparison.ours.empty() ? findings.silent : findings.alike);
        return;
    }
    const Comparison before = comparison;
    const auto used = Explain(comparison);
    if (comparison.ours == comparison.theirs)
    {
        ++findings.explained;
        for (const size_t i : used)
        {
            ++findings.known[i];
        }
        return;
    }
    findings.unexplained.push_back(
        Describe(before.plan) + " reason " + std::string(Describe(before.reason).word) + " input" +
        Hex({before.input}) + " ours" + Hex(before.ours) + " TAYGA's" + Hex(before.theirs));
}

Findings
Run()
{
    TaygaLab lab;
    PlanMaker maker(lab.addresses, 20240721);
    Findings findings;
    findings.known.resize(KnownDifferences().size());
    for (uint32_t i = 0; i < PACKETS; ++i)
    {
        Judge(lab.Compare(maker.Next()), findings);
    }
    Judge(lab.Compare(lab.PlanZeroChecksum()), findings);
    return findings;
}

const Findings&
TheFindings()
{
    static const Findings findings = Run();
    return findings;
}

void
NothingUnexplained(test::Verdict& v)
{
    const Findings& findings = TheFindings();
    for (size_t i = 0; i < findings.unexplained.size() && i < 3; ++i)
    {
        v.True(false, findings.unexplained[i]);
    }
    v.Equal(findings.unexplained.size(), size_t{0}, "unexplained differences");
}

/** A comparison of mostly dropped packets, or of one direction, would prove little. */
void
EnoughTranslated(test::Verdict& v)
{
    const Findings& findings = TheFindings();
    v.True(findings.alike > PACKETS / 5, std::to_string(findings.alike) + " alike");
    v.True(findings.alike + findings.explained > PACKETS / 2,
           std::to_string(findings.explained) + " explained");
    v.True(findings.families[0] > PACKETS / 3 && findings.families[1] > PACKETS / 3,
           "both directions");
}

std::vector<Row>
Rows()
{
    std::vector<Row> rows{
        {"25,000 random packets through TAYGA and our SIIT differ in nothing unexplained",
         "RFC 7915",
         NothingUnexplained},
        {"most of them are translated, in both directions", "RFC 7915", EnoughTranslated},
    };
    for (size_t i = 0; i < KnownDifferences().size(); ++i)
    {
        const Difference& known = KnownDifferences()[i];
        rows.push_back({known.sentence, known.clause, [i](test::Verdict& v) {
                            v.True(TheFindings().known[i] > 0,
                                   "no packet shows this difference any more");
                        }});
    }
    return rows;
}

V6LAB_SUITE("v6lab-tayga", Rows());

} // namespace
