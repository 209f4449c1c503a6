"""What people who work on Amends run now and then."""
