"""Write a trained network as ONNX with half-precision weights: `python -m training.export reader.pt line_reader.onnx`.

Its one output holds probabilities, so that the program that runs it needs nothing but a runtime.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training.lines import HEIGHT
from training.network import LineNetwork


class _Probabilities(nn.Module):
    def __init__(self, network: LineNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        return torch.softmax(self.network(images), 2)


def export(weights: Path, target: Path, narrow: int = 1) -> int:
    """Write the model and return its size in bytes."""
    network = LineNetwork(narrow)
    network.load_state_dict(torch.load(weights))
    model = _Probabilities(network).eval()
    sizes = {"images": {0: "lines", 3: "width"}, "probabilities": {0: "lines", 1: "rows"}}
    torch.onnx.export(
        model, (torch.zeros(2, 1, HEIGHT, 160),), str(target), input_names=["images"],
        output_names=["probabilities"], dynamic_axes=sizes, opset_version=17, dynamo=False,
    )  # fmt: skip
    halve(target)
    return target.stat().st_size


def halve(path: Path) -> None:
    """Keep the weights in 16 bits, which halves the file; they are widened again when the model is loaded."""
    model = onnx.load(str(path))
    added = []
    for weights in model.graph.initializer:
        values = numpy_helper.to_array(weights)
        if values.dtype != np.float32 or values.size < 64:
            continue
        name = weights.name
        weights.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + "_half"))
        added.append(onnx.helper.make_node("Cast", [name + "_half"], [name], to=onnx.TensorProto.FLOAT))
    for place, node in enumerate(added):
        model.graph.node.insert(place, node)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


if __name__ == "__main__":
    print(f"{export(Path(sys.argv[1]), Path(sys.argv[2])):,} bytes")
