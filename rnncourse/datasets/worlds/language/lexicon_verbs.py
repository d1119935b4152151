"""The verbs of the generated language, in groups that say who does what to what.

A group reads: subjects; objects; adverbs; verbs. Subjects and objects are kinds of
nouns, with a weight after a colon where it is not 1; `people` stands for all kinds of
people, `place` for the places where the subject is at home. Objects may begin with a
preposition in front of `>` and end with `+ to` if a receiver may follow; `-` means
none. Adverbs name a list of adverbs. Before the verbs stands how many of them the
small world takes (0: the group belongs to the full world only). A verb is its plural
present; after a slash stands an irregular past. No past equals its present, so that a
verb always shows its tense.
"""

VERBS = {
    "bark": """dog:3; -; sound; 2 bark growl howl whine yelp snarl whimper""",
    "purr": """cat:3; -; sound; 2 purr meow hiss yowl""",
    "neigh": """horse:2; -; sound; 0 neigh snort whinny bray""",
    "gallop": """horse:3; -; speed; 2 gallop trot/trotted canter""",
    "moo": """cattle:3; -; sound; 0 moo bleat bellow""",
    "graze": """horse cattle:3; -; calm; 0 graze rest ruminate""",
    "sing": """bird:3; -; sound; 2 sing/sang chirp twitter warble screech""",
    "fly": """bird:2 insect:2; over > plant:2 place; speed;
        0 fly/flew circle glide soar hover""",
    "squeak": """mouse:3; -; sound; 0 squeak scratch sniffle""",
    "buzz": """insect:3; -; sound; 0 buzz hum/hummed drone""",
    "pollinate": """insect:2; plant; calm; 0 pollinate inspect surround""",
    "swim": """seal:3; -; speed; 0 swim/swam dive leap splash""",
    "chase": """dog:3 cat:2; cat mouse:3 bird:2 dog; speed;
        2 chase follow catch/caught corner scare tease""",
    "hunt": """cat bird seal:2; mouse:2 bird insect; calm;
        0 hunt spot/spotted stalk ambush""",
    "nibble": """mouse:3 horse cattle:2 bird; food crop:2; calm;
        0 nibble chew steal/stole gnaw munch""",
    "dig": """dog mouse:2; under > plant furniture boat; speed;
        0 dig/dug hide/hid crawl burrow""",
    "pull": """horse:2 cattle; vehicle:2 boat; calm; 0 pull drag/dragged haul tow""",
    "sleep": """dog cat:3 horse bird mouse man woman child cattle seal doctor guard
        farmer; -; calm;
        2 sleep/slept doze snore nap/napped""",
    "play": """musician:4 man woman child; instrument; sound;
        2 play tune practise strum/strummed polish""",
    "perform": """musician:3 child woman; song; sound;
        0 perform rehearse whistle compose hum/hummed record""",
    "write": """scholar:4 woman man child; text; calm;
        2 write/wrote finish copy translate edit publish revise""",
    "study": """scholar:3 man woman child:2 doctor; text; calm;
        0 study borrow open explain quote memorise""",
    "send": """scholar:2 man woman sailor doctor guard; text:3 picture + to; -;
        0 send/sent show give/gave lend/lent""",
    "eat": """man woman child:2 farmer sailor cook scholar dog bird; food:3 crop;
        speed;
        2 eat/ate taste devour share""",
    "drink": """man woman child sailor musician farmer; drink; speed;
        0 drink/drank sip/sipped""",
    "serve": """cook:3; drink:2 food; speed; 0 serve pour brew warm""",
    "bake": """woman man cook:4; food; calm; 0 bake prepare burn decorate fry reheat""",
    "peel": """cook:3 farmer; crop; calm; 0 peel slice boil dice grate blanch""",
    "harvest": """farmer:3; crop; calm; 0 harvest sow weigh pick plant sell/sold""",
    "feed": """farmer:4 woman man child; horse:2 bird dog cat cattle:2; calm;
        2 feed/fed brush stroke tame shelter""",
    "milk": """farmer:2; cattle; calm; 0 milk herd fence count""",
    "water": """farmer:2 man woman; plant; calm;
        0 water prune trim/trimmed fertilise""",
    "wear": """man:2 woman:2 child musician sailor doctor cook guard; clothes; -;
        0 wear/wore wash mend iron fold sew""",
    "use": """farmer:2 builder:4; tool; calm;
        0 use carry sharpen drop/dropped grip/gripped clean""",
    "repair": """builder:3 sailor; vehicle device:2 boat furniture; calm;
        0 repair build/built fix assemble dismantle test""",
    "drive": """man woman farmer; vehicle; speed; 0 drive/drove park hire damage""",
    "steer": """sailor:4; boat; calm; 0 steer sail anchor board moor""",
    "explore": """sailor:2 scholar guard; place; calm;
        0 explore map/mapped discover survey""",
    "paint": """builder woman man musician child; picture:2 furniture; calm;
        0 paint sketch varnish frame hang/hung""",
    "meet": """people man:2 woman:2 scholar:2; people man:2 woman:2; -;
        2 meet/met greet visit thank call help invite remember""",
    "teach": """scholar:2 musician; child:3 man woman musician; calm;
        0 teach/taught praise encourage scold advise""",
    "heal": """doctor:5; man woman child guard sailor builder dog horse; calm;
        0 heal examine treat comfort bandage""",
    "arrest": """guard:3; man woman sailor cook musician; speed;
        0 arrest question salute pursue interrogate""",
    "protect": """guard:3 dog; place:2 child treasure; calm;
        0 protect watch patrol defend""",
    "lose": """people; treasure:3 tool clothes text; -;
        0 lose/lost find/found forget/forgot buy/bought misplace keep/kept""",
    "throw": """child:3 man guard; toy; speed;
        0 throw/threw bounce catch/caught toss""",
    "look": """man woman child scholar doctor guard; at > picture:2 plant bird man
        woman clothes device; calm;
        0 look stare glance smile""",
    "listen": """man woman child musician:2; to > bird musician song:2 device; calm;
        0 listen dance""",
    "wait": """people; for > vehicle:3 boat:2 doctor scholar; calm; 0 wait""",
    "walk": """people dog cat horse mouse; to > place; speed;
        2 walk run/ran go/went return hurry wander""",
    "work": """man woman farmer scholar builder:2 cook doctor musician guard; -; calm;
        2 work laugh complain relax sigh shout""",
    "arrive": """vehicle:4 boat:3; -; time; 2 arrive stop/stopped leave/left depart""",
    "bring": """vehicle:3 boat:3; man woman farmer scholar text tool crop musician;
        time;
        0 bring/brought deliver transport collect""",
    "pass": """vehicle:2 boat; place; speed; 0 pass cross approach reach""",
    "grow": """plant:5; -; speed; 0 grow/grew bloom wither flourish sway rustle""",
    "shade": """plant:3; place:2 furniture vehicle; -;
        0 shade hide/hid cover beautify overlook""",
    "tick": """device:4; -; sound; 0 tick rattle buzz whirr vibrate work""",
    "wake": """device:2 bird weather; man woman child guard sailor; sound;
        0 wake/woke alarm disturb startle""",
    "rage": """weather:4; -; sound; 0 rage roar whistle howl subside""",
    "shake": """weather:4; plant:2 boat:2 place; speed;
        0 shake/shook strike/struck damage drench destroy""",
}
