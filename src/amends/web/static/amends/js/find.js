// Search, its filters and saved views.
