"""Prints every scalar that TensorBoard's own reader finds under a folder, as JSON: {run: {tag: [[step, seconds, value]]}}."""

import json
import sys

from tensorboard.backend.event_processing import event_multiplexer, tag_types
from tensorboard.util import tensor_util

runs = event_multiplexer.EventMultiplexer(size_guidance={tag_types.TENSORS: 0})
runs.AddRunsFromDirectory(sys.argv[1])
runs.Reload()
found = {}
for run, kinds in runs.Runs().items():
    tags = [
        tag
        for tag in kinds[tag_types.TENSORS]
        if runs.SummaryMetadata(run, tag).plugin_data.plugin_name == "scalars"
    ]
    found[run] = {
        tag: [
            [event.step, event.wall_time, repr(float(tensor_util.make_ndarray(event.tensor_proto).item()))]
            for event in runs.Tensors(run, tag)
        ]
        for tag in tags
    }
print(json.dumps(found))
