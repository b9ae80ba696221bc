"""Trains the line detector on the file of `longhand train detector-data`.

A checkpoint after every part holds everything that the next one needs. The learning rate follows the steps. The last averaged
weights are kept; every tenth page is left out of training, for the log.
"""
import argparse
import json
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from charnet import read_safetensors, write_safetensors
from detector_data import batch, load_pages
from detector_net import WIDTHS, DetectorNet
from line_net import from_tensors, to_tensors
from train_glyphs import parameter_groups, rate_at


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=pathlib.Path, help="FILE of detector-data")
    parser.add_argument("--more", nargs=2, action="append", default=[], metavar=("FILE", "TIMES"),
                        help="another FILE of detector-data, its pages drawn so many times as often")
    parser.add_argument("--start", type=pathlib.Path, help="weight file to begin with")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder of checkpoint and log")
    parser.add_argument("--weights", type=pathlib.Path, required=True, help="weight file to write (.safetensors)")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--part", type=int, default=50, help="steps between two checkpoints")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--side", type=int, default=288, help="height and width of a crop, a multiple of 16")
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--average", type=float, default=0.99)
    parser.add_argument("--widths", type=int, nargs=4, default=WIDTHS)
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def loss_of(logits, wanted, known):
    """Cross entropy and dice of each map over the cells that are known."""
    entropy = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * known
    entropy = entropy.sum((0, 1, 2)) / known.sum()
    found = torch.sigmoid(logits) * known
    both = (found * wanted).sum((0, 1, 2))
    dice = 1 - (2 * both + 1) / (found.sum((0, 1, 2)) + (wanted * known).sum((0, 1, 2)) + 1)
    # of the border only a coarse place is meant
    return ((2 * entropy + dice) * torch.tensor([1.0, 0.5, 0.5])).sum(), dice.detach()


def overlaps(model, pages, side):
    """Intersection over union of each map at 0.5, on fixed crops of the pages left out."""
    random.seed(7)
    torch.manual_seed(7)
    model.eval()
    both, either = torch.zeros(3), torch.zeros(3)
    with torch.no_grad():
        for _ in range(4):
            x, wanted, known = batch(pages, 8, side)
            found = (model(x) > 0).float() * known
            both += (found * wanted).sum((0, 1, 2))
            either += ((found + wanted * known) > 0).float().sum((0, 1, 2))
    return (both / either.clamp(min=1)).tolist()


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    pages = load_pages(args.pages)
    training, left_out = [p for i, p in enumerate(pages) if i % 10], pages[::10]
    for path, times in args.more:
        more = load_pages(pathlib.Path(path))
        training += [p for i, p in enumerate(more) if i % 10] * int(times)
        left_out += more[::10]
    model, averaged = DetectorNet(args.widths), DetectorNet(args.widths)
    if args.start:
        model.load_state_dict(from_tensors(read_safetensors(args.start)[0]), strict=False)
    averaged.load_state_dict(model.state_dict())
    optimiser = torch.optim.AdamW(parameter_groups(model, args.decay), args.rate)
    step, checkpoint = 0, args.work / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        for part, name in ((model, "model"), (averaged, "averaged"), (optimiser, "optimiser")):
            part.load_state_dict(saved[name])
        step = saved["step"]
    log = open(args.work / "log.txt", "a", buffering=1)
    while step < args.steps:
        for set_seed in (random.seed, np.random.seed, torch.manual_seed):
            set_seed(args.seed * 100_000 + step)
        model.train()
        start, losses, dices = time.process_time(), [], []
        for _ in range(min(args.part, args.steps - step)):
            for group in optimiser.param_groups:
                group["lr"] = rate_at(step / args.steps, args.rate, warm=0.05)
            x, wanted, known = batch(training, args.batch, args.side)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bfloat16):
                logits = model(x)
            loss, dice = loss_of(logits.float(), wanted, known)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            step += 1
            losses.append(float(loss.detach()))
            dices.append(dice.numpy())
            keep = min(args.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for mean, value in zip(averaged.state_dict().values(), model.state_dict().values()):
                    if value.is_floating_point():
                        mean.lerp_(value, 1 - keep)
        seconds = (time.process_time() - start) / len(losses)
        iou = overlaps(averaged, left_out, args.side)
        print(time.strftime("%T"), f"step {step}, loss {np.mean(losses):.3f}, dice", np.round(1 - np.mean(dices, 0), 3),
              "left out: IoU", np.round(iou, 3), f"{seconds:.2f} CPU s a step", file=log)
        torch.save({"model": model.state_dict(), "averaged": averaged.state_dict(), "optimiser": optimiser.state_dict(),
                    "step": step}, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
        metadata = {"format": "line-detector/1", "name": args.weights.stem, "settings": json.dumps(averaged.settings),
                    "steps": step}
        write_safetensors(args.weights.with_suffix(".part"), to_tensors(averaged.state_dict()), metadata)
        args.weights.with_suffix(".part").replace(args.weights)


if __name__ == "__main__":
    main()
