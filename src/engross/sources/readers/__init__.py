"""One module for each file format; all of them run in the child process."""
