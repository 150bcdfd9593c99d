"""Predicts with the networks of a folder by their own programs.

For each NAME.photos, float32, writes NAME.keras.f32 by Keras and NAME.onnx.f32 by ONNX Runtime;
prints the tensors of NAME.safetensors as its own library reads them. For keras2.f32 writes
keras2.keras.f32 by the file keras2.h5, which Keras 2 might have written.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import onnxruntime
from safetensors import safe_open

folder = Path(sys.argv[1])
tensors = {}
for photos in sorted(folder.glob("*.photos")):
    name = photos.stem
    model = keras.saving.load_model(folder / f"{name}.keras")
    x = np.fromfile(photos, np.float32).reshape(-1, *model.input_shape[1:])
    model.predict(x, verbose=0).tofile(folder / f"{name}.keras.f32")
    session = onnxruntime.InferenceSession(folder / f"{name}.onnx")
    (given,) = session.get_inputs()
    session.run(None, {given.name: x})[0].tofile(folder / f"{name}.onnx.f32")
    with safe_open(folder / f"{name}.safetensors", "np") as file:
        tensors[name] = {
            key: [list(file.get_tensor(key).shape), float(file.get_tensor(key).sum())]
            for key in file.keys()
        }
model = keras.saving.load_model(folder / "keras2.h5", compile=False)
x = np.fromfile(folder / "keras2.f32", np.float32).reshape(-1, *model.input_shape[1:])
model.predict(x, verbose=0).tofile(folder / "keras2.keras.f32")
print(json.dumps(tensors))
