# SPDX-License-Identifier: GPL-2.0-only
# The Debian packages, one a component of cmake/install.cmake: `./v6lab package` makes them.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SOURCE v6lab)
# Whoever makes packages for others says who that is, as Debian's own tools are told.
if("$ENV{DEBEMAIL}" MATCHES "<.+@.+>")
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "$ENV{DEBEMAIL}")
elseif(NOT "$ENV{DEBEMAIL}" STREQUAL "" AND NOT "$ENV{DEBFULLNAME}" STREQUAL "")
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
else()
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "v6lab developers <v6lab@v6lab.invalid>")
endif()
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR})
set(CPACK_COMPONENTS_ALL program library development python documentation)

set(soname ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(library libv6lab${soname})
set(own "(= ${PROJECT_VERSION})")
set(purpose "simulates, packet by packet, how networks move from IPv4 to\nIPv6: NAT64, CLAT, DNS64, virtual IPv6, Azure's virtual networks,\ngateways and VPNs, in ns-3.")

# One package: its component, name, section, short description and what is in it.
macro(v6lab_package component name section summary contents)
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${summary}\nv6lab ${purpose}\n.\n${contents}")
  install(FILES packaging/copyright ${CMAKE_BINARY_DIR}/changelog.gz
          DESTINATION share/doc/${name} COMPONENT ${component})
endmacro()

v6lab_package(program v6lab science "IPv6 transition lab, the program"
  "This package has the program, its manual page, completion and examples.")
v6lab_package(library ${library} libs "IPv6 transition lab, the library"
  "This package has the shared library.")
v6lab_package(development libv6lab-dev libdevel "IPv6 transition lab, for ns-3 scripts"
  "This package has the headers, and the CMake package v6lab.")
v6lab_package(python python3-v6lab python "IPv6 transition lab, for Python"
  "This package has the Python package v6lab: topologies, runs, and\nresults as DataFrames.")
v6lab_package(documentation v6lab-doc doc "IPv6 transition lab, the documentation"
  "This package has the site: user guide, models, C++ and Python.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "${library} ${own}")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "graphviz, python3-v6lab, sqlite3")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "v6lab-doc, wireshark, bash-completion, parallel")
# CPack could make these two, by looking at each of the site's thousands of files.
configure_file(packaging/shlibs.in ${CMAKE_BINARY_DIR}/shlibs @ONLY)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA
    "${CMAKE_BINARY_DIR}/shlibs;${PROJECT_SOURCE_DIR}/packaging/triggers")
# Debian's CMake package of ns-3 names a program that its package ns3 has, and a library of GSL.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "${library} ${own}, libns3-dev, ns3, libgsl-dev, libsqlitecpp-dev, libsqlite3-dev, nlohmann-json3-dev, libboost-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS
    "${library} ${own}, python3 (>= 3.11), python3 (<< 3.12), python3-pandas, python3-tqdm, python3-yaml")
set(CPACK_DEBIAN_PYTHON_PACKAGE_RECOMMENDS
    "python3-matplotlib, python3-networkx, python3-distributed, jupyter-notebook, graphviz")
set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA
    "${PROJECT_SOURCE_DIR}/packaging/postinst;${PROJECT_SOURCE_DIR}/packaging/prerm")
set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_SHLIBDEPS OFF)

# A package has a log of changes; the time is that of the last change, the same for everybody.
set(epoch "$ENV{SOURCE_DATE_EPOCH}")
if("${epoch}" STREQUAL "" AND EXISTS ${PROJECT_SOURCE_DIR}/.git)
  execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 --format=%ct
                  OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if("${epoch}" STREQUAL "")
  file(TIMESTAMP CHANGES.md epoch "%s" UTC)
endif()
set(told "$ENV{SOURCE_DATE_EPOCH}")
set(ENV{SOURCE_DATE_EPOCH} "${epoch}")
string(TIMESTAMP changed "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(ENV{SOURCE_DATE_EPOCH} "${told}")
configure_file(packaging/changelog.in ${CMAKE_BINARY_DIR}/changelog @ONLY)
execute_process(COMMAND gzip -9nkf ${CMAKE_BINARY_DIR}/changelog)
include(CPack)
