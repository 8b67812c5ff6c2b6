# SPDX-License-Identifier: GPL-2.0-only
# The fuzzers, one program a target: the ns-3-free part of the sources under libFuzzer,
# AddressSanitizer and UndefinedBehaviorSanitizer. Needs clang: the preset "fuzz".

file(GLOB_RECURSE fuzzed CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/model/core/*.cc)
file(GLOB translate CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/helper/translate/*.cc)
list(FILTER translate EXCLUDE REGEX "/capture[^/]*\\.cc$") # libpcap's part
file(GLOB targets CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/test/fuzz/*.cc)
list(FILTER targets EXCLUDE REGEX "/(entry|inputs)\\.cc$")
foreach(name input-error json-source source source-builder suggestion yaml-source)
  list(APPEND fuzzed ${PROJECT_SOURCE_DIR}/helper/format/${name}.cc)
endforeach()
foreach(name clean-text interface-address openwrt-block openwrt-jool openwrt-rules openwrt-words
             translator-text)
  list(APPEND fuzzed ${PROJECT_SOURCE_DIR}/helper/topology/${name}.cc)
endforeach()
list(APPEND fuzzed ${PROJECT_SOURCE_DIR}/test/support/hostile.cc)

set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=undefined)
add_library(v6lab-fuzzed STATIC EXCLUDE_FROM_ALL ${fuzzed} ${translate} ${targets})
target_include_directories(v6lab-fuzzed PUBLIC ${PROJECT_SOURCE_DIR})
target_compile_options(v6lab-fuzzed PUBLIC -O1 -g ${sanitizers} -fsanitize=fuzzer-no-link)
target_link_libraries(v6lab-fuzzed PUBLIC yaml-cpp fmt::fmt nlohmann_json::nlohmann_json ldns)

set(V6LAB_FUZZERS "siit=Siit" "nat64=Nat64" "clat=Clat" "virtual-ip6=VirtualIp6" "jsonl=Jsonl"
    "dnswire=DnsWire" "dnszone=DnsZone" "dnsserver=DnsServer" "dnsresolver=DnsResolver"
    "dhcpv6=Dhcpv6" "dhcp=Dhcp" "routeradvert=RouterAdvert" "firewall=FirewallRun"
    "openwrt=OpenWrtLines" "vpn=Vpn")
add_custom_target(fuzzers)
foreach(fuzzer ${V6LAB_FUZZERS})
  string(REGEX MATCH "^[a-z0-9-]+" name ${fuzzer})
  string(REGEX MATCH "[A-Za-z0-9]+$" function ${fuzzer})
  add_executable(fuzz-${name} EXCLUDE_FROM_ALL test/fuzz/entry.cc)
  target_compile_definitions(fuzz-${name} PRIVATE V6LAB_FUZZ_TARGET=${function})
  target_link_libraries(fuzz-${name} PRIVATE v6lab-fuzzed)
  target_link_options(fuzz-${name} PRIVATE ${sanitizers} -fsanitize=fuzzer)
  add_dependencies(fuzzers fuzz-${name})
endforeach()
