"""Engross: crews of agents draft a firm's Word documents; a named person signs them."""
