"""Facebook Pages' own knowledge: how posts, comments, recommendations and messages read."""
