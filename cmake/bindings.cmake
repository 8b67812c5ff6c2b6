# SPDX-License-Identifier: GPL-2.0-only
# The Python package v6lab in build/<preset>/python: the compiled module, the worker that simulates
# in a process of its own, and links to the Python files, so that an edit needs no build.

if(V6LAB_SANITIZE)
  message(STATUS "Skipping the Python bindings: Python itself is not built with sanitizers")
  return()
endif()
# Debian's own Python, whatever else is first in PATH: pandas and Jupyter are there for that one.
if(EXISTS /usr/bin/python3 AND NOT DEFINED PYTHON_EXECUTABLE)
  set(PYTHON_EXECUTABLE /usr/bin/python3)
endif()
find_package(pybind11 QUIET)
if(NOT pybind11_FOUND)
  set(why "the Python bindings need pybind11-dev and python3-dev (packages.txt)")
  message(STATUS "Skipping: ${why}")
  add_custom_target(v6lab-python COMMAND ${CMAKE_COMMAND} -E echo "${why}, then cmake again"
                    COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
  return()
endif()

file(GLOB V6LAB_BINDINGS RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS bindings/*.cc)
list(REMOVE_ITEM V6LAB_BINDINGS bindings/worker.cc)
file(GLOB_RECURSE V6LAB_PYTHON RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
     bindings/v6lab/*.py bindings/v6lab/*.pyi bindings/v6lab/py.typed
     analysis/v6lab/*.py analysis/v6lab/*.pyi analysis/labs/*.py analysis/labs/*.md)
set(python ${CMAKE_BINARY_DIR}/python/v6lab)

# Docstrings are the comments of these headers.
file(GLOB V6LAB_COMMENTED CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/helper/topology/*.h)
foreach(header helper/draw/draw helper/format/read helper/format/schema helper/format/write
        helper/translate/packet-translator model/core/translation/pref64 model/record/explain
        model/record/reader scenarios/run/design)
  list(APPEND V6LAB_COMMENTED ${PROJECT_SOURCE_DIR}/${header}.h)
endforeach()
set(comments ${CMAKE_BINARY_DIR}/bindings-comments.cc)
add_custom_command(
  OUTPUT ${comments}
  COMMAND ${PYTHON_EXECUTABLE} ${PROJECT_SOURCE_DIR}/bindings/comments ${comments} ${V6LAB_COMMENTED}
  DEPENDS ${PROJECT_SOURCE_DIR}/bindings/comments ${V6LAB_COMMENTED}
  COMMENT "Collecting docstrings from the headers"
  VERBATIM)

# NO_EXTRAS: no link-time optimisation, which costs a minute; what is bound here is called a few
# times a run, and the work is done by the library. -O1 halves the time that pybind11 takes.
pybind11_add_module(_v6lab NO_EXTRAS ${V6LAB_BINDINGS} ${comments})
target_compile_options(_v6lab PRIVATE -O1)
target_link_libraries(_v6lab PRIVATE v6lab-cli)
# Called once, when Python imports the package; 75 structs of templates are slow to optimise.
set_source_files_properties(bindings/struct-table.cc PROPERTIES COMPILE_OPTIONS -O0)
set_target_properties(_v6lab PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${python})

add_executable(v6lab-worker bindings/worker.cc)
target_link_libraries(v6lab-worker PRIVATE v6lab-cli)
set_target_properties(v6lab-worker PROPERTIES OUTPUT_NAME worker RUNTIME_OUTPUT_DIRECTORY ${python})

foreach(source ${V6LAB_PYTHON})
  string(REGEX REPLACE "^(bindings/v6lab|analysis/v6lab|analysis)/" "" name ${source})
  get_filename_component(folder ${python}/${name} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${source} ${python}/${name} SYMBOLIC)
endforeach()
add_custom_target(v6lab-python DEPENDS _v6lab v6lab-worker)
