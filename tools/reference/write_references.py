"""Writes reference values for the tests, from PyTorch in float64 on the CPU. See README.md."""

import json
import platform
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parents[2]
torch.manual_seed(4)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
VERSIONS = {"torch": torch.__version__.split("+")[0], "python": platform.python_version()}


def write(path, content):
    file = ROOT / path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"versions": VERSIONS, **content}, separators=(",", ":"))
    file.write_text(text + "\n")
    print(path, len(text))


def numbers(tensor, digits=9):
    return [float(f"{v:.{digits}g}") for v in tensor.detach().reshape(-1).tolist()]


def draw(*shape, scale=1.0):
    """Values that float32 holds exactly, so that both sides compute from the same."""
    return (torch.randn(*shape) * scale).float().double()


def nhwc(x):
    return x.permute(0, 2, 3, 1) if x.dim() == 4 else x


def nchw(x):
    return x.permute(0, 3, 1, 2) if x.dim() == 4 else x


# Schedules

def rates(make, steps, lr):
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=lr)
    schedule = make(optimizer)
    out = []
    for _ in range(steps):
        out.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return out


def warmed(make_after, warmup):
    scheduler = torch.optim.lr_scheduler

    def make(optimizer):
        if warmup == 0:
            return make_after(optimizer)
        first = scheduler.LinearLR(optimizer, 1 / warmup, 1.0, max(warmup - 1, 1))
        return scheduler.SequentialLR(optimizer, [first, make_after(optimizer)], [warmup])

    return make


def learning_rates():
    s = torch.optim.lr_scheduler
    base = dict(kind="constant", warmupEpochs=0, stepEpochs=10, stepFactor=0.1, finalRate=0.0,
                peakAt=0.3, startDivisor=25, endDivisor=10000)
    cases = []

    def case(epochs, per_epoch, lr, make, warmup=0, **fields):
        steps = epochs * per_epoch
        schedule = {**base, **fields}
        schedule["warmupEpochs"] = warmup / per_epoch
        cases.append({
            "schedule": schedule,
            "span": {"learningRate": lr, "stepsPerEpoch": per_epoch, "epochs": epochs},
            "rates": rates(warmed(make, warmup), steps, lr),
        })

    case(2, 5, 0.1, lambda o: s.ConstantLR(o, 1.0))
    case(4, 5, 0.1, lambda o: s.ConstantLR(o, 1.0), warmup=7)
    case(7, 3, 0.5, lambda o: s.StepLR(o, 2 * 3, 0.3), kind="step", stepEpochs=2, stepFactor=0.3)
    case(7, 3, 0.5, lambda o: s.StepLR(o, 3, 0.5), warmup=4, kind="step", stepEpochs=1, stepFactor=0.5)
    case(5, 7, 0.03, lambda o: s.CosineAnnealingLR(o, 35, 0.001), kind="cosine", finalRate=0.001)
    case(5, 7, 0.03, lambda o: s.CosineAnnealingLR(o, 25, 0.0), warmup=10, kind="cosine")
    for pct, div, final in ((0.3, 25, 1e4), (0.25, 10, 100), (0.5, 4, 1)):
        case(6, 9, 0.003,
             lambda o, a=pct, b=div, c=final: s.OneCycleLR(
                 o, 0.003, total_steps=54, pct_start=a, div_factor=b, final_div_factor=c,
                 cycle_momentum=False),
             kind="oneCycle", peakAt=pct, startDivisor=div, endDivisor=final)
    # Torch steps once more than there are rates at the end of a cycle; only the rates are kept.
    write("packages/core/src/testing/learning-rates.json", {"cases": cases})


# Layers: forward, and gradients of sum(y * dy) by input and weights

def same_padding(size, kernel, stride):
    count = -(-size // stride)
    total = max((count - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def conv(x, kernel, bias, stride, padding):
    """x NHWC, kernel HWIO."""
    k = kernel.shape[0]
    x = nchw(x)
    if padding == "same":
        top, bottom = same_padding(x.shape[2], k, stride)
        left, right = same_padding(x.shape[3], k, stride)
        x = F.pad(x, (left, right, top, bottom))
    return nhwc(F.conv2d(x, kernel.permute(3, 2, 0, 1), bias, stride))


def layer_case(title, layer, x, weights, function, training=True):
    x = x.clone().requires_grad_()
    weights = {name: w.clone().requires_grad_() for name, w in weights.items()}
    y = function(x, weights)
    dy = draw(*y.shape)
    (y * dy).sum().backward()
    return {
        "title": title, "layer": layer, "training": training,
        "inputShape": list(x.shape[1:]), "outputShape": list(y.shape[1:]), "batch": x.shape[0],
        "x": numbers(x), "dy": numbers(dy), "y": numbers(y), "dx": numbers(x.grad),
        "weights": {n: {"shape": list(w.shape), "values": numbers(w)} for n, w in weights.items()},
        "gradients": {n: numbers(w.grad) for n, w in weights.items() if w.grad is not None},
    }


def layers():
    cases = []
    for height, width, channels, filters, k, stride, padding, bias in (
        (7, 6, 3, 5, 3, 1, "same", True), (7, 6, 3, 5, 3, 2, "same", True),
        (8, 8, 4, 8, 3, 2, "same", False), (8, 9, 2, 9, 5, 2, "same", True),
        (9, 7, 3, 4, 5, 2, "valid", True), (6, 6, 4, 12, 1, 2, "same", False),
        (5, 7, 3, 2, 3, 2, "valid", False), (6, 5, 1, 3, 5, 1, "valid", True),
        (3, 3, 2, 3, 5, 1, "same", True), (4, 4, 5, 8, 1, 1, "valid", False),
    ):
        weights = {"kernel": draw(k, k, channels, filters, scale=0.4)}
        if bias:
            weights["bias"] = draw(filters, scale=0.4)
        layer = {"kind": "conv2d", "filters": filters, "kernelSize": k, "padding": padding,
                 "strides": stride, "useBias": bias}
        cases.append(layer_case(
            f"conv2d {height}x{width}x{channels}, {filters} of {k}, {padding}, strides {stride}, bias {bias}",
            layer, draw(3, height, width, channels), weights,
            lambda x, w, s=stride, p=padding: conv(x, w["kernel"], w.get("bias"), s, p)))
    for height, width, channels, size in ((6, 6, 3, 2), (7, 9, 5, 3), (4, 5, 8, 2)):
        cases.append(layer_case(
            f"avgPool2d {height}x{width}x{channels} by {size}", {"kind": "avgPool2d", "poolSize": size},
            draw(2, height, width, channels), {},
            lambda x, w, s=size: nhwc(F.avg_pool2d(nchw(x), s))))
    for shape in ((4, 4, 8), (3, 5, 3)):
        cases.append(layer_case(
            f"globalAveragePool2d {shape}", {"kind": "globalAveragePool2d"}, draw(3, *shape), {},
            lambda x, w: x.mean((1, 2))))
    for name, function, extra in (
        ("silu", F.silu, {}), ("relu", F.relu, {}),
        ("leakyRelu", lambda x: F.leaky_relu(x, 0.01), {}),
        ("leakyRelu", lambda x: F.leaky_relu(x, 0.2), {"alpha": 0.2}),
    ):
        cases.append(layer_case(
            f"activation {name} {extra}", {"kind": "activation", "activation": name, **extra},
            draw(2, 3, 3, 3, scale=3), {}, lambda x, w, f=function: f(x)))
    for shape, momentum, epsilon in (((5, 4, 3), 0.99, 1e-3), ((3, 3, 8), 0.9, 1e-5), ((6,), 0.5, 1e-3)):
        channels = shape[-1]
        for training in (True, False):
            state = {"movingMean": draw(channels), "movingVariance": draw(channels).abs() + 0.5}
            trained = {"gamma": draw(channels), "beta": draw(channels)}
            x = draw(4, *shape, scale=2) + 1.5
            x = x.float().double()
            count = x.numel() // channels
            mean, variance = state["movingMean"].clone(), state["movingVariance"].clone()

            def normalise(x, w, m=mean, v=variance, t=training):
                y = F.batch_norm(nchw(x), m, v, w["gamma"], w["beta"], t, 1 - momentum, epsilon)
                return nhwc(y)

            case = layer_case(
                f"batchNormalization {shape}, training {training}",
                {"kind": "batchNormalization", "momentum": momentum, "epsilon": epsilon},
                x, trained, normalise, training)
            for name, tensor in state.items():
                case["weights"][name] = {"shape": [channels], "values": numbers(tensor)}
            # Torch follows the unbiased variance; we, as Keras, the biased one.
            biased = x.reshape(-1, channels).var(0, unbiased=False)
            if training:
                variance = state["movingVariance"] * momentum + biased * (1 - momentum)
                assert torch.allclose(biased * count / (count - 1), x.reshape(-1, channels).var(0))
            case["movingAfter"] = {"movingMean": numbers(mean), "movingVariance": numbers(variance)}
            cases.append(case)
    write("packages/kernels/src/testing/reference/layers.json", {"cases": cases})


# Optimisers: ten steps with given gradients, kernel [3, 5] with weight decay, bias [5] without

def optimizers():
    cases = []
    for options in (
        dict(kind="sgd", learningRate=0.1, momentum=0.0),
        dict(kind="sgd", learningRate=0.1, momentum=0.9),
        dict(kind="sgd", learningRate=0.1, momentum=0.9, nesterov=True),
        dict(kind="sgd", learningRate=0.1, momentum=0.9, weightDecay=0.05),
        dict(kind="sgd", learningRate=0.1, momentum=0.8, nesterov=True, weightDecay=0.01, clipNorm=1.5),
        dict(kind="sgd", learningRate=0.1, momentum=0.0, weightDecay=0.1, clipNorm=2.0),
        dict(kind="adam", learningRate=0.01, momentum=0.0),
        dict(kind="adam", learningRate=0.01, momentum=0.0, weightDecay=0.1, beta1=0.8, beta2=0.99, epsilon=1e-4),
        dict(kind="adamw", learningRate=0.01, momentum=0.0, weightDecay=0.05),
        dict(kind="adamw", learningRate=0.02, momentum=0.0, weightDecay=0.2, clipNorm=1.0),
    ):
        weights = {"kernel": draw(3, 5), "bias": draw(5)}
        parameters = {n: nn.Parameter(w.clone()) for n, w in weights.items()}
        decay = options.get("weightDecay", 0.0)
        groups = [
            {"params": [parameters["kernel"]], "weight_decay": decay},
            {"params": [parameters["bias"]], "weight_decay": 0.0},
        ]
        lr = options["learningRate"]
        if options["kind"] == "sgd":
            optimizer = torch.optim.SGD(groups, lr=lr, momentum=options["momentum"],
                                        nesterov=options.get("nesterov", False))
        else:
            make = torch.optim.Adam if options["kind"] == "adam" else torch.optim.AdamW
            optimizer = make(groups, lr=lr, betas=(options.get("beta1", 0.9), options.get("beta2", 0.999)),
                             eps=options.get("epsilon", 1e-8))
        steps = []
        for _ in range(10):
            gradients = {n: draw(*w.shape) for n, w in weights.items()}
            for n, parameter in parameters.items():
                parameter.grad = gradients[n].clone()
            if options.get("clipNorm"):
                torch.nn.utils.clip_grad_norm_(parameters.values(), options["clipNorm"])
            optimizer.step()
            steps.append({
                "gradients": {n: numbers(g) for n, g in gradients.items()},
                "weights": {n: numbers(p) for n, p in parameters.items()},
            })
        cases.append({"options": options, "weights": {n: numbers(w) for n, w in weights.items()}, "steps": steps})
    write("packages/kernels/src/testing/reference/optimizers.json", {"cases": cases})


# A small residual network, ten training steps

def residual():
    network = [
        {"kind": "conv2d", "name": "stem", "filters": 6, "kernelSize": 3, "padding": "same", "useBias": False},
        {"kind": "batchNormalization", "name": "stemNorm", "momentum": 0.9},
        {"kind": "activation", "name": "stemSilu", "activation": "silu"},
        {"kind": "conv2d", "name": "inner", "filters": 6, "kernelSize": 3, "padding": "same", "useBias": False},
        {"kind": "batchNormalization", "name": "innerNorm", "momentum": 0.9},
        {"kind": "add", "name": "sum", "from": "stemSilu"},
        {"kind": "activation", "name": "sumRelu", "activation": "leakyRelu", "alpha": 0.1},
        {"kind": "conv2d", "name": "down", "filters": 9, "kernelSize": 3, "padding": "same", "strides": 2},
        {"kind": "activation", "name": "downSilu", "activation": "silu"},
        {"kind": "avgPool2d", "name": "pool", "poolSize": 2},
        {"kind": "globalAveragePool2d", "name": "average"},
        {"kind": "dense", "name": "classifier", "units": 3},
        {"kind": "activation", "name": "probabilities", "activation": "softmax"},
    ]
    shapes = {
        "stem/kernel": (3, 3, 3, 6), "stemNorm/gamma": (6,), "stemNorm/beta": (6,),
        "inner/kernel": (3, 3, 6, 6), "innerNorm/gamma": (6,), "innerNorm/beta": (6,),
        "down/kernel": (3, 3, 6, 9), "down/bias": (9,),
        "classifier/kernel": (9, 3), "classifier/bias": (3,),
    }
    w = {n: nn.Parameter(draw(*s, scale=0.3) + (1.0 if n.endswith("gamma") else 0.0)) for n, s in shapes.items()}
    with torch.no_grad():
        for p in w.values():
            p.copy_(p.float().double())
    first = {n: numbers(p) for n, p in w.items()}
    moving = {f"{n}/{r}": torch.full((6,), v) for n in ("stemNorm", "innerNorm")
              for r, v in (("movingMean", 0.0), ("movingVariance", 1.0))}
    pixels = torch.randint(0, 256, (40, 8, 8, 3))
    labels = torch.randint(0, 3, (40,))
    decayed = [p for n, p in w.items() if n.endswith("kernel")]
    rest = [p for n, p in w.items() if not n.endswith("kernel")]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": rest, "weight_decay": 0.0}], lr=0.003)

    def norm(x, name, training):
        flat = x.reshape(-1, 6)
        if training:
            mean, variance = flat.mean(0), flat.var(0, unbiased=False)
            for role, value in (("movingMean", mean), ("movingVariance", variance)):
                moving[f"{name}/{role}"] = moving[f"{name}/{role}"] * 0.9 + value.detach() * 0.1
        else:
            mean, variance = moving[f"{name}/movingMean"], moving[f"{name}/movingVariance"]
        return (x - mean) / (variance + 1e-3).sqrt() * w[f"{name}/gamma"] + w[f"{name}/beta"]

    def forward(x, training):
        x = F.silu(norm(conv(x, w["stem/kernel"], None, 1, "same"), "stemNorm", training))
        y = norm(conv(x, w["inner/kernel"], None, 1, "same"), "innerNorm", training)
        x = F.leaky_relu(y + x, 0.1)
        x = F.silu(conv(x, w["down/kernel"], w["down/bias"], 2, "same"))
        x = nhwc(F.avg_pool2d(nchw(x), 2)).mean((1, 2))
        return x @ w["classifier/kernel"] + w["classifier/bias"]

    steps = []
    for step in range(10):
        indices = [(step * 7 + i) % 40 for i in range(20)]
        optimizer.zero_grad()
        logits = forward(pixels[indices].double() / 255, True)
        loss = F.cross_entropy(logits, labels[indices], label_smoothing=0.1)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(w.values(), 1.0)
        optimizer.step()
        steps.append({"indices": indices, "loss": loss.item(),
                      "correct": int((logits.argmax(1) == labels[indices]).sum())})
    with torch.no_grad():
        logits = forward(pixels.double() / 255, False)
    write("packages/kernels/src/testing/reference/residual.json", {
        "input": [8, 8, 3], "layers": network, "pixels": pixels.reshape(-1).tolist(), "labels": labels.tolist(),
        "weights": {**{n: {"shape": list(shapes[n]), "values": v} for n, v in first.items()}},
        "optimizer": {"kind": "adamw", "learningRate": 0.003, "momentum": 0, "weightDecay": 0.05, "clipNorm": 1.0},
        "labelSmoothing": 0.1, "steps": steps,
        "after": {**{n: numbers(p) for n, p in w.items()}, **{n: numbers(m) for n, m in moving.items()}},
        "evaluation": {"loss": F.cross_entropy(logits, labels).item(), "probabilities": numbers(logits.softmax(1))},
    })


learning_rates()
layers()
optimizers()
residual()
