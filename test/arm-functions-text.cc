// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::Fails;
using test::Gives;
using test::Row;
using test::Verdict;

namespace
{

const std::string TEXT = "ARM template reference: string functions";

const std::vector<Row> ROWS{
    Gives("[concat('prefix', '-', 5, '-', true())]", R"("prefix-5-True")", TEXT),
    Gives("[concat(createArray('1-1'), createArray('2-1', '2-2'))]",
          R"(["1-1","2-1","2-2"])",
          TEXT),
    Gives("[concat()]", R"("")", TEXT),
    Fails("[concat('a', createArray())]", "cannot join an array", TEXT),
    Gives("[padLeft('123', 10, '0')]", R"("0000000123")", TEXT),
    Gives("[padLeft(7, 3)]", R"("  7")", TEXT),
    Gives("[padLeft('12345', 3, '0')]", R"("12345")", TEXT),
    Fails("[padLeft('a', 5, 'xy')]", "one character", TEXT),
    Fails("[padLeft('a', 2000000000)]", "longer than 1 MB", TEXT),
    Gives("[replace('123-123-1234', '-', '')]", R"("1231231234")", TEXT),
    Gives("[replace('123-123-1234', '1234', 'xxxx')]", R"("123-123-xxxx")", TEXT),
    Fails("[replace('a', '', 'b')]", "must not be empty", TEXT),
    Gives("[split('one,two,three', ',')]", R"(["one","two","three"])", TEXT),
    Gives("[split('one;two,three', createArray(',', ';'))]", R"(["one","two","three"])", TEXT),
    Gives("[split('', ',')]", R"([""])", TEXT),
    Gives("[join(createArray('one', 'two', 'three'), ';')]", R"("one;two;three")", TEXT),
    Gives("[substring('one two three', 4, 3)]", R"("two")", TEXT),
    Gives("[substring('one two', 4)]", R"("two")", TEXT),
    Gives("[substring('häuser', 1, 2)]", "\"äu\"", TEXT),
    Fails("[substring('abc', 2, 2)]", "outside the string of 3 characters", TEXT),
    Fails("[substring('abc', -1)]", "outside the string", TEXT),
    Gives("[trim('  one two three   ')]", R"("one two three")", TEXT),
    Gives("[toLower('One Two Three')]", R"("one two three")", TEXT),
    Gives("[toUpper('One Two Three')]", R"("ONE TWO THREE")", TEXT),
    Gives("[startsWith('abcdef', 'AB')]", "true", TEXT),
    Gives("[startsWith('abcdef', 'e')]", "false", TEXT),
    Gives("[endsWith('abcdef', 'EF')]", "true", TEXT),
    Gives("[endsWith('f', 'ef')]", "false", TEXT),
    Gives("[indexOf('test', 't')]", "0", TEXT),
    Gives("[lastIndexOf('test', 't')]", "3", TEXT),
    Gives("[indexOf('abcdef', 'CD')]", "2", TEXT),
    Gives("[indexOf('abcdef', 'z')]", "-1", TEXT),
    Gives("[string(createArray('a', 1))]", R"("[\"a\",1]")", TEXT),
    Gives("[string(createObject('a', 1))]", R"("{\"a\":1}")", TEXT),
    Gives("[string(5)]", R"("5")", TEXT),
    Gives("[format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)]",
          R"("Hello, User. Formatted number: 8,175,133")",
          TEXT),
    Gives("[format('{0:D3}|{0:X}|{0:x4}|{0:F1}|{1}', 10, true())]",
          R"("010|A|000a|10.0|True")",
          TEXT),
    Gives("[format('{0,4}|{0,-4}|', 'ab')]", R"("  ab|ab  |")", TEXT),
    Gives("[format('{{0}} {0}', 'x')]", R"("{0} x")", TEXT),
    Gives("[format('{0}', null())]", R"("")", TEXT),
    Fails("[format('{1}', 'x')]", "no argument for {1}", TEXT),
    Fails("[format('{0', 'x')]", "\"{\" without \"}\"", TEXT),
    Fails("[format('a}', 'x')]", "\"}\" without \"{\"", TEXT),
    Fails("[format('{0:C}', 1)]", "number format \"C\" is not supported", TEXT),
    Fails("[format('{x}', 1)]", "is no place for an argument", TEXT),
    Gives("[base64('one, two, three')]", R"("b25lLCB0d28sIHRocmVl")", TEXT),
    Gives("[base64('a')]", R"("YQ==")", "RFC 4648 10"),
    Gives("[base64('fooba')]", R"("Zm9vYmE=")", "RFC 4648 10"),
    Gives("[base64('foobar')]", R"("Zm9vYmFy")", "RFC 4648 10"),
    Gives("[base64ToString('b25lLCB0d28sIHRocmVl')]", R"("one, two, three")", TEXT),
    Gives("[base64ToString(base64('fooba'))]", R"("fooba")", TEXT),
    Gives("[base64ToJson(base64('{\"one\": \"a\"}')).one]", R"("a")", TEXT),
    Fails("[base64ToString('a!b=')]", "not base64", TEXT),
    Gives("[dataUri('Hello')]", R"("data:text/plain;charset=utf8;base64,SGVsbG8=")", TEXT),
    Gives("[dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')]", R"("Hello, World!")", TEXT),
    Gives("[uri('http://contoso.org/firstpath', 'myscript.sh')]",
          R"("http://contoso.org/myscript.sh")",
          TEXT),
    Gives("[uri('http://contoso.org/firstpath/', 'myscript.sh')]",
          R"("http://contoso.org/firstpath/myscript.sh")",
          TEXT),
    Gives("[uri('http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh')]",
          R"("http://contoso.org/firstpath/myscript.sh")",
          TEXT),
    Gives("[uri('http://contoso.org', 'x')]", R"("http://contoso.org/x")", TEXT),
    Gives("[uriComponent('http://contoso.com/a b')]",
          R"("http%3A%2F%2Fcontoso.com%2Fa%20b")",
          TEXT),
    Gives("[uriComponentToString('http%3A%2F%2Fcontoso.com%2Fa%20b')]",
          R"("http://contoso.com/a b")",
          TEXT),
    Gives("[uriComponentToString('100%')]", R"("100%")", TEXT),
    Gives("[json('{\"a\": [1, true, null]}')]", R"({"a":[1,true,null]})", TEXT),
    Gives("[json('null')]", "null", TEXT),
    Gives("[json('1.5')]", "1.5", TEXT),
    Fails("[json('{')]", "parse error", TEXT),
    Gives("[length(uniqueString('x'))]", "13", TEXT),
    Gives("[equals(uniqueString('x', 'y'), uniqueString('x', 'y'))]", "true", TEXT),
    Gives("[equals(uniqueString('x', 'y'), uniqueString('xy'))]", "false", TEXT),
    Gives("[length(guid('a', 'b'))]", "36", TEXT),
    Gives("[equals(guid('a'), guid('b'))]", "false", TEXT),
    Gives("[equals(parameters('id'), parameters('id'))]", "true", TEXT),
    Fails("[newGuid()]", "only be called in the default of a parameter", TEXT),
    {"uniqueString() is of letters and the digits 2 to 7, so that it fits any name",
     TEXT,
     [](Verdict& v) {
         const std::string text = test::EvaluateExpression("[uniqueString('resource group')]");
         v.True(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567\"") == std::string::npos,
                text);
     }},
};

V6LAB_SUITE("v6lab-arm-functions-text", ROWS);

} // namespace
