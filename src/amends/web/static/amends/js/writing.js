// The composer's tools: saved replies, files, emoji.
