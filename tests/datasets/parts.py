"""What tests ask of the three parts of a corpus."""

PARTS = ("train", "valid", "test")


def everything(corpus):
    return [text for part in PARTS for text in getattr(corpus, part)]


def sides(corpus):
    return [{text.text for text in getattr(corpus, part)} for part in PARTS]


def overlap(corpus):
    train, valid, test = sides(corpus)
    return (train & valid) | (train & test) | (valid & test)
