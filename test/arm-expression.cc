// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::Fails;
using test::Gives;
using test::Row;

namespace
{

const std::string SYNTAX = "ARM template syntax: expressions";
const std::string CASE = "ARM template syntax: names have no letter case";

const std::vector<Row> ROWS{
    Gives("plain", R"("plain")", SYNTAX),
    Gives("[[concat('a')]", R"("[concat('a')]")", SYNTAX),
    Gives("['text']", R"("text")", SYNTAX),
    Gives("[5]", "5", SYNTAX),
    Gives("[concat('it''s', ' so')]", R"("it's so")", SYNTAX),
    Gives("[CONCAT(ToLower('A'), toUPPER('b'))]", R"("aB")", CASE),
    Gives("[sys.concat('a', 'b')]", R"("ab")", SYNTAX),
    Gives("[variables('DOGS')[1].NAME]", R"("Casper")", CASE),
    Gives("[variables('dogs')[0]['name']]", R"("Evie")", SYNTAX),
    Gives("[variables('deep').list[1].key]", R"("found")", CASE),
    Gives("[createArray(1, 2, 3)[sub(3, 1)]]", "3", SYNTAX),
    Gives("[if(true(), variables('dogs')[2], null()).age]", "2", SYNTAX),
    Fails("[variables('cats')]", "the template has no variable \"cats\"", SYNTAX),
    Fails("[parameters('cats')]", "the template has no parameter \"cats\"", SYNTAX),
    Fails("[variables('dogs')[4]]", "index 4 is outside the array of 4", SYNTAX),
    Fails("[variables('dogs')[-1]]", "index -1 is outside", SYNTAX),
    Fails("[variables('dogs').name]", "an array has no property \"name\"", SYNTAX),
    Fails("[variables('deep').none]", "the object has no property \"none\"", SYNTAX),
    Fails("[variables('deep').nothing.more]", "null has no property \"more\"", SYNTAX),
    Fails("['abc'[0]]", "cannot index a string with an int", SYNTAX),
    Fails("[variables('deep')[0]]", "cannot index an object with an int", SYNTAX),
    Fails("[concat('a', unheardOf('b'))]",
          "character 14: unheardOf(): there is no such function",
          SYNTAX),
    Fails("[concat('a', add(1))]", "character 14: add(): takes 2 arguments, but has 1", SYNTAX),
    Fails("[padLeft('a')]", "takes 2 to 3 arguments, but has 1", SYNTAX),
    Fails("[uniqueString()]", "takes 1 or more arguments, but has 0", SYNTAX),
    Fails("[copyIndex()]", "there is no copy loop around it", SYNTAX),
    Fails("[copyIndex('loop')]", "there is no copy loop \"loop\" around it", SYNTAX),
    Fails("[fail('no such plan')]", "no such plan", SYNTAX),
    Fails("[reference('x')]", "no resources here", SYNTAX),
    Fails("[contoso.name('x')]", "there is no such function", SYNTAX),
    Fails("[concat('" + std::string(200, 'x') + "', 1,]", "xxx...\", character 215", SYNTAX),
};

V6LAB_SUITE("v6lab-arm-expression", ROWS);

} // namespace
