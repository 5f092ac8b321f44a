"""Speech: the words that somebody is quoted with or reported to have said, who said them, and the words that say so."""
