"""Several processes that train one model: each computes the gradient of a batch of its own, the mean of all moves the model.

On processors one thread each and several processes are faster than several threads in one: the layers are too small to share.
"""
import os

import torch
import torch.distributed as distributed


def join(rank, processes, port):
    """Meets the other processes of this machine; nothing to do for one process alone."""
    if processes > 1:
        os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port))
        distributed.init_process_group("gloo", rank=rank, world_size=processes)


def leave(processes):
    """Waits for the others: a process that ends early takes its connections with it."""
    if processes > 1:
        distributed.barrier()
        distributed.destroy_process_group()


def mean_gradients(model, number, processes):
    """Replaces all gradients by their mean over the processes -> the number that process 0 gave."""
    if processes == 1:
        return number
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    mine = torch.tensor([number if distributed.get_rank() == 0 else 0.0], dtype=torch.float32)
    flat = torch.cat([mine, *(g.reshape(-1) for g in gradients)])
    distributed.all_reduce(flat)
    at = 1
    for gradient in gradients:
        gradient.copy_(flat[at:at + gradient.numel()].view_as(gradient) / processes)
        at += gradient.numel()
    return float(flat[0])


def mean_statistics(*models, processes):
    """Makes the statistics of batch normalisation, which every process gathers on its own batches, the same everywhere."""
    if processes == 1:
        return
    for model in models:
        for value in model.buffers():
            if value.is_floating_point():
                distributed.all_reduce(value)
                value /= processes
