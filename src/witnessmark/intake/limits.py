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
