"""Trains CharNet on glyph images; see README.md.

A checkpoint after every epoch holds everything that the next epoch needs, so a killed run goes on where it was. The
learning rate follows the samples seen or the time used, whichever is further: a busy machine gives a shorter run, but a
complete one.
"""
import argparse
import json
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

from charnet import WIDTHS, CharNet, from_tensors, read_safetensors, to_tensors, write_safetensors
from glyph_augment import augment
from glyph_data import draw, load_task, merged_classes, sampling
from glyph_scores import fit_temperature, folded_accuracy, predict, score


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=["charnet-62", "pool"])
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder of checkpoint, log and report")
    parser.add_argument("--weights", type=pathlib.Path, required=True, help="weight file to write (.safetensors)")
    parser.add_argument("--start", type=pathlib.Path, help="begin from these weights instead of random ones")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--minutes", type=float, default=1e9, help="finish the schedule within this time")
    parser.add_argument("--images", type=int, help="images an epoch (default: as many as there are)")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--rate", type=float, default=6e-3)
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--average", type=float, default=0.998, help="decay of the moving average of the weights")
    parser.add_argument("--temper", type=float, default=0.5, help="characters are drawn by prior**temper")
    parser.add_argument("--widths", type=int, nargs=4, default=WIDTHS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def rate_at(progress, top, warm=0.2):
    """One cycle: a cosine from top/25 up to top, then a cosine down to nearly nothing."""
    if progress < warm:
        return top * (1 / 25 + (1 - 1 / 25) * (1 - math.cos(math.pi * progress / warm)) / 2)
    return top * (1e-4 + (1 - 1e-4) * (1 + math.cos(math.pi * (progress - warm) / (1 - warm))) / 2)


def smoothed_loss(logits, targets, smoothing):
    """Cross entropy towards either of two classes, -log(p(C) + p(c)); one class where both are the same."""
    logs = F.log_softmax(logits, 1)
    both = logs.gather(1, targets)
    same = targets[:, 0] == targets[:, 1]
    wanted = torch.where(same, both[:, 0], torch.logsumexp(both, 1))
    return -((1 - smoothing) * wanted + smoothing * logs.mean(1)).mean()


def parameter_groups(model, decay):
    """Weight decay for kernels only."""
    kernels = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim <= 1]
    return [{"params": kernels, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]


class Run:
    """The state of a training run: model, its moving average, optimiser, progress."""

    def __init__(self, args, train, prior):
        self.args, (self.images, self.targets) = args, train
        self.probability, shift = sampling(self.targets, prior, args.temper)
        self.shift = torch.from_numpy(shift).float()
        self.model, self.averaged = CharNet(args.widths), CharNet(args.widths)
        if args.start:
            self.model.load_state_dict(from_tensors(read_safetensors(args.start)[0]), strict=False)
        self.averaged.load_state_dict(self.model.state_dict())
        self.optimiser = torch.optim.AdamW(parameter_groups(self.model, args.decay), args.rate)
        self.epoch, self.steps, self.seconds = 0, 0, 0.0
        self.per_epoch = (args.images or len(self.images)) // args.batch
        self.total = int(args.epochs * self.per_epoch)

    def progress(self):
        return max(self.steps / self.total, self.seconds / (60 * self.args.minutes))

    def step(self, chosen):
        args = self.args
        for group in self.optimiser.param_groups:
            group["lr"] = rate_at(min(1.0, self.progress()), args.rate)
        x = augment(torch.from_numpy(self.images[chosen]))
        logits = self.model(x) + self.shift
        loss = smoothed_loss(logits, torch.from_numpy(self.targets[chosen]), args.smoothing)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        self.steps += 1
        keep = min(args.average, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, value in zip(self.averaged.state_dict().values(), self.model.state_dict().values()):
                if value.is_floating_point():
                    mean.lerp_(value, 1 - keep)
        return float(loss.detach())

    def run_epoch(self):
        """One epoch, or less where the schedule ends -> mean loss."""
        rng = np.random.default_rng((self.args.seed, self.epoch))
        torch.manual_seed(self.args.seed * 1000 + self.epoch)
        order = draw(self.probability, self.per_epoch * self.args.batch, rng)
        self.model.train()
        start, before, losses = time.monotonic(), self.seconds, []
        for i in range(self.per_epoch):
            if self.progress() >= 1:
                break
            losses.append(self.step(order[i * self.args.batch:(i + 1) * self.args.batch]))
            self.seconds = before + time.monotonic() - start
        self.epoch += 1
        return float(np.mean(losses)) if losses else float("nan")

    def save(self, path):
        """An epoch's random numbers depend on seed and epoch alone, so these stand for the generators' state."""
        torch.save({"model": self.model.state_dict(), "averaged": self.averaged.state_dict(), "epoch": self.epoch,
                    "optimiser": self.optimiser.state_dict(), "steps": self.steps, "seconds": self.seconds,
                    "seed": self.args.seed}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path):
        saved = torch.load(path)
        for part in ("model", "averaged", "optimiser"):
            getattr(self, part).load_state_dict(saved[part])
        self.epoch, self.steps, self.seconds = saved["epoch"], saved["steps"], saved["seconds"]


def validate(task, model, part, prior):
    """-> the figure of selection and, where every case is certain, the temperature fitted on the same images."""
    images, targets = part
    logits, labels = predict(model, images), targets[:, 0]
    if task == "pool":
        groups = merged_classes()
        return folded_accuracy(logits, labels, groups, np.bincount(groups, prior)), 1.0
    return float((logits.argmax(1) == labels).mean()), fit_temperature(logits, labels)


def export(path, args, run, temperature, figures):
    metadata = {"format": "charnet/1", "name": path.stem, "classes": "0-9A-Za-z", "temperature": temperature,
                "widths": " ".join(map(str, args.widths)), "epochs": run.epoch, "images_seen": run.steps * args.batch,
                "figures": json.dumps(figures)}
    temporary = path.with_suffix(".part")
    write_safetensors(temporary, to_tensors(run.averaged.state_dict()), metadata)
    temporary.replace(path)


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    log = open(args.work / "log.txt", "a", buffering=1)
    parts, prior = load_task(args.task)
    run = Run(args, parts["train"], prior)
    checkpoint = args.work / "checkpoint.pt"
    if checkpoint.exists():
        run.load(checkpoint)
    print(time.strftime("%F %T"), f"{args.task}: {len(run.images)} training images, "
          f"{len(parts['validation'][0])} validation, epoch {run.epoch}, {run.per_epoch} steps an epoch", file=log)
    while run.progress() < 1:
        before, at = run.seconds, run.steps
        loss = run.run_epoch()
        run.save(checkpoint)
        figure, temperature = validate(args.task, run.averaged, parts["validation"], prior)
        speed = (run.steps - at) * args.batch / max(1e-9, run.seconds - before)
        print(time.strftime("%F %T"), f"epoch {run.epoch}: loss {loss:.4f}, validation {100 * figure:.2f} %, "
              f"progress {run.progress():.3f}, {speed:.0f} images/s, {run.seconds / 60:.1f} min", file=log)
        export(args.weights, args, run, temperature, {"validation": figure})
    figure, temperature = validate(args.task, run.averaged, parts["validation"], prior)
    images, targets = parts["test"]
    figures = score(predict(run.averaged, images), targets[:, 0], temperature)
    export(args.weights, args, run, temperature, {"validation": figure, **figures})
    report = {"task": args.task, "temperature": temperature, "validation": figure, "test": figures,
              "counts": {name: len(part[0]) for name, part in parts.items()}, "epochs": run.epoch,
              "imagesSeen": run.steps * args.batch, "minutes": run.seconds / 60,
              "settings": {k: str(v) if isinstance(v, pathlib.Path) else v for k, v in vars(args).items()}}
    (args.work / "report.json").write_text(json.dumps(report, indent=2) + "\n")
    print(time.strftime("%F %T"), json.dumps(figures), file=log)


if __name__ == "__main__":
    main()
