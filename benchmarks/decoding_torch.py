"""The translator of the benchmark in PyTorch, and beam search as a plain loop."""

import torch
from torch.nn.utils import rnn


class Translator(torch.nn.Module):
    """An LSTM in both directions, an LSTM, attention between them; our weights."""

    def __init__(self, model):
        super().__init__()
        readers, writer = model.encoder.layers[0], model.decoder.layers[0].cell
        forward = readers.forward_layer.cell
        self.source = _embedding(model.source_embedding)
        self.target = _embedding(model.target_embedding)
        self.encoder = torch.nn.LSTM(
            forward.features, forward.units, batch_first=True, bidirectional=True
        )
        _copy(self.encoder, forward, "_l0")
        _copy(self.encoder, readers.backward_layer.cell, "_l0_reverse")
        self.writer = torch.nn.LSTMCell(writer.features, writer.units)
        _copy(self.writer, writer, "")
        self.bridge = _linear(model.bridge.layer)
        self.keys = _linear(model.decoder.attention.key_layer)
        self.readout = _linear(model.decoder.readout)

    def start(self, ids):
        """Read sources, -1 at padding; return the state, one row a sentence."""
        there = ids >= 0
        packed = rnn.pack_padded_sequence(
            self.source(ids.clamp(min=0)),
            there.sum(1),
            batch_first=True,
            enforce_sorted=False,
        )
        memory, (h, c) = self.encoder(packed)
        memory, _ = rnn.pad_packed_sequence(
            memory, batch_first=True, total_length=ids.shape[1]
        )
        first = torch.cat([h[0], c[0], h[1], c[1]], -1)
        h, c = torch.tanh(self.bridge(first)).chunk(2, -1)
        source = {"memory": memory, "keys": self.keys(memory), "there": there}
        return {"h": h, "c": c, **source}

    def step(self, tokens, state):
        """Read a token a row; return log-probabilities of the next, and the state."""
        h, c = self.writer(self.target(tokens), (state["h"], state["c"]))
        scores = torch.bmm(state["keys"], h[:, :, None])[..., 0]
        scores = scores.masked_fill(~state["there"], -1e9)
        weights = torch.softmax(scores, -1)
        context = torch.bmm(weights[:, None], state["memory"])[:, 0]
        output = torch.tanh(self.readout(torch.cat([h, context], -1)))
        logits = output @ self.target.weight.T
        return torch.log_softmax(logits, -1), {**state, "h": h, "c": c}


@torch.inference_mode()
def beam_search(model, ids, *, width, longest, end, tuned=False):
    """Search the sentences of a batch; return the best tokens and log P of each.

    A row a hypothesis, `sentences * width` of them from the first step to the last; one
    that has ended goes on with its end, for nothing, and stays in the beam as long as
    it is among the best.  The loop ends when all have ended, and every step puts the
    rows of the state into the new order.

    Args:
        model: A `Translator`.
        ids: `(sentences, source)` array, -1 at padding.
        width: Of the beam.
        longest: The most tokens.
        end: The id of the end.
        tuned: Whether to end as soon as the best hypothesis of each sentence has, which
            no other can overtake, and to leave what all hypotheses of a sentence share
            where it is.
    """
    state = model.start(torch.as_tensor(ids, dtype=torch.long))
    state = {name: part.repeat_interleave(width, 0) for name, part in state.items()}
    moving = ("h", "c") if tuned else tuple(state)
    count, vocab = len(ids), model.target.num_embeddings
    first_rows = torch.arange(count)[:, None] * width
    only_end = torch.full((vocab,), -torch.inf)
    only_end[end] = 0
    log_probs = torch.full((count, width), -torch.inf)
    log_probs[:, 0] = 0
    tokens = torch.full((count * width,), end)
    over = torch.zeros(count * width, dtype=torch.bool)
    found = torch.empty((count * width, 0), dtype=torch.long)
    for _ in range(longest):
        following, state = model.step(tokens, state)
        following = torch.where(over[:, None], only_end, following)
        totals = log_probs[..., None] + following.view(count, width, vocab)
        log_probs, best = totals.view(count, -1).topk(width)
        parents = (first_rows + best // vocab).view(-1)
        tokens = (best % vocab).view(-1)
        found = torch.cat([found[parents], tokens[:, None]], 1)
        over = over[parents] | (tokens == end)
        if (over.view(count, width)[:, 0] if tuned else over).all():
            break
        state |= {name: state[name][parents] for name in moving}
    return found.view(count, width, -1)[:, 0].numpy(), log_probs[:, 0].numpy()


def _embedding(layer):
    weights = torch.tensor(layer.get_weights()[0])
    return torch.nn.Embedding.from_pretrained(weights)


def _linear(layer):
    kernel, *bias = (torch.tensor(weight) for weight in layer.get_weights())
    made = torch.nn.Linear(*kernel.shape, bias=bool(bias))
    made.load_state_dict({"weight": kernel.T, **({"bias": bias[0]} if bias else {})})
    return made


def _copy(module, cell, name):
    """Copy a cell of ours, whose gates stand in the same order; PyTorch adds a bias."""
    kernel, recurrent, bias = (torch.tensor(weight) for weight in cell.get_weights())
    with torch.no_grad():
        getattr(module, f"weight_ih{name}").copy_(kernel.T)
        getattr(module, f"weight_hh{name}").copy_(recurrent.T)
        getattr(module, f"bias_ih{name}").copy_(bias)
        getattr(module, f"bias_hh{name}").zero_()
