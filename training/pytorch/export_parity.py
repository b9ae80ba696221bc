"""Writes the parity fixture of a weight file: PyTorch's logits for inputs that any language can make again.

Input k (0-7), pixel i (0-783, row by row): ((i * 31 + k * 17) % 256) / 255. The fixture names the weight
file's sha256, so that a test can tell a stale fixture from a wrong network.
"""
import argparse
import hashlib
import json
import pathlib

import numpy as np
import torch

from charnet import load_charnet

COUNT, PIXELS = 8, 784


def synthetic_inputs():
    index, k = np.arange(PIXELS)[None], np.arange(COUNT)[:, None]
    return (((index * 31 + k * 17) % 256) / 255).astype(np.float32).reshape(COUNT, 28, 28, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("fixture", type=pathlib.Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    with torch.no_grad():
        logits = load_charnet(args.weights)(torch.from_numpy(synthetic_inputs())).numpy()
    fixture = {
        "weights": args.weights.name,
        "sha256": hashlib.sha256(args.weights.read_bytes()).hexdigest(),
        "input": "pixel i (0-783, row by row) of input k (0-7) is ((i * 31 + k * 17) % 256) / 255",
        "inputs": COUNT,
        "shape": [28, 28, 1],
        "logits": [[round(float(v), 6) for v in row] for row in logits],
    }
    args.fixture.parent.mkdir(parents=True, exist_ok=True)
    args.fixture.write_text(json.dumps(fixture) + "\n")
    print(f"{args.fixture}: {COUNT} x {logits.shape[1]} logits, largest {np.abs(logits).max():.3f}")


if __name__ == "__main__":
    main()
