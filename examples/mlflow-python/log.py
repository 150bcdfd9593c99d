"""A script that knows MLflow only: python log.py http://127.0.0.1:5050"""

import sys

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("own scripts")

with mlflow.start_run(run_name="from-python") as run:
    mlflow.log_params({"learning_rate": 0.1, "layers": 2})
    for step in range(100):
        mlflow.log_metric("loss", 1 / (1 + step), step=step)
    mlflow.log_text("what was seen", "notes.txt")

loss = mlflow.search_runs(experiment_names=["own scripts"])["metrics.loss"][0]
print(f"run {run.info.run_id}: loss {loss:.2f}")
