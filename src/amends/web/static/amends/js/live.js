// Who is here and who writes.
