"""Mixes the weights of two line readers of one shape, of which the second was trained on from the first (arXiv 2109.01903).

What the second run learnt of new hands is mostly kept, and what it forgot of the old ones comes back; the share is chosen on validation lines.
Kernels are rounded to half precision, still stored in single: the reader does not notice, and the file packs to about half its size.
"""
import argparse
import pathlib

import numpy as np

from charnet import read_safetensors, write_safetensors
from line_net import starting_state, to_tensors


def mixed(first, second, share):
    """{name: float32 array} twice -> (1 - share) of the first and `share` of the second, kernels in steps of half precision."""
    if {name: array.shape for name, array in first.items()} != {name: array.shape for name, array in second.items()}:
        raise ValueError("These weights are of networks of different shapes.")
    result = {name: ((1 - share) * array + share * second[name]).astype("<f4") for name, array in first.items()}
    return {name: array.astype(np.float16).astype("<f4") if name.endswith("/kernel") else array for name, array in result.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=pathlib.Path, help="weight file")
    parser.add_argument("second", type=pathlib.Path, help="weight file or checkpoint (.pt) of the run that started from it")
    parser.add_argument("share", type=float, help="of the second, 0 to 1")
    parser.add_argument("output", type=pathlib.Path)
    args = parser.parse_args()
    tensors, metadata = read_safetensors(args.first)
    second = to_tensors(starting_state(args.second))
    temporary = args.output.with_suffix(".part")
    write_safetensors(temporary, mixed(tensors, second, args.share), {**metadata, "mixed": f"{args.share} of {args.second.name}"})
    temporary.replace(args.output)


if __name__ == "__main__":
    main()
