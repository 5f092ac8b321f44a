"""Every limit of intake in one place. A file beyond one is preserved and reported, never half-read in silence."""

MEGABYTE = 1 << 20

MAX_TEXT_BYTES = 64 * MEGABYTE
"""Text, mail bodies, transcripts and CSV."""
MAX_HTML_BYTES = 16 * MEGABYTE
"""Finding the article takes more than a second a megabyte."""
MAX_HEADER_CHARACTERS = 4_000
"""Of a mail header that says what a part is: the standard library's reader of headers is not linear."""
MAX_MAIL_BYTES = 256 * MEGABYTE
MAX_IMAGE_PIXELS = 200_000_000
MAX_OCR_PIXELS = 40_000_000
"""A page of A3 at 300 dots an inch has 17 million."""
MAX_PDF_PAGES = 5_000
MAX_OCR_PAGES = 500
OCR_SECONDS_A_PAGE = 120
OCR_DOTS_AN_INCH = 300

MAX_ARCHIVE_DEPTH = 4
MAX_ARCHIVE_MEMBERS = 20_000
"""Over everything that one received archive or mail holds, archives within archives included."""
MAX_ARCHIVE_BYTES = 4096 * MEGABYTE
MAX_MEMBER_BYTES = 512 * MEGABYTE
MAX_COMPRESSION_RATIO = 200
"""Unpacked to packed size. Deflate reaches 1032; office files and text stay under 100."""
RATIO_MATTERS_FROM = 8 * MEGABYTE
"""Small members may be as compressible as they like."""

MAX_OFFICE_XML_BYTES = 512 * MEGABYTE
MAX_SHEET_CELLS = 5_000_000
"""Cells in the rectangle that holds all of a sheet's cells: what reading it takes in memory."""
MAX_TABLE_ROWS = 500_000
MAX_MAIL_PARTS = 1_000
MAX_MAIL_NESTING = 50

# What a reading process may use (``reading_process.py``).
CPU_SECONDS_A_FILE = 60
CPU_SECONDS_A_MEGABYTE = 2
"""The slowest reader (HTML) takes 1.5 on a slow machine. A file may take twice as long by the clock on the wall."""
OCR_SECONDS_A_FILE = 3 * 3600
"""Every page that is read by OCR adds its own seconds to the time of its file, all of them at most this."""
MEMORY_BYTES = 4096 * MEGABYTE
"""Address space of a process; an image of 200 million dots takes 2.5 GB. Never more than the machine's memory."""
OPEN_FILES = 64
PROCESSES = 32
"""Where a user namespace counts them apart from the user's other processes."""
ANSWER_BYTES = 320 * MEGABYTE
"""The largest mail with the text of its body."""
UNPACKED_AT_ONCE = 256
"""Members of an archive that one process unpacks."""
UNPACKED_AT_ONCE_BYTES = 64 * MEGABYTE
"""Of all of them together; one that is larger is unpacked by itself."""
PLAIN_TEXT_BYTES = MEGABYTE
"""Plain text in UTF-8 up to this is read in the program itself."""
