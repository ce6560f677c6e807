"""The hall: what every service stands on and none owns. Knows no business noun but the published language in `events`."""
