// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "helper/format/input-error.h"
#include "scenarios/cli/command-line.h"

namespace ns3::v6lab::bindings
{

namespace
{

/** Raises a class of v6lab/errors.py. */
void
Raise(const char* name, const std::vector<std::string>& messages)
{
    const py::object type = py::module_::import("v6lab.errors").attr(name);
    PyErr_SetObject(type.ptr(), type(*py::cast(messages)).ptr());
}

/** What the command line would tell and end with status 2 or 1. */
void
Translate(std::exception_ptr pointer)
{
    try
    {
        std::rethrow_exception(pointer);
    }
    catch (const py::builtin_exception&)
    {
        throw; // Python's own, which pybind11 knows
    }
    catch (const py::error_already_set&)
    {
        throw;
    }
    catch (const std::bad_alloc&)
    {
        throw;
    }
    catch (const InputError& error)
    {
        Raise("InputError", error.GetMessages());
    }
    catch (const std::exception& error)
    {
        Raise(cli::IsUsage(error) ? "InputError" : "RunError", {error.what()});
    }
}

} // namespace

void
BindErrors(py::module_&)
{
    py::register_exception_translator(&Translate);
}

} // namespace ns3::v6lab::bindings
