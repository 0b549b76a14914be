"""One module or package for each foreign system; nothing else imports its library."""
