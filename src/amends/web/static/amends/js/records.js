// Order in the records: people, links, fields, moves.
