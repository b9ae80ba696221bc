"""Random distortions of a batch of glyphs, [N, 1, 28, 28] in 0..1: what pens, scanners and segmentation do to them."""
import math

import torch
import torch.nn.functional as F


def uniform(count, low, high):
    return torch.empty(count).uniform_(low, high)


def warp(x, rotate=12, shear=0.2, scale=0.15, shift=2.0, elastic_share=0.3):
    """Rotation (degrees), shear, scale, shift (pixels) and, for some images, a smooth elastic field."""
    n, size = x.shape[0], x.shape[-1]
    angle, slant = uniform(n, -rotate, rotate) * math.pi / 180, uniform(n, -shear, shear)
    sx, sy = 1 / (1 + uniform(n, -scale, scale)), 1 / (1 + uniform(n, -scale, scale))
    cos, sin = torch.cos(angle), torch.sin(angle)
    theta = torch.stack([
        torch.stack([cos * sx, (slant * cos - sin) * sx, uniform(n, -shift, shift) * 2 / size], 1),
        torch.stack([sin * sy, (slant * sin + cos) * sy, uniform(n, -shift, shift) * 2 / size], 1)], 1)
    grid = F.affine_grid(theta, x.shape, align_corners=False)
    chosen = (torch.rand(n) < elastic_share).nonzero()[:, 0]
    if len(chosen):
        field = torch.randn(len(chosen), 2, 6, 6) * (1.1 * 2 / size)
        field = F.interpolate(field, size=(size, size), mode="bicubic", align_corners=True)
        grid[chosen] += field.permute(0, 2, 3, 1)
    return F.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def change_stroke(x, share=0.25):
    """A part of the images gets a bolder pen, a part a finer one, by up to about one pixel."""
    kind = torch.rand(x.shape[0])
    bold, fine = (kind < share).nonzero()[:, 0], (kind > 1 - share).nonzero()[:, 0]
    for chosen, sign, most in ((bold, 1, 0.9), (fine, -1, 0.6)):
        if len(chosen):
            part = x[chosen]
            wider = sign * F.max_pool2d(sign * part, 3, 1, 1)
            x[chosen] = torch.lerp(part, wider, uniform(len(chosen), 0, most)[:, None, None, None])
    return x


def boxes(n, size, low, high):
    """n masks [n, 1, size, size], true inside a random box of low..high pixels a side."""
    at = torch.arange(size)
    masks = []
    for _ in range(2):
        start, length = torch.randint(-2, size - 2, (n, 1)), torch.randint(low, high + 1, (n, 1))
        masks.append((at >= start) & (at < start + length))
    return (masks[0][:, :, None] & masks[1][:, None, :])[:, None]


def cut_out(x, share=0.12):
    chosen = (torch.rand(x.shape[0]) < share).nonzero()[:, 0]
    if len(chosen):
        x[chosen] = x[chosen].masked_fill(boxes(len(chosen), x.shape[-1], 3, 6), 0)
    return x


def segmentation_noise(x, share=0.06):
    """Segmentation leaves a slice of the neighbour at the left or right edge, or cuts an edge off."""
    n, size = x.shape[0], x.shape[-1]
    chosen = (torch.rand(n) < share).nonzero()[:, 0]
    if len(chosen):
        width = torch.randint(2, 5, (len(chosen), 1))
        at = torch.arange(size)
        left = torch.rand(len(chosen), 1) < 0.5
        strip = torch.where(left, at < width, at >= size - width)[:, None, None, :]
        neighbour = torch.roll(x[torch.randperm(n)[:len(chosen)]], size // 2, -1)
        x[chosen] = torch.where(strip, torch.maximum(x[chosen], neighbour), x[chosen])
    chosen = (torch.rand(n) < share / 2).nonzero()[:, 0]
    if len(chosen):
        edge = torch.randint(3, 6, (len(chosen), 1, 1, 1))
        rows = torch.rand(len(chosen), 1, 1, 1) < 0.5
        at = torch.arange(size)
        position = torch.where(rows, at[:, None].expand(size, size), at[None, :].expand(size, size))
        far = torch.rand(len(chosen), 1, 1, 1) < 0.5
        x[chosen] = x[chosen].masked_fill(torch.where(far, position >= size - edge, position < edge), 0)
    return x


def augment(x):
    """[N, 28, 28] uint8 -> [N, 28, 28, 1] float32 in 0..1, distorted."""
    x = warp(x[:, None].float() / 255)
    x = segmentation_noise(cut_out(change_stroke(x)))
    x = x ** torch.exp(uniform(x.shape[0], -0.3, 0.3))[:, None, None, None]
    return x.clamp_(0, 1).permute(0, 2, 3, 1)
