"""Values → text and bytes. Nothing here reads the registry's files or writes any."""
