// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BINDINGS_BIND_H
#define V6LAB_BINDINGS_BIND_H

#include "model/core/address.h"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <string>

/**
 * The compiled half of the Python package v6lab. It says everything in texts, numbers and a few
 * classes; what Python users see is in bindings/v6lab, which is written in Python.
 */
namespace ns3::v6lab::bindings
{

namespace py = pybind11;

// One file each.
void BindErrors(py::module_& module);
void BindAddresses(py::module_& module);
void BindTranslators(py::module_& module);
void BindTopologies(py::module_& module);
void BindScenarios(py::module_& module);
void BindRecords(py::module_& module);
void BindSweeps(py::module_& module);

/**
 * An address from a text or from one of Python's ipaddress objects. Throws std::invalid_argument
 * naming what was given.
 */
IpAddress ToAddress(const py::handle& value);
/** As one of Python's ipaddress objects. */
py::object FromAddress(const IpAddress& address);

/** The comment that stands above a class, function or method in the C++ headers ("Pref64.Embed").
 */
const char* CommentOf(const std::string& name);

} // namespace ns3::v6lab::bindings

#endif // V6LAB_BINDINGS_BIND_H
