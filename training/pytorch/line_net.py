"""The line reader FCN in PyTorch: convolutions only, trained with CTC, and its weight file.

Input [N, 40, W, 1] float32, 0 = paper, 1 = ink, W a multiple of 4; output [N, W / 4, classes] logits: 0 = CTC's
blank, then the characters of alphabet.py. Every layer can be trained in TensorFlow.js: no dilation, no
strided depthwise convolution.

  conv0 3x3 stride 2, then relu(bn0)
  conv1a 3x3 stride 2; residual conv1b, conv1c          (relu(x + bn(conv(relu(bn(conv(x)))))), 3x3)
  conv2a 3x3 stride (2, 1); residuals conv2b, conv2c and conv2d, conv2e
  conv3 (height / 8)x1 without padding, then relu(bn3): the height is gone
  context blocks i = 0, 1, ...: y = bnctx{i}i(depthwise 1x15 ctx{i}depthwise(x)); x + bnctx{i}o(ctx{i}down(relu(ctx{i}up(y))))
  head 1x1
Strided convolutions pad as TensorFlow's 'same'. up and head have a bias, all other convolutions none.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from alphabet import ALPHABET
from charnet import BATCH_NORM_EPSILON, read_safetensors, same_padding

HEIGHT, BLANK, CLASSES = 40, 0, len(ALPHABET) + 1
WIDTHS, CONTEXT, BLOCKS, KERNEL = (16, 32, 64), 192, 4, 15


class LineNet(nn.Module):
    def __init__(self, widths=WIDTHS, context=CONTEXT, blocks=BLOCKS, kernel=KERNEL, dropout=0.1, classes=CLASSES):
        super().__init__()
        self.settings = {"widths": list(widths), "context": context, "blocks": blocks, "kernel": kernel}
        self.blocks, self.settled = blocks, False
        self.add("0", 1, widths[0])
        for name in ("1a", "1b", "1c", "2a", "2b", "2c", "2d", "2e"):
            stage = int(name[0])
            self.add(name, widths[stage - 1 if name[1] == "a" else stage], widths[stage])
        self.add("3", widths[2], context, (HEIGHT // 8, 1))
        for i in range(blocks):
            depthwise = nn.Conv2d(context, context, (1, kernel), padding=(0, kernel // 2), groups=context, bias=False)
            self.add_module(f"ctx{i}depthwise", depthwise)
            self.add_module(f"bnctx{i}i", self.norm(context))
            self.add_module(f"ctx{i}up", nn.Conv2d(context, context, 1))
            self.add_module(f"ctx{i}down", nn.Conv2d(context, context, 1, bias=False))
            self.add_module(f"bnctx{i}o", self.norm(context))
        # whole channels: element-wise random numbers would cost a tenth of the training time
        self.drop = nn.Dropout2d(dropout)
        self.head = nn.Conv2d(context, classes, 1)
        self.auxiliary = nn.Conv2d(context, classes, 1)

    def grow_from(self, state):
        """Takes the weights of a network with as many context blocks or fewer; further blocks change nothing at first."""
        fewer = self.load_state_dict(state, strict=False)
        new = {name.split(".")[0] for name in fewer.missing_keys if not name.endswith("num_batches_tracked")}
        if fewer.unexpected_keys or not all(name.removeprefix("bn").startswith("ctx") for name in new):
            raise ValueError("These weights are of a network of another shape.")
        for name in new:
            if name.startswith("bnctx") and name.endswith("o"):
                nn.init.zeros_(getattr(self, name).weight)

    def norms(self):
        return [layer for layer in self.modules() if isinstance(layer, nn.BatchNorm2d)]

    def train(self, mode=True):
        """As in every module, but settled batch normalisation keeps to its running statistics."""
        super().train(mode)
        if self.settled:
            for norm in self.norms():
                norm.eval()
        return self

    @staticmethod
    def norm(channels):
        return nn.BatchNorm2d(channels, eps=BATCH_NORM_EPSILON, momentum=0.05)

    def add(self, name, inputs, outputs, kernel=3):
        conv = nn.Conv2d(inputs, outputs, kernel, bias=False)
        nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
        self.add_module(f"conv{name}", conv)
        self.add_module(f"bn{name}", self.norm(outputs))

    def conv(self, x, name, stride=(1, 1)):
        top, bottom = same_padding(x.shape[2], stride=stride[0])
        left, right = same_padding(x.shape[3], stride=stride[1])
        weight = getattr(self, f"conv{name}").weight
        if (top, left) == (bottom, right):
            x = F.conv2d(x, weight, None, stride, (top, left))
        else:
            x = F.conv2d(F.pad(x, (left, right, top, bottom)), weight, None, stride)
        return getattr(self, f"bn{name}")(x)

    def residual(self, x, first, second):
        return F.relu(x + self.conv(F.relu(self.conv(x, first)), second))

    def block(self, x, i):
        def layer(name):
            return getattr(self, name)
        y = layer(f"bnctx{i}i")(layer(f"ctx{i}depthwise")(x))
        y = layer(f"bnctx{i}o")(layer(f"ctx{i}down")(F.relu(layer(f"ctx{i}up")(y))))
        return x + self.drop(y)

    def forward(self, x):
        """-> logits [N, W / 4, classes] and, in training, those of the auxiliary head before the context blocks."""
        x = F.relu(self.conv(x.permute(0, 3, 1, 2), "0", (2, 2)))
        x = self.residual(F.relu(self.conv(x, "1a", (2, 2))), "1b", "1c")
        x = self.residual(F.relu(self.conv(x, "2a", (2, 1))), "2b", "2c")
        x = self.residual(x, "2d", "2e")
        x = F.relu(self.bn3(self.conv3(x)))
        first = self.auxiliary(x)[:, :, 0].permute(0, 2, 1) if self.training else None
        for i in range(self.blocks):
            x = self.block(x, i)
        return self.head(x)[:, :, 0].permute(0, 2, 1), first


def to_tensors(state):
    """A LineNet state dict as {TensorFlow name: float32 array}; the auxiliary head stays behind.

    Kernels HWIO, depthwise ones [1, kernel, channels, 1].
    """
    tensors = {}
    batch_norm = {"weight": "gamma", "bias": "beta", "running_mean": "moving_mean", "running_var": "moving_variance"}
    for key, value in state.items():
        layer, field = key.split(".")
        if layer == "auxiliary" or field == "num_batches_tracked":
            continue
        array = value.detach().cpu().numpy().astype("<f4")
        if layer.startswith("bn"):
            tensors[f"{layer}/{batch_norm[field]}"] = array
        elif field == "bias":
            tensors[f"{layer}/bias"] = array
        else:
            tensors[f"{layer}/kernel"] = array.transpose((2, 3, 0, 1) if layer.endswith("depthwise") else (2, 3, 1, 0))
    return tensors


def from_tensors(tensors):
    """The inverse of to_tensors (load with strict=False: batch counters and the auxiliary head are missing)."""
    batch_norm = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}
    state = {}
    for name, array in tensors.items():
        layer, field = name.split("/")
        if field == "kernel":
            array, field = array.transpose((2, 3, 0, 1) if layer.endswith("depthwise") else (3, 2, 0, 1)), "weight"
        elif layer.startswith("bn"):
            field = batch_norm[field]
        state[f"{layer}.{field}"] = torch.from_numpy(array.copy())
    return state


def starting_state(path):
    """The state dict of a checkpoint's averaged weights or of a weight file; the latter lacks the auxiliary head, which takes the head's weights."""
    if path.suffix != ".safetensors":
        return torch.load(path)["averaged"]
    state = from_tensors(read_safetensors(path)[0])
    for name in ("weight", "bias"):
        state[f"auxiliary.{name}"] = state[f"head.{name}"].clone()
    return state
