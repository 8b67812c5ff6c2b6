# SPDX-License-Identifier: GPL-2.0-only
"""Topology and the classes of all its parts: fields have the names that topology files have.

The classes are made from the C++ declaration when this is imported; topology.pyi is the same for
editors and type checkers.
"""
from v6lab._classes import make_classes
from v6lab._parts import FieldInfo, Part
from v6lab._topology_methods import Fault, TopologyMethods

_CLASSES = make_classes(TopologyMethods)
globals().update(_CLASSES)
__all__ = ["Fault", "FieldInfo", "Part", *_CLASSES]
