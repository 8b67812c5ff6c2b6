# SPDX-License-Identifier: GPL-2.0-only
# The stand-alone build: a shared library, the program, tests, examples and bench programs.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
option(V6LAB_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(V6LAB_FUZZ "Offer the fuzzers as targets (clang only)" OFF)
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_package(ns3 REQUIRED) # its version file only accepts an exact number, so none is asked for
find_package(SQLiteCpp REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(Boost REQUIRED COMPONENTS program_options)
find_library(PCAP_LIBRARY pcap REQUIRED)
find_library(LDNS_LIBRARY ldns REQUIRED)

include(cmake/ns3-folders.cmake)

set(V6LAB_NS3_LIBRARIES)
foreach(module core network internet internet-apps point-to-point csma traffic-control virtual-net-device)
  if(TARGET ns3::lib${module}) # up to ns-3.42
    list(APPEND V6LAB_NS3_LIBRARIES ns3::lib${module})
  else()
    list(APPEND V6LAB_NS3_LIBRARIES ns3::${module})
  endif()
endforeach()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Werror)
if(CMAKE_BUILD_TYPE STREQUAL "Debug" OR V6LAB_SANITIZE)
  add_compile_definitions(NS3_LOG_ENABLE NS3_ASSERT_ENABLE)
endif()
if(V6LAB_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined
                      -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=address,undefined)
endif()

include(cmake/together.cmake)
include(cmake/translator-core.cmake)
add_library(v6lab-lib SHARED ${V6LAB_SOURCES})
v6lab_compile_together(v6lab-lib)
# Nobody replaces functions of this library, so they may be inlined where they are called.
target_compile_options(v6lab-lib PRIVATE -fno-semantic-interposition)
# The name changes with every release: until 1.0 nobody promises a stable binary interface.
set_target_properties(v6lab-lib PROPERTIES OUTPUT_NAME v6lab VERSION ${PROJECT_VERSION}
                      SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
target_include_directories(v6lab-lib PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                           $<INSTALL_INTERFACE:include/v6lab>)
target_compile_definitions(v6lab-lib PRIVATE V6LAB_VERSION="${PROJECT_VERSION}")
target_link_libraries(v6lab-lib PUBLIC ${V6LAB_NS3_LIBRARIES} SQLiteCpp sqlite3
                      nlohmann_json::nlohmann_json PRIVATE yaml-cpp fmt::fmt ${PCAP_LIBRARY} ${LDNS_LIBRARY})

# The command line as a library, so that others can read the same words by the same code.
list(REMOVE_ITEM V6LAB_CLI scenarios/cli/main.cc)
add_library(v6lab-cli STATIC ${V6LAB_CLI})
v6lab_compile_together(v6lab-cli)
set_target_properties(v6lab-cli PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_link_libraries(v6lab-cli PUBLIC v6lab-lib Boost::program_options fmt::fmt)
add_executable(v6lab scenarios/cli/main.cc)
target_link_libraries(v6lab PRIVATE v6lab-cli)
include(cmake/bindings.cmake)

foreach(source ${V6LAB_EXAMPLES} ${V6LAB_BENCHES})
  get_filename_component(name ${source} NAME_WE)
  get_filename_component(folder ${source} DIRECTORY)
  add_executable(${folder}-${name} ${source})
  set_target_properties(${folder}-${name} PROPERTIES OUTPUT_NAME ${name}
                        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${folder})
  target_link_libraries(${folder}-${name} PRIVATE v6lab-lib fmt::fmt)
endforeach()

if(V6LAB_FUZZ)
  include(cmake/fuzz.cmake)
endif()

enable_testing()
include(cmake/tests.cmake)

include(cmake/install.cmake)
