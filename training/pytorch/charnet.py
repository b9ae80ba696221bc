"""CharNet in PyTorch: the same network as libs/inference/src/glyphs/charnet.ts, and its weight file.

Input [N, 28, 28, 1] float32, 0 = paper, 1 = ink; output [N, 62] logits for 0-9 A-Z a-z. The weight file is safetensors
with TensorFlow's tensor layouts, so that TensorFlow.js reads it without any conversion; BatchNorm is not folded.
"""
import json
import struct

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WIDTHS = (12, 24, 48, 96)
INPUT_SIZE = 28
BATCH_NORM_EPSILON = 1e-3


def same_padding(size, kernel=3, stride=2):
    """TensorFlow's 'same' padding of one axis, as (before, after): the odd pixel goes behind."""
    total = max(0, (-(-size // stride) - 1) * stride + kernel - size)
    return total // 2, total - total // 2


class CharNet(nn.Module):
    """Four stages of 3x3 convolutions; stages 1-3 halve the size and add one residual block."""

    def __init__(self, widths=WIDTHS, classes=len(CHARACTERS), dropout=0.2, size=INPUT_SIZE):
        super().__init__()
        self.widths = tuple(widths)
        self.add_conv("0", 1, widths[0])
        for i in (1, 2, 3):
            self.add_conv(f"{i}a", widths[i - 1], widths[i])
            self.add_conv(f"{i}b", widths[i], widths[i])
            self.add_conv(f"{i}c", widths[i], widths[i])
            size = -(-size // 2)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(size * size * widths[3], classes)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)

    def add_conv(self, name, inputs, outputs):
        conv = nn.Conv2d(inputs, outputs, 3, bias=False)
        nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
        self.add_module(f"conv{name}", conv)
        self.add_module(f"bn{name}", nn.BatchNorm2d(outputs, eps=BATCH_NORM_EPSILON, momentum=0.05))

    def conv(self, x, name, stride=1):
        top, bottom = same_padding(x.shape[2], stride=stride)
        left, right = same_padding(x.shape[3], stride=stride)
        layer = getattr(self, f"conv{name}")
        if (top, left) == (bottom, right):
            x = F.conv2d(x, layer.weight, None, stride, (top, left))
        else:
            x = F.conv2d(F.pad(x, (left, right, top, bottom)), layer.weight, None, stride)
        return getattr(self, f"bn{name}")(x)

    def forward(self, x):
        x = F.relu(self.conv(x.permute(0, 3, 1, 2), "0"))
        for i in (1, 2, 3):
            x = F.relu(self.conv(x, f"{i}a", stride=2))
            x = F.relu(x + self.conv(F.relu(self.conv(x, f"{i}b")), f"{i}c"))
        return self.head(self.dropout(x.permute(0, 2, 3, 1).flatten(1)))


def to_tensors(state):
    """A CharNet state dict as {TensorFlow name: float32 array}: kernels HWIO, head [inputs, classes]."""
    tensors = {}
    batch_norm = {"weight": "gamma", "bias": "beta", "running_mean": "moving_mean", "running_var": "moving_variance"}
    for key, value in state.items():
        layer, field = key.split(".")
        array = value.detach().cpu().numpy().astype("<f4")
        if layer.startswith("conv"):
            tensors[f"{layer}/kernel"] = array.transpose(2, 3, 1, 0)
        elif layer == "head":
            tensors["head/kernel" if field == "weight" else "head/bias"] = array.T if field == "weight" else array
        elif field in batch_norm:
            tensors[f"{layer}/{batch_norm[field]}"] = array
    return tensors


def from_tensors(tensors):
    """The inverse of to_tensors, without BatchNorm's batch counters (load with strict=False)."""
    batch_norm = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}
    state = {}
    for name, array in tensors.items():
        layer, field = name.split("/")
        if layer.startswith("conv"):
            key, array = f"{layer}.weight", array.transpose(3, 2, 0, 1)
        elif layer == "head":
            key, array = ("head.weight", array.T) if field == "kernel" else ("head.bias", array)
        else:
            key = f"{layer}.{batch_norm[field]}"
        state[key] = torch.from_numpy(array.copy())
    return state


def write_safetensors(path, tensors, metadata):
    """tensors: {name: float32 array}; metadata: {name: str}, kept under __metadata__."""
    header, offset = {"__metadata__": {k: str(v) for k, v in metadata.items()}}, 0
    for name, array in tensors.items():
        size = array.size * 4
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in tensors.values():
            file.write(np.ascontiguousarray(array, dtype="<f4").tobytes())


def read_safetensors(path):
    """-> ({name: float32 array}, metadata)."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    return tensors, metadata


def load_charnet(path):
    """A CharNet in evaluation mode from a weight file."""
    tensors, _ = read_safetensors(path)
    widths = [tensors[f"conv{name}/kernel"].shape[3] for name in ("0", "1a", "2a", "3a")]
    model = CharNet(widths)
    missing, unexpected = model.load_state_dict(from_tensors(tensors), strict=False)
    if unexpected or any(not name.endswith("num_batches_tracked") for name in missing):
        raise ValueError(f"{path} is no CharNet: missing {missing}, unexpected {unexpected}")
    return model.eval()
