"""Files as they came, made safe to read: guarded, parsed apart, handed on as plain values.

It knows file formats and nothing of clients, matters or documents. Every parser of a foreign
format runs in a child process; this package is light, so that the child starts quickly.
"""
