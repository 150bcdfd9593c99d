"""Keras 3 on TensorFlow, training with `fit` on photos in memory."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import math
import time

import keras
import tensorflow as tf
from keras import layers

from bench_peer import answer, next_window, read_job, read_photos, unknown_layer


def build(network):
    """The network as a Sequential that ends in logits: the softmax is part of the loss."""
    model = keras.Sequential([keras.Input(network["input"])])
    for layer in network["layers"]:
        if layer != network["layers"][-1]:
            model.add(build_layer(layer))
    return model


def build_layer(layer):
    match layer["kind"]:
        case "conv2d":
            return layers.Conv2D(
                layer["filters"],
                layer["kernelSize"],
                strides=layer.get("strides", 1),
                padding=layer["padding"],
                use_bias=layer.get("useBias", True),
            )
        case "batchNormalization":
            return layers.BatchNormalization()
        case "globalAveragePool2d":
            return layers.GlobalAveragePooling2D()
        case "activation":
            return layers.Activation(layer["activation"])
        case "maxPool2d":
            return layers.MaxPooling2D(layer["poolSize"])
        case "dropout":
            return layers.Dropout(layer["rate"])
        case "flatten":
            return layers.Flatten()
        case "dense":
            return layers.Dense(layer["units"])
    raise unknown_layer(layer)


def build_optimizer(options):
    rate = options["learningRate"]
    match options["kind"]:
        case "sgd":
            return keras.optimizers.SGD(rate, momentum=options["momentum"])
        case "adamw":
            return keras.optimizers.AdamW(rate, weight_decay=options["weightDecay"])
    raise ValueError(f"Expected an optimizer that this peer knows, got {options['kind']!r}.")


class Windows(keras.callbacks.Callback):
    """Stops `fit` between two epochs until the bench asks for a window. The first epoch is warm-up."""

    def __init__(self, count, about):
        super().__init__()
        self.count = count
        self.about = about
        self.started = None

    def on_epoch_end(self, epoch, logs=None):
        if self.started is None:
            answer("ready", **self.about)
        else:
            self.photos += self.count
            seconds = time.perf_counter() - self.started
            if seconds < self.wanted:
                return
            answer(
                "window",
                photos=self.photos,
                seconds=seconds,
                cpuSeconds=time.process_time() - self.cpu_started,
                loss=float(logs["loss"]),
            )
        self.wanted = next_window()
        if self.wanted is None:
            self.model.stop_training = True
        self.photos = 0
        self.started = time.perf_counter()
        self.cpu_started = time.process_time()


def main():
    job = read_job()
    form = job["form"]
    tf.config.threading.set_intra_op_parallelism_threads(job["threads"])
    keras.utils.set_random_seed(1)
    model = build(job["network"])
    model.compile(
        optimizer=build_optimizer(job["optimizer"]),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=form["jit"],
        steps_per_execution=form["stepsPerExecution"],
    )
    pixels, labels = read_photos(job)
    about = {
        "version": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
        "parameters": sum(math.prod(w.shape) for w in model.trainable_weights),
        "device": ", ".join(device.name for device in tf.config.list_logical_devices()),
    }
    model.fit(
        pixels,
        labels,
        batch_size=job["batchSize"],
        epochs=10**9,
        verbose=0,
        callbacks=[Windows(len(labels), about)],
    )


main()
