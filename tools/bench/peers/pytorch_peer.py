"""PyTorch, training with a plain loop on photos in memory."""

import time

import torch
from torch import nn

from bench_peer import answer, next_window, read_job, read_photos, unknown_layer

WARM_UP_STEPS = 20


def build(network):
    """The network as a Sequential that ends in logits: the softmax is part of the loss."""
    height, width, channels = network["input"]
    shape = torch.zeros(1, channels, height, width)
    modules = []
    for layer in network["layers"][:-1]:
        module = build_layer(layer, shape.shape[1])
        shape = module.eval()(shape)
        modules.append(module.train())
    return nn.Sequential(*modules)


def build_layer(layer, inputs):
    match layer["kind"]:
        case "conv2d":
            return nn.Conv2d(
                inputs,
                layer["filters"],
                layer["kernelSize"],
                padding=layer["padding"],
                bias=layer.get("useBias", True),
            )
        case "batchNormalization":
            return nn.BatchNorm2d(inputs)
        case "globalAveragePool2d":
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        case "activation":
            return {"relu": nn.ReLU, "silu": nn.SiLU}[layer["activation"]]()
        case "maxPool2d":
            return nn.MaxPool2d(layer["poolSize"])
        case "dropout":
            return nn.Dropout(layer["rate"])
        case "flatten":
            return nn.Flatten()
        case "dense":
            return nn.Linear(inputs, layer["units"])
    raise unknown_layer(layer)


def build_optimizer(options, parameters, fused):
    rate = options["learningRate"]
    match options["kind"]:
        case "sgd":
            return torch.optim.SGD(parameters, rate, options["momentum"], fused=fused)
        case "adamw":
            decay = options["weightDecay"]
            return torch.optim.AdamW(parameters, rate, weight_decay=decay, fused=fused)
    raise ValueError(f"Expected an optimizer that this peer knows, got {options['kind']!r}.")


class Training:
    """A network in training, step by step through shuffled epochs."""

    def __init__(self, job):
        form = job["form"]
        pixels, labels = read_photos(job)
        self.labels = torch.from_numpy(labels)
        photos = torch.from_numpy(pixels)
        self.channels_last = form["channelsLast"]
        self.photos = photos if self.channels_last else photos.permute(0, 3, 1, 2).contiguous()
        self.model = build(job["network"]).train()
        self.parameters = sum(p.numel() for p in self.model.parameters())
        if self.channels_last:
            self.model = self.model.to(memory_format=torch.channels_last)
        self.optimizer = build_optimizer(
            job["optimizer"], self.model.parameters(), form["fused"]
        )
        self.forward = torch.compile(self.loss_of) if form["compile"] else self.loss_of
        self.batch_size = job["batchSize"]
        self.batches = self.epochs()

    def loss_of(self, photos, labels):
        return nn.functional.cross_entropy(self.model(photos), labels)

    def epochs(self):
        while True:
            order = torch.randperm(len(self.labels))
            for batch in order.split(self.batch_size):
                photos = self.photos.index_select(0, batch)
                # A view: the memory is already in the order of channels-last.
                yield (
                    photos.permute(0, 3, 1, 2) if self.channels_last else photos
                ), self.labels.index_select(0, batch)

    def step(self):
        photos, labels = next(self.batches)
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.forward(photos, labels)
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    def window(self, seconds):
        photos = 0
        losses = []
        cpu_started = time.process_time()
        started = time.perf_counter()
        while time.perf_counter() - started < seconds:
            losses.append(self.step())
            photos += self.batch_size
        taken = time.perf_counter() - started
        answer(
            "window",
            photos=photos,
            seconds=taken,
            cpuSeconds=time.process_time() - cpu_started,
            loss=float(torch.stack(losses).mean()),
        )


def main():
    job = read_job()
    torch.set_num_threads(job["threads"])
    torch.manual_seed(1)
    training = Training(job)
    for _ in range(WARM_UP_STEPS):
        training.step()
    answer(
        "ready",
        version=f"PyTorch {torch.__version__}",
        parameters=training.parameters,
        device="cpu",
    )
    while (seconds := next_window()) is not None:
        training.window(seconds)


main()
