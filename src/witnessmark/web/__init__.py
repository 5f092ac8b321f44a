"""The workbench: a local web application over one case, for the people of the mission. No logic of its own."""
