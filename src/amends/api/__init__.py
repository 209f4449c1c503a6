"""The door for programs: REST for clients and one webhook address per connection."""

from __future__ import annotations

from ninja import Schema
from ninja.params.models import ParamModel

# What checks each shape is made when it is first used: made all at the start, they would weigh ten megabytes
# at a desk that no program calls.
Schema.model_config["defer_build"] = True
ParamModel.model_config["defer_build"] = True
