"""The nouns of the generated language, by kind, frequent ones first.

One line a kind: the number of words that the small world takes (0: the kind belongs to
the full world only), then singulars, with the plural after a slash where it is
irregular. No word stands in two kinds and no plural equals its singular, so that a noun
always shows its kind and its number.
"""

NOUNS = {
    # People. Those of the first two kinds are "he" and "she".
    "man": """4 man/men boy king uncle father grandfather brother son prince duke
        nephew gentleman/gentlemen grandson husband monk lord baron stepson lad
        bridegroom godfather emperor wizard widower landlord""",
    "woman": """4 woman/women girl queen aunt mother grandmother sister daughter
        princess duchess niece lady granddaughter wife/wives nun bride stepmother
        godmother empress witch widow landlady countess lass heiress""",
    "child": """0 child/children baby pupil twin toddler learner scout orphan
        teenager infant playmate newcomer classmate youngster""",
    "farmer": """3 farmer shepherd gardener miller beekeeper hunter forester
        haymaker drover goatherd farmhand fruit-picker
        woodcutter rancher winegrower falconer mower reaper""",
    "scholar": """3 teacher student writer poet professor librarian scientist historian
        journalist lawyer judge translator philosopher editor novelist astronomer
        chemist critic reporter botanist biographer linguist clerk""",
    "musician": """3 musician singer violinist pianist drummer dancer composer flautist
        cellist guitarist organist trumpeter harpist conductor fiddler soprano
        tenor bagpiper accordionist""",
    "cook": """0 cook baker waiter butcher brewer grocer chef innkeeper confectioner
        caterer dishwasher cheesemonger greengrocer fishmonger sommelier
        butler""",
    "sailor": """0 sailor captain angler pirate pilot admiral diver
        navigator lighthousekeeper deckhand rower
        smuggler harbourmaster boatswain explorer castaway""",
    "builder": """0 carpenter builder blacksmith mason plumber painter roofer
        engineer mechanic glazier joiner locksmith electrician bricklayer cobbler
        weaver potter sculptor tinker architect""",
    "doctor": """0 doctor nurse surgeon dentist midwife/midwives pharmacist healer
        vet physician optician paramedic""",
    "guard": """0 guard soldier knight officer sentry detective
        sergeant archer gatekeeper colonel ranger firefighter inspector
        doorkeeper general""",
    # Animals.
    "dog": """3 dog hound puppy wolf/wolves fox terrier spaniel sheepdog poodle
        greyhound collie bulldog dachshund watchdog jackal coyote mongrel""",
    "cat": """3 cat kitten tomcat lion tiger lynx leopard panther cheetah tabby
        wildcat lioness puma jaguar""",
    "horse": """3 horse pony donkey mare mule stallion foal camel llama zebra
        carthorse racehorse colt packhorse""",
    "cattle": """0 cow goat lamb calf/calves bull ram ewe heifer buffalo kid yak ox/oxen
        billygoat""",
    "bird": """3 bird sparrow robin blackbird swallow owl nightingale crow raven
        goose/geese duck hen magpie finch starling gull heron stork pigeon dove
        woodpecker cuckoo swan lark thrush jay falcon""",
    "mouse": """0 mouse/mice rat squirrel rabbit hamster hare hedgehog mole beaver
        dormouse/dormice badger otter weasel marmot chipmunk""",
    "insect": """0 bee wasp butterfly beetle fly moth hornet bumblebee ladybird
        dragonfly mosquito gnat grasshopper cricket""",
    "seal": """0 whale dolphin seal shark porpoise turtle walrus penguin octopus eel
        stingray""",
    # Things that do something.
    "vehicle": """3 train bus car tram truck taxi lorry coach van tractor cart wagon
        bicycle carriage motorcycle ambulance limousine sleigh""",
    "boat": """0 boat ship ferry canoe yacht barge sailboat steamer trawler raft
        gondola submarine rowboat schooner dinghy""",
    "plant": """0 tree rose flower oak lily willow birch tulip bush pine fern elm
        daisy beech orchid poplar sunflower hedge vine chestnut thistle lilac
        maple cedar""",
    "device": """0 clock machine lamp bell radio engine telephone watch alarm
        typewriter heater kettle stove fan printer camera pump loudspeaker mill
        lantern telescope""",
    "weather": """0 storm cloud wind shower thunderstorm breeze blizzard gale fog
        snowstorm whirlwind hurricane""",
    # Things that something is done with.
    "text": """3 letter book story poem newspaper novel report diary essay article
        recipe dictionary postcard map notebook contract fable legend manuscript
        magazine telegram sonnet biography textbook review atlas""",
    "food": """3 apple cake soup sandwich pie egg pancake biscuit sausage omelette
        pudding salad dumpling muffin stew pizza pastry waffle roll ham cheesecake
        meatball steak casserole gingerbread""",
    "drink": """0 milk tea water coffee lemonade juice wine cocoa beer cider buttermilk
        broth""",
    "crop": """0 potato/potatoes carrot pear onion cherry plum cabbage tomato/tomatoes
        pumpkin bean turnip strawberry apricot beetroot radish cucumber peach
        grape lettuce leek gooseberry raspberry""",
    "clothes": """0 coat hat shirt scarf/scarves dress glove jacket shoe boot sock
        sweater skirt apron waistcoat cap belt cloak blouse mitten uniform
        sandal gown slipper kimono""",
    "tool": """0 hammer rope ladder knife/knives axe spade bucket saw shovel
        rake wheelbarrow needle chisel screwdriver broom brush crowbar
        pitchfork wrench scythe anvil paintbrush""",
    "instrument": """3 violin piano flute drum guitar trumpet cello harp organ clarinet
        accordion trombone banjo oboe lute mandolin saxophone bassoon""",
    "song": """0 song melody lullaby tune waltz symphony ballad hymn march sonata
        anthem carol serenade overture polka""",
    "furniture": """0 table chair bed cupboard bench shelf/shelves wardrobe desk sofa
        mirror armchair stool bookcase cradle sideboard chest""",
    "picture": """0 picture portrait landscape statue sketch poster photograph mural
        mosaic engraving sculpture drawing watercolour tapestry""",
    "treasure": """0 key ring coin ticket purse umbrella wallet necklace suitcase
        bracelet passport glass jewel brooch pearl medal earring locket
        handkerchief wristwatch""",
    "toy": """0 ball kite doll marble balloon puppet teddybear spinning-top rattle
        skipping-rope snowball jigsaw yo-yo whistle rocking-horse""",
}

PLACES = {
    "home": """3 kitchen garden house attic cellar bedroom hall bathroom courtyard
        greenhouse pantry cottage nursery porch corridor parlour conservatory
        living-room study""",
    "farm": """3 barn field stable orchard meadow farmyard vineyard henhouse paddock
        cowshed pasture haystack cornfield farmhouse dovecote windmill pigsty
        vegetable-patch""",
    "wild": """0 forest valley cave clearing jungle desert marsh canyon wilderness
        thicket woodland ravine hollow gorge grove glade""",
    "water": """0 river harbour lake bay pond lagoon canal estuary stream sea swamp
        fjord marina creek""",
    "town": """3 market street station park square museum theatre hospital hotel
        village town airport cathedral bakery restaurant suburb tavern
        marketplace church bookshop courthouse castle palace factory""",
    "school": """3 school library classroom office university laboratory archive
        bookstore gymnasium playground concert-hall cloakroom lecture-hall
        seminar auditorium reading-room""",
}
