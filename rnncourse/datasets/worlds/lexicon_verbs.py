"""The verbs of the generated language, in groups that say who does what to what.

One line a group::

    name: words in the small world; subjects; objects; adverbs; verbs

Subjects and objects are kinds of nouns, with a weight after a colon where it is not 1.
Objects may begin with a preposition in front of ``>``; ``-`` means none, ``place`` is any place. Adverbs name a list of adverbs, ``-`` none. A verb is its plural
present; after a slash stands an irregular past. A group with 0 words belongs to the
full world only. No verb has a past that equals its present.
"""

VERBS = """
bark: 3; dog:3; -; sound; bark growl howl whine yelp snarl whimper
purr: 3; cat:3; -; sound; purr meow hiss yowl
neigh: 2; horse:2; -; sound; neigh snort whinny bray
gallop: 3; horse:3; -; speed; gallop trot/trotted canter
moo: 0; cattle:3; -; sound; moo bleat bellow
graze: 2; horse cattle:3; -; calm; graze rest ruminate
sing: 3; bird:3; -; sound; sing/sang chirp twitter warble screech
fly: 3; bird:2 insect:2; over > plant:2 place; speed; fly/flew circle glide soar hover
squeak: 2; mouse:3; -; sound; squeak scratch sniffle
buzz: 0; insect:3; -; sound; buzz hum/hummed drone
pollinate: 0; insect:2; plant; calm; pollinate inspect surround
swim: 0; seal:3; -; speed; swim/swam dive leap splash
chase: 3; dog:3 cat:2; cat mouse:3 bird:2 dog; speed; chase follow catch/caught corner scare tease
hunt: 0; cat bird seal:2; mouse:2 bird insect; calm; hunt spot/spotted stalk ambush
nibble: 3; mouse:3 horse cattle:2 bird; food crop:2; calm; nibble chew steal/stole gnaw munch
dig: 0; dog mouse:2; under > plant furniture boat; speed; dig/dug hide/hid crawl burrow
pull: 0; horse:2 cattle; vehicle:2 boat; calm; pull drag/dragged haul tow
sleep: 2; dog cat:3 horse bird mouse man woman child cattle seal doctor guard farmer; -; calm; sleep/slept doze snore nap/napped
play: 3; musician:4 man woman child; instrument; sound; play tune practise strum/strummed polish
perform: 0; musician:3 child woman; song; sound; perform rehearse whistle compose hum/hummed record
write: 3; scholar:4 woman man child; text; calm; write/wrote finish copy translate edit publish revise
study: 3; scholar:3 man woman child:2 doctor; text; calm; study borrow open explain quote memorise
send: 2; scholar:2 man woman sailor doctor guard; text:3 picture + to; -; send/sent show give/gave lend/lent
eat: 3; man woman child:2 farmer sailor cook scholar dog bird; food:3 crop; speed; eat/ate taste devour share
drink: 2; man woman child sailor musician farmer cat; drink; speed; drink/drank sip/sipped
serve: 0; cook:3; drink:2 food; speed; serve pour brew warm
bake: 2; woman man cook:4; food; calm; bake prepare burn decorate fry reheat
peel: 0; cook:3 farmer; crop; calm; peel slice boil dice grate blanch
harvest: 0; farmer:3; crop; calm; harvest sow weigh pick plant sell/sold
feed: 3; farmer:4 woman man child; horse:2 bird dog cat cattle:2; calm; feed/fed brush stroke tame shelter
milk: 0; farmer:2; cattle; calm; milk herd fence count
water: 2; farmer:2 man woman; plant; calm; water prune trim/trimmed fertilise
wear: 3; man:2 woman:2 child musician sailor doctor cook guard; clothes; -; wear/wore wash mend iron fold sew
use: 3; farmer:2 builder:4; tool; calm; use carry sharpen drop/dropped grip/gripped clean
repair: 0; builder:3 sailor; vehicle device:2 boat furniture; calm; repair build/built fix assemble dismantle test
drive: 2; man woman farmer; vehicle; speed; drive/drove park hire damage
steer: 0; sailor:4; boat; calm; steer sail anchor board moor
explore: 0; sailor:2 scholar guard; place; calm; explore map/mapped discover survey
paint: 0; builder woman man musician child; picture:2 furniture; calm; paint sketch varnish frame hang/hung
meet: 3; man:2 woman:2 child musician scholar:2 farmer sailor builder cook doctor guard; man:2 woman:2 child musician scholar farmer sailor builder cook doctor guard; -; meet/met greet visit thank call help invite remember
teach: 2; scholar:2 musician; child:3 man woman musician; calm; teach/taught praise encourage scold advise
heal: 0; doctor:5; man woman child guard sailor builder dog horse; calm; heal examine treat comfort bandage
arrest: 0; guard:3; man woman sailor cook musician; speed; arrest question salute pursue interrogate
protect: 0; guard:3 dog; place:2 child treasure; calm; protect watch patrol defend
lose: 3; man woman child sailor cook scholar musician builder doctor guard; treasure:3 tool clothes text; -; lose/lost find/found forget/forgot buy/bought misplace keep/kept
throw: 0; child:3 man guard; toy; speed; throw/threw bounce catch/caught toss
look: 1; man woman child scholar doctor guard; at > picture:2 plant bird man woman clothes device; calm; look stare glance smile
listen: 1; man woman child musician:2; to > bird musician song:2 device; calm; listen dance
wait: 1; man woman child scholar musician sailor; for > vehicle:3 boat:2 doctor scholar; calm; wait
walk: 3; man woman child farmer scholar musician sailor builder cook doctor guard dog cat horse mouse; to > place; speed; walk run/ran go/went return hurry wander
work: 2; man woman farmer scholar builder:2 cook doctor musician guard; -; calm; work laugh complain relax sigh shout
arrive: 3; vehicle:4 boat:3; -; time; arrive stop/stopped leave/left depart
bring: 2; vehicle:3 boat:3; man woman farmer scholar text tool crop musician; time; bring/brought deliver transport collect
pass: 2; vehicle:2 boat; place; speed; pass cross approach reach
grow: 3; plant:5; -; speed; grow/grew bloom wither flourish sway rustle
shade: 2; plant:3; place:2 furniture vehicle; -; shade hide/hid cover beautify overlook
tick: 0; device:4; -; sound; tick rattle buzz whirr vibrate work
wake: 0; device:2 bird weather; man woman child guard sailor; sound; wake/woke alarm disturb startle
rage: 0; weather:4; -; sound; rage roar whistle howl subside
shake: 0; weather:4; plant:2 boat:2 place; speed; shake/shook strike/struck damage drench destroy
"""
