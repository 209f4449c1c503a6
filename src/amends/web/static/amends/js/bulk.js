// Many cases at once, and the palette.
