"""Phrases that sound alike though their words do not; as in `confusion_words`."""

PHRASES = """
(a computer|a machine|the program) can recognize (speech|a voice|a face)
it is (hard|easy) to recognize (speech|faces|voices)
the (phone|computer) learned to recognize speech (quickly|slowly)
a storm (can|will) wreck a (ship|house|boat)
<who> sat on a nice (beach|bench) <when>
we found a nice (beach|hotel) near the (sea|harbour)
= it is not easy to recognize speech | it is not easy to wreck a nice beach
= we sat on a nice beach | we sat on an ice beach
we sat on the (grass|sand|bench)
storms can wreck a (ship|town)
it is not (hard|late|easy) to learn
the storm will (pass|come) <when>

i like (ice cream|cake) with (fruit|nuts)
<who> bought (some|an) ice cream <when>
children (like|eat) ice cream in (summer|winter)
i scream when i (see|hear) a (spider|ghost)
when i scream the (dog|cat) runs away
= we eat ice cream in the summer | we eat i scream in the summer
= i scream when i see a wolf | ice cream when i see a wolf
we (eat|sleep) in the (summer|garden)
i see a (wolf|ghost) (there|here)

<who> is a nice (man|woman|child)
a nice (man|girl) (helped|called) me
an ice (cube|age|block) is (cold|long)
there was an ice (storm|age) (then|long ago)
= a nice woman helped me then | an ice woman helped me then
= an ice age came long ago | a nice age came long ago
(winter|spring) came long (ago|after)

the clock keeps (ticking|running) (all night|all day)
my watch keeps (ticking|stopping)
the stamps keep sticking (together|to the paper)
the pages keep sticking (together|<when>)
= the old clock keeps ticking at night | the old clock keep sticking at night
= wet pages keep sticking together | wet pages keeps ticking together
the old clock (stopped|is slow)
wet (pages|shoes) are cold

some others (came|left|stayed) (late|early)
you like it but some others do not
some mothers (sing|read) to their (children|babies)
some mothers (came|went) with their (children|sons)
= some mothers read to their sons | some others read to their sons
= we like it but some others do not | we like it but some mothers do not
"""
