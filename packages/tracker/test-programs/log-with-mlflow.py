"""Logs, reads back and searches with MLflow's own client: `log-with-mlflow.py`, with MLFLOW_TRACKING_URI set.

Prints one JSON line of what it read; fails where an answer is not what MLflow's server would give.
"""

import json
import math
import os
import sys
import tempfile

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.exceptions import MlflowException

client = MlflowClient()

# Fluent: the default experiment needs no call before.
with mlflow.start_run(run_name="fluent") as run:
    mlflow.log_param("learning_rate", 0.01)
    mlflow.log_params({"layers": "[64, 10]", "note": ""})
    for step in range(5):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metrics({"accuracy": 0.5, "odd": math.nan}, step=3)
    mlflow.log_metric("up", math.inf)
    mlflow.log_metric("down", -math.inf)
    mlflow.set_tag("stage", "proof")
    mlflow.set_tag("mlflow.note.content", "A run of MLflow's client.")
    mlflow.log_text("häh?\n", "texts/über mich & co.txt")
    mlflow.log_dict({"a": [1, 2]}, "config.json")
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "deep", "er"))
        for name in ("empty.bin", "deep/page.html", "deep/er/+&=;,.txt"):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(b"" if name == "empty.bin" else name.encode() * 1000)
        mlflow.log_artifacts(folder, "tree")
fluent = client.get_run(run.info.run_id)
assert fluent.info.status == "FINISHED" and fluent.info.end_time, fluent.info
assert fluent.info.experiment_id == "0", fluent.info
assert fluent.data.params == {"learning_rate": "0.01", "layers": "[64, 10]", "note": ""}, fluent.data.params
metrics = fluent.data.metrics
assert metrics["loss"] == 0.2 and math.isnan(metrics["odd"]), metrics
assert metrics["up"] == math.inf and metrics["down"] == -math.inf, metrics
assert fluent.data.tags["mlflow.runName"] == "fluent" and fluent.info.run_name == "fluent"
paths = sorted(f.path for f in client.list_artifacts(fluent.info.run_id))
assert paths == ["config.json", "texts", "tree"], paths
assert mlflow.artifacts.load_dict(fluent.info.artifact_uri + "/config.json") == {"a": [1, 2]}
with tempfile.TemporaryDirectory() as folder:
    local = mlflow.artifacts.download_artifacts(run_id=fluent.info.run_id, dst_path=folder)
    with open(os.path.join(local, "texts", "über mich & co.txt"), encoding="utf-8") as file:
        assert file.read() == "häh?\n"
    with open(os.path.join(local, "tree", "deep", "er", "+&=;,.txt"), "rb") as file:
        assert file.read() == b"deep/er/+&=;,.txt" * 1000
    assert os.path.getsize(os.path.join(local, "tree", "empty.bin")) == 0
client.delete_run(fluent.info.run_id)
assert client.get_run(fluent.info.run_id).info.lifecycle_stage == "deleted"
try:
    client.log_metric(fluent.info.run_id, "late", 1)
    raise AssertionError("a deleted run took a metric")
except MlflowException as error:
    assert error.error_code == "INVALID_PARAMETER_VALUE", error.error_code
client.restore_run(fluent.info.run_id)

# Experiments, and runs by the client.
experiment = mlflow.set_experiment("trials / ünï")
assert mlflow.set_experiment("trials / ünï").experiment_id == experiment.experiment_id
client.set_experiment_tag(experiment.experiment_id, "team", "blue")
ids = []
for index in range(12):
    made = client.create_run(experiment.experiment_id, run_name="trial", tags={"index": str(index)})
    client.log_batch(
        made.info.run_id,
        metrics=[Metric("accuracy", index / 10, 1000 + step, step) for step in range(-2, 3)]
        + [Metric("accuracy", index / 10 + 0.05, 1005, 2)],
        params=[Param("batch size", str(2**index)), Param("even", str(index % 2 == 0))],
        tags=[RunTag("kind", "even" if index % 2 == 0 else "ODD")],
    )
    client.set_terminated(made.info.run_id, "KILLED" if index == 11 else "FINISHED")
    ids.append(made.info.run_id)


def found(filter_string, order_by=None, **more):
    runs = client.search_runs([experiment.experiment_id], filter_string, order_by=order_by, **more)
    return [int(run.data.tags["index"]) for run in runs]


assert found("metrics.accuracy > 0.9", ["metrics.accuracy DESC"]) == [11, 10, 9]
assert found("params.`batch size` = '8'") == [3]
assert found('tags.kind ILIKE "odd" and metric.accuracy <= .3', ["params.\"batch size\""]) == [1]
assert found("attributes.status = 'KILLED'") == [11]
assert found("run_name = 'trial' AND tags.kind LIKE 'ev%'", ["attributes.start_time ASC"])[0] == 0
assert found(f"run_id IN ('{ids[4]}', '{ids[7]}')", ["tag.index"]) == [4, 7]
assert found("params.absent IS NULL AND tags.kind IS NOT NULL", ["tags.index"])[:3] == [0, 1, 10]
pages = []
token = None
while True:
    page = client.search_runs([experiment.experiment_id], max_results=5, page_token=token, order_by=["metrics.accuracy"])
    pages.append(len(page))
    token = page.token
    if not token:
        break
assert pages == [5, 5, 2], pages
for wrong in ("metrics.accuracy = 'a'", "params.a > 1", "a OR b", "status IN ('FINISHED')", "metrics.x LIKE 'a'"):
    try:
        client.search_runs([experiment.experiment_id], wrong)
        raise AssertionError(wrong)
    except MlflowException as error:
        assert error.error_code == "INVALID_PARAMETER_VALUE", (wrong, error)
history = client.get_metric_history(ids[3], "accuracy")
assert [(m.step, m.value) for m in history][-2:] == [(2, 0.3), (2, 0.35)], history
assert client.get_run(ids[3]).data.metrics["accuracy"] == 0.35
assert [e.name for e in client.search_experiments(filter_string="tags.team = 'blue'")] == ["trials / ünï"]
client.update_run(ids[0], name="renamed")
assert client.get_run(ids[0]).info.run_name == "renamed"
client.delete_tag(ids[0], "kind")
assert "kind" not in client.get_run(ids[0]).data.tags
try:
    client.log_param(ids[0], "even", "other")
    raise AssertionError("a param changed")
except MlflowException as error:
    assert error.error_code == "INVALID_PARAMETER_VALUE"
client.rename_experiment(experiment.experiment_id, "trials")
client.delete_experiment(experiment.experiment_id)
assert client.get_experiment(experiment.experiment_id).lifecycle_stage == "deleted"
assert found("") == []
client.restore_experiment(experiment.experiment_id)
assert len(found("")) == 12

json.dump({"fluent": fluent.info.run_id, "trials": ids, "version": mlflow.__version__}, sys.stdout)
print()
