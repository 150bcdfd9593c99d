"""Trains under Keras' autolog with its defaults, as a Python user would, and loads the model back."""

import json
import os

os.environ["KERAS_BACKEND"] = "jax"

import keras  # noqa: E402
import mlflow  # noqa: E402
import numpy as np  # noqa: E402

mlflow.set_experiment("keras")
mlflow.keras.autolog()
random = np.random.default_rng(1)
x = random.random((64, 8), dtype=np.float32)
y = random.integers(0, 2, 64)
model = keras.Sequential(
    [
        keras.Input((8,)),
        keras.layers.Dense(4, activation="relu"),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
with mlflow.start_run() as run:
    history = model.fit(x, y, epochs=3, validation_split=0.25, verbose=0).history
loaded = mlflow.keras.load_model(f"runs:/{run.info.run_id}/model")
difference = float(np.abs(loaded.predict(x, verbose=0) - model.predict(x, verbose=0)).max())
print(json.dumps({"run": run.info.run_id, "losses": history["loss"], "difference": difference}))
