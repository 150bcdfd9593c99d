"""Saves networks by Keras itself, as .keras and as .h5, with photos and Keras' own predictions."""

import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers

folder = Path(sys.argv[1])
keras.utils.set_random_seed(3)

sequential = keras.Sequential(
    [
        keras.Input((16, 16, 3)),
        layers.Conv2D(8, 3, padding="same", activation="relu"),
        layers.Conv2D(8, (3, 3), strides=2, padding="same", use_bias=False),
        layers.BatchNormalization(scale=False),
        layers.LeakyReLU(negative_slope=0.2),
        layers.AveragePooling2D(2),
        layers.Dropout(0.4),
        layers.Conv2D(6, 3, padding="valid", activation="silu"),
        layers.Flatten(),
        layers.Dense(10, use_bias=False),
        layers.ReLU(),
        layers.Dense(3, activation="softmax"),
    ],
    name="sequential_of_keras",
)

photos = keras.Input((16, 16, 3))
first = layers.Conv2D(4, 3, padding="same", activation="relu")(photos)
second = layers.Conv2D(4, 3, padding="same")(first)
second = layers.BatchNormalization(center=False)(second)
x = layers.Add()([first, second])
x = layers.MaxPooling2D()(x)
x = layers.GlobalAveragePooling2D()(x)
x = layers.Dense(2)(x)
x = layers.Softmax()(x)
functional = keras.Model(photos, x, name="functional_of_keras")

x = np.fromfile(folder / "photos.f32", np.float32).reshape(-1, 16, 16, 3)
for model in (sequential, functional):
    # As after training: no moving average, no bias at its first value.
    random = np.random.default_rng(5)
    model.set_weights([w + random.uniform(0.01, 0.2, w.shape) for w in model.get_weights()])
    model.predict(x, verbose=0).tofile(folder / f"{model.name}.f32")
    model.save(folder / f"{model.name}.keras")
    model.save(folder / f"{model.name}.h5")
