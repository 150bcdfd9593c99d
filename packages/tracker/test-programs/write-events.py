"""Writes event files with TensorBoard's own writer into a folder: scalars old and new, what is no scalar, hparams."""

import sys

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util import tensor_util

BEGIN = 1_700_000_000.125


def plugin(name, content=b""):
    data = SummaryMetadata.PluginData(plugin_name=name, content=content)
    return SummaryMetadata(plugin_data=data, data_class=summary_pb2.DATA_CLASS_SCALAR)


def add(writer, step, seconds, **value):
    summary = Summary(value=[Summary.Value(**value)])
    writer.add_event(event_pb2.Event(wall_time=BEGIN + seconds, step=step, summary=summary))


def write_old(writer):
    """As PyTorch's SummaryWriter and TensorFlow 1 have it."""
    values = [(-3, 0.1), (0, float("nan")), (1, float("inf")), (1, 2.5), (2, -float("inf"))]
    for order, (step, value) in enumerate(values):
        add(writer, step, order, tag="loss", simple_value=value)
    image = Summary.Image(height=1, width=1, colorspace=3, encoded_image_string=b"x")
    add(writer, 9, 9, tag="photo", image=image)
    session = plugin_data_pb2.SessionStartInfo()
    session.hparams["lr"].number_value = 0.01
    session.hparams["optimizer"].string_value = "adam"
    session.hparams["ema"].bool_value = True
    begun = plugin_data_pb2.HParamsPluginData(session_start_info=session)
    add(writer, 0, 9, tag="_hparams_/session_start_info", metadata=plugin("hparams", begun.SerializeToString()))
    ended = plugin_data_pb2.HParamsPluginData(
        session_end_info=plugin_data_pb2.SessionEndInfo(status="STATUS_FAILURE")
    )
    add(writer, 0, 9, tag="_hparams_/session_end_info", metadata=plugin("hparams", ended.SerializeToString()))


def write_new(writer):
    """As TensorFlow 2 and Keras have it: a tag says what it is with its first value only."""
    for order, kind in enumerate([np.float32, np.float64, np.float16, np.int32, np.int64]):
        number = -7 if order > 2 else 0.1
        tensor = tensor_util.make_tensor_proto(np.array(number, dtype=kind))
        first = {"metadata": plugin("scalars")} if order == 0 else {}
        add(writer, order, order, tag="accuracy", tensor=tensor, **first)
    add(writer, 5, 5, tag="accuracy", tensor=TensorProto(dtype=1, float_val=[0.25]))
    counts = tensor_util.make_tensor_proto(np.zeros((3, 3)))
    for step in range(2):
        first = {"metadata": plugin("histograms")} if step == 0 else {}
        add(writer, step, 6, tag="weights", tensor=counts, **first)


for name, write in {"old": write_old, "deep/new": write_new}.items():
    writer = EventFileWriter(f"{sys.argv[1]}/{name}")
    write(writer)
    writer.close()
