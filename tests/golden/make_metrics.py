# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes metrics.json: figures of scikit-learn, SciPy and NumPy for small random inputs.

    python make_metrics.py      (needs numpy, scipy, scikit-learn; same versions, same bytes)
"""
import json
import pathlib

import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.stats import spearmanr
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

random = np.random.default_rng(7)


def ranking(count, levels, share):
    """Scores with ties where `levels` is small; the class leans towards high ones."""
    scores = random.integers(levels, size=count) / levels
    labels = (random.random(count) < share * (0.5 + scores)).astype(int)
    labels[:2] = [0, 1]
    best = max(np.unique(scores)[::-1], key=lambda t: round(f1_score(labels, scores >= t), 12))
    other = random.permutation(scores) + 0.5 * scores
    return {
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "auroc": roc_auc_score(labels, scores),
        "average_precision": average_precision_score(labels, scores),
        "best_f1": f1_score(labels, scores >= best),
        "f1_at_half": f1_score(labels, scores >= 0.5, zero_division=0),
        "other": other.tolist(),
        "spearman": spearmanr(scores, other).statistic,
    }


def place(height, width):
    """A smooth map over a random disc, some pixels never seen."""
    rows, cols = np.mgrid[:height, :width]
    centre = random.random(2) * [height, width]
    radius = (0.15 + 0.2 * random.random()) * min(height, width)
    mask = np.hypot(rows - centre[0], cols - centre[1]) < radius
    peak = centre + random.normal(0, radius, 2)
    values = np.exp(-((rows - peak[0]) ** 2 + (cols - peak[1]) ** 2) / (2 * radius**2))
    values = np.round(values - 0.2 + random.normal(0, 0.1, values.shape), 2)
    hidden = random.random(values.shape) < 0.05
    seen, inside = ~hidden, mask & ~hidden
    shown = np.where(hidden, -np.inf, values)
    hottest = np.argwhere(shown == shown.max())
    away = distance_transform_edt(~inside)
    distances = np.array([away[tuple(pixel)] for pixel in hottest])
    positive = np.clip(values, 0, None)
    into, out = values[inside], values[seen & ~mask]
    thresholds = np.linspace(-0.3, 0.9, 13)
    areas = [seen & (values >= threshold) for threshold in thresholds]
    return {
        "map": [[None if h else v for v, h in zip(*pair)] for pair in zip(values.tolist(), hidden)],
        "mask": mask.astype(int).tolist(),
        "tolerance": 3,
        "hit": float((distances == 0).mean()),
        "near": float((distances <= 3).mean()),
        "energy": positive[inside].sum() / positive[seen].sum(),
        "area": inside.sum() / seen.sum(),
        "contrast": (into.mean() - out.mean()) / np.sqrt(into.var() + out.var()),
        "auroc": roc_auc_score(inside[seen], values[seen]),
        "thresholds": thresholds.tolist(),
        "ious": [(area & inside).sum() / (area | inside).sum() for area in areas],
        "dices": [2 * (area & inside).sum() / (area.sum() + inside.sum()) for area in areas],
    }


out = {
    "rankings": [ranking(40, 5, 0.3), ranking(200, 1000, 0.5), ranking(60, 3, 0.1)],
    "places": [place(12, 9), place(17, 24), place(20, 20)],
    "quantiles": [
        {"values": v.tolist(), "share": s, "quantile": float(np.percentile(v, 100 * s))}
        for v in (random.random(11), random.random(100))
        for s in (0.025, 0.5, 0.975)
    ],
}
target = pathlib.Path(__file__).with_name("metrics.json")
target.write_text(json.dumps(out, separators=(",", ":"), default=float) + "\n")
