"""Muon for the matrices inside the blocks, AdamW for the rest (Jordan et al., 2024, "Muon: an optimizer for hidden layers")."""

import torch


class Muon(torch.optim.Optimizer):
    """Nesterov momentum whose update is made nearly orthogonal by five Newton-Schulz steps."""

    def __init__(self, parameters, lr=0.015, momentum=0.95, decay=0.01):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            shapes = {}
            for parameter in group["params"]:
                if parameter.grad is not None:
                    shapes.setdefault(parameter.shape, []).append(parameter)
            for parameters in shapes.values():
                self._step_alike(parameters, group)

    def _step_alike(self, parameters, group):
        """Matrices of one shape together: one batched product costs far less than many small ones."""
        gradients = torch.stack([parameter.grad for parameter in parameters])
        for parameter, gradient in zip(parameters, gradients):
            velocity = self.state[parameter].setdefault("velocity", torch.zeros_like(parameter))
            velocity.mul_(group["momentum"]).add_(gradient)
        velocities = torch.stack([self.state[parameter]["velocity"] for parameter in parameters])
        updates = orthogonalised(gradients + group["momentum"] * velocities)
        rows, columns = parameters[0].shape
        for parameter, update in zip(parameters, updates):
            parameter.mul_(1 - group["decay"] * group["lr"])
            parameter.add_(update, alpha=-group["lr"] * max(1, rows / columns) ** 0.5)


def orthogonalised(matrices):
    """Matrices [n, rows, columns] with their singular values brought near 1; bfloat16 is exact enough for that."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    tall = x.shape[1] > x.shape[2]
    x = (x.transpose(1, 2) if tall else x).bfloat16()
    for _ in range(5):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    x = x.float()
    return x.transpose(1, 2) if tall else x


def split_parameters(denoiser):
    """The 2-D weights inside the blocks, and everything else."""
    inside = {id(p) for block in denoiser.blocks for name, p in block.named_parameters() if p.ndim == 2 and name != "table"}
    parameters = list(denoiser.parameters())
    return [p for p in parameters if id(p) in inside], [p for p in parameters if id(p) not in inside]
