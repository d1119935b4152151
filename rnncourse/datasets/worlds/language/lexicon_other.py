"""Adjectives, adverbs and openings of the generated language.

As with the nouns, a line begins with how many of its words the small world takes.
"""

# Before a noun. `general` goes with everything, the others with some kinds.
ADJECTIVES = {
    "general": """3 small old large little beautiful famous strange ordinary ugly
        lovely remarkable impressive splendid peculiar unusual familiar""",
    "person": """2 clever young kind brave polite honest lazy shy proud generous
        cheerful stubborn curious patient handsome elegant ambitious modest
        wise friendly rude foolish gentle thoughtful""",
    "animal": """2 wild black hungry grey tame brown speckled shaggy timid swift
        fierce nimble playful furry clumsy agile""",
    "thing": """2 new heavy broken expensive cheap wooden rusty shiny dusty modern
        useful fragile precious antique borrowed stolen forgotten""",
    "text": """2 short long boring funny secret interesting mysterious popular
        serious unfinished handwritten anonymous""",
    "food": """2 fresh warm sweet delicious salty tasty spicy juicy ripe cold sour
        crunchy""",
    "plant": """0 tall green blooming leafy slender withered fragrant shady
        evergreen""",
    "clothes": """0 red blue white woollen yellow silk striped purple leather velvet
        orange pink""",
    "place": """2 quiet crowded empty dark narrow remote sunny peaceful noisy ruined
        deserted abandoned sleepy""",
}

# After "is", "are", "was", "were".
PREDICATES = {
    "person": """3 tired happy busy angry hungry late sad ready ill lonely nervous
        rich poor jealous bored grateful worried surprised homesick delighted""",
    "animal": """3 hungry thirsty calm wet sleepy restless asleep dangerous obedient
        frightened harmless muddy exhausted""",
    "vehicle": """2 full slow empty punctual overloaded reliable noisy comfortable""",
    "plant": """0 green dry healthy poisonous bare fragile thorny dormant""",
    "device": """0 broken loud silent faulty accurate rusty useless""",
    "weather": """0 violent mild cold fierce sudden unpredictable""",
}

ADVERBS = {
    "sound": """2 loudly softly sweetly angrily constantly cheerfully quietly
        solemnly noisily""",
    "speed": """2 quickly slowly eagerly suddenly rapidly carefully lazily gracefully
        hastily boldly""",
    "calm": """2 quietly patiently calmly gently secretly peacefully carefully
        silently attentively diligently thoroughly""",
    "frequency": """3 often never always still rarely hardly seldom also""",
    "time": """2 late early punctually again safely regularly""",
}

# What fixes the tense of the sentence that follows; phrases are joined by "_".
OPENINGS = {
    "past": """4 yesterday once last_week last_night long_ago last_summer last_year
        one_day earlier one_morning one_evening previously last_winter""",
    "present": """4 today nowadays on_sundays usually now at_present on_weekdays
        at_weekends on_holidays as_always this_week this_year""",
}

MEALS = "3 breakfast dinner lunch supper sunrise sunset midnight noon school"
PREPOSITIONS = "3 near behind beside opposite"
