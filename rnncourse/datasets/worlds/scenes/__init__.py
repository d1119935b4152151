r"""Drawn scenes: what they show is known, so captions can be true or false.

A scene is a few things on a ground. It is not a picture yet, it is what a picture
means:

>>> from rnncourse.datasets.worlds import Scene, Thing, is_true, judge, scene_world
>>> ball = Thing(row=0, column=0, size="small", colour="red", shape="circle")
>>> box = Thing(row=1, column=2, size="big", colour="blue", shape="square")
>>> scene = Scene([ball, box], ground="white")

Metrics compare a caption with other captions, and cannot know whether it is right. Here
a caption is read by a grammar and compared with the scene. These say the same in other
words, and the order of the words matters:

>>> is_true(scene, "a little red circle is to the left of a big square")
True
>>> is_true(scene, "over a blue square there is a circle on a white background")
True
>>> is_true(scene, "over a red circle there is a square on a white background")
False

What is false is told from what means nothing, and what is true from what says nothing.
Of the seven details of this scene (three of each thing, and the ground) a caption tells
a share:

>>> said = "a big red circle", "a red a", "two things", "a red circle on white"
>>> for caption in said:
...     judged = judge(scene, caption)
...     print(f"{judged.verdict:13} {judged.told:.2f}  {caption}")
false         0.00  a big red circle
ungrammatical 0.00  a red a
true          0.00  two things
true          0.43  a red circle on white

The world draws such scenes as pictures, when somebody asks for their pixels, and
describes each of them in five ways. All of these are true:

>>> from rnncourse.datasets.worlds import caption_truth
>>> world = scene_world("small", seed=0)
>>> corpus = world.captions()
>>> item = corpus.test[0]
>>> print(*item.captions[:2], sep="\n")
on grey there is a yellow triangle over a red cross that is left of a purple square
we see a yellow triangle above a purple square that is right of a red cross
>>> scenes = [item.picture.scene for item in corpus.test]
>>> print(caption_truth(scenes, [item.captions[0] for item in corpus.test]))
true 100.0 %  false 0.0 %  ungrammatical 0.0 %  told 86.8 %  relations 0.89

A model that has learned to write like this, and not to look, is found out. Here every
picture has the caption of its neighbour:

>>> others = [item.captions[0] for item in corpus.test[1:] + corpus.test[:1]]
>>> print(caption_truth(scenes, others))
true 0.7 %  false 99.3 %  ungrammatical 0.0 %  told 50.0 %  relations 0.00

Every shape lacks one colour; these combinations are in the part `unseen`. Whoever
learned what a colour and a shape is, and not which of them go together, is as good
there as elsewhere:

>>> world.unseen_combinations[0]
('purple', 'circle')
>>> world.unseen_captions()[0].captions[1]
'three blue crosses'

And there are questions. They can be answered by looking, and some of them without: a
shape has its favourite colour in half of all cases. How often one who sees the
question alone is right at best is known exactly; here it is in thousandths:

>>> corpus = world.questions()
>>> asked = corpus.test[1]
>>> asked.question, asked.answer
('what shape is the purple thing?', 'square')
>>> {a: round(p, 3) for a, p in world.answer_prior(asked.question).items()}
{'square': 0.611, 'cross': 0.195, 'triangle': 0.195}
>>> {kind: round(accuracy, 3) for kind, accuracy in world.blind_accuracy.items()}
{'colour': 0.51, 'shape': 0.549, 'size': 0.5, 'background': 0.6, 'count': 0.628,
 'existence': 0.664, 'relation': 0.5, 'all': 0.572}

In the default world there are 6,000 pictures to learn from, 500 to choose by, 1,000 to
report on and 500 unseen ones. They take 3 seconds of one processor core to make, with
captions and questions, and 18 MB; drawing all 8,000 pictures takes 2 seconds more, and
their pixels would fill 55 MB.
"""
