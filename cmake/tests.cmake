# SPDX-License-Identifier: GPL-2.0-only
# One CTest test per ns-3 TestSuite, found in the sources, so that no list can go stale.

set(compiled ${V6LAB_TESTS})
v6lab_tests_together(compiled)
add_executable(v6lab-test ${compiled})
target_link_libraries(v6lab-test PRIVATE v6lab-lib yaml-cpp fmt::fmt)
# What is measured is the library: optimising the tables would take a quarter of the whole build.
target_compile_options(v6lab-test PRIVATE $<$<CONFIG:Release>:-O0>)
# For the one file that needs it: a folder in the flags of all would make ccache useless elsewhere.
set_source_files_properties(test/support/source-folder.cc PROPERTIES
                            COMPILE_DEFINITIONS V6LAB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

# Preloaded into a program that knows nothing of sanitizers or of C++.
enable_language(C)
add_library(v6lab-tun-shim MODULE test/tayga/tun-shim.c)
# dlsym(3) gives functions as object pointers: POSIX allows that, ISO C does not.
target_compile_options(v6lab-tun-shim PRIVATE -fno-sanitize=all -Wno-pedantic)
target_link_options(v6lab-tun-shim PRIVATE -fno-sanitize=all)
target_link_libraries(v6lab-tun-shim PRIVATE ${CMAKE_DL_LIBS})
add_dependencies(v6lab-test v6lab-tun-shim)
set_source_files_properties(test/tayga/tayga.cc PROPERTIES
                            COMPILE_DEFINITIONS V6LAB_TUN_SHIM="$<TARGET_FILE:v6lab-tun-shim>")

# Our authoritative server on a real loopback socket, for programs that know the DNS.
file(GLOB dns RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS test/dns/*.cc)
add_executable(v6lab-dns ${dns} test/support/any-message.cc)
target_link_libraries(v6lab-dns PRIVATE v6lab-lib)

foreach(source ${V6LAB_TESTS})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(STRINGS ${source} suites REGEX "V6LAB_SUITE\\(\"[a-z0-9-]+\"")
  foreach(line ${suites})
    string(REGEX REPLACE ".*V6LAB_SUITE\\(\"([a-z0-9-]+)\".*" "\\1" suite "${line}")
    add_test(NAME ${suite} COMMAND v6lab-test --suite=${suite} --verbose)
  endforeach()
endforeach()
