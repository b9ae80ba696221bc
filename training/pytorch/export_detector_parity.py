"""Writes a parity fixture of the line detector: PyTorch's logits for a picture that any language can make again.

Pixel i (row by row) of 64 x 96 pixels: (i * 31 + (i >> 8) * 7) % 256, of 255. A small network of random numbers is made and
written along.
"""
import argparse
import json
import pathlib

import numpy as np
import torch

from charnet import write_safetensors
from detector_net import DetectorNet
from line_net import to_tensors

HEIGHT, WIDTH = 64, 96


def synthetic_page():
    index = np.arange(HEIGHT * WIDTH)
    return (((index * 31 + (index >> 8) * 7) % 256) / 255).astype(np.float32).reshape(1, HEIGHT, WIDTH, 1)


def random_model():
    """A small network whose batch normalisations are not the identity."""
    torch.manual_seed(1)
    model = DetectorNet((4, 8, 8, 16))
    for name, value in model.state_dict().items():
        if name.endswith("running_var"):
            value.uniform_(0.5, 2)
        elif name.split(".")[0].startswith("bn") and value.is_floating_point():
            value.normal_(0.3, 0.5)
        elif name == "head.weight":
            value.normal_(0, 0.3)
    return model.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fixture", type=pathlib.Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model = random_model()
    with torch.no_grad():
        logits = model(torch.from_numpy(synthetic_page())).numpy()
    args.fixture.parent.mkdir(parents=True, exist_ok=True)
    tensors = {**to_tensors(model.state_dict()), "parity/logits": logits}
    write_safetensors(args.fixture, tensors, {"settings": json.dumps(model.settings)})
    print(f"{args.fixture}: logits {list(logits.shape)}, largest {np.abs(logits).max():.3f}")


if __name__ == "__main__":
    main()
