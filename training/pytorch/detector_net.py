"""The line detector in PyTorch: a small U-Net, and its weight file; the same network as libs/inference/src/detector/detector-network.ts.

Input [N, H, W, 1] float32, 0 = paper, 1 = ink, sides multiples of 16; output [N, H / 2, W / 2, 3] logits: core of a line, border
between two lines, ruled line.

  conv1 3x3 stride 2; conv2a stride 2, residual 2b, 2c; conv3a stride 2, residual 3b, 3c; conv4a stride 2, residuals 4b, 4c and 4d, 4e
  up3 1x1, doubled, + what conv3c gave, then convu3; up2 ... convu2; up1 ... convu1; head 1x1
Every convolution but those of 1x1 is followed by batch normalisation and ReLU. Strided ones pad as TensorFlow's 'same'.
"""
import torch.nn as nn
import torch.nn.functional as F

from charnet import BATCH_NORM_EPSILON, same_padding

WIDTHS, MAPS = (16, 32, 48, 96), 3


class DetectorNet(nn.Module):
    def __init__(self, widths=WIDTHS):
        super().__init__()
        self.settings = {"widths": list(widths)}
        first, second, third, fourth = widths
        layers = {"1": (1, first), "2a": (first, second), "2b": (second, second), "2c": (second, second), "3a": (second, third),
                  "3b": (third, third), "3c": (third, third), "4a": (third, fourth),
                  **{name: (fourth, fourth) for name in ("4b", "4c", "4d", "4e")},
                  "u3": (third, third), "u2": (second, second), "u1": (first, first)}
        for name, (inputs, outputs) in layers.items():
            conv = nn.Conv2d(inputs, outputs, 3, bias=False)
            nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
            self.add_module(f"conv{name}", conv)
            self.add_module(f"bn{name}", nn.BatchNorm2d(outputs, eps=BATCH_NORM_EPSILON, momentum=0.05))
        self.up3, self.up2, self.up1 = nn.Conv2d(fourth, third, 1), nn.Conv2d(third, second, 1), nn.Conv2d(second, first, 1)
        self.head = nn.Conv2d(first, MAPS, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -1.5)

    def conv(self, x, name, stride=1, relu=True):
        top, bottom = same_padding(x.shape[2], stride=stride)
        left, right = same_padding(x.shape[3], stride=stride)
        weight = getattr(self, f"conv{name}").weight
        if (top, left) == (bottom, right):
            x = F.conv2d(x, weight, None, stride, (top, left))
        else:
            x = F.conv2d(F.pad(x, (left, right, top, bottom)), weight, None, stride)
        x = getattr(self, f"bn{name}")(x)
        return F.relu(x) if relu else x

    def residual(self, x, first, second):
        return F.relu(x + self.conv(self.conv(x, first), second, relu=False))

    def up(self, x, passed, stage):
        narrow = getattr(self, f"up{stage}")(x)
        return self.conv(passed + F.interpolate(narrow, scale_factor=2, mode="nearest"), f"u{stage}")

    def forward(self, x):
        half = self.conv(x.permute(0, 3, 1, 2), "1", 2)
        quarter = self.residual(self.conv(half, "2a", 2), "2b", "2c")
        eighth = self.residual(self.conv(quarter, "3a", 2), "3b", "3c")
        deepest = self.residual(self.residual(self.conv(eighth, "4a", 2), "4b", "4c"), "4d", "4e")
        x = self.up(self.up(self.up(deepest, eighth, 3), quarter, 2), half, 1)
        return self.head(x).permute(0, 2, 3, 1)
