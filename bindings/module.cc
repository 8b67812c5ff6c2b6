// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "helper/version.h"

PYBIND11_MODULE(_v6lab, module)
{
    using namespace ns3::v6lab;
    module.doc() = "The compiled half of v6lab; use the package v6lab.";
    module.attr("__version__") = Version();
    bindings::BindErrors(module);
    bindings::BindAddresses(module);
    bindings::BindTranslators(module);
    bindings::BindTopologies(module);
    bindings::BindScenarios(module);
    bindings::BindRecords(module);
    bindings::BindSweeps(module);
}
