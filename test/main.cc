// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/table.h"

#include <algorithm>
#include <iostream>

namespace
{

/** Sentences quote what they test, tabs and line ends included. */
std::string
OneField(std::string text)
{
    std::replace_if(
        text.begin(),
        text.end(),
        [](char c) { return c >= 0 && c < ' '; },
        ' ');
    return text;
}

} // namespace

/** `--rows` lists all rows as "suite <tab> sentence <tab> clause" and runs none. */
int
main(int argc, char** argv)
{
    if (argc == 2 && std::string(argv[1]) == "--rows")
    {
        for (const auto& row : ns3::v6lab::test::ListedRows())
        {
            std::cout << row.suite << '\t' << OneField(row.sentence) << '\t' << OneField(row.clause)
                      << '\n';
        }
        return 0;
    }
    return ns3::TestRunner::Run(argc, argv);
}
