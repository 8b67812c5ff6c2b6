# SPDX-License-Identifier: GPL-2.0-only
# The build as contrib/v6lab of an ns-3 source tree: ns-3's own build_lib() with the same lists.

find_package(SQLiteCpp QUIET)
find_package(yaml-cpp QUIET)
find_package(nlohmann_json QUIET)
find_package(fmt QUIET)
find_package(Boost QUIET) # its headers only
find_library(V6LAB_PCAP pcap)
find_library(V6LAB_LDNS ldns)
set(V6LAB_CAN_BE_BUILT OFF)
if(SQLiteCpp_FOUND AND yaml-cpp_FOUND AND nlohmann_json_FOUND AND fmt_FOUND AND Boost_FOUND
   AND V6LAB_PCAP AND V6LAB_LDNS)
  set(V6LAB_CAN_BE_BUILT ON)
else()
  message(STATUS "Skipping v6lab: it needs SQLiteCpp, yaml-cpp, nlohmann-json, fmt, Boost, libpcap and ldns (packages.txt)")
endif()

# ns-3 copies exported headers flat, where our folders would be lost: one header goes that way, and
# it reaches the others through the include path.
# CMakeLists.txt says the same of programs that are linked with the library.
include_directories($<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>)
add_compile_definitions(V6LAB_VERSION="${V6LAB_RELEASE}" V6LAB_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")

list(REMOVE_ITEM V6LAB_TESTS test/main.cc) # ns-3 brings its own test runner
list(FILTER V6LAB_TESTS EXCLUDE REGEX "^test/tayga/") # needs a library of its own beside it
