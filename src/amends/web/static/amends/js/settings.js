// Settings, team and people pages.
