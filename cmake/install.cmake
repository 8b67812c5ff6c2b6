# SPDX-License-Identifier: GPL-2.0-only
# What `cmake --install` and the Debian packages (cmake/packages.cmake) put where, by component.

if(V6LAB_SANITIZE OR NOT pybind11_FOUND)
  return()
endif()
set(libraries lib/${CMAKE_LIBRARY_ARCHITECTURE})
set(package ${libraries}/cmake/v6lab)
set(dist_packages lib/python3/dist-packages)
set(pages ${CMAKE_BINARY_DIR}/pages)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # tests and examples need not be built for that

# Generated from the program: manual page and completion; from everything: the site.
# The verb lab is Python, and says itself what it takes.
file(GLOB_RECURSE generators CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/doc/command-line/*
     ${PROJECT_SOURCE_DIR}/analysis/v6lab/lab/*.py)
add_custom_command(
  OUTPUT ${pages}/v6lab.1.gz ${pages}/v6lab
  COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
  COMMAND sh -c "PYTHONDONTWRITEBYTECODE=1 doc/command-line/generate '$<TARGET_FILE:v6lab>' man | gzip -9n >${pages}/v6lab.1.gz"
  COMMAND sh -c "PYTHONDONTWRITEBYTECODE=1 doc/command-line/generate '$<TARGET_FILE:v6lab>' bash >${pages}/v6lab"
  DEPENDS v6lab _v6lab v6lab-worker ${generators}
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  COMMENT "Writing the manual page and the completion"
  VERBATIM)
add_custom_target(v6lab-pages DEPENDS ${pages}/v6lab.1.gz ${pages}/v6lab)

install(TARGETS v6lab RUNTIME DESTINATION bin COMPONENT program)
install(FILES ${pages}/v6lab.1.gz DESTINATION share/man/man1 COMPONENT program)
install(FILES ${pages}/v6lab DESTINATION share/bash-completion/completions COMPONENT program)
install(DIRECTORY examples DESTINATION share/doc/v6lab COMPONENT program)

install(TARGETS v6lab-lib EXPORT v6lab
        LIBRARY DESTINATION ${libraries} COMPONENT library NAMELINK_COMPONENT development)
install(EXPORT v6lab NAMESPACE v6lab:: DESTINATION ${package} COMPONENT development)
set_target_properties(v6lab-lib PROPERTIES EXPORT_NAME v6lab)
# Headers for sources of ours only stay here: they need ldns and fmt, which users need not have.
install(DIRECTORY model helper scenarios DESTINATION include/v6lab COMPONENT development
        FILES_MATCHING PATTERN *.h PATTERN *.def PATTERN cli EXCLUDE PATTERN run EXCLUDE
        PATTERN ldns-*.h EXCLUDE PATTERN vpn-uses.h EXCLUDE PATTERN hub-spoke-plan.h EXCLUDE)
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/v6labConfig.cmake.in ${CMAKE_BINARY_DIR}/v6labConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/v6labConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/v6labConfig.cmake ${CMAKE_BINARY_DIR}/v6labConfigVersion.cmake
              cmake/ns3-folders.cmake
        DESTINATION ${package} COMPONENT development)

install(TARGETS _v6lab LIBRARY DESTINATION ${dist_packages}/v6lab COMPONENT python)
install(TARGETS v6lab-worker RUNTIME DESTINATION ${dist_packages}/v6lab COMPONENT python)
foreach(source ${V6LAB_PYTHON})
  string(REGEX REPLACE "^(bindings/v6lab|analysis/v6lab|analysis)/" "" name ${source})
  get_filename_component(folder v6lab/${name} DIRECTORY)
  install(FILES ${source} DESTINATION ${dist_packages}/${folder} COMPONENT python)
endforeach()
install(DIRECTORY analysis/notebooks DESTINATION share/doc/python3-v6lab COMPONENT python OPTIONAL)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/build/doc/html DESTINATION share/doc/v6lab-doc COMPONENT documentation)
install(FILES packaging/doc-base DESTINATION share/doc-base RENAME v6lab-doc COMPONENT documentation)

include(cmake/packages.cmake)
