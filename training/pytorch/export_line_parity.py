"""Writes a parity fixture of the line reader: PyTorch's logits for lines that any language can make again.

Pixel i (row by row) of line k (0, 1) of 40 x 192 pixels: ((i * 31 + k * 17) % 256) / 255. Without --weights a small network
of random numbers is made and written along; with it the fixture names the weight file's sha256. The fixture also holds the
ink of a strip of 150 x 61 pixels, level (3 x x + 5 y y + 7 x y) % 256 at (x, y), as prepare_lines.py scales it.
"""
import argparse
import hashlib
import json
import pathlib

import numpy as np
import torch
from PIL import Image

from charnet import read_safetensors, write_safetensors
from line_net import HEIGHT, LineNet, from_tensors, to_tensors
from prepare_lines import to_ink

COUNT, WIDTH = 2, 192


def synthetic_lines():
    index, k = np.arange(HEIGHT * WIDTH)[None], np.arange(COUNT)[:, None]
    return (((index * 31 + k * 17) % 256) / 255).astype(np.float32).reshape(COUNT, HEIGHT, WIDTH, 1)


def synthetic_strip():
    y, x = np.mgrid[0:61, 0:150]
    return Image.fromarray(((3 * x * x + 5 * y * y + 7 * x * y) % 256).astype(np.uint8))


def random_model():
    """A small network whose batch normalisations are not the identity."""
    torch.manual_seed(1)
    model = LineNet((4, 8, 8), 16, 2)
    for name, value in model.state_dict().items():
        if name.endswith("running_var"):
            value.uniform_(0.5, 2)
        elif name.split(".")[0].startswith("bn") and value.is_floating_point():
            value.normal_(0.3, 0.5)
    return model


def load_model(path):
    tensors, metadata = read_safetensors(path)
    settings = json.loads(metadata["settings"])
    model = LineNet(tuple(settings["widths"]), settings["context"], settings["blocks"], settings["kernel"])
    missing, unexpected = model.load_state_dict(from_tensors(tensors), strict=False)
    if unexpected or any(not name.endswith("num_batches_tracked") and "auxiliary" not in name for name in missing):
        raise SystemExit(f"{path} is no line reader: missing {missing}, unexpected {unexpected}")
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fixture", type=pathlib.Path)
    parser.add_argument("--weights", type=pathlib.Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model = (load_model(args.weights) if args.weights else random_model()).eval()
    with torch.no_grad():
        logits = model(torch.from_numpy(synthetic_lines()))[0].numpy()
    metadata = {"settings": json.dumps(model.settings)}
    tensors = {"parity/logits": logits, "parity/ink": to_ink(synthetic_strip()).astype("<f4")}
    if args.weights:
        metadata["sha256"] = hashlib.sha256(args.weights.read_bytes()).hexdigest()
    else:
        tensors = {**to_tensors(model.state_dict()), **tensors}
    args.fixture.parent.mkdir(parents=True, exist_ok=True)
    write_safetensors(args.fixture, tensors, metadata)
    print(f"{args.fixture}: logits {list(logits.shape)}, largest {np.abs(logits).max():.3f}")


if __name__ == "__main__":
    main()
