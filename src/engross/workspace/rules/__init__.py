"""What must hold between a workspace's files; each rule yields its problems and runs no code of it.

Rules look at files as they stand, not at records, so that a misspelt key in one place hides nothing
in another.
"""
