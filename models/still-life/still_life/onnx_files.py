"""ONNX files with 16-bit weights: half the bytes, and every runtime can read them, since the arithmetic stays 32-bit."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 16
LARGE = 256


def save_onnx(module, inputs, file, input_names, output_names):
    """Exports a torch module with a free batch (the first axis of all inputs and outputs).

    Constants are not folded, so that weights keep their names and load_weights finds them; runtimes fold on loading.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    names = [*input_names, *output_names]
    torch.onnx.export(module.eval(), inputs, str(file), opset_version=OPSET, do_constant_folding=False,
                      input_names=list(input_names), output_names=list(output_names),
                      dynamic_axes={name: {0: "batch"} for name in names})
    model = onnx.load(str(file))
    halve_weights(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def halve_weights(graph):
    """Each large 32-bit initialiser becomes a 16-bit one and a Cast."""
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < LARGE:
            continue
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name + "_half")
        casts.append(helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
        graph.initializer.remove(tensor)
        graph.initializer.append(half)
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)


def load_weights(module, file, prefix="", later=()):
    """Fills a module from an exported file, to go on with when the checkpoint is gone. Returns the module.

    Weights whose names start with one of `later` came into the network later: where the file does not have them, they
    stay as they are.
    """
    stored = {tensor.name.removesuffix("_half"): tensor for tensor in onnx.load(str(file)).graph.initializer}
    weights = {name: torch.from_numpy(numpy_helper.to_array(stored[prefix + name]).astype(np.float32))
               for name in module.state_dict() if prefix + name in stored or not name.startswith(tuple(later))}
    module.load_state_dict({**module.state_dict(), **weights})
    return module
