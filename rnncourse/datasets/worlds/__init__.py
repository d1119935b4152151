r"""Generated worlds: small languages, some music, pictures; their optimum is known.

A world needs no download. Its sentences come from a weighted grammar, the same ones
for the same seed:

>>> import numpy as np
>>> from rnncourse.datasets.worlds import language_world
>>> world = language_world("small", seed=0)
>>> print(*world.sample(3, seed=11), sep="\n")
the queens beside some robins always work in the market because they are tired
grulin met the teachers before dinner
in those days kura ate the apple in the market
>>> len(world.vocabulary)
300

Nobody can predict such text with certainty, but here we know how well it can be
predicted. The entropy $H$ of the language is computed from the grammar, exactly; a
model of perplexity $e^H$ has nothing left to learn:

>>> round(world.entropy, 3), round(world.perplexity_floor, 2)
(2.033, 7.64)

A text of finite length is a little easier or harder than the language as a whole. What
the true model makes of this very text is known as well, token by token, the end mark
of each sentence counted:

>>> test = world.corpus(seed=0).test
>>> log_probs = world.log_probs(test)
>>> log_probs.shape == (sum(len(sentence.split()) + 1 for sentence in test),)
True
>>> round(float(np.exp(-log_probs.mean())), 2)
7.71

So is the distribution over the next word. After "chase" the dog of the beginning gets
its verb: in the singular, though cats were the last to act, and one that suits dogs:

>>> prefix = "the dog that the cats near the barn chase".split()
>>> truth = world.next_word_distribution(prefix)
>>> [word in truth for word in ("barks", "bark", "purrs")]
[True, False, False]

Probes put this question to a model, by the distance between subject and verb:

>>> (probe,) = world.agreement_probes(count=1, seed=8, distances=(8,))
>>> " ".join(probe.prefix)
'in the kitchen a wild dog that the dogs behind the kitchen chase always'
>>> probe.right, probe.wrong
('follows', 'follow')
>>> probe.distance, probe.attractors
(8, 1)

A speech recogniser must choose among sentences that sound alike. `confusion_world` has
a list of them, and a text from which to learn the choice:

>>> from rnncourse.datasets.worlds import confusion_world
>>> train, groups = confusion_world(seed=0)
>>> print(*groups[0].hypotheses, sep="\n")
it is not easy to recognize speech
it is not easy to wreck a nice beach
>>> len(groups)
76

And there is music: pieces for four voices, a matrix of frames and keys each. Here are
two phrases of one, the highest key of every frame; each comes home to the key with
which the piece began:

>>> from rnncourse.datasets.worlds import music_world
>>> music = music_world(seed=0)
>>> (piece,) = music.sample(1, seed=3)
>>> [int(np.flatnonzero(frame)[-1]) for frame in piece[:16]]
[55, 55, 50, 53, 53, 53, 55, 55, 51, 51, 53, 55, 51, 51, 55, 55]

Its keys are not independent of each other: a new chord is several notes at once. So
there are two floors, in nats per frame. What the true model scores, and what remains to
a network that decides about every key by itself, knowing nothing but the past:

>>> test = music.corpus(seed=0).test
>>> round(music.floor(test), 2), round(music.key_floor(test), 2)
(1.41, 3.86)

Words may carry tags. `tagging_world` has words whose part of speech shows only by what
follows, and it knows what follows is worth: the best accuracy that any tagger can reach
on these sentences, and the best of those that do not read on.

>>> from rnncourse.datasets.worlds import review_world, tagging_world
>>> world = tagging_world(seed=0)
>>> world.best_tags("the old man sleeps".split())
('DET', 'ADJ', 'NOUN', 'VERB')
>>> world.best_tags("the old man the trains".split())
('DET', 'NOUN', 'VERB', 'DET', 'NOUN')
>>> test = world.corpus().test
>>> [round(world.best_accuracy(test, causal=c), 3) for c in (False, True)]
[0.992, 0.903]

`entity_world` does the same for the names of people, places and firms. In
`review_world` the order of the words decides, and so there is a limit for those who
only count them:

>>> reviews = review_world(seed=0)
>>> some = reviews.corpus().test[:100]
>>> limits = reviews.best_accuracy(some), reviews.order_blind_accuracy(some)
>>> [round(limit, 2) for limit in limits]
[0.94, 0.76]
>>> scores = reviews.score("the plot is weak , but i loved the cast .")
>>> bool(scores[3] < 0 < scores[-1])
True

And `languages_world` has languages with one alphabet, two and two of them related; a
text is the harder to place the shorter it is.

>>> from rnncourse.datasets.worlds import languages_world
>>> languages = languages_world(seed=0)
>>> languages.labels[4:6], languages.posterior("zygbykyk")[4:6].round(2).tolist()
(('Keshi', 'Keshar'), [0.48, 0.48])

Pictures may be drawn as well. `scene_world` knows what each of them shows, and so
whether a caption is true, and how many questions about them can be answered blind:

>>> from rnncourse.datasets.worlds import is_true, scene_world
>>> scenes = scene_world("small", seed=0)
>>> item = scenes.captions().test[0]
>>> [is_true(item.picture.scene, c) for c in (item.captions[0], "four green circles")]
[True, False]
>>> round(scenes.blind_accuracy["existence"], 2)
0.66

Two tasks ask for memory and nothing else. One of them: ten symbols are to be said again
after a delay, when the signal 9 has come:

>>> from rnncourse.datasets.worlds import copy_floor_without_memory, copy_memory
>>> inputs, targets = copy_memory(1, 4, seed=0)
>>> print(*inputs[0], "|", *targets[0, -10:])
6 5 4 2 2 0 0 0 1 6 8 8 8 9 8 8 8 8 8 8 8 8 8 8 | 6 5 4 2 2 0 0 0 1 6

Whoever remembers nothing makes a cross-entropy that is known as well:

>>> round(copy_floor_without_memory(4), 3)
0.866
"""

from rnncourse.datasets.worlds.confusions.world import (
    ConfusionGroup,
    ConfusionWorld,
    confusion_world,
)
from rnncourse.datasets.worlds.language.probes import Probe
from rnncourse.datasets.worlds.language.world import (
    LanguageWorld,
    Split,
    language_world,
)
from rnncourse.datasets.worlds.languages.world import LanguagesWorld, languages_world
from rnncourse.datasets.worlds.memory.memory_tasks import (
    adding_floor_without_memory,
    adding_problem,
    copy_floor_without_memory,
    copy_memory,
    recall,
)
from rnncourse.datasets.worlds.memory.spikes import (
    silence_alarm,
    silence_floor_without_memory,
)
from rnncourse.datasets.worlds.music.world import MusicWorld, music_world
from rnncourse.datasets.worlds.reviews.world import (
    MinimalPair,
    ReviewWorld,
    review_world,
)
from rnncourse.datasets.worlds.scenes.caption_parser import (
    Ungrammatical,
    parse_caption,
)
from rnncourse.datasets.worlds.scenes.caption_truth import (
    CaptionTruth,
    Judgement,
    caption_truth,
    is_true,
    judge,
)
from rnncourse.datasets.worlds.scenes.caption_writer import write_captions
from rnncourse.datasets.worlds.scenes.drawing import DrawnPicture
from rnncourse.datasets.worlds.scenes.questions import question_kind
from rnncourse.datasets.worlds.scenes.scene import Scene, Thing
from rnncourse.datasets.worlds.scenes.world import SceneWorld, scene_world
from rnncourse.datasets.worlds.tagging.entities import entity_world
from rnncourse.datasets.worlds.tagging.parts_of_speech import tagging_world
from rnncourse.datasets.worlds.tagging.tagged_world import (
    RightContextProbe,
    TaggedWorld,
)
from rnncourse.datasets.worlds.translation.world import (
    TranslationWorld,
    translation_world,
)

__all__ = [
    "CaptionTruth",
    "ConfusionGroup",
    "ConfusionWorld",
    "DrawnPicture",
    "Judgement",
    "LanguageWorld",
    "LanguagesWorld",
    "MinimalPair",
    "MusicWorld",
    "Probe",
    "ReviewWorld",
    "RightContextProbe",
    "Scene",
    "SceneWorld",
    "Split",
    "TaggedWorld",
    "Thing",
    "TranslationWorld",
    "Ungrammatical",
    "adding_floor_without_memory",
    "adding_problem",
    "caption_truth",
    "confusion_world",
    "copy_floor_without_memory",
    "copy_memory",
    "entity_world",
    "is_true",
    "judge",
    "language_world",
    "languages_world",
    "music_world",
    "parse_caption",
    "question_kind",
    "recall",
    "review_world",
    "scene_world",
    "silence_alarm",
    "silence_floor_without_memory",
    "tagging_world",
    "translation_world",
    "write_captions",
]
