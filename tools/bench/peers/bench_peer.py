"""What the Python peers have in common: the job they are given, and the lines they answer.

A peer is started with the path of a job (JSON), warms up, answers one `ready` line, and then runs
a window for every line of standard input until that is closed. Its lines start with `@bench `, as
frameworks write to standard output too.
"""

import json
import sys

import numpy as np


def read_job():
    """The job named on the command line: photos, network, optimizer, batchSize, threads, form."""
    with open(sys.argv[1], encoding="utf-8") as file:
        return json.load(file)


def read_photos(job):
    """The photos as float32 NHWC between 0 and 1, and the class index of each."""
    photos = job["photos"]
    shape = (photos["count"], photos["height"], photos["width"], photos["channels"])
    pixels = np.fromfile(photos["pixelsFile"], np.uint8).reshape(shape)
    labels = np.fromfile(photos["labelsFile"], np.uint8).astype(np.int64)
    return pixels.astype(np.float32) / np.float32(255), labels


def answer(kind, **values):
    """Writes one line for the bench."""
    print("@bench " + json.dumps({"kind": kind, **values}), flush=True)


def next_window():
    """Waits for the bench to ask for a window; its seconds, or None at the end."""
    line = sys.stdin.readline()
    return json.loads(line)["seconds"] if line.strip() else None


def unknown_layer(layer):
    """The error for a layer that this peer was not taught."""
    return ValueError(
        f"Expected a layer that this peer knows, got {layer['kind']!r} ({layer['name']}): add it."
    )
