"""Words that sound alike, and everyday sentences in which they are at home.

A block is about one confusion. A line that begins with ``=`` is a test: the right
sentence, then those that a recogniser might hear instead. The other lines are templates
of sentences to learn from: ``(a|b)`` is one of several wordings, ``<who>`` and
``<when>`` stand for those of `SLOTS`. No test is an instance of a template.
"""

SLOTS = {
    "who": "the boy|the girl|my aunt|my uncle|our neighbour|the teacher|the old man"
    "|the farmer|the doctor|my sister",
    "when": "today|yesterday|on sunday|last week|in the evening|before lunch",
}

HOMOPHONES = """
the sun (rose|set) (early|late|slowly) <when>
<who> watched the sun (rise|set) over the (sea|hills|town)
the moon rose over the (hills|sea|town)
the (king|queen) had (one|an only) son
his (only|youngest|eldest) son (went|came) home <when>
<who> loved (his|her|an) only son
= the sun rose over the hills | the son rose over the hills | the sun rows over the hill
<who> lives on the hill
= the queen loved her only son | the queen loved her only sun
<who> rows (over the lake|to the island) <when>

<who> picked a (red|yellow|lovely) flower in the garden
the (red|white|lovely) flower (smells|looks) (good|sweet)
the baker (mixed|needs) a (bag|pound) of flour
<who> bought (two bags|a bag|a cup) of flour <when>
<who> stirred the flour into the (milk|butter)
= the girl picked a lovely flower | the girl picked a lovely flour
= the baker stirred the flour into milk | the baker stirred the flower into milk
<who> poured some cream into milk <when>
the baker (poured|stirred) the (cream|milk) into the bowl

<who> can see the (mountains|stars|island) from here
do you see the (bird|ship|light) over there
they sailed over the (deep|blue|calm) sea
the ship sank in the (deep|cold) sea
= you can see the stars from there | you can sea the stars from there
= the ship sailed over the calm sea | the ship sailed over the calm see
you can (go|come|wait) <when>
the ship (sailed|went) over the (lake|ocean) <when>

we will meet (you|them|him) (at|near) the station <when>
<who> will meet her friends <when>
the butcher sells (fresh|good) meat <when>
the dog (ate|stole) the (fresh|red) meat
= they will meet us at the station | they will meat us at the station
= the cat stole the fresh meat | the cat stole the fresh meet
the (trains|children) will wait for us <when>
the cat (stole|ate) the (fish|cheese) <when>
the bus will bring us (home|here)

<who> will write a (long|short) letter <when>
please write (your|the) name on the (paper|list)
that was the right (answer|question|time)
<who> gave the right (answer|book) to the teacher
turn right at the (church|bridge)
= please write a short letter to them | please right a short letter to them
= the girl gave the right answer to him | the girl gave the write answer to him
the judge gave the (book|letter) to him
<who> gave the (book|letter) to (them|the judge)

the brave knight (fought|rode) (well|bravely) <when>
the knight (drew|lost) his sword
it rained all night (long|again)
the owl (sleeps|hunts) (by|at) (night|day)
<who> stayed up late at night
= the brave knight lost his sword | the brave night lost his sword
= owls hunt mice at night | owls hunt mice at knight
owls (hunt|eat) (mice|rats) <when>

<who> ate a (ripe|sweet|green) pear <when>
the pear tree (grows|stands) in the garden
<who> bought a (new|good) pair of (shoes|gloves|trousers)
a pair of (socks|shoes) lay on the floor
= my aunt bought a pair of socks | my aunt bought a pear of socks
= the boy ate a sweet pear | the boy ate a sweet pair

the (brown|big|hungry) bear (slept|fished) in the (forest|river)
a bear (climbed|shook) the tree
the child ran on bare (feet|ground)
the (trees|walls) were bare in (winter|autumn)
= the hungry bear climbed the tree | the hungry bare climbed the tree
= the boy walked on bare feet | the boy walked on bear feet
the (boy|girl) walked on (the grass|the sand)

<who> can hear the (bells|music|birds) <when>
did you hear the (news|noise)
please come here (now|again|<when>)
we (have lived|stayed) here (for years|since spring|for a while)
= you can hear birds here | you can here birds here | you can hear birds hear
birds (sing|live) here
= please come here for a while | please come hear for a while
the birds (sing|live) here (now|again)

<who> had to wait for the (bus|train|doctor)
please wait (here|outside) for (me|us)
<who> lost (much|some) weight <when>
the weight of the (box|stone) was (great|small)
= please wait for the doctor | please weight for the doctor
= the weight of the train was great | the wait of the train was great

the children (lost|forgot) their (books|coats|shoes)
they (washed|sold) their (car|house|dog)
there (is|was) a (mouse|cat|bird) in the (house|barn)
there are (many|two) (books|apples) on the table
= they forgot their coats | they forgot there coats
= there was a mouse in the kitchen | their was a mouse in the kitchen
<who> (worked|sat) in the kitchen <when>

the mail (came|arrived) (late|early) <when>
<who> read the mail at (home|work)
the male (lion|bird) has (long|bright) (hair|feathers)
a male (duck|lion) is called a (drake|tom)
= the mail arrived before noon | the male arrived before noon
= the male lion has long hair | the mail lion has long hair
<who> left before (noon|dinner)

the dog wagged its (long|short) tail
the cat has a (long|soft|white) tail
<who> told us a (long|sad|fairy) tale <when>
it was a tale of (love|war|the sea)
= the puppy wagged its white tail | the puppy wagged its white tale
= the old man told us a fairy tale | the old man told us a fairy tail
the puppy (wagged|bit) its tail

<who> wore a (blue|green) (hat|coat) <when>
the sky was (blue|grey|dark) <when>
the wind blew (hard|all day|from the north)
<who> blew out the (candle|lamp|match)
= the cold wind blew from the north | the cold wind blue from the north
= the sky was bright blue | the sky was bright blew
the (bright|cold) (light|wind) came from the (sky|north)
the bird was bright (blue|red|yellow)

<who> ate (an apple|the cake|some bread) <when>
they ate (dinner|lunch) (together|at home)
the shop opens at eight (in the morning|on monday)
spiders have eight (legs|eyes)
= the spider has eight long legs | the spider has ate long legs
= my sister ate the bread | my sister eight the bread
the spider has (long|eight) legs

<who> came back (last|this) week
the (whole|long) week was (cold|wet)
the sick man was (weak|tired) (and ill|<when>)
<who> felt weak after the (illness|race)
= we came home last week | we came home last weak
= the horse felt weak after the race | the horse felt week after the race
we came (home|back) (early|late)
the horse (won|lost) the race

the girl combed her (long|brown|fair) hair
<who> has (short|grey|curly) hair
the hare (ran|hopped) (across|over) the field
the (quick|brown) hare escaped from the (fox|hunter)
= my sister combed her curly hair | my sister combed her curly hare
= the hare escaped from the dog | the hair escaped from the dog
the (cat|bird) escaped from the dog <when>

the (long|narrow|old) road leads to the (village|town)
cars drove along the (road|street) <when>
<who> rode a (horse|donkey|bicycle) <when>
the king rode (home|away) on his horse
= the road leads to the castle | the rode leads to the castle
= the girl rode a donkey to the market | the girl road a donkey to the market
<who> went to the (market|castle) <when>

<who> ate the whole (cake|pie|loaf)
the whole (family|town) came to the (party|wedding)
the mouse hid in a (small|deep|dark) hole
<who> dug a (deep|big) hole in the ground
= the whole town came to the wedding dance | the hole town came to the wedding dance
= the rabbit hid in a deep hole | the rabbit hid in a deep whole
the rabbit (hid|slept) in the (garden|grass)
<who> came to the wedding (dance|party)

i (know|knew) the (way|answer|song) well
do you know the (answer|time|man)
there is no (milk|bread|time) (left|here)
no (child|bird|dog) (likes|wants) that
= i know the song well | i no the song well
= there is no bread here | there is know bread here

<who> bought a new (car|house|coat) <when>
<who> bought a horse <when>
the new (school|bridge) opens <when>
i knew the (man|answer) (well|at once)
<who> knew that (song|story|face) well
= my uncle knew that face at once | my uncle new that face at once
= our neighbour bought a new horse | our neighbour bought a knew horse

<who> wants to buy a (house|horse|ticket)
where can i buy (some|fresh) (bread|fruit)
the house by the (river|lake) is (old|empty)
<who> went home by (train|bus|car)
= we want to buy fresh bread | we want to by fresh bread
= the church by the lake is old | the church buy the lake is old
we want to (sleep|eat) (here|now)
the church (is|was) old

the plane (landed|took off) (late|early|<when>)
<who> went by plane to the (island|north)
the soup was (plain|good) (and hot|and cold)
it was a plain (dress|meal|room)
= the plane landed before noon | the plain landed before noon
= it was a plain and simple meal | it was a plane and simple meal
the (plain|old) and simple (dress|room) was (clean|cheap)

the (bridge|knife) is made of (steel|iron)
a steel (bridge|door|knife) is strong
the thieves came to steal the (money|gold|ring)
do not steal (apples|my bicycle)
= the door is made of steel | the door is made of steal
= the thieves tried to steal the ring | the thieves tried to steel the ring
the (thieves|children) tried to (sleep|run)
the door is made of (wood|iron|glass)

<who> wants to sell the (house|horse|car)
shops sell (bread|fruit|shoes) <when>
the prisoner sat in a (small|dark) cell
a cell has a (wall|core)
= they want to sell the horse | they want to cell the horse
= the thief sat in a dark cell | the thief sat in a dark sell
they want to (buy|see) the (horse|house)
the thief (sat|slept) in a (chair|tree)

our team won the (game|match|cup) <when>
<who> won the first prize <when>
only one (boy|ticket|apple) was left
one (day|night) the (king|wolf) came back
= my sister won the second prize | my sister one the second prize
= only one prize was left | only won prize was left
the second (prize|day|game) was (small|good)

they (wanted|made) peace after the war
the war ended and peace came
<who> ate a piece of (cake|bread|pie)
a piece of (paper|wood|cheese) lay on the (table|floor)
= the king wanted peace after the war | the king wanted piece after the war
= my aunt ate a piece of cheese | my aunt ate a peace of cheese
the king wanted (gold|war)

the (shy|young) deer (ran|hid) in the (forest|wood)
<who> saw a deer near the (lake|road)
my dear (friend|child) (came|wrote) <when>
dear (sir|friend|aunt) thank you for the (letter|gift)
= the young deer ran into the forest | the young dear ran into the forest
= thank you my dear friend | thank you my deer friend
thank you for (coming|waiting)
<who> ran into the (house|garden)
thank you my (friend|child)

the boat has a (white|red|large) sail
the sailors raised the (sail|flag|anchor)
the house is for (sale|rent)
the shop has a (summer|winter|big) sale
= the small boat has a red sail | the small boat has a red sale
= the old house is for sale | the old house is for sail
the (small|old) (boat|house) is (red|white)

<who> would like some (tea|milk|soup)
it would be (nice|better) to (stay|go)
the table is made of (wood|oak|pine)
<who> chopped the (wood|logs) for the (fire|stove)
= the doctor would like some soup | the doctor wood like some soup
= the box is made of wood | the box is made of would
the box is (made of|full of) (paper|stone)

the rain fell (all day|on the roof|hard)
we walked home in the (heavy|cold) rain
the (long|happy|) reign of the (king|queen) (ended|began)
the king began his (reign|rule) as a boy
= the rain fell on the fields | the reign fell on the fields
= the reign of the old king was long | the rain of the old king was long
the (face|house) of the old king was (long|dark)
snow fell on the (fields|roof) <when>
the (road|night) was long

<who> threw the (ball|stone|stick) (away|far)
the boys threw snowballs <when>
<who> walked through the (forest|park|door)
the train went through a (tunnel|town)
= my uncle threw the stick away | my uncle through the stick away
= the fox walked through the park | the fox walked threw the park
the fox (walked|ran) home

<who> was bored (by|at) (school|work)
the bored (child|pupil) (yawned|slept)
<who> wrote on the (board|wall)
the passengers went on board the (ship|plane)
= the teacher wrote on the board | the teacher wrote on the bored
= the pupil was bored at school | the pupil was board at school
"""
