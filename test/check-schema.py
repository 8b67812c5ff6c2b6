#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Judges topology files by the generated JSON schema: check-schema.py SCHEMA FILE...

Prints what is wrong, one line per fault, and exits 1 if anything is; YAML and JSON are read by
Python's own parsers, which makes them a second opinion on what the program writes.
"""

import json
import sys

import jsonschema

try:
    import yaml
except ImportError:
    yaml = None


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file) if path.endswith(".json") or not yaml else yaml.safe_load(file)


def main(schema_path, *paths):
    schema = load(schema_path)
    jsonschema.Draft7Validator.check_schema(schema)
    faults = 0
    for path in paths:
        for error in jsonschema.Draft7Validator(schema).iter_errors(load(path)):
            place = "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: {place}: {error.message[:200]}")
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
