"""The dossier: one release as a PDF for people who read on paper."""
