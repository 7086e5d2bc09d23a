"""How much a project may hold: far more than a real one does, and little enough to say no within seconds.

Imported before it is known whether there is anything to do, so it imports nothing itself.
"""

MB = 1_000_000

# Of a file, in bytes. A place takes some 1300: the list has room for 11 000.
PLACES_BYTES = 15 * MB
DATA_BYTES = 2 * MB
PAGE_BYTES = MB // 10
# So that 2 MB is no 2 000 000 empty lines; those of the list are 30 on average.
BYTES_PER_LINE = 20
# What programs make: a map, and the open data of the city.
MAP_BYTES = 4 * MB
IMPORT_BYTES = 20 * MB
# What is copied to the site; most hosts take no larger file.
STATIC_BYTES = 100 * MB

# Longer than any text that fits a key; for some of them the parser takes quadratic time.
LONGEST_LINE = 5000
LONGEST_VALUE = 10_000
# Levels of lists and keys in each other, and what one of them holds. Twelve is the deepest there is.
DEEPEST_NODE = 30
MOST_BESIDE = 30_000
MOST_KEYS = 300

# Of a paragraph, or a point of a list: Markdown takes quadratic time for some of them.
LONGEST_BLOCK = 3000
MOST_LINES_OF_BLOCK = 100
MOST_BRACKETS = 100
# Headings that are the same take quadratic time as well.
MOST_HEADINGS = 300
# Lists and quotes in each other.
DEEPEST_BLOCK = 10

# Whoever has more mistakes than these has one that explains them all.
MOST_PROBLEMS = 1000
MOST_TOLD = 200
# Characters, in all. Each record that cannot be parsed costs one more reading of its file.
MOST_READ = 15 * MB
