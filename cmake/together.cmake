# SPDX-License-Identifier: GPL-2.0-only
# Sources of one folder are compiled together, ten at a time: most of compiling one is reading what
# all include. Where a name of a folder's file means something else in another one, the file is
# compiled alone. The debug build compiles each alone, which shows what a file forgets to include.

option(V6LAB_TOGETHER "Compile the sources of a folder together" OFF)

set(V6LAB_FOLDERS_TOGETHER
    helper helper/arm helper/draw helper/install helper/install/metrics helper/topology
    helper/topology/validate helper/translate model/advertisement model/azure model/bgp model/core
    model/core/azure model/core/balancer model/core/benchmark model/core/bgp model/core/dhcp
    model/core/dhcpv6 model/core/dns model/core/firewall model/core/happy-eyeballs
    model/core/nat64 model/core/outbound model/core/translation model/core/virtual-ip6
    model/core/vpn model/dhcp model/dhcpv6 model/dns model/record model/routing model/translation
    model/vpn model/workload scenarios scenarios/cli scenarios/run scenarios/sweep)
set(V6LAB_ALONE
    helper/arm/import-backends.cc helper/arm/import-firewall.cc helper/arm/import-machine.cc
    helper/arm/import-manager.cc helper/arm/import-network.cc helper/arm/import-security.cc
    helper/arm/scope-functions.cc helper/draw/dot-labels.cc helper/draw/dot.cc
    helper/draw/mermaid.cc
    helper/topology/topology.cc # long by itself
    helper/topology/validate/firewall-rules.cc helper/topology/validate/virtual-ip6.cc
    helper/topology/validate/vpn-uses.cc model/bgp/bgp-transport.cc
    model/core/bgp/attribute-values.cc model/core/bgp/session-settings.cc
    model/core/dhcpv6/information-service.cc model/core/dhcpv6/prefix-replies.cc
    model/core/dhcpv6/prefix-request.cc model/core/dns/dns-name.cc
    model/core/outbound/outbound-rule.cc model/core/outbound/snat-ports.cc
    model/core/outbound/snat-table.cc model/core/translation/header-translator.cc
    model/core/translation/mss-option.cc model/core/translation/transport-rewrite.cc
    model/core/vpn/app-packet-read.cc model/dhcp/lease-client.cc model/dns/told-resolvers.cc
    model/record/schema.cc model/record/view-schema.cc model/routing/ipv4-lpm-selection.cc
    model/routing/ipv6-lpm-selection.cc model/vpn/vpn-tunnel.cc scenarios/cli/report.cc
    scenarios/nat64-dns64-names.cc scenarios/nat64-dns64.cc scenarios/nat64-sizes.cc
    scenarios/rfc8219-uses.cc scenarios/rfc8219.cc scenarios/xlat464.cc)

function(v6lab_compile_together target)
  if(NOT V6LAB_TOGETHER)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    get_filename_component(folder ${source} DIRECTORY)
    if(source IN_LIST V6LAB_ALONE OR NOT folder IN_LIST V6LAB_FOLDERS_TOGETHER)
      continue()
    endif()
    string(MAKE_C_IDENTIFIER ${folder} group)
    math(EXPR ${group}_files "0${${group}_files} + 1")
    math(EXPR part "(${${group}_files} - 1) / 10")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group}_${part})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# Tests of one subject, the first word of their names, eight at a time. They open no namespace that
# has a name, so each gets one of its own; what they include stands in front of all.
set(V6LAB_TESTS_ALONE
    test/azure-balancer-through.cc test/azure-rewrite.cc test/azure-snat.cc
    test/core-bgp-session-errors.cc test/core-bgp-session.cc test/core-clat-limits.cc
    test/core-clat.cc test/core-happy-eyeballs.cc test/main.cc
    test/topology-validate-gateway-conflicts.cc test/topology-validate-gateways.cc)

function(v6lab_tests_together list)
  if(NOT V6LAB_TOGETHER)
    return()
  endif()
  set(alone)
  set(units)
  foreach(source ${${list}})
    file(STRINGS ${source} opens REGEX "^namespace ns3")
    if(NOT source MATCHES "^test/[^/]+$" OR opens OR source IN_LIST V6LAB_TESTS_ALONE)
      list(APPEND alone ${source})
      continue()
    endif()
    string(REGEX REPLACE "^test/([a-z0-9]+).*" "\\1" subject ${source})
    math(EXPR ${subject}_files "0${${subject}_files} + 1")
    math(EXPR part "(${${subject}_files} - 1) / 8")
    set(unit ${CMAKE_BINARY_DIR}/together/${subject}-${part}.cc)
    list(APPEND units ${unit})
    file(STRINGS ${source} includes REGEX "^#include")
    list(APPEND ${unit}_includes ${includes})
    string(MAKE_C_IDENTIFIER ${source} name)
    string(APPEND ${unit}_tests "namespace ${name}\n{\n#include \"${source}\"\n}\n")
  endforeach()
  list(REMOVE_DUPLICATES units)
  foreach(unit ${units})
    list(REMOVE_DUPLICATES ${unit}_includes)
    list(JOIN ${unit}_includes "\n" includes)
    file(CONFIGURE OUTPUT ${unit} CONTENT "${includes}\n${${unit}_tests}" @ONLY)
  endforeach()
  set(${list} ${alone} ${units} PARENT_SCOPE)
endfunction()
