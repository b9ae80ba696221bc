"""Trains the line reader on the file of prepare_lines.py; see LINES.md.

A checkpoint after every part (a few minutes) holds everything that the next one needs. The learning rate follows the lines
seen or the time used, whichever is further. A batch holds lines of one set, so batch normalisation with the batch's own
statistics shows the network another picture in training than in use, where one mean stands for all sets: from `--settle`
on it trains with that mean. Validation lines are only looked at for the log; the last averaged weights are
kept.
"""
import argparse
import json
import pathlib
import random
import socket
import time

import numpy as np
import torch
import torch.multiprocessing
import torch.nn.functional as F

from alphabet import ALPHABET, encode
from charnet import write_safetensors
from line_data import WEIGHTS, Mixture, load_more, load_strips
from line_net import BLANK, BLOCKS, CONTEXT, WIDTHS, LineNet, starting_state, to_tensors
from line_scores import error_rates
from together import join, leave, mean_gradients, mean_statistics
from train_glyphs import parameter_groups, rate_at

LOGGED = 60  # validation lines of a set that are read for the log after every part


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strips", type=pathlib.Path, help="output of prepare_lines.py")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder of checkpoint, log and report")
    parser.add_argument("--weights", type=pathlib.Path, required=True, help="weight file to write (.safetensors)")
    parser.add_argument("--lines", type=int, default=240_000, help="lines of the whole schedule")
    parser.add_argument("--minutes", type=float, default=1e9, help="finish the schedule within this time")
    parser.add_argument("--part", type=int, default=400, help="steps between two checkpoints")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--auxiliary", type=float, default=0.3, help="weight of the loss before the context blocks")
    parser.add_argument("--strength", type=float, default=1.0,
                        help="how far and how often lines are distorted: less where training lines are read little better than others")
    parser.add_argument("--more", nargs=2, action="append", default=[], metavar=("PATH", "WEIGHT"),
                        help="further lines, PATH.bin and PATH.jsonl")
    parser.add_argument("--set", nargs=2, action="append", default=[], dest="sets", metavar=("NAME", "WEIGHT"),
                        help=f"weight of a set of STRIPS; without this option {WEIGHTS}")
    parser.add_argument("--printed", type=float, default=0.5, help="weight of lines put together from printed glyphs")
    parser.add_argument("--without", action="append", default=[],
                        help="a set never to train on: for a base whose fine-tuning on that set is to be measured")
    parser.add_argument("--start", type=pathlib.Path, help="weight file (.safetensors) to begin with, or checkpoint of another run, "
                        "of which the averaged weights are taken; blocks that it lacks begin as identities")
    parser.add_argument("--settle", type=float, default=0.4,
                        help="share of the schedule after which batch normalisation keeps to its running statistics")
    parser.add_argument("--bfloat16", action="store_true", help="for processors that multiply in bfloat16: 1.4 times as fast")
    parser.add_argument("--widths", type=int, nargs=3, default=WIDTHS)
    parser.add_argument("--context", type=int, default=CONTEXT)
    parser.add_argument("--blocks", type=int, default=BLOCKS)
    parser.add_argument("--threads", type=int, default=2, help="of each process")
    parser.add_argument("--processes", type=int, default=1, help="each with batches of its own; their gradients are averaged")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def ctc(logits, texts, frames):
    """Mean CTC loss per character of a batch; `frames` bounds each line to its own width."""
    targets = torch.tensor([c for text in texts for c in encode(text)])
    lengths = torch.tensor([len(text) for text in texts])
    bounds = torch.tensor([min(logits.shape[1], count + 2) for count in frames])
    logs = F.log_softmax(logits, 2).permute(1, 0, 2)
    return F.ctc_loss(logs, targets, bounds, lengths, blank=BLANK, zero_infinity=True)


def validation_parts(strips):
    """{(set, split): lines} -> {set: some validation lines of it, evenly spread}."""
    parts = {name: lines for (name, split), lines in sorted(strips.items()) if split == "val"}
    return {name: lines[::max(1, -(-len(lines) // LOGGED))] for name, lines in parts.items()}


class Run:
    def __init__(self, args, strips, rank=0):
        more = [(load_more(pathlib.Path(path)), float(weight)) for path, weight in args.more]
        weights = {name: float(weight) for name, weight in args.sets} or dict(WEIGHTS)
        for name in args.without:
            weights.pop(name, None)
        self.args = args
        self.mixture = Mixture(strips, args.batch, args.strength, more, weights, args.printed, warm=bool(args.start))
        self.model, self.averaged = (LineNet(args.widths, args.context, args.blocks) for _ in range(2))
        self.averaged.load_state_dict(self.model.state_dict())
        self.optimiser = torch.optim.AdamW(parameter_groups(self.model, args.decay), args.rate)
        self.part, self.steps, self.lines, self.seconds, self.rank = 0, 0, 0, 0.0, rank
        if args.start:
            for model in (self.model, self.averaged):
                model.grow_from(starting_state(args.start))

    def progress(self):
        return max(self.lines / self.args.lines, self.seconds / (60 * self.args.minutes))

    def step(self, choice, seconds):
        progress = min(1.0, self.progress())
        if progress >= self.args.settle and not self.model.settled:
            self.settle(progress, choice)
        for group in self.optimiser.param_groups:
            group["lr"] = rate_at(progress, self.args.rate, warm=0.05)
        x, texts, frames = self.mixture.next(progress, choice)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.args.bfloat16):
            logits, first = self.model(x)
        logits, first = logits.float(), first.float()
        loss = ctc(logits, texts, frames)
        total = loss + self.args.auxiliary * ctc(first, texts, frames)
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        self.seconds = mean_gradients(self.model, seconds(), self.args.processes)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        self.steps += 1
        self.lines += self.args.batch * self.args.processes
        keep = min(self.args.average, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, value in zip(self.averaged.state_dict().values(), self.model.state_dict().values()):
                if value.is_floating_point():
                    mean.lerp_(value, 1 - keep)
        return float(loss.detach())

    def settle(self, progress, choice, batches=160):
        """Goes on from the averaged weights with batch normalisation's statistics over the whole mixture, and keeps them."""
        self.model.load_state_dict(self.averaged.state_dict())
        for norm in self.model.norms():
            norm.reset_running_stats()
            norm.momentum = None  # the mean over all batches
        self.model.train()
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.args.bfloat16):
            for _ in range(batches):
                self.model(self.mixture.next(progress, choice)[0])
        mean_statistics(self.model, processes=self.args.processes)
        self.averaged.load_state_dict(self.model.state_dict())
        self.model.settled = True
        self.model.train()

    def run_part(self):
        """`--part` steps, or less where the schedule ends -> mean loss."""
        seed = self.args.seed * 100_000 + self.part
        choice = random.Random(seed)
        for set_seed in (random.seed, np.random.seed, torch.manual_seed):
            set_seed(seed + 7_919 * self.rank)
        self.model.train()
        start, before, losses = time.monotonic(), self.seconds, []
        while len(losses) < self.args.part and self.progress() < 1:
            losses.append(self.step(choice, lambda: before + time.monotonic() - start))
        mean_statistics(self.model, self.averaged, processes=self.args.processes)
        self.part += 1
        return float(np.mean(losses)) if losses else float("nan")

    def save(self, path):
        """A part's random numbers depend on seed and part alone, so these stand for the generators' state."""
        torch.save({"model": self.model.state_dict(), "averaged": self.averaged.state_dict(), "part": self.part,
                    "optimiser": self.optimiser.state_dict(), "steps": self.steps, "lines": self.lines,
                    "seconds": self.seconds, "seed": self.args.seed, "settled": self.model.settled}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path):
        saved = torch.load(path)
        for name in ("model", "averaged", "optimiser"):
            getattr(self, name).load_state_dict(saved[name])
        for name in ("part", "steps", "lines", "seconds"):
            setattr(self, name, saved[name])
        self.model.settled = saved["settled"]


def export(path, run, figures):
    metadata = {"format": "fcn-lines/1", "name": path.stem, "alphabet": ALPHABET,
                "settings": json.dumps(run.averaged.settings), "lines_seen": run.lines,
                "figures": json.dumps(figures)}
    temporary = path.with_suffix(".part")
    write_safetensors(temporary, to_tensors(run.averaged.state_dict()), metadata)
    temporary.replace(path)


def train(rank, args, port):
    join(rank, args.processes, port)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    log = open(args.work / "log.txt" if rank == 0 else "/dev/null", "a", buffering=1)
    strips = load_strips(args.strips)
    run, looked_at = Run(args, strips, rank), validation_parts(strips)
    checkpoint = args.work / "checkpoint.pt"
    if checkpoint.exists():
        run.load(checkpoint)
    print(time.strftime("%F %T"), f"from part {run.part}, {run.lines} lines seen", file=log)
    while run.progress() < 1:
        before, at = run.seconds, run.lines
        loss = run.run_part()
        if rank > 0:
            continue
        run.save(checkpoint)
        rates = {name: error_rates(run.averaged, lines)["cer"] for name, lines in looked_at.items()}
        speed = (run.lines - at) / max(1e-9, run.seconds - before)
        print(time.strftime("%F %T"), f"{run.lines} lines, loss {loss:.3f}, CER", ", ".join(
            f"{name} {100 * rate:.1f} %" for name, rate in rates.items()),
            f"progress {run.progress():.3f}, {speed:.1f} lines/s, {run.seconds / 60:.1f} min", file=log)
        export(args.weights, run, rates)
    if rank == 0:
        report(args, run, strips, log)
    leave(args.processes)


def report(args, run, strips, log):
    figures = {f"{name} {split}": error_rates(run.averaged, lines)
               for (name, split), lines in sorted(strips.items()) if split != "train"}
    export(args.weights, run, figures)
    settings = {k: str(v) if isinstance(v, pathlib.Path) else v for k, v in vars(args).items()}
    text = json.dumps({"figures": figures, "linesSeen": run.lines, "minutes": run.seconds / 60, "settings": settings}, indent=2)
    (args.work / "report.json").write_text(text + "\n")
    print(time.strftime("%F %T"), json.dumps(figures), file=log)


def main():
    args = arguments()
    if args.processes == 1:
        return train(0, args, 0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    torch.multiprocessing.spawn(train, (args, port), args.processes)


if __name__ == "__main__":
    main()
