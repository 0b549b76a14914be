"""What a mail wants, how soon, and who must see to it."""
