"""Logs to MLFLOW_TRACKING_URI what is hard to bring over to another record, with MLflow's own client.

Prints one JSON line: {run name: {metric: [[step, timestamp, value as text]]}}, as its own client reads it back.
"""

import json
import math

import mlflow
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from sklearn.linear_model import LogisticRegression

client = MlflowClient()
experiment = client.create_experiment("cats & dogs", tags={"team": "a, b", "mlflow.note.content": "What for."})
mlflow.set_experiment(experiment_id=experiment)

with mlflow.start_run(run_name="train") as run:
    mlflow.log_params({"learning_rate": "0.010", "long": "x" * 6000, "empty": "", "flag": True})
    mlflow.set_tags({"empty": "", "mlflow.note.content": "A *note*."})
    begin = 1_700_000_000_000
    values = [0.1 + 0.2, math.nan, math.inf, -math.inf, 5e-324, -0.125]
    client.log_batch(
        run.info.run_id,
        metrics=[Metric("loss", value, begin + at, at - 2) for at, value in enumerate(values)]
        + [Metric("loss", value, begin, 3) for value in (1.0, 2.0)]
        + [Metric("val/accuracy", at / 7, begin + at, at) for at in range(1000 - len(values) - 2)],
    )
    for start in range(0, 30_000, 1000):
        client.log_batch(run.info.run_id, metrics=[Metric("many", i / 3, begin + i, i) for i in range(start, start + 1000)])
    data = mlflow.data.from_numpy(np.zeros((4, 2)), name="zeros")
    mlflow.log_input(data, context="train", tags={"part": "first"})
    mlflow.log_text("häh?\n", "texts/über mich & co.txt")
    mlflow.log_text("", "empty.txt")
    model = LogisticRegression().fit(np.array([[0.0], [1.0]]), np.array([0, 1]))
    logged = mlflow.sklearn.log_model(model, name="model", registered_model_name="cats", params={"c": "1"})
    mlflow.log_metric("f1", 0.75, model_id=logged.model_id)
    mlflow.log_artifact(__file__, "old-model")
    client.create_registered_model("old", tags={"kept": "yes"}, description="Of a run's files.")
    client.create_model_version("old", f"{run.info.artifact_uri}/old-model", run.info.run_id, tags={"a": "b"})
    with mlflow.start_run(run_name="train", nested=True):
        mlflow.log_metric("loss", 1)
client.set_registered_model_alias("cats", "best", 1)
client.set_registered_model_tag("cats", "task", "classify")
client.transition_model_version_stage("cats", 1, "Production")

for name, status in {"failed": "FAILED", "killed": "KILLED", "running": None, "deleted": "FINISHED"}.items():
    one = client.create_run(experiment, run_name=name, start_time=1_650_000_000_000)
    client.log_batch(one.info.run_id, params=[Param("a", "1")], tags=[RunTag("b", "2")])
    if status:
        client.set_terminated(one.info.run_id, status, end_time=1_650_000_001_500)
    if name == "deleted":
        client.delete_run(one.info.run_id)
gone = client.create_experiment("gone")
client.create_run(gone, run_name="in the trash")
client.delete_experiment(gone)

runs = client.search_runs([experiment, gone], run_view_type=3)
print(
    json.dumps(
        {
            one.info.run_id: {
                key: [[m.step, m.timestamp, repr(m.value)] for m in client.get_metric_history(one.info.run_id, key)]
                for key in one.data.metrics
            }
            for one in runs
        }
    )
)
