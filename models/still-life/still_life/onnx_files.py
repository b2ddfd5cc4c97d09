"""Writes ONNX files: opset 16, any batch, weights kept as 16-bit floats and cast when the file is loaded."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 16
#: Smaller tensors are not worth a Cast.
SMALLEST = 256


def write_onnx(model, example, file, inputs, outputs):
    """Exports a torch model; the first axis of every input and output may have any length."""
    file = Path(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: "batch"} for name in [*inputs, *outputs]}
    with torch.no_grad():
        torch.onnx.export(model.eval(), example, str(file), opset_version=OPSET, input_names=inputs, output_names=outputs,
                          dynamic_axes=axes, do_constant_folding=True)
    graph = halve_weights(onnx.load(str(file)))
    onnx.checker.check_model(graph)
    onnx.save(graph, str(file))
    return file


def halve_weights(model):
    """Stores large 32-bit weights with 16 bits; a Cast gives them back, so that no kernel needs 16-bit arithmetic."""
    graph, kept, casts = model.graph, [], []
    for weight in graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < SMALLEST:
            kept.append(weight)
            continue
        small = numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), weight.name + "_16")
        kept.append(small)
        casts.append(helper.make_node("Cast", [small.name], [weight.name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    return model


def halved(model):
    """The model as its file will have it: large weights rounded to 16 bits. Figures are measured on this."""
    with torch.no_grad():
        for weight in model.state_dict().values():
            if weight.dtype == torch.float32 and weight.numel() >= SMALLEST:
                weight.copy_(weight.half().float())
    return model
