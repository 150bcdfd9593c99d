"""Trains by scikit-learn under mlflow.sklearn.autolog() with its defaults, and keeps the model in the registry."""

import json
import sys

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

mlflow.set_experiment("flowers")
mlflow.sklearn.autolog()
x, y = load_iris(return_X_y=True)
with mlflow.start_run() as run:
    LogisticRegression(max_iter=200).fit(x, y)
client = MlflowClient()
run = client.get_run(run.info.run_id)
assert run.info.status == "FINISHED", run.info
assert run.data.metrics["training_accuracy_score"] > 0.9, run.data.metrics
assert run.data.params["max_iter"] == "200"
assert [d.dataset.name for d in run.inputs.dataset_inputs] == ["dataset"], run.inputs
[output] = run.outputs.model_outputs
[model] = mlflow.search_logged_models([run.info.experiment_id], output_format="list")
assert model.model_id == output.model_id and str(model.status) == "READY", model
expected = list(mlflow.sklearn.load_model(f"models:/{model.model_id}").predict(x[:3]))
assert list(mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/model").predict(x[:3])) == expected

# The registry.
first = mlflow.register_model(f"models:/{model.model_id}", "iris")
second = mlflow.register_model(f"runs:/{run.info.run_id}/model", "iris")
assert (first.version, second.version) == ("1", "2"), (first, second)
client.set_registered_model_alias("iris", "champion", "2")
assert client.get_model_version_by_alias("iris", "champion").version == "2"
assert list(mlflow.sklearn.load_model("models:/iris@champion").predict(x[:3])) == expected
assert list(mlflow.sklearn.load_model("models:/iris/1").predict(x[:3])) == expected
client.set_model_version_tag("iris", "1", "checked", "yes")
client.transition_model_version_stage("iris", "1", "Production")
assert [v.version for v in client.search_model_versions("name = 'iris'")] == ["1", "2"]
assert [v.version for v in client.search_model_versions("tags.checked = 'yes'")] == ["1"]
assert [m.name for m in client.search_registered_models("name LIKE 'ir%'")] == ["iris"]
assert {v.current_stage for v in client.get_latest_versions("iris")} == {"None", "Production"}
client.rename_registered_model("iris", "flowers")
assert client.get_registered_model("flowers").aliases == {"champion": "2"}
client.update_registered_model("flowers", description="Three kinds.")
client.delete_model_version("flowers", "2")
try:
    client.get_model_version_by_alias("flowers", "champion")
    raise AssertionError("an alias outlived its version")
except MlflowException as error:
    assert error.error_code == "INVALID_PARAMETER_VALUE", error.error_code
client.delete_registered_model("flowers")
assert client.search_registered_models() == []
try:
    client.get_registered_model("flowers")
    raise AssertionError("a deleted model is there")
except MlflowException as error:
    assert error.error_code == "RESOURCE_DOES_NOT_EXIST", error.error_code

json.dump({"run": run.info.run_id, "model": model.model_id}, sys.stdout)
print()
