SITENAME = "Digitaal in Voorbeeld"
SITEURL = ""
TIMEZONE = "Europe/Brussels"
DEFAULT_LANG = "nl"
PATH = "content"
OUTPUT_PATH = "site"
THEME = "theme"

PAGE_PATHS = ["digipunten", "tekst", "start"]
ARTICLE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
PATH_METADATA = r"(?P<section>\w+)/(?P<slug>.*)\.md"
PAGE_URL = "{section}/{slug}/"
PAGE_SAVE_AS = "{section}/{slug}/index.html"
DIRECT_TEMPLATES = ["digipunten"]
DIGIPUNTEN_SAVE_AS = "digipunten/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CACHE_PATH = "cache"
